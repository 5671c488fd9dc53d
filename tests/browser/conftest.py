"""A headless browser and a running site for the tests that look at pages as people do."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.programs import program
from tests.servers import PASSWORD, Site

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium. It ends with the module: its event loop would stop the ORM elsewhere."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program("chromium"), args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a session of its own; keywords go to the browser context."""
    opened: list[BrowserContext] = []

    def open_page(site: Site, **options: Any) -> Page:
        context = browser.new_context(base_url=site.url, locale="es-CL", **options)
        context.set_default_timeout(10_000)
        opened.append(context)
        return context.new_page()

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Sign a person in by the login page."""

    def enter(site: Site, username: str, **options: Any) -> Page:
        page = visit(site, **options)
        page.goto("/ingresar/")
        page.get_by_label("Nombre de usuario").fill(username)
        page.get_by_label("Contraseña").fill(PASSWORD)
        page.get_by_role("button", name="Ingresar").click()
        page.wait_for_url("**/gestion/")
        return page

    return enter


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site to look at: a corte open, one report in each state of its way."""
    running = Site(tmp_path_factory.mktemp("site"))
    try:
        yield running.open()
    finally:
        running.close()


