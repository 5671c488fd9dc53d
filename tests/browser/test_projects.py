"""Initiatives that walk both tracks by the desk's forms, and a date that does not move alone."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_accessibility import objections
from tests.projects.given import PREFIX, WALKS, Stays
from tests.servers import Site
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
DESK: Final = "/gestion/proyectos/"
SCROLL: Final = "document.documentElement.scrollWidth"
PHONE: Final = {"width": 320, "height": 640}
ENTRY: Final = re.compile(r"/seguimientos/(E-[0-9]+)/")
NAMES: Final = {"PUBLIC": "Vía pública", "PUBLIC_PRIVATE": "Vía público-privada"}


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site where two initiatives have walked each track, by its desk."""
    running = Site(tmp_path_factory.mktemp("projects"))
    try:
        running.open(jobs=())
        secretary, reviewer = Visitor(running, "secretaria"), Visitor(running, "cluster")
        for track, walks in WALKS.items():
            for name, days, _total in walks[1:]:
                send_walk(secretary, reviewer, name, track, days)
        yield running
    finally:
        running.close()


def send_walk(secretary: Visitor, reviewer: Visitor, name: str, track: str, days: Stays) -> None:
    """The forms of the desk without a browser; their tokens come from a small page."""
    small = f"{DESK}sectores/"
    fields = {"name": name, "parent": "5.3", "track": track, "on": f"{date.today():%Y-%m-%d}"}
    opened = secretary.send(f"{DESK}iniciativas/nueva/", fields)
    found = ENTRY.search(opened.url)
    assert found, opened
    page = f"{DESK}seguimientos/{found[1]}/"
    for order, (entered, left) in enumerate(days, start=1):
        key = f"{PREFIX[track]}-{order}"
        told = {f"etapas-{key}-entered_on": entered, f"etapas-{key}-left_on": left}
        assert secretary.send(f"{page}partes/etapas/", {"key": key, **told}, form=small).ok
    assert secretary.send(f"{page}enviar/", {}, form=small).ok
    assert reviewer.send(f"{page}aprobar/", {}, form=page).ok


def test_three_initiatives_on_each_track_show_the_hand_calculation(
    region: Site, sign_in: Callable[..., Page]
) -> None:
    secretary, reviewer = sign_in(region, "secretaria"), sign_in(region, "cluster")
    for track, walks in WALKS.items():
        name, days, _total = walks[0]
        entry = write_walk(secretary, name, track, days)
        secretary.goto("/proyectos/")
        expect(secretary.get_by_text(name)).to_have_count(0)
        approve(reviewer, entry)
    page = secretary
    page.goto("/proyectos/vias/")
    # Totals 1217, 1279, 1156 and 761, 670, 762 days: medians 1217 and 761; a month is 30,4375
    # days, and (1217 - 761) / 30,4375 = 14,98.
    observed = page.get_by_role("article", name="Se observa")
    expect(observed).to_contain_text("15,0 meses")
    expect(observed).to_contain_text("mediana 1.217 días (40,0 meses), n = 3")
    expect(observed).to_contain_text("mediana 761 días (25,0 meses), n = 3")
    expect(page.get_by_role("article", name="La fuente estima")).to_contain_text("12 a 18 meses")
    expect(page.locator(".lead")).to_contain_text("está dentro de lo que la fuente estima")
    for track, walks in WALKS.items():
        table = page.get_by_role("region", name=NAMES[track], exact=True)
        for name, _days, total in walks:
            shown = f"{total:,} días".replace(",", ".")
            expect(table.get_by_role("row", name=name)).to_contain_text(shown)
    expect(page.get_by_role("img", name="6 iniciativas tienen fechas")).to_be_visible()


