"""The ficha of a bilateral project on paper, and the map of the communes by hand."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.watching import watched
from tests.cooperation.bilaterals import page_rows, squeezed
from tests.papers import tightest
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
FICHA = "/cooperacion/bilaterales/bilateral-1/"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_printed_ficha_has_every_row_whole_on_two_pages(
    site: Site, visit: Callable[..., Page], paper: str
) -> None:
    page = visit(site)
    page.goto(FICHA)
    rows = page_rows(page.content())
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    text = squeezed(" ".join(sheet.extract_text() for sheet in printed.pages)).replace("•", "")
    assert len(printed.pages) == 2
    for label, said in rows:
        assert squeezed(label) in text, label
        assert squeezed(said) in text, said
    assert "Descargar" not in text
    for sheet in printed.pages:
        assert tightest(sheet) > 8, "two lines of the left column are one over the other"


def test_leaflet_is_fetched_on_demand_and_draws_the_nine_communes(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    asked, complaints = watched(page)
    page.goto("/mapa/")
    assert not [address for address in asked if "leaflet" in address or "geojson" in address]
    page.get_by_role("button", name="Acercarse en el mapa interactivo").click()
    expect(page.get_by_role("status")).to_contain_text("Mapa listo")
    expect(page.locator("path.leaflet-interactive")).to_have_count(9)
    expect(page.locator(".leaflet-number")).to_have_count(9)
    page.locator("path.leaflet-interactive").nth(4).click(force=True)
    page.get_by_role("link", name="Ver lo que hay en ella").click()
    assert "/mapa/#c-02201" in page.url
    assert complaints == []
    assert all(address.startswith(site.url) for address in asked)


def test_without_scripts_the_drawn_map_and_the_table_stand_alone(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site, java_script_enabled=False, viewport={"width": 320, "height": 700})
    page.goto("/mapa/")
    expect(page.locator("#mapa-interactivo")).to_be_hidden()
    expect(page.locator(".commune-map path")).to_have_count(9)
    expect(page.locator("table tbody tr")).to_have_count(9)
