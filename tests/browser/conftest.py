"""A headless browser and a running site for the tests that look at pages as people do.

What people see does not depend on the database: those tests are `embedded`. Where jobs take part
or two people write at once, they run in both halves of the test command.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.programs import program
from tests.servers import PASSWORD, Site
from tests.visitor import Visitor

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
    """A site to look at: 2026-T1 published with A12 at 40 %, a report of each state in 2026-T2."""
    running = Site(tmp_path_factory.mktemp("site"))
    try:
        _fill(running.open(jobs=()))
        yield running
    finally:
        running.close()


def _fill(site: Site) -> None:
    secretary, reviewer = Visitor(site, "secretaria"), Visitor(site, "cluster")

    def open_corte(code: str, day: str) -> None:
        fields = {"code": code, "cutoff_on": day}
        assert secretary.send("/gestion/cortes/abrir/", fields, form="/gestion/cortes/").ok

    def enter(corte: str, agreement: str, percent: str, how: str) -> None:
        entry = {"kind": "PERCENT", "percent": percent, "version": "0", how: "1"}
        assert secretary.send(f"/gestion/avances/{corte}/{agreement}/", entry).ok

    def decide(report: str, what: str) -> None:
        page = f"/gestion/revision/{report}/"
        reason = {"version": "2", "reason": "Falta el acta."}
        assert reviewer.send(f"{page}{what}/", reason, form=page).ok

    open_corte("2026-T1", "2026-03-31")
    enter("2026-T1", "A12", "40", "submit")
    decide("A12-2026-T1-v1", "aprobar")
    corte = "/gestion/cortes/2026-T1/"
    assert secretary.send(f"{corte}cerrar/", {}, form=corte).ok
    assert secretary.send(f"{corte}publicar/", {"confirmed": "on"}, form=corte).ok
    open_corte("2026-T2", "2026-06-30")
    enter("2026-T2", "A01", "90", "save")
    enter("2026-T2", "A02", "90", "submit")
    enter("2026-T2", "A03", "90", "submit")
    decide("A03-2026-T2-v1", "devolver")
    _hold_sessions(secretary, reviewer)
    _tell_projects(secretary)


def _tell_projects(secretary: Visitor) -> None:
    """E-0006, a draft that moves the design amount of 5.3."""
    desk = "/gestion/proyectos/"
    today = {"on": f"{date.today():%Y-%m-%d}"}
    assert secretary.send(f"{desk}5.3/seguimiento/", today, form=f"{desk}5.3/").ok
    page = f"{desk}seguimientos/E-0006/"
    line = {"source": "FNDR", "stage": "Diseño", "reason": "Se definió la fuente."}
    sent = {"key": "6", **{f"fondos-6-{name}": value for name, value in line.items()}}
    assert secretary.send(f"{page}partes/fondos/", sent, form=page).ok


def _hold_sessions(secretary: Visitor, reviewer: Visitor) -> None:
    """S-0001 with approved minutes and a commitment that runs late; S-0002 without minutes."""
    desk = "/gestion/comisiones/"
    held, due = (f"{date.today() - timedelta(days=past):%Y-%m-%d}" for past in (30, 10))
    call = {"day": held, "hour": "10:00", "place": "Taltal", "agenda": "Agua", "version": "0"}
    for code in ("S-0001", "S-0002"):
        assert secretary.send(f"{desk}comision-1/convocar/", call).ok
        page = f"{desk}sesiones/{code}/"
        assert secretary.send(f"{page}asistencia/", {"guests": "ucn"}, form=page).ok
    page = f"{desk}sesiones/S-0001/"
    promise = {"text": "Medir.", "owner": "gore", "due_on": due, "subject": "AGREEMENT:A12"}
    assert secretary.send(f"{page}comprometer/", promise, form=page).ok
    minutes = {"text": "Se trató.", "version": "0", "submit": "1"}
    assert secretary.send(f"{page}acta/", minutes).ok
    assert reviewer.send(f"{page}aprobar/", {"version": "1"}, form=page).ok
