"""A commission's review: written by one, signed by another, and from then on unchangeable."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import open_cortes
from tests.browser.test_accessibility import objections
from tests.servers import Site
from tests.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.embedded]
DESK: Final = "/gestion/comisiones/comision-1/revision/2026-T2/"
SHEET: Final = "/comisiones/comision-1/revisiones/2026-T2/"
OPINION: Final = "Avanza según lo previsto en agua rural."


@pytest.fixture
def commission(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with an open corte whose first commission follows A12."""
    running = Site(tmp_path_factory.mktemp("reviews"))
    try:
        running.open(jobs=())
        open_cortes(running, "2026-T2")
        secretary = Visitor(running, "secretaria")
        desk = "/gestion/comisiones/comision-1/"
        assert secretary.send(f"{desk}acuerdos/", {"agreements": "A12"}, form=desk).ok
        yield running
    finally:
        running.close()


def test_a_review_is_signed_by_another_person_and_then_unchangeable(
    commission: Site, sign_in: Callable[..., Page]
) -> None:
    writer = sign_in(commission, "cluster", bypass_csp=True)
    writer.goto(DESK)
    writer.get_by_label("Opinión general").fill(OPINION)
    writer.get_by_label("Semáforo de la comisión").select_option("Amarillo")
    writer.locator("summary", has_text="OE1-CP1").click()
    writer.locator("#id_OE1-CP1-state").select_option("En marcha")
    writer.locator("#id_OE1-CP1-percent").fill("12,5")
    writer.locator("#id_A12-light").select_option("Verde")
    writer.get_by_role("button", name="Guardar el borrador").click()
    expect(writer.get_by_role("alert")).to_contain_text("no está en verde")
    expect(writer.get_by_label("Opinión general")).to_have_value(OPINION)
    writer.get_by_label("Motivo del semáforo").fill("Falta un permiso")
    writer.get_by_role("button", name="Guardar el borrador").click()
    expect(writer.get_by_text("la firma otra persona de la Corporación").first).to_be_visible()
    expect(writer.get_by_role("button", name="Firmar la revisión")).to_have_count(0)
    assert writer.request.get(SHEET).status == 404
    signer = sign_in(commission, "cluster2", bypass_csp=True)
    signer.goto(DESK)
    assert objections(signer) == []
    signer.get_by_label("La leí completa").check()
    signer.get_by_role("button", name="Firmar la revisión").click()
    expect(signer.get_by_text("ya es pública y no cambia")).to_be_visible()
    expect(signer.get_by_role("button", name="Guardar el borrador")).to_have_count(0)
    late = Visitor(commission, "cluster")
    changed = {"opinion": "Otra", "light": "GREEN", "version": "1"}
    assert late.send(DESK, changed, form="/gestion/comisiones/revisiones/").status == 409
    signer.goto(SHEET)
    expect(signer.get_by_text(OPINION)).to_be_visible()
    signer.set_viewport_size({"width": 320, "height": 640})
    assert signer.evaluate("document.documentElement.scrollWidth") <= 320
    assert objections(signer) == []
    signer.goto("/objetivos/OE1/")
    expect(signer.locator("#OE1-CP1").get_by_text("En marcha")).to_be_visible()
    signer.goto("/acuerdos/A12/")
    expect(signer.get_by_role("article", name="La revisión del Clúster")).to_contain_text("Verde")
    assert objections(signer) == []
