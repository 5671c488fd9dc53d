"""A pasted column and a spreadsheet sent back: looked at first, confirmed, undone in one step."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import cell, grid, is_saved, open_cortes, stored, write
from tests.browser.test_accessibility import objections
from tests.browser.watching import watched
from tests.servers import Site

pytestmark = pytest.mark.browser
PASTED: Final = "2026-T1"
SENT: Final = "2026-T2"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PASTE: Final = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const kind = { clipboardData, bubbles: true, cancelable: true };
  cell.dispatchEvent(new ClipboardEvent("paste", kind));
}"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("batches"))
    try:
        open_cortes(running.open(), PASTED, SENT)
        yield running
    finally:
        running.close()


def preview(page: Page, title: str) -> None:
    """The batch's page, once it is read."""
    page.wait_for_url("**/gestion/lotes/*/")
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible(timeout=20_000)
    assert objections(page) == []


def download(page: Page, link: Locator) -> bytes:
    with page.expect_download() as found:
        link.click()
    return Path(found.value.path()).read_bytes()


def template(page: Page) -> bytes:
    grid(page, SENT)
    return download(page, page.get_by_role("link", name="Descargar plantilla (XLSX)"))


def send(page: Page, content: bytes) -> None:
    page.goto(f"/gestion/avances/{SENT}/importar/")
    file: Any = {"name": "avances.xlsx", "mimeType": XLSX, "buffer": content}
    page.get_by_label("Planilla", exact=True).set_input_files(file)
    page.get_by_role("button", name="Revisar la planilla").click()


def with_percent(content: bytes, code: str, value: object) -> bytes:
    """The template with one more figure, as openpyxl writes it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Avances"]
    titles = [one.value for one in sheet[1]]
    [line] = [line for line in sheet.iter_rows(min_row=2) if line[0].value == code]
    line[titles.index("Avance")].value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_a_pasted_column_of_19_is_looked_at_confirmed_and_undone(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria"), PASTED)
    write(page, "A03", "40")
    is_saved(page, "A03")
    before = stored(office, PASTED)
    _, complaints = watched(page)
    figures = [f"{80 + number},5" for number in range(19)]
    cell(page, "A01").evaluate(PASTE, "\r\n".join(figures) + "\r\n")
    page.wait_for_url("**/gestion/lotes/*/")
    expect(page.get_by_role("heading", name="19 cambios")).to_be_visible()
    # A03, the third, was 40 and would be 82,5.
    expect(page.get_by_role("row", name="A03")).to_contain_text("40,00 %")
    expect(page.get_by_role("row", name="A03")).to_contain_text("82,50 %")
    assert stored(office, PASTED) == before == {"A03": "40.00"}
    page.get_by_role("button", name="Confirmar 19 cambios").click()
    expect(page.get_by_role("status")).to_contain_text("Lote guardado.")
    assert stored(office, PASTED) == {f"A{n + 1:02d}": f"{80 + n}.50" for n in range(19)}
    page.get_by_role("button", name="Deshacer el lote").click()
    expect(page.get_by_role("status")).to_contain_text("todo quedó como antes")
    assert stored(office, PASTED) == before
    assert complaints == []
    expect(cell(grid(page, PASTED), "A03")).to_have_value("40")


def test_one_value_pasted_stays_in_its_cell_and_a_column_from_the_middle_goes_down(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria"), PASTED)
    cell(page, "A18").evaluate(PASTE, "55\r\n")
    expect(page).to_have_url(f"{office.url}/gestion/avances/{PASTED}/")
    cell(page, "A18").evaluate(PASTE, "55\n56\n57\n")
    page.wait_for_url("**/gestion/lotes/*/")
    # The third line falls past A19.
    expect(page.get_by_text("Fila 3, columna Código: No existe el acuerdo «+3».")).to_be_visible()
    expect(page.get_by_role("button", name="Confirmar")).to_have_count(0)
    page.get_by_role("button", name="Descartar").click()
    expect(page.get_by_role("status")).to_contain_text("no se guardó nada")


def test_the_template_comes_back_with_one_change_and_unchanged_with_none(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(office, "secretaria", bypass_csp=True)
    page.goto(f"/gestion/avances/{SENT}/importar/")
    assert objections(page) == []
    before = stored(office, SENT)
    send(page, with_percent(template(page), "A08", 47.5))
    preview(page, "1 cambio")
    assert stored(office, SENT) == before
    page.get_by_role("button", name="Confirmar 1 cambio").click()
    expect(page.get_by_role("status")).to_contain_text("Lote guardado.")
    assert stored(office, SENT) == {**before, "A08": "47.50"}
    send(page, template(page))
    preview(page, "0 cambios")
    expect(page.get_by_role("button", name="Confirmar")).to_have_count(0)


def test_a_spreadsheet_with_errors_says_each_and_gives_them_back_in_red(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(office, "secretaria", bypass_csp=True)
    before = stored(office, SENT)
    send(page, with_percent(template(page), "A09", 140))
    preview(page, "0 cambios")
    # A09 is the ninth agreement, below the row of titles.
    said = "Fila 10, columna Avance: «140» es mayor que 100"
    expect(page.get_by_text(said)).to_be_visible()
    link = page.get_by_role("link", name="Descargar los errores (XLSX)")
    sheet = openpyxl.load_workbook(io.BytesIO(download(page, link)))["Errores"]
    [red] = [one for line in sheet for one in line if said in str(one.value)]
    assert red.fill.start_color.rgb == "FFFFC7CE"
    assert stored(office, SENT) == before
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