def test_a_date_is_not_moved_without_a_reason_and_the_reason_is_told(
    region: Site, sign_in: Callable[..., Page]
) -> None:
    secretary, reviewer = sign_in(region, "secretaria"), sign_in(region, "cluster")
    ends = date.today() - timedelta(days=100)
    first = start(secretary, "5.1")
    write_end(secretary, "Escribir las fechas", ends)
    send(secretary)
    approve(reviewer, first)
    second = start(secretary, "5.1")
    later = ends + timedelta(days=60)
    write_end(secretary, "Cambiar las fechas", later)
    refused = secretary.get_by_role("alert")
    expect(refused).to_contain_text("Motivo del cambio")
    fold = folded(secretary, "Cambiar las fechas")
    expect(fold.get_by_label("Término previsto")).to_have_value(f"{later:%Y-%m-%d}")
    fold.get_by_label("Motivo del cambio").fill("El estudio de suelos tomó más tiempo.")
    fold.get_by_role("button", name="Anotar").click()
    expect(secretary.get_by_role("status")).to_contain_text("Anotado")
    send(secretary)
    approve(reviewer, second)
    secretary.goto("/proyectos/5.1/")
    changes = secretary.get_by_role("row", name="El estudio de suelos tomó más tiempo.")
    expect(changes).to_contain_text("+60 días")
    expect(changes).to_contain_text(f"{ends:%d-%m-%Y}")
    # A hundred days ago less sixty: it runs forty days late.
    expect(secretary.get_by_text("Término atrasado 40 días")).to_be_visible()


@pytest.mark.parametrize("address", ["/proyectos/", "/proyectos/vias/", "/proyectos/5.3-001/"])
def test_the_pages_are_sound_on_a_small_phone(
    region: Site, sign_in: Callable[..., Page], address: str
) -> None:
    page = sign_in(region, "analista", bypass_csp=True)
    page.goto(address)
    assert objections(page) == []
    page.set_viewport_size(PHONE)
    assert page.evaluate(SCROLL) <= PHONE["width"]


# -- the steps -------------------------------------------------------------------------------


def write_walk(page: Page, name: str, track: str, days: Stays) -> str:
    """Open an initiative and write its stages; the code of its entry."""
    page.goto(f"{DESK}iniciativas/nueva/")
    page.get_by_label("Nombre", exact=True).fill(name)
    page.get_by_label(NAMES[track], exact=True).check()
    page.get_by_role("button", name="Abrir la iniciativa").click()
    for order, (entered, left) in enumerate(days, start=1):
        fold = folded(page, f"Etapa {order}:")
        fold.get_by_label("Entró").fill(entered)
        fold.get_by_label("Salió").fill(left)
        fold.get_by_role("button", name="Anotar").click()
        expect(page.get_by_role("status")).to_contain_text("Anotado")
    return send(page)


def start(page: Page, project: str) -> str:
    page.goto(f"{DESK}{project}/")
    page.get_by_role("button", name="Empezar un seguimiento").click()
    found = ENTRY.search(page.url)
    assert found
    return found[1]


def write_end(page: Page, heading: str, day: date) -> None:
    fold = folded(page, heading)
    fold.get_by_label("Término previsto").fill(f"{day:%Y-%m-%d}")
    fold.get_by_role("button", name="Anotar").click()


def send(page: Page) -> str:
    found = ENTRY.search(page.url)
    assert found
    page.get_by_role("button", name="Enviar a revisión").click()
    expect(page.get_by_role("status")).to_contain_text("enviado a revisión")
    return found[1]


def approve(page: Page, entry: str) -> None:
    page.goto(f"{DESK}seguimientos/{entry}/")
    page.get_by_role("button", name="Aprobar el seguimiento").click()
    expect(page.get_by_role("status")).to_contain_text("publicado")


def folded(page: Page, heading: str) -> Locator:
    """The form under a heading, unfolded."""
    fold = page.locator("details").filter(has=page.locator("summary", has_text=heading)).first
    if fold.get_attribute("open") is None:
        fold.locator("summary").first.click()
    return fold
