"""Evaluations and the thirteen questions, entered on the desk."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.cooperation.models import ChecklistItem, CovenantEvaluation, SelfAssessment
from tests.house import content

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
DESK = "/gestion/cooperacion/"


def said(response, status=200):
    text = unescape(response.content.decode())
    assert response.status_code == status, text[:3000]
    return " ".join(text.split())


@pytest.fixture
def desk(today, strategy, secretary, signed_in):
    return signed_in(secretary)


def test_an_evaluation_with_its_document(desk, published):
    published()
    address = f"{DESK}convenios/prueba-2025/evaluaciones/2026-06-30/"
    assert "Las reglas del convenio" in said(desk.get(address))
    text = said(desk.post(address, {"done_on": "ayer", "findings": "", "version": "0"}), 400)
    assert "Escriba la fecha como 21-11-2026." in text
    bad = SimpleUploadedFile("acta.pdf", b"no es un pdf")
    typed = {"done_on": "2026-07-10", "findings": "Va bien.", "version": "0"}
    assert "no corresponde" in said(desk.post(address, {**typed, "file": bad}), 400)
    assert "una vez hecha" in said(desk.post(address, {**typed, "done_on": "2026-12-01"}), 400)
    good = SimpleUploadedFile("acta.pdf", b"%PDF-1.4 acta")
    assert desk.post(address, {**typed, "file": good}).status_code == 302
    row = CovenantEvaluation.objects.get()
    assert "Ya hay un documento" in said(desk.get(address))
    assert content(desk.get(f"{DESK}revision/{row.code}/documento/")) == b"%PDF-1.4 acta"
    assert "no corresponde" not in said(desk.get(f"{DESK}revision/{row.code}/"))
    assert desk.get(f"{DESK}convenios/prueba-2025/evaluaciones/ayer/").status_code == 404


def test_the_thirteen_questions_on_one_page(desk, published):
    published()
    overview = f"{DESK}convenios/prueba-2025/"
    assert desk.get(overview, {"year": "2026"}).url == f"{overview}autoevaluaciones/2026/"
    assert "1990" in said(desk.get(overview, {"year": "5"}))
    address = f"{overview}autoevaluaciones/2026/"
    assert said(desk.get(address)).count('<fieldset class="stack question">') == 13
    typed = {"version": "0", "municipios-value": "NO", "lo-estrategico-note": "Hay agenda."}
    text = said(desk.post(address, typed), 400)
    assert "Explique qué falta." in text
    assert "Elija una respuesta." in text
    assert "Hay agenda." in text
    for item in ChecklistItem.objects.all():
        typed |= {f"{item.code}-value": "YES", f"{item.code}-note": "Consta."}
    assert desk.post(address, typed).status_code == 302
    row = SelfAssessment.objects.get()
    assert row.answers.count() == 13
    assert "13 respuestas" in said(desk.get(f"{DESK}revision/{row.code}/"))
    assert "Sin aprobar" in said(desk.get(DESK))
