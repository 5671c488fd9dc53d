"""What people do with the funds: read them on a phone, and try other weights."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.addresses import PUBLIC
from tests.browser.test_accessibility import in_every_mode
from tests.browser.test_public_pages import SCROLLS
from tests.browser.watching import watched
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]

PAGES = (
    "/fondos/",
    "/fondos/regiones/",
    "/fondos/regiones/antofagasta/",
    "/fondos/comunas/",
    "/fondos/comunas/02201/",
    "/fondos/simulacion/",
    "/fondos/simulacion/?datos=ejemplo",
    "/fondos/simulacion/?p-pobreza=6,5",
)
EXAMPLE = "/fondos/simulacion/?datos=ejemplo"


def weight(page: Page, name: str) -> Locator:
    return page.get_by_role("textbox", name=name)


def slider(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=name)


def amounts(page: Page) -> list[str]:
    """What each commune gets after the change, as the table says."""
    rows = page.get_by_role("region", name="Antes y después por comuna").locator("tbody tr")
    return [row.get_by_role("cell").nth(1).inner_text() for row in rows.all()]


def test_a_what_if_from_the_slider_to_a_shared_address_and_back(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    page.goto(EXAMPLE)
    before = amounts(page)
    slider(page, "Pobreza por ingresos").focus()
    for _press in range(10):
        page.keyboard.press("ArrowRight")
    expect(weight(page, "Pobreza por ingresos")).to_have_value("12,5")
    expect(page.locator("[data-sum]").first).to_have_text("105")
    weight(page, "Predios exentos").fill("0")
    expect(slider(page, "Predios exentos")).to_have_value("0")
    expect(page.locator("[data-sum]").first).to_have_text("100")
    page.get_by_role("button", name="Calcular").click()
    expect(page.get_by_text("La que más sube es")).to_be_visible()
    after = amounts(page)
    assert after != before
    assert "p-pobreza=12%2C5" in page.url

    shared = page.locator("#direccion").get_attribute("href")
    assert shared is not None
    other = visit(site)
    other.goto(shared)
    assert amounts(other) == after
    expect(slider(other, "Pobreza por ingresos")).to_have_value("12.5")
    expect(other.get_by_text("Simulación: no es una asignación oficial.")).to_be_visible()

    page.go_back()
    assert amounts(page) == before
    page.go_forward()
    page.get_by_role("link", name="Volver a lo de partida").click()
    assert amounts(page) == before
    expect(weight(page, "Pobreza por ingresos")).to_have_value("7,5")


def test_without_scripts_weights_that_miss_100_are_told_and_stay_written(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site, java_script_enabled=False)
    page.goto(EXAMPLE)
    expect(page.get_by_role("slider")).to_have_count(0)
    weight(page, "Pobreza por ingresos").fill("6,5")
    page.get_by_role("button", name="Calcular").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("suman 99 y deben sumar 100: faltan 1")
    expect(weight(page, "Pobreza por ingresos")).to_have_value("6,5")
    weight(page, "Predios exentos").fill("6")
    page.get_by_role("button", name="Calcular").click()
    expect(page.get_by_role("heading", name="Resultado de la simulación")).to_be_visible()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_the_funds_fits_a_phone_and_breaks_no_policy(
    site: Site, visit: Callable[..., Page], address: str
) -> None:
    page = visit(site, viewport={"width": 320, "height": 740}, is_mobile=True, has_touch=True)
    asked, complaints = watched(page)
    page.goto(address)
    assert not page.evaluate(SCROLLS)
    assert [url for url in asked if not url.startswith(f"{site.url}/")] == []
    assert [said for said in complaints if "400" not in said] == []


def test_axe_objects_to_nothing_on_the_pages_of_the_funds(
    site: Site, visit: Callable[..., Page], sign_in: Callable[..., Page]
) -> None:
    found = []
    page = visit(site, color_scheme="light", bypass_csp=True)
    for address in (address for address in PAGES if address not in PUBLIC):
        page.goto(address)
        found += in_every_mode(page)
    desk = sign_in(site, "secretaria", color_scheme="light", bypass_csp=True)
    desk.goto("/gestion/fondos/1/")
    found += in_every_mode(desk)
    assert found == []
