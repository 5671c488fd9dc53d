"""What each decision on a report leaves: in the row, in the ledger, for the jobs and the reader.

The source gives A09 31 %; A12 and A16 have no figure.
"""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from emra.accounts.models import Role
from emra.agreements import (
    actions,
    averages,
    review_actions,
)
from emra.agreements.models import DimensionAverage, ProgressReport, Remark
from emra.agreements.review_actions import approve_many, approve_progress, return_progress
from emra.ledger.models import Event
from emra.lib.errors import DomainError, Forbidden
from emra.notices.models import Notice

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 7, 3, 16, tzinfo=UTC)


@pytest.fixture
def noon(time_machine: Any, corte: Any) -> datetime:
    time_machine.move_to(NOON, tick=False)
    return NOON


def last() -> dict[str, Any]:
    event = Event.objects.order_by("-seq")[0]
    payload = json.loads(event.payload)
    return {"verb": event.verb, "code": event.object_code, "actor": event.actor, **payload}


def forget_hints() -> None:
    """As if what came before had been committed: a job is asked for once in a transaction."""
    connection.run_on_commit.clear()


def refusal(decide: Any, *args: Any, **options: Any) -> tuple[type, str, str]:
    with pytest.raises(DomainError) as refused:
        decide(*args, **options)
    return type(refused.value), refused.value.field, str(refused.value)


def test_an_approved_report_says_by_whom_when_and_no_more_why_it_came_back(
    noon, submit, secretary, reviewer
):
    return_progress(report=submit("A12", "40").code, reason="Falta", by=reviewer)
    report = actions.submit_progress(report="A12-2026-T2-v1", by=secretary)
    approve_progress(report=report.code, expected=report.lock_version, by=reviewer)
    kept = ProgressReport.objects.get(pk=report.pk)
    assert (kept.state, kept.reviewer, kept.reviewed_at) == ("APPROVED", reviewer, noon)
    assert (kept.return_reason, kept.lock_version) == ("", report.lock_version + 1)
    assert last() == {
        **{"verb": "progress.approved", "code": report.code, "actor": reviewer},
        **{"old": None, "new": {"percent": "40.00", "state": "APPROVED"}, "reason": ""},
    }


def test_a_returned_report_says_by_whom_when_and_why(noon, submit, reviewer):
    report = submit("A12", "40", note="Sin acta")
    return_progress(
        report=report.code, reason=" Falta ", by_field={"note": " Cuál acta "}, by=reviewer
    )
    kept = ProgressReport.objects.get(pk=report.pk)
    assert (kept.state, kept.reviewer, kept.reviewed_at) == ("RETURNED", reviewer, noon)
    assert (kept.return_reason, kept.lock_version) == (
        *("Falta\nNota: Cuál acta", report.lock_version + 1),
    )
    told = {"percent": "40.00", "state": "RETURNED", "note": "Sin acta"}
    assert last() == {
        **{"verb": "progress.returned", "code": report.code, "actor": reviewer},
        **{"old": None, "new": told, "reason": "Falta\nNota: Cuál acta"},
    }
    remark = Remark.objects.get()
    assert (remark.report, remark.author, remark.at) == (kept, reviewer, noon)
    assert (remark.field, remark.text, remark.is_return, remark.is_public) == (
        *("note", "Cuál acta", True, False),
    )


def test_a_reason_longer_than_the_row_holds_is_whole_in_the_ledger(corte, submit, reviewer):
    return_progress(report=submit("A12", "40").code, reason="x" * 2001, by=reviewer)
    kept = ProgressReport.objects.get(agreement="A12", period=corte)
    assert len(kept.return_reason) == 2000
    assert len(last()["reason"]) == 2001


def test_a_setback_whose_reason_was_taken_away_is_not_approved(corte, approve, submit, reviewer):
    report = submit("A09", "30", setback_reason="Se volvió a medir")
    ProgressReport.objects.filter(pk=report.pk).update(setback_reason="")
    kind, field, said = refusal(approve_progress, report=report.code, by=reviewer)
    assert field == "setback_reason"
    assert said == (
        "El avance baja de 31,00\u00a0% (2025-inicial) a 30,00\u00a0%: explique el retroceso."
    )


def test_an_approval_has_the_averages_computed_once_it_is_kept(
    corte, submit, reviewer, django_capture_on_commit_callbacks, settings
):
    settings.REDIS_URL = ""  # no broker: the job is done in process
    averages.sweep()
    report = submit("A12", "40")
    forget_hints()
    with django_capture_on_commit_callbacks(execute=True):
        approve_progress(report=report.code, by=reviewer)
    social = DimensionAverage.objects.get(period=corte, scope="social")
    assert social.mean_zero == 25  # (25 + 31 + 12 + 17 + 40) / 5


def test_a_return_is_told_to_its_author_once_it_is_kept(
    corte, submit, secretary, reviewer, django_capture_on_commit_callbacks, settings
):
    settings.REDIS_URL = ""  # no broker: the job is done in process
    report = submit("A12", "40")
    forget_hints()
    with django_capture_on_commit_callbacks(execute=True):
        return_progress(report=report.code, reason="Falta", by=reviewer)
    assert Notice.objects.filter(person=secretary, text__contains="A12").exists()


def test_each_refusal_says_the_whole_of_what_is_wrong(corte, submit, draft, secretary, reviewer):
    report, unsent = submit("A12", "40"), draft("A16", "12")
    own = "Quien ingresó la cifra no puede revisarla: debe hacerlo otra persona."
    secretary.role = Role.CLUSTER
    for decide in (approve_progress, return_progress):
        assert refusal(decide, report=report.code, by=secretary) == (Forbidden, "", own)
        assert refusal(decide, report=unsent.code, by=reviewer)[2] == (
            "El avance A16-2026-T2-v1 está «Borrador»: esa acción ya no corresponde."
        )
        seen = report.lock_version - 1
        assert refusal(decide, report=report.code, expected=seen, by=reviewer)[2] == (
            "Otra persona cambió este avance mientras usted lo editaba."
            " Ahora dice: 40,00\u00a0%, En revisión."
        )
    assert refusal(return_progress, report=report.code, reason=" ", by=reviewer)[1:] == (
        *("reason", "Escriba el motivo de la devolución."),
    )
    assert refusal(approve_many, reports=[], by=reviewer)[1:] == ("", "Elija al menos un avance.")
    assert refusal(
        review_actions.add_remark, report=report.code, text=" ", public=False, by=reviewer
    )[1:] == ("text", "Escriba la observación.")


def test_whose_hand_is_in_a_report_is_told_by_the_row_alone_too(corte, draft, reviewer):
    report = draft("A12", "40")
    assert not review_actions.entered_by(report, reviewer)
    report.author = reviewer
    assert review_actions.entered_by(report, reviewer)


def test_a_remark_says_when_and_of_what(noon, submit, reviewer):
    report = submit("A12", "40")
    review_actions.add_remark(report=report.code, text=" Bien ", public=False, by=reviewer)
    remark = Remark.objects.get()
    assert (remark.report, remark.author, remark.at, remark.text) == (
        *(report, reviewer, noon, "Bien"),
    )
