"""Bad input: a clear Spanish sentence at the field, nothing stored, the user's text kept."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.agreements import actions
from emra.agreements.models import Evidence, ProgressReport
from emra.ledger.models import Event
from tests.house import Markup

pytestmark = pytest.mark.embedded

ADDRESS = "/gestion/avances/2026-T2/A01/"
TYPED = {
    "kind": "PERCENT",
    "percent": "61",
    "note": "Texto escrito con cuidado",
    "setback_reason": "",
    "version": "0",
}
BAD_PERCENTS = {
    "140": "«140» es mayor que 100: escriba un número de 0 a 100.",
    "abc": "«abc» no es un porcentaje: escriba solo cifras del 0 al 9",
    "47,,5": "«47,,5» no es un porcentaje: escriba solo cifras del 0 al 9",
    "-5": "«-5» es negativo: un avance va de 0 a 100.",
    "−5": "«−5» es negativo: un avance va de 0 a 100.",
    "47,555": "«47,555» tiene más de dos decimales",
    "1e2": "«1e2» no es un porcentaje",
    "NaN": "«NaN» no es un porcentaje",
    "": "Escriba el avance, o elija «Sin dato».",
}


@pytest.fixture
def desk(corte: Any, secretary: Any, signed_in: Any) -> Any:
    return signed_in(secretary)


@pytest.fixture
def stored(corte: Any) -> tuple[int, int, int]:
    return everything()


def everything() -> tuple[int, int, int]:
    return ProgressReport.objects.count(), Evidence.objects.count(), Event.objects.count()


def errors_at(page: str, field: str) -> str:
    """The text of a field's error block, by the id its control is described by."""
    assert f'id="id_{field}_error"' in page, f"no error at {field}"
    return page.partition(f'id="id_{field}_error"')[2].partition("</div>")[0]


@pytest.mark.parametrize(("typed", "sentence"), BAD_PERCENTS.items())
def test_a_bad_percentage_is_refused_at_its_field(desk, stored, typed, sentence):
    response = desk.post(ADDRESS, {**TYPED, "percent": typed, "submit": "1"})
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in errors_at(page, "percent")
    assert TYPED["note"] in page
    percent = next(attrs for _tag, attrs in Markup(page).tags if attrs.get("name") == "percent")
    assert percent.get("value", "") == typed
    assert percent["aria-invalid"] == "true"
    assert "id_percent_error" in percent["aria-describedby"]
    assert everything() == stored


@pytest.mark.parametrize(("typed", "sentence"), BAD_PERCENTS.items())
def test_the_api_refuses_a_bad_percentage_with_400(api, secretary, stored, typed, sentence):
    data = {"agreement": "A01", "period": "2026-T2", "percent": typed}
    response = api(secretary).post("/api/v1/reports/", data, format="json")
    assert response.status_code == 400
    assert response.json()["field"] == "percent"
    assert everything() == stored
    said = sentence if typed else "Falta el porcentaje: escriba un número de 0 a 100"
    assert said in response.json()["detail"]


@pytest.mark.parametrize("value", [140, -1, 1e-9, 1e300, True, [], {}, [40]])
def test_the_api_refuses_numbers_that_are_no_percentage(api, secretary, stored, value):
    data = {"agreement": "A01", "period": "2026-T2", "percent": value}
    assert api(secretary).post("/api/v1/reports/", data, format="json").status_code == 400
    assert everything() == stored


@pytest.mark.parametrize("kind", ["NO_DATA", "NOT_APPLICABLE"])
def test_an_absence_without_a_reason_is_refused(desk, api, secretary, stored, kind):
    response = desk.post(ADDRESS, {**TYPED, "kind": kind, "percent": ""})
    assert response.status_code == 400
    assert "Explique por qué" in errors_at(response.content.decode(), "absence_reason")
    data = {"agreement": "A01", "period": "2026-T2", "absence": kind}
    response = api(secretary).post("/api/v1/reports/", data, format="json")
    assert response.status_code == 400
    assert response.json()["detail"] == "Explique por qué no hay avance que informar."
    assert everything() == stored


def test_a_setback_without_a_reason_is_refused_with_both_figures(desk, api, secretary, stored):
    # The source gives A01 60 %.
    response = desk.post(ADDRESS, {**TYPED, "percent": "47,5"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "baja de 60,00" in errors_at(page, "setback_reason")
    assert "a 47,50" in errors_at(page, "setback_reason")
    assert 'value="47,5"' in page
    data = {"agreement": "A01", "period": "2026-T2", "percent": 47.5}
    response = api(secretary).post("/api/v1/reports/", data, format="json")
    assert (response.status_code, response.json()["field"]) == (400, "setback_reason")
    assert everything() == stored


def test_a_file_of_30_mb_is_refused_with_413(desk, api, secretary, draft, tmp_path):
    report = draft("A12")
    before = everything()
    large = SimpleUploadedFile("informe.pdf", b"%PDF-" + b"0" * 30 * 1024**2)
    typed = {**TYPED, "version": report.lock_version, "file": large, "percent": "44"}
    response = desk.post("/gestion/avances/2026-T2/A12/", typed)
    page = response.content.decode()
    assert response.status_code == 413
    assert "El archivo pesa 30 MB y el máximo es 10 MB" in errors_at(page, "file")
    assert TYPED["note"] in page
    large.seek(0)
    address = f"/api/v1/reports/{report.code}/evidence/"
    response = api(secretary).post(address, {"file": large})
    assert (response.status_code, response.json()["field"]) == (413, "file")
    assert everything() == before
    assert ProgressReport.objects.get(pk=report.pk).percent == 40
    assert list((tmp_path / "media").rglob("*")) == []


def test_a_program_renamed_pdf_is_refused(desk, stored):
    fake = SimpleUploadedFile("acta.pdf", b"MZ\x90\x00" + b"\0" * 200, "application/pdf")
    response = desk.post(ADDRESS, {**TYPED, "file": fake})
    page = response.content.decode()
    assert response.status_code == 400
    assert "no corresponde a un pdf legible" in errors_at(page, "file")
    assert TYPED["note"] in page
    assert everything() == stored


def test_a_good_entry_is_stored_and_sent(desk, corte):
    good = SimpleUploadedFile("acta.pdf", b"%PDF-1.7 acta")
    response = desk.post(ADDRESS, {**TYPED, "percent": "61,5 %", "file": good, "submit": "1"})
    assert (response.status_code, response["Location"]) == (302, "/gestion/avances/2026-T2/")
    report = actions.find_report("A01-2026-T2-v1")
    assert (str(report.percent), report.state, report.note) == ("61.50", "SUBMITTED", TYPED["note"])
    assert report.evidence.get().extension == "pdf"
