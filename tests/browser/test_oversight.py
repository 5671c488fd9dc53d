"""An observation from the page of an agreement to a commitment, and what its author sees."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import in_every_mode
from tests.browser.test_governance import sound
from tests.servers import Site

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
TEXT: Final = "Este acuerdo no dice en qué comunas se mide ni desde qué año."
ANSWER: Final = "Se mide en las nueve comunas de la región."
REPLY: Final = "Falta decir desde qué año se mide."
PROMISE: Final = "Publicar el año base de A12."


@pytest.fixture(scope="module")
def forum(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("oversight"))
    try:
        yield running.open(jobs=())
    finally:
        running.close()


def send(page: Page, text: str) -> tuple[str, str]:
    """From the agreement's page by the form: the address to follow it by, and its code."""
    page.goto("/acuerdos/A12/")
    page.get_by_role("link", name="Enviar una observación").click()
    expect(page.get_by_label("Sobre qué es")).to_have_value("AGREEMENT:A12")
    page.get_by_label("Su observación").fill(text)
    page.get_by_role("button", name="Enviar la observación").click()
    # Faster than any person: asked to wait, with the text still there.
    expect(page.get_by_text("El envío fue demasiado rápido")).to_be_visible()
    expect(page.get_by_label("Su observación")).to_have_value(text)
    page.wait_for_timeout(3_100)
    page.get_by_role("button", name="Enviar la observación").click()
    expect(page.get_by_role("heading", name="La recibimos")).to_be_visible()
    title = page.get_by_role("heading", level=1).inner_text()
    return page.url.partition("?")[0], title.split()[-1]


def test_from_an_observation_to_its_answer_a_reply_and_a_commitment(
    forum: Site, visit: Callable[..., Page], sign_in: Callable[..., Page]
) -> None:
    citizen = visit(forum, java_script_enabled=False)
    mine, code = send(citizen, TEXT)
    anyone = visit(forum, bypass_csp=True)
    assert anyone.goto(f"/contraloria/{code}/").status == 404  # type: ignore[union-attr]

    secretary = sign_in(forum, "secretaria", bypass_csp=True)
    secretary.goto("/gestion/observaciones/")
    sound(secretary)
    secretary.get_by_role("link", name=code).first.click()
    secretary.get_by_role("button", name="Publicar la observación").click()
    expect(secretary.get_by_text("ya se ve en la página pública")).to_be_visible()
    secretary.get_by_label("Respuesta", exact=True).fill(ANSWER)
    secretary.get_by_role("button", name="Enviar la respuesta").click()
    expect(secretary.get_by_text("Respuesta registrada.")).to_be_visible()
    sound(secretary)

    citizen.goto(mine)
    expect(citizen.get_by_text(ANSWER)).to_be_visible()
    citizen.get_by_label("Su réplica").fill(REPLY)
    citizen.get_by_role("button", name="Enviar la réplica").click()
    expect(citizen.get_by_text("Recibimos su réplica.")).to_be_visible()
    expect(citizen.get_by_role("button", name="Enviar la réplica")).to_have_count(0)

    secretary.reload()
    secretary.get_by_role("button", name="Publicar la réplica").click()
    expect(secretary.get_by_text("Réplica publicada.")).to_be_visible()

    reviewer = sign_in(forum, "cluster", bypass_csp=True)
    reviewer.goto(f"/gestion/observaciones/{code}/")
    reviewer.get_by_label("Comisión o instancia").select_option("comision-1")
    reviewer.get_by_role("button", name="Tomar la observación").click()
    reviewer.get_by_label("Qué se hará").fill(PROMISE)
    reviewer.get_by_label("Organización responsable").select_option(index=1)
    due = date.today() + timedelta(days=30)
    reviewer.get_by_label("Plazo").fill(due.isoformat())
    reviewer.get_by_role("button", name="Convertir en compromiso").click()
    expect(reviewer.get_by_text("Compromiso registrado.")).to_be_visible()
    sound(reviewer)

    for address in (f"/contraloria/{code}/", "/contraloria/", "/acuerdos/A12/"):
        anyone.goto(address)
        expect(anyone.get_by_text(TEXT)).to_be_visible()
        sound(anyone)
    anyone.goto(f"/contraloria/{code}/")
    for said in (ANSWER, REPLY, "Comisión Calidad de vida"):
        expect(anyone.get_by_text(said)).to_be_visible()
    anyone.get_by_role("link", name="C-0001").click()
    expect(anyone.get_by_text(PROMISE).first).to_be_visible()
    expect(anyone.get_by_role("link", name=code)).to_be_visible()


def test_the_form_and_the_private_page_are_sound_and_the_data_can_be_erased(
    forum: Site, visit: Callable[..., Page]
) -> None:
    page = visit(forum, bypass_csp=True, color_scheme="light")
    mine, _code = send(page, TEXT)
    sound(page)
    assert in_every_mode(page) == []
    page.get_by_label("Entiendo que lo borrado no se puede recuperar").check()
    page.get_by_role("button", name="Borrar mis datos personales").click()
    expect(page.get_by_text("El texto se borró a su pedido.")).to_be_visible()
    assert page.url == mine
    page.goto("/contraloria/enviar/")
    sound(page)
    assert in_every_mode(page) == []
    page.get_by_role("button", name="Enviar la observación").click()
    expect(page.get_by_role("alert")).to_be_visible()
    sound(page)
