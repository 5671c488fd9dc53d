"""Forms that come too late or cannot be: stale versions, decisions, cortes."""

import pytest

from emra.agreements import period_actions
from emra.agreements.models import ProgressReport
from tests.agreements.test_forms import ADDRESS, TYPED, desk, errors_at, everything, stored
from tests.house import Markup

__all__ = ["desk", "stored"]


def test_a_stale_form_shows_what_stands_and_keeps_the_text(desk, draft):
    report = draft("A01", "61")
    before = everything()
    response = desk.post(ADDRESS, {**TYPED, "percent": "62", "version": report.lock_version - 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Otra persona cambió este avance mientras usted lo editaba" in page
    assert "61,00" in page
    assert 'value="62"' in page
    assert TYPED["note"] in page
    assert everything() == before
    # The answer carries the version now seen: sending it again is a decision.
    version = next(attrs for _tag, attrs in Markup(page).tags if attrs.get("name") == "version")
    assert version["value"] == str(report.lock_version)
    again = desk.post(ADDRESS, {**TYPED, "percent": "62", "version": version["value"]})
    assert again.status_code == 302


def test_the_api_answers_a_stale_version_with_409_and_the_current_one(corte, api, secretary, draft):
    report = draft("A01", "61")
    data = {"agreement": "A01", "period": "2026-T2", "percent": 62, "version": 0}
    response = api(secretary).post("/api/v1/reports/", data, format="json")
    assert response.status_code == 409
    assert (response.json()["current"], response.json()["version"]) == (report.code, 1)


def test_a_stale_decision_is_refused_with_409(corte, submit, reviewer, signed_in, api):
    report = submit()
    stale = {"version": report.lock_version - 1, "reason": "Falta el acta"}
    address = f"/gestion/revision/{report.code}/devolver/"
    response = signed_in(reviewer).post(address, stale)
    assert response.status_code == 409
    assert "Falta el acta" in response.content.decode()
    address = f"/api/v1/reports/{report.code}/approve/"
    assert api(reviewer).post(address, {"version": 1}, format="json").status_code == 409
    assert ProgressReport.objects.get(pk=report.pk).state == "SUBMITTED"


def test_a_return_needs_its_reason(corte, submit, reviewer, signed_in):
    report = submit()
    data = {"version": report.lock_version, "reason": "   "}
    response = signed_in(reviewer).post(f"/gestion/revision/{report.code}/devolver/", data)
    assert response.status_code == 400
    assert "Escriba el motivo" in errors_at(response.content.decode(), "reason")
    assert ProgressReport.objects.get(pk=report.pk).state == "SUBMITTED"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": "2026-5"}, "code", "Escriba el corte como año y trimestre"),
        ({"code": "2026-T2"}, "code", "El corte 2026-T2 ya existe."),
        ({"cutoff_on": "31-02-2026"}, "cutoff_on", "Escriba la fecha como 21-11-2026."),
        ({"cutoff_on": "0026-09-30"}, "cutoff_on", "Revise el año"),
        ({"cutoff_on": ""}, "cutoff_on", "Este campo es requerido."),
        ({"due_on": "01-01-2020"}, "", "El plazo de ingreso no puede ser anterior"),
    ],
)
def test_a_bad_corte_is_refused_and_its_text_kept(desk, stored, changes, field, sentence):
    data = {"code": "2026-T3", "cutoff_on": "30-09-2026", "due_on": "", **changes}
    response = desk.post("/gestion/cortes/abrir/", data)
    page = response.content.decode()
    assert response.status_code in (400, 409)
    assert sentence in (errors_at(page, field) if field else page)
    assert f'value="{data["code"]}"' in page
    assert everything() == stored


def test_a_closed_corte_takes_no_new_entry(desk, secretary):
    period_actions.close_period(period="2026-T2", by=secretary)
    before = everything()
    response = desk.post(ADDRESS, TYPED)
    assert response.status_code == 409
    assert "El corte 2026-T2 está cerrado" in response.content.decode()
    assert TYPED["note"] in response.content.decode()
    assert everything() == before
