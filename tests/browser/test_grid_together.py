"""The grid among several people and over a long day: conflicts and sessions lose no text."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import cell, grid, is_saved, open_cortes, problem, row, stored, write
from tests.browser.watching import watched
from tests.servers import PASSWORD, Site

pytestmark = pytest.mark.browser
CORTE = "2026-T1"
SESSION = 8 * 3600


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("together"))
    try:
        open_cortes(running.open(jobs=()), CORTE)
        yield running
    finally:
        running.close()


@pytest.mark.parametrize(
    ("code", "choice", "ends"),
    [("A01", "Guardar lo mío", "92"), ("A02", "Quedarme con lo otro", "91")],
)
def test_the_second_of_two_people_sees_both_values_and_chooses(
    office: Site, sign_in: Callable[..., Page], code: str, choice: str, ends: str
) -> None:
    first = grid(sign_in(office, "secretaria"), CORTE)
    write(first, code, "90")
    is_saved(first, code)
    second = grid(sign_in(office, "secretaria"), CORTE)
    write(first, code, "91")
    expect(cell(first, code)).to_have_value("91")
    first.wait_for_load_state("networkidle")
    write(second, code, "92")
    box = row(second, code).locator(".note")
    expect(box).to_contain_text("Otra persona cambió este avance")
    expect(box).to_contain_text("91,00 %")
    expect(box).to_contain_text("Usted escribió: 92.")
    assert stored(office, CORTE)[code] == "91.00"
    box.get_by_role("button", name=choice).click()
    expect(box).to_have_count(0)
    is_saved(second, code)
    expect(cell(second, code)).to_have_value(ends)
    assert stored(office, CORTE)[code] == f"{ends}.00"


def test_an_ended_session_says_so_keeps_the_text_and_saves_after_signing_in_again(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria"), CORTE)
    page.context.clear_cookies()
    write(page, "A05", "95")
    expect(problem(page, "A05")).to_contain_text("Su sesión terminó.")
    expect(cell(page, "A05")).to_have_value("95")
    assert "A05" not in stored(office, CORTE)

    other_tab = page.context.new_page()
    other_tab.goto("/ingresar/")
    other_tab.get_by_label("Nombre de usuario").fill("secretaria")
    other_tab.get_by_label("Contraseña").fill(PASSWORD)
    other_tab.get_by_role("button", name="Ingresar").click()
    other_tab.wait_for_url("**/gestion/")
    page.bring_to_front()
    page.keyboard.press("Control+s")
    is_saved(page, "A05")
    assert stored(office, CORTE)["A05"] == "95.00"


def test_the_end_of_the_session_is_warned_of_and_can_be_put_off(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(office, "secretaria")
    page.clock.install()
    grid(page, CORTE)
    _, complaints = watched(page)
    cell(page, "A06").fill("96")
    warning = page.get_by_role("alert").filter(has_text="Su sesión está por terminar")
    page.clock.fast_forward((SESSION - 360) * 1000)
    expect(warning).to_have_count(0)
    page.clock.fast_forward(61_000)
    expect(warning).to_be_visible()
    with page.expect_response("**/gestion/sesion/") as answer:
        warning.get_by_role("button", name="Seguir conectado").click()
    # The server's clock went on by itself: the page counts from what it says is left.
    left = answer.value.json()["seconds"]
    assert SESSION - 60 < left < SESSION
    expect(warning).to_have_count(0)
    expect(cell(page, "A06")).to_have_value("96")
    page.clock.fast_forward((left - 299) * 1000)
    expect(warning).to_be_visible()
    assert complaints == []


def test_sending_takes_the_last_cell_along_and_stops_at_a_wrong_one(
    office: Site, sign_in: Callable[..., Page]
) -> None:
    page = grid(sign_in(office, "secretaria"), CORTE)
    cell(page, "A07").fill("97")
    cell(page, "A08").fill("140")
    send = page.get_by_role("button", name="Enviar a revisión lo guardado")
    expect(send).to_be_enabled()
    send.click()
    expect(page.get_by_role("status")).to_contain_text("A08 no está guardado")
    expect(cell(page, "A08")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("98")
    send.click()
    expect(page.locator(".messages")).to_contain_text("enviados a revisión.")
    assert stored(office, CORTE)["A08"] == "98.00"
    expect(page.get_by_role("row", name="A07")).to_contain_text("En revisión")
