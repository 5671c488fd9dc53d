"""What the public's browser does with the pages: on a phone, without scripts, on a thin line."""

from collections.abc import Callable

import pytest
from django.urls import get_resolver
from playwright.sync_api import Page, expect

from emra.accounts.access import PUBLIC as EVERYONE
from emra.accounts.checks import declared_access, routes
from tests.browser.addresses import PUBLIC
from tests.browser.watching import watched, weighed
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]

KIB = 1024
MOST_REQUESTS = 8
# What is held to no weight: pages that are a map.
MAPS = ("/distritos/", "/mapa/")
STICKS_OUT = """[...document.querySelectorAll("main table")].filter(table =>
    !table.closest(".scroll") && table.getBoundingClientRect().width >
    table.parentElement.clientWidth + 1).map(table => table.textContent.trim().slice(0, 80))"""
SCROLLS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_is_light_asks_only_its_own_site_and_breaks_no_policy(
    site: Site, visit: Callable[..., Page], address: str
) -> None:
    page = visit(site)
    asked, complaints = watched(page)
    weights = weighed(page)
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert [url for url in asked if not url.startswith(f"{site.url}/")] == []
    assert asked[0] == site.url + address
    assert complaints == []
    print(f"{address}: {sum(weights) / KIB:.1f} KiB in {len(weights)} requests")
    assert sum(weights) > 2 * KIB
    if address not in MAPS:
        assert len(weights) <= MOST_REQUESTS
        assert sum(weights) <= 60 * KIB


def test_the_scale_notices_what_a_page_asks_for_besides(
    site: Site, visit: Callable[..., Page]
) -> None:
    """The negative control of the weight: Plotly alone is heavier than a page may be."""
    page = visit(site)
    weights = weighed(page)
    page.goto("/tablero/", wait_until="networkidle")
    light = sum(weights)
    page.get_by_role("button", name="Activar gráficos interactivos").click()
    expect(page.get_by_role("status")).to_contain_text("Listo")
    assert light <= 60 * KIB < sum(weights) - light


def test_the_watch_notices_a_foreign_address_and_a_breach_of_the_policy(
    site: Site, visit: Callable[..., Page]
) -> None:
    """The negative control of the test above."""
    page = visit(site)
    asked, complaints = watched(page)
    page.goto("/")
    foreign = "http://127.0.0.2:9/x.png"
    page.evaluate(f"document.body.append(Object.assign(new Image(), {{src: '{foreign}'}}))")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(300)
    assert foreign in asked
    assert any("Content Security Policy" in said and "style" in said for said in complaints)


def test_the_explorer_draws_with_plotly_under_the_same_policy(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    asked, complaints = watched(page)
    page.goto("/tablero/", wait_until="networkidle")
    assert not [url for url in asked if "plotly" in url], "the library is asked for on demand"
    page.get_by_role("button", name="Activar gráficos interactivos").click()
    expect(page.get_by_role("status")).to_contain_text("Listo")
    places = page.locator("[data-figure]").count()
    assert places >= 3
    for number in range(places):
        place = page.locator("[data-figure]").nth(number)
        expect(place.locator("svg.main-svg").first).to_be_visible()
        assert place.locator("svg g.trace").count() > 0
    assert [url for url in asked if not url.startswith(f"{site.url}/")] == []
    assert complaints == []


@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_scrolls_sideways_on_a_small_phone_or_at_twice_the_size(
    site: Site, visit: Callable[..., Page], address: str
) -> None:
    """Also with all that folds opened, where a table may not stick out of its card either."""
    page = visit(site, viewport={"width": 320, "height": 640}, is_mobile=True, has_touch=True)
    page.goto(address)
    # What 1280 pixels leave to a page at 200 %.
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 640})
        assert not page.evaluate(SCROLLS), width
        assert page.evaluate("document.documentElement.clientWidth") == width
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert not page.evaluate(SCROLLS)
    assert page.evaluate(STICKS_OUT) == []


def test_pages_say_their_figures_without_scripts(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site, java_script_enabled=False)
    page.goto("/")
    # (25 + 31 + 12 + 17 + 40) / 5 = 25
    expect(page.locator(".card", has_text="Social").first).to_contain_text("25,0 %")
    assert page.locator("main svg").count() > 19
    page.goto("/acuerdos/A12/")
    expect(page.get_by_role("main")).to_contain_text("40,0 %")
    page.goto("/tablero/")
    expect(page.get_by_role("table").first).to_contain_text("25,0 %")
    expect(page.get_by_role("button", name="Activar")).to_be_hidden()


def test_the_addresses_tried_cover_every_public_page() -> None:
    # Files that back a figure are no pages; the page to follow an observation is test_oversight's;
    # without a provider nobody signs in through one.
    apart = ("api/", "admin/", "evidencia/", "salir/", "contraloria/seguimiento/", "ingresar/oidc/")
    pages = {
        route.split("<")[0]
        for route, view in routes(get_resolver().url_patterns)
        if EVERYONE in (declared_access(view) or ())
        and (route.endswith("/") or not route)
        and not route.startswith(apart)
        and "/respaldos/" not in route
    }
    missing = {page for page in pages if not any(a[1:].startswith(page) for a in PUBLIC if page)}
    assert missing - {""} == set()
