"""Fourteen figures by keyboard alone on one page; what a mistake in the grid looks like."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import cell, grid, is_saved, open_cortes, problem, row, stored, write
from tests.browser.watching import watched
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with three open cortes in which nothing is entered."""
    running = Site(tmp_path_factory.mktemp("grid"))
    try:
        open_cortes(running.open(jobs=()), "2026-T1", "2026-T2", "2026-T3")
        yield running
    finally:
        running.close()


def test_fourteen_figures_are_entered_by_keyboard_alone_on_one_page(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria"), "2026-T1")
    asked, complaints = watched(page)
    # None is below what the source gave, so that none needs a reason.
    figures = ["90", "91,5", "92.5", "93 %", "94", "95", "96", "97", "98", "99", "99,5"]
    figures += ["99,75", "100", "100"]
    cell(page, "A01").focus()
    strokes = 0
    for place, figure in enumerate(figures):
        page.keyboard.type(figure)
        page.keyboard.press("ArrowDown" if place % 2 else "Enter")
        strokes += len(figure) + 1
    for number in range(1, 15):
        is_saved(page, f"A{number:02d}")
    requests = [url for url in asked if "/static/" not in url]
    print(f"14 figures: {strokes} keystrokes, {len(requests)} requests, 1 page")
    assert [url.split("/")[-3] for url in requests] == [f"A{n:02d}" for n in range(1, 15)]
    # 41 characters and 14 keys that leave the cell.
    assert strokes == 41 + 14
    assert complaints == []
    expect(cell(page, "A15")).to_be_focused()
    expect(page.get_by_text("Faltan 5 acuerdos por ingresar.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Faltan 5 acuerdos por ingresar.")).to_be_visible()
    expect(cell(page, "A02")).to_have_value("91,5")
    expect(cell(page, "A04")).to_have_value("93")
    expect(row(page, "A14")).to_contain_text("Borrador")
    assert len(stored(office, "2026-T1")) == 14
    assert stored(office, "2026-T1")["A12"] == "99.75"


def test_escape_restores_arrows_move_and_control_s_saves(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria"), "2026-T2")
    write(page, "A01", "90")
    is_saved(page, "A01")
    expect(cell(page, "A02")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(cell(page, "A01")).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Escape")
    expect(cell(page, "A01")).to_have_value("90")
    page.keyboard.type("95")
    with page.expect_response("**/A01/celda/"):
        page.keyboard.press("Control+s")
    expect(cell(page, "A01")).to_be_focused()
    assert stored(office, "2026-T2")["A01"] == "95.00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("47,,5", "«47,,5» no es un porcentaje"), ("140", "«140» es mayor que 100")],
)
def test_a_wrong_figure_stays_as_typed_with_the_message_in_its_row(
    office: Site, sign_in: Callable[..., Page], typed: str, said: str
) -> None:
    page = grid(sign_in(office, "secretaria"), "2026-T2")
    write(page, "A10", typed)
    expect(problem(page, "A10")).to_contain_text(said)
    expect(cell(page, "A10")).to_have_value(typed)
    expect(cell(page, "A10")).to_have_attribute("aria-invalid", "true")
    expect(cell(page, "A10")).to_have_accessible_description(re.compile(said))
    expect(cell(page, "A11")).to_be_focused()
    assert "A10" not in stored(office, "2026-T2")
    cell(page, "A10").fill("")
    expect(problem(page, "A10")).to_be_hidden()


def test_no_data_opens_its_reason_and_needs_it(office: Site, sign_in: Callable[..., Page]) -> None:
    page = grid(sign_in(office, "secretaria"), "2026-T2")
    line = row(page, "A13")
    reason = line.get_by_label("Por qué no hay porcentaje")
    expect(reason).to_be_hidden()
    line.get_by_label("Qué se informa de A13").select_option("sin dato")
    expect(reason).to_be_focused()
    page.keyboard.press("Control+s")
    expect(problem(page, "A13")).to_contain_text("Explique por qué no hay porcentaje")
    assert "A13" not in stored(office, "2026-T2")
    reason.fill("El servicio aún no entrega la medición.")
    page.keyboard.press("Control+s")
    is_saved(page, "A13")
    expect(problem(page, "A13")).to_be_hidden()
    assert stored(office, "2026-T2")["A13"] == "NO_DATA"


def test_a_setback_asks_for_its_reason_in_the_row(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria"), "2026-T2")
    # The source gave 24 % to A15.
    write(page, "A15", "20")
    expect(problem(page, "A15")).to_contain_text("El avance baja de 24,00 % (2025-inicial)")
    reason = row(page, "A15").get_by_label("Motivo del retroceso")
    expect(reason).to_be_visible()
    expect(row(page, "A15").get_by_label("Por qué no hay porcentaje")).to_be_hidden()
    assert "A15" not in stored(office, "2026-T2")
    reason.fill("Se cerró una de las obras.")
    page.keyboard.press("Control+s")
    is_saved(page, "A15")
    assert stored(office, "2026-T2")["A15"] == "20.00"


def test_without_scripts_the_grid_is_one_form_that_keeps_every_text(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria", java_script_enabled=False), "2026-T3")
    cell(page, "A01").fill("90")
    cell(page, "A02").fill("140")
    page.get_by_label("Nota de A03").fill("Se reunió la mesa.")
    page.get_by_role("button", name="Guardar todo").click()
    expect(problem(page, "A02")).to_contain_text("«140» es mayor que 100")
    expect(problem(page, "A03")).to_contain_text("Escriba el avance, o elija «Sin dato».")
    expect(cell(page, "A01")).to_have_value("90")
    expect(cell(page, "A02")).to_have_value("140")
    expect(page.get_by_label("Nota de A03")).to_have_value("Se reunió la mesa.")
    assert stored(office, "2026-T3") == {}
    cell(page, "A02").fill("91")
    cell(page, "A03").fill("92")
    page.get_by_role("button", name="Guardar todo").click()
    expect(page.get_by_text("3 avances guardados.")).to_be_visible()
    assert stored(office, "2026-T3") == {"A01": "90.00", "A02": "91.00", "A03": "92.00"}
