"""The main journeys of the public, by keyboard alone: every stop is seen, none is a trap."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]

MOST_STOPS = 150
# What has the focus: its words, whether it is marked and whether it can be seen.
FOCUSED = """
() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const look = getComputedStyle(at);
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {
    name: at.getAttribute("aria-label") || (at.labels && at.labels[0] || at).innerText.trim(),
    marked: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    seen: inside && box.width > 0 && box.height > 0,
    tag: at.tagName,
  };
}
"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called `name` has the focus; each stop on the way is looked at."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["tag"] != "BODY", f"the end of the page came before «{name}»"
        assert focused["marked"], focused
        assert focused["seen"], focused
        if focused["name"].startswith(name):
            return
    pytest.fail(f"the keyboard never came to «{name}»")


def test_the_first_stop_leads_past_the_navigation(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site)
    page.goto("/acuerdos/")
    tab_to(page, "Ir al contenido")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_an_agreement_is_found_and_its_figures_downloaded(
    site: Site, visit: Callable[..., Page]
) -> None:
    page = visit(site)
    page.goto("/acuerdos/")
    tab_to(page, "Ir al contenido")
    page.keyboard.press("Enter")
    tab_to(page, "Dimensión")
    page.keyboard.type("Social")
    tab_to(page, "Aplicar")
    page.keyboard.press("Enter")
    page.wait_for_url("**/acuerdos/?*dimension=social*")
    expect(page.get_by_role("heading", name="5 acuerdos")).to_be_visible()
    agreement = page.locator("table a").first.inner_text()
    tab_to(page, agreement)
    page.keyboard.press("Enter")
    page.wait_for_url("**/acuerdos/A*/**")
    tab_to(page, "CSV")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename.endswith(".csv")


def test_an_observation_is_sent(site: Site, visit: Callable[..., Page]) -> None:
    page = visit(site)
    page.goto("/contraloria/enviar/?sobre=AGREEMENT:A12")
    tab_to(page, "Ir al contenido")
    page.keyboard.press("Enter")
    tab_to(page, "Su observación")
    page.keyboard.type("La meta de este acuerdo no dice en qué año se mide.")
    # Longer than a program takes, which is asked to wait.
    page.wait_for_timeout(3_100)
    tab_to(page, "Enviar la observación")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="La recibimos")).to_be_visible()


@pytest.mark.parametrize(("style", "marked"), [("outline: none", False), ("left: -99rem", True)])
def test_the_walk_notices_a_stop_that_is_not_marked_or_not_seen(
    site: Site, visit: Callable[..., Page], style: str, marked: bool
) -> None:
    """The negative control of `tab_to`."""
    page = visit(site, bypass_csp=True)
    page.goto("/acuerdos/")
    page.add_style_tag(content=f".skip:focus, .brand:focus {{ {style} !important }}")
    with pytest.raises(AssertionError, match="'marked': " + str(marked)):
        tab_to(page, "Acuerdos")
