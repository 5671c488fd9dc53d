"""axe-core finds nothing to object to, in light, dark and much contrast, public and staff."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.addresses import PUBLIC, STAFF
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
# Only the secretariat enters figures, and keeps incidents.
ENTRY_PAGES = (
    "/gestion/incidentes/",
    "/gestion/incidentes/nuevo/",
    "/gestion/avances/2026-T2/A01/",
    "/gestion/avances/2026-T2/A03/",
    "/gestion/proyectos/nuevo/",
    "/gestion/proyectos/iniciativas/nueva/",
)
# What a scheme can change. Everything else is looked at in light.
COLOURS = ["color-contrast", "link-in-text-block"]


def objections(page: Page, **options: list[str]) -> list[str]:
    """Each violation as impact, rule and the elements it was found on."""
    # Only violations are told of element by element: the rest would take half of the time.
    asked = {"resultTypes": ["violations"], **options}
    found = Axe().run(page, options=asked).response["violations"]
    return [
        f"{page.url} {one['impact']} {one['id']}: {one['help']} "
        + " | ".join(node["html"][:160] for node in one["nodes"])
        for one in found
    ]


def in_every_mode(page: Page, number: int = 0) -> list[str]:
    """The objections in light, and to the colours in dark and in much contrast.

    Much contrast has a light and a dark palette: pages take turns, by their number.
    """
    found = objections(page)
    # Without motion, or a colour is looked at on its way to the other.
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"dark: {said}" for said in objections(page, runOnly=COLOURS)]
    turn = "dark" if number % 2 else "light"
    page.emulate_media(color_scheme=turn, contrast="more", reduced_motion="reduce")
    found += [f"contrast, {turn}: {said}" for said in objections(page, runOnly=COLOURS)]
    page.emulate_media(
        color_scheme="light", contrast="no-preference", reduced_motion="no-preference"
    )
    return found


@pytest.mark.parametrize("part", [0, 1])
def test_public_pages_have_nothing_axe_objects_to(
    site: Site, visit: Callable[..., Page], part: int
) -> None:
    page = visit(site, color_scheme="light", bypass_csp=True)
    found = []
    for number, address in enumerate((*PUBLIC, "/acuerdos/a7/")[part::2]):
        page.goto(address)
        if number == 0:
            page.locator(".header summary").click()  # the menu is looked at once
        found += in_every_mode(page, number)
    assert found == []


@pytest.mark.parametrize("person", ["secretaria", "cluster"])
def test_staff_pages_have_nothing_axe_objects_to(
    site: Site, sign_in: Callable[..., Page], person: str
) -> None:
    page = sign_in(site, person, color_scheme="light", bypass_csp=True)
    found = []
    for number, address in enumerate(STAFF):
        if person == "secretaria":
            page.goto(address)
            if number == 0:
                page.locator(".staff-bar summary").click()
            found += in_every_mode(page, number)
        elif address not in ENTRY_PAGES:
            # The same colours, with the forms of who reviews.
            page.goto(address)
            found += objections(page)
    assert found == []


def test_a_form_with_errors_has_nothing_axe_objects_to(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(site, "secretaria", color_scheme="light", bypass_csp=True)
    page.goto("/gestion/avances/2026-T2/A14/")
    page.get_by_label("Avance (%)").fill("140")
    page.get_by_role("button", name="Guardar borrador").click()
    assert page.locator(".field__error").count() > 0
    assert in_every_mode(page) == []


def test_staff_pages_never_scroll_sideways_on_a_phone(
    site: Site, sign_in: Callable[..., Page]
) -> None:
    page = sign_in(site, "secretaria", viewport={"width": 360, "height": 740}, is_mobile=True)
    for address in STAFF:
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert (address, width) == (address, 360)
