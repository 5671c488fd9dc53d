"""A cell that saves itself, the hand-over of a whole corte, and the session kept meanwhile."""

from typing import Any

import pytest
from django.conf import settings

from emra.accounts.models import Role
from emra.agreements import period_actions, review_actions
from emra.agreements.models import ProgressReport
from emra.ledger.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PAGE = "/gestion/avances/2026-T2/"
SUBMIT = f"{PAGE}enviar/"


@pytest.fixture
def desk(corte: Any, secretary: Any, signed_in: Any) -> Any:
    return signed_in(secretary)


def cell(code: str = "A12", **typed: str) -> tuple[str, dict[str, str]]:
    """The address of a cell and what its script sends."""
    whole = {"kind": "PERCENT", "percent": "40", "note": "", "version": "0", **typed}
    return f"{PAGE}{code}/celda/", {f"{code}-{name}": text for name, text in whole.items()}


def states() -> list[str]:
    rows = ProgressReport.objects.filter(origin="ENTRY").order_by("agreement")
    return list(rows.values_list("state", flat=True))


def test_a_cell_is_saved_and_answers_with_its_new_version(desk, secretary):
    first = desk.post(*cell(percent="47,5 %", note="Acta 3"))
    assert first.status_code == 200
    said = first.json()
    assert len(said.pop("saved_at")) == len("14:32")
    assert 0 < said.pop("session") <= settings.SESSION_IDLE_MINUTES * 60
    assert said == {
        "version": 1,
        "state": "Borrador",
        "kind": "PERCENT",
        "percent": "47,5",
        "absence_reason": "",
        "note": "Acta 3",
        "said": "47,50\u00a0%, Borrador",
        "who": secretary.public_office,
    }
    second = desk.post(*cell(percent="48", version="1"))
    assert (second.json()["version"], second.json()["percent"]) == (2, "48")
    assert ProgressReport.objects.get(origin="ENTRY").percent == 48


def test_an_absence_is_saved_as_one(desk):
    said = desk.post(
        *cell(kind="NOT_APPLICABLE", percent="40", absence_reason="Fue derogado")
    ).json()
    assert (said["kind"], said["percent"], said["absence_reason"]) == (
        "NOT_APPLICABLE",
        "",
        "Fue derogado",
    )
    report = ProgressReport.objects.get(origin="ENTRY")
    assert (report.percent, report.absence) == (None, "NOT_APPLICABLE")


@pytest.mark.parametrize(
    ("code", "typed", "field", "sentence"),
    [
        ("A12", {"percent": "140"}, "percent", "es mayor que 100"),
        ("A12", {"percent": ""}, "percent", "Escriba el avance"),
        ("A12", {"kind": "OTRA"}, "kind", "OTRA"),
        ("A12", {"kind": "NO_DATA"}, "absence_reason", "Explique por qué"),
        ("A12", {"version": ""}, "version", "requerido"),
        ("A12", {"version": "-1"}, "version", "0"),
        # The source gives A09 31 %: the form is sound, the action refuses.
        ("A09", {"percent": "30"}, "setback_reason", "baja de 31,00"),
    ],
)
def test_a_wrong_cell_answers_400_with_its_errors_by_field(desk, code, typed, field, sentence):
    before = Event.objects.count()
    answer = desk.post(*cell(code, **typed))
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert sentence in answer.json()["errors"][field][0]
    assert (states(), Event.objects.count()) == ([], before)


def test_a_stale_cell_answers_409_with_what_stands(desk, draft):
    draft("A12", "41", note="De otra persona")
    answer = desk.post(*cell(percent="40"))
    assert answer.status_code == 409
    said = answer.json()
    assert "Ahora dice: 41,00" in said["detail"]
    current = said["current"]
    assert (current["version"], current["percent"], current["note"], current["kind"]) == (
        1,
        "41",
        "De otra persona",
        "PERCENT",
    )
    assert ProgressReport.objects.get(origin="ENTRY").percent == 41
    assert desk.post(*cell(percent="40", version="1")).json()["version"] == 2


def test_a_cell_of_a_discarded_draft_answers_409_without_anything_that_stands(desk):
    answer = desk.post(*cell(version="3"))
    assert answer.status_code == 409
    assert "fue descartado" in answer.json()["detail"]
    assert "current" not in answer.json()


def test_a_cell_under_review_and_one_of_a_closed_corte_answer_409(desk, submit, secretary):
    report = submit("A12", "40")
    answer = desk.post(*cell(percent="41", version=str(report.lock_version)))
    assert answer.status_code == 409
    assert "está en revisión" in answer.json()["detail"]
    period_actions.close_period(period="2026-T2", by=secretary)
    closed = desk.post(*cell("A16"))
    assert closed.status_code == 409
    assert "está cerrado: ya no recibe avances" in closed.json()["detail"]
    assert states() == ["SUBMITTED"]


def test_a_cell_of_nothing_answers_404(desk):
    assert desk.post(*cell("A99")).status_code == 404
    address, typed = cell()
    assert desk.post(address.replace("2026-T2", "2031-T1"), typed).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_other_roles_neither_save_nor_submit(corte, person, signed_in, role):
    client = signed_in(person(role, "otra"))
    address, typed = cell()
    for target in (address, f"{PAGE}guardar/", SUBMIT, "/gestion/sesion/"):
        assert client.post(target, typed).status_code == 403
    assert states() == []


def test_everything_saved_goes_to_review_at_once(desk, draft, submit, reviewer):
    draft("A12", "40")
    returned = submit("A16", "12")
    review_actions.return_progress(report=returned.code, reason="Falta", by=reviewer)
    submit("A10", "13")
    answer = desk.post(SUBMIT, follow=True)
    assert "2 avances enviados a revisión." in answer.content.decode()
    assert states() == ["SUBMITTED"] * 3


def test_one_setback_without_a_reason_keeps_everything_back_and_is_named(desk, draft, approve):
    for code in ("A10", "A12", "A16"):
        draft(code, "20")
    # Meanwhile A12 gets an approved 30 % in the initial corte: 20 is now a setback.
    approve("A12", "30", corte="2025-inicial", correction_reason="Dato encontrado")
    before = Event.objects.count()
    page = desk.post(SUBMIT, follow=True).content.decode()
    assert "A12-2026-T2-v1: El avance baja de 30,00" in page
    assert "No se envió ninguno." in page
    drafts = ProgressReport.objects.filter(period__code="2026-T2")
    assert set(drafts.values_list("state", flat=True)) == {"DRAFT"}
    assert Event.objects.count() == before


def test_the_session_is_kept_for_who_is_still_writing(desk):
    left = desk.post("/gestion/sesion/").json()["seconds"]
    assert settings.SESSION_IDLE_MINUTES * 60 - left <= 60
    assert desk.get("/gestion/sesion/").status_code == 405
