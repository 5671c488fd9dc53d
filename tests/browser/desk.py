"""The secretariat's grid as the tests use it."""

from playwright.sync_api import Locator, Page, expect

from tests.servers import Site
from tests.visitor import Visitor


def open_cortes(site: Site, *codes: str) -> None:
    secretary = Visitor(site, "secretaria")
    for code in codes:
        year, quarter = code.split("-T")
        fields = {"code": code, "cutoff_on": f"{year}-{3 * int(quarter):02d}-28"}
        assert secretary.send("/gestion/cortes/abrir/", fields, form="/gestion/cortes/").ok


def grid(page: Page, corte: str) -> Page:
    page.goto(f"/gestion/avances/{corte}/")
    return page


def row(page: Page, code: str) -> Locator:
    return page.locator(f"tr[data-row={code}]")


def cell(page: Page, code: str) -> Locator:
    return page.get_by_label(f"Avance de {code}, en %")


def state(page: Page, code: str) -> Locator:
    return row(page, code).locator("[data-saved]")


def problem(page: Page, code: str) -> Locator:
    return row(page, code).locator("[data-errors]")


def write(page: Page, code: str, text: str) -> None:
    """Type into a cell as people do, and leave it by the keyboard."""
    cell(page, code).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def is_saved(page: Page, code: str) -> None:
    expect(state(page, code)).to_contain_text("Guardado")


def stored(site: Site, corte: str) -> dict[str, str]:
    """Agreement and percentage (or absence) of every report of a corte."""
    year, quarter = corte.split("-T")
    found = site.rows(
        "SELECT agreement_id, percent, absence FROM agreements_progressreport"
        f" WHERE period_id = {year}{quarter} ORDER BY agreement_id, version"
    )
    return {code: absence or f"{float(percent):.2f}" for code, percent, absence in found}
