"""A session from its convening to a decision that runs late, is reminded and is met."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from emra.governance import due
from tests.browser.test_accessibility import objections
from tests.servers import Site
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
DESK: Final = "/gestion/comisiones/"
SCROLL: Final = "document.documentElement.scrollWidth"
PHONE: Final = {"width": 320, "height": 640}
PROMISE: Final = "Levantar la línea base de A12 con los municipios."


@pytest.fixture
def chamber(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose first commission has a member, by its desk."""
    running = Site(tmp_path_factory.mktemp("governance"))
    try:
        running.open(jobs=())
        secretary = Visitor(running, "secretaria")
        seat = {"organisation": "gore", "office": "Coordinación", "username": "comision"}
        new = f"{DESK}comision-1/integrantes/nuevo/"
        assert secretary.send(new, {**seat, "version": "0"}).ok
        yield running
    finally:
        running.close()


def sound(page: Page) -> None:
    """Nothing for axe to object to, and no sideways scroll on a small phone."""
    page.reload()  # the message of what was just done is gone
    assert objections(page) == []
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size(PHONE)
    assert page.evaluate(SCROLL) <= PHONE["width"]
    page.set_viewport_size(size)


def test_from_convening_to_a_decision_met_with_evidence(
    chamber: Site, sign_in: Callable[..., Page]
) -> None:
    secretary = sign_in(chamber, "secretaria", bypass_csp=True)
    reviewer = sign_in(chamber, "cluster", bypass_csp=True)
    member = sign_in(chamber, "comision", bypass_csp=True)
    held, deadline = date.today() - timedelta(days=30), date.today() - timedelta(days=10)
    convene(secretary, held)
    attend(secretary)
    decide(secretary, deadline)
    write_minutes(secretary)
    reviewer.goto("/comisiones/compromisos/")
    expect(reviewer.get_by_text(PROMISE)).to_have_count(0)
    approve(reviewer)
    session = reviewer.url
    remind(chamber, member, due.of(deadline, date.today()).late)
    meet(member)
    member.goto("/comisiones/compromisos/?estado=DONE")
    sound(member)
    member.get_by_role("link", name=PROMISE).first.click()
    sound(member)
    expect(member.get_by_text("Se cumplió")).to_be_visible()
    expect(member.get_by_role("link", name="https://www.goreantofagasta.cl/agua")).to_be_visible()
    reviewer.goto(session)
    sound(reviewer)


# -- the steps -------------------------------------------------------------------------------


def convene(page: Page, day: date) -> None:
    page.goto(f"{DESK}comision-1/convocar/")
    page.get_by_label("Día").fill(f"{day:%Y-%m-%d}")
    page.get_by_label("Hora").fill("10:00")
    page.get_by_label("Lugar").fill("Taltal")
    page.get_by_label("Quórum").fill("1")
    page.get_by_label("Tabla").fill("Agua rural\nVarios")
    page.get_by_role("button", name="Convocar la sesión").click()
    expect(page.get_by_role("status")).to_contain_text("convocada.")


def attend(page: Page) -> None:
    page.get_by_label("Gobierno Regional de Antofagasta (GORE), Coordinación").check()
    page.get_by_role("button", name="Guardar la asistencia").click()
    expect(page.get_by_text("Hay quórum (1)")).to_be_visible()
    sound(page)


def decide(page: Page, deadline: date) -> None:
    page.get_by_text("Registrar un compromiso").click()
    page.get_by_label("Qué se hará").fill(PROMISE)
    page.get_by_label("Organización responsable").select_option("gore")
    page.get_by_label("Plazo").fill(f"{deadline:%Y-%m-%d}")
    page.get_by_label("Sobre qué").select_option("AGREEMENT:A12")
    page.get_by_role("button", name="Registrar el compromiso").click()
    expect(page.get_by_role("status")).to_contain_text("Compromiso registrado.")
    expect(page.get_by_text("espera el acta")).to_be_visible()


def write_minutes(page: Page) -> None:
    page.get_by_role("link", name="Escribir el acta").click()
    expect(page.get_by_role("textbox", name="Acta")).to_have_value(re.compile("1. Agua rural"))
    sound(page)
    page.get_by_role("button", name="Guardar y enviar a aprobación").click()
    expect(page.get_by_role("status")).to_contain_text("Acta enviada")
    expect(page.get_by_text("la aprueba otra persona, de la")).to_be_visible()


def approve(page: Page) -> None:
    page.goto(DESK)
    sound(page)
    page.get_by_role("link", name="Comisión Calidad de vida,").first.click()
    page.get_by_role("button", name="Aprobar y publicar el acta").click()
    expect(page.get_by_role("status")).to_contain_text("Acta aprobada")
    page.get_by_role("link", name="Página pública").click()
    expect(page.get_by_role("link", name=PROMISE)).to_be_visible()


def remind(site: Site, page: Page, late: int) -> None:
    done = site.manage("remind")
    assert done.returncode == 0, done.stderr
    page.goto("/gestion/avisos/")
    notice = page.get_by_text(f"atrasado {late} días hábiles")
    expect(notice).to_be_visible()
    page.get_by_role("link", name=PROMISE).click()
    expect(page.get_by_text(f"Atrasado {late} días hábiles")).to_be_visible()
    sound(page)


def meet(page: Page) -> None:
    page.get_by_label("Enlace de la evidencia").fill("https://www.goreantofagasta.cl/agua")
    page.get_by_role("button", name="Cerrar como cumplido").click()
    expect(page.get_by_role("status")).to_contain_text("Compromiso cumplido.")
