"""The districts in a browser: the map, its layers, the sliders, the files, keyboard and weight."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching import watched
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]

LIMIT = 120 * 1024
DISCLAIMER = "reproduce su método, no sus números"


def ranking(page: Page) -> list[str]:
    return page.locator("#resultado tbody th").all_inner_texts()


def test_moving_a_slider_changes_the_ranking_and_the_disclaimer_stays(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    page.goto("/distritos/pesos/")
    before = ranking(page)
    page.get_by_label("Mantener el orden").uncheck()
    page.get_by_label("4. Pequeña minería").fill("90")
    page.get_by_label("4. Pequeña minería").press("Tab")
    expect(page.locator("#resultado .is-moved").first).to_be_visible()
    assert ranking(page) != before
    expect(page.get_by_text(DISCLAIMER)).to_be_visible()
    assert "pequena-mineria=90" in page.url
    shared = ranking(page)
    page.reload()
    assert ranking(page) == shared, "the address keeps the weights"


def test_in_the_studys_order_a_slider_pushes_the_others_by_keyboard(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    page.goto("/distritos/pesos/")
    slider = page.get_by_label("Inversión: deslizador")
    slider.focus()
    slider.press("End")
    for label in ("1. Producción", "2. Empleo", "4. Pequeña minería", "5. Inversión"):
        expect(page.get_by_label(label)).to_have_value("100")
    expect(page.locator("#resultado")).to_contain_text("20,0")


def test_without_scripts_the_sliders_are_a_form_that_answers(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site, java_script_enabled=False)
    page.goto("/distritos/pesos/")
    expect(page.locator("input[type=range]").first).to_be_hidden()
    page.get_by_label("1. Producción").fill("mucho")
    page.get_by_role("button", name="Calcular").click()
    expect(page.get_by_role("alert")).to_contain_text("no es un número")
    expect(page.get_by_label("1. Producción")).to_have_value("mucho")


def test_a_district_is_opened_from_the_map_by_pointer_and_by_keyboard(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    page.goto("/distritos/")
    label = page.locator("svg.map a[aria-label^='Distrito 1,']")
    label.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/distritos/1/")
    page.go_back()
    label.click()
    page.wait_for_url("**/distritos/1/")
    expect(page.get_by_text(DISCLAIMER)).to_be_visible()


def test_a_layer_is_switched_at_once_and_without_scripts_by_a_button(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    page.goto("/distritos/")
    hot_spots = page.locator("[data-layer=gi]").first
    expect(hot_spots).to_have_class("m-layer is-off")
    page.get_by_label("Focos Gi*").check()
    expect(hot_spots).to_have_class("m-layer")
    assert "capa=gi" in page.url
    plain = visit(site, java_script_enabled=False)
    plain.goto("/distritos/")
    plain.get_by_label("Faenas").uncheck()
    plain.get_by_role("button", name="Mostrar").click()
    expect(plain.locator("[data-layer=faenas]").first).to_have_class("m-layer is-off")


def test_leaflet_draws_the_same_districts_under_the_same_policy(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    asked, complaints = watched(page)
    page.goto("/distritos/", wait_until="networkidle")
    assert not [url for url in asked if "leaflet" in url], "the library is asked for on demand"
    count = page.locator(".table--districts tbody tr").count()
    page.get_by_role("button", name="Acercarse en el mapa interactivo").click()
    expect(page.get_by_role("status")).to_contain_text("Mapa listo")
    expect(page.locator(".leaflet-number")).to_have_count(count)
    assert [url for url in asked if not url.startswith(f"{site.url}/")] == []
    assert complaints == []


def test_the_geojson_is_downloaded_and_read_again(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site)
    page.goto("/distritos/")
    count = page.locator(".table--districts tbody tr").count()
    with page.expect_download() as download:
        page.get_by_role("link", name="GeoJSON").click()
    data = json.loads(download.value.path().read_text(encoding="utf-8"))
    districts = [one for one in data["features"] if one["properties"]["kind"] == "district"]
    assert len(districts) == count
    for one in districts:
        assert one["geometry"]["type"] in ("Polygon", "MultiPolygon")
        ring: Any = one["geometry"]["coordinates"]
        while isinstance(ring[0][0], list):
            ring = ring[0]
        assert ring[0] == ring[-1]
        assert all(-73 < lon < -66 and -37 < lat < -17 for lon, lat in ring)


def test_the_map_page_weighs_little_on_the_wire(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    weight: list[float] = []
    session.on("Network.loadingFinished", lambda event: weight.append(event["encodedDataLength"]))
    page.goto("/distritos/", wait_until="networkidle")
    assert len(weight) >= 4
    assert sum(weight) <= LIMIT, f"{sum(weight) / 1024:.1f} KiB"


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize(
    "address",
    ["/distritos/", "/distritos/1/", "/distritos/pesos/", "/distritos/estudio/",
     "/distritos/metodo/", "/distritos/capas/", "/distritos/corridas/R001/"],
)  # fmt: skip
def test_no_page_scrolls_sideways(
    site: Site, visit: Callable[..., Page], address: str, width: int
) -> None:
    page = visit(site, viewport={"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
