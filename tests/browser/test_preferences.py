"""Scheme and text size as one reader chooses them, without scripts, on pages that stay the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.addresses import PUBLIC
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]

GROUND = "getComputedStyle(document.body).backgroundColor"
SIZE = "getComputedStyle(document.documentElement).fontSize"
LIGHT, DARK, WHITE, BLACK = (
    f"rgb({numbers})" for numbers in ("255, 255, 255", "14, 22, 29", "255, 255, 255", "0, 0, 0")
)
# Pages of each room, for what every page has in common.
SOME = ("/", "/acuerdos/A12/", "/distritos/", "/fondos/", "/contraloria/", "/cuadraturas/royalty/")


def choose(page: Page, scheme: str, size: str) -> None:
    page.get_by_role("link", name="Cómo se ve", exact=True).first.click()
    page.get_by_label(scheme).check()
    page.get_by_label(size, exact=True).check()
    page.get_by_role("button", name="Guardar y volver").click()
    page.wait_for_url(lambda url: "preferencias" not in url)


def test_a_choice_changes_every_page_without_scripts_and_leads_back(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site, color_scheme="light", java_script_enabled=False)
    page.goto("/acuerdos/")
    choose(page, "Oscuro", "Muy grande")
    expect(page).to_have_url(f"{site.url}/acuerdos/")
    assert (page.evaluate(GROUND), page.evaluate(SIZE)) == (DARK, "21.92px")  # 16 × 1.37
    page.goto("/objetivos/")
    assert page.evaluate(GROUND) == DARK
    choose(page, "Claro", "Normal")
    assert (page.evaluate(GROUND), page.evaluate(SIZE)) == (LIGHT, "16px")


def test_a_choice_goes_before_what_the_system_asks_for(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site, color_scheme="dark")
    page.goto("/")
    assert page.evaluate(GROUND) == DARK
    choose(page, "Claro", "Grande")
    assert page.evaluate(GROUND) == LIGHT
    choose(page, "Alto contraste", "Normal")
    assert page.evaluate(GROUND) == BLACK
    page.emulate_media(color_scheme="light")
    assert page.evaluate(GROUND) == WHITE
    choose(page, "Automático", "Normal")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(GROUND) == DARK


def test_the_font_is_the_sites_own(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site)
    page.goto("/", wait_until="networkidle")
    page.goto("/acuerdos/", wait_until="networkidle")
    assert page.evaluate("document.fonts.check('700 16px \"EMRA Sans\"')")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    assert "EMRA Sans" in str(page.evaluate(loaded))


def test_the_menu_opens_by_keyboard_and_without_scripts(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site, java_script_enabled=False, viewport={"width": 390, "height": 740})
    page.goto("/acuerdos/")
    expect(page.get_by_role("link", name="Bitácora", exact=True)).to_have_count(1)  # the footer's
    menu = page.locator(".header summary")
    menu.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("navigation", name="Todo el sitio")
    expect(panel.get_by_role("link", name="Acuerdos")).to_have_attribute("aria-current", "true")
    panel.get_by_role("link", name="Bitácora").click()
    expect(page).to_have_url(f"{site.url}/bitacora/")
    assert page.locator("main").bounding_box()["y"] < 120, "the header leaves the phone to the page"


@pytest.mark.parametrize("scheme", ["Claro", "Oscuro", "Alto contraste"])
def test_no_page_scrolls_sideways_at_320_pixels_with_the_largest_text(
    site: Site, visit: Callable[..., Page], scheme: str
) -> None:
    """320 pixels are also what 1280 are at 400 % zoom."""
    page = visit(site, viewport={"width": 320, "height": 640})
    page.goto("/preferencias/")
    page.get_by_label(scheme).check()
    page.get_by_label("Muy grande").check()
    page.get_by_role("button", name="Guardar y volver").click()
    page.wait_for_url(lambda url: "preferencias" not in url)
    wide = []
    # Colours do not change widths: every page once, and some in each scheme.
    for address in PUBLIC if scheme == "Claro" else SOME:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((address, width))
    assert wide == []
