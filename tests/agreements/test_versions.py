"""Versions of a report: corrections, stale forms, withdrawn drafts, closed cortes."""

from decimal import Decimal

import pytest

from emra.agreements import actions, averages, period_actions, review_actions
from emra.agreements.actions import Entry
from emra.agreements.models import ProgressReport
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError

pytestmark = pytest.mark.django_db


def test_a_correction_is_a_new_version_that_names_what_it_replaces_and_why(corte, approve, draft):
    first = approve("A12", "40")
    with pytest.raises(DomainError, match="explique por qué se corrige") as refused:
        draft("A12", "45")
    assert refused.value.field == "correction_reason"
    second = approve("A12", "45", correction_reason="Faltaba una comuna")
    assert (second.version, second.replaces_id) == (2, first.pk)
    assert ProgressReport.objects.get(pk=first.pk).percent == 40
    assert averages.effective_reports(corte.pk)["A12"] == second


def test_a_first_version_keeps_no_reason_of_correction(corte, draft):
    assert draft("A12", "40", correction_reason="No corresponde").correction_reason == ""


def test_the_version_the_user_saw_must_be_the_one_that_stands(corte, draft, secretary):
    report = draft("A12", "40")
    with pytest.raises(actions.StaleReport, match=r"Ahora dice: 40,00.%, Borrador") as stale:
        actions.record_progress(
            agreement="A12",
            period="2026-T2",
            entry=Entry(percent=Decimal(41)),
            by=secretary,
            expected=0,
        )
    assert stale.value.current == report
    with pytest.raises(actions.StaleReport):
        actions.submit_progress(report=report.code, by=secretary, expected=9)
    actions.withdraw_draft(report=report.code, by=secretary, expected=1)
    with pytest.raises(Conflict, match="fue descartado por otra persona"):
        actions.record_progress(
            agreement="A16",
            period="2026-T2",
            entry=Entry(percent=Decimal(41)),
            by=secretary,
            expected=1,
        )


def test_a_withdrawn_draft_leaves_its_events(corte, draft, submit, secretary):
    report = draft("A12", "40")
    actions.withdraw_draft(report=report.code, by=secretary)
    assert not ProgressReport.objects.filter(pk=report.pk).exists()
    events = Event.objects.filter(object_code="A12-2026-T2-v1")
    assert list(events.values_list("verb", flat=True)) == [
        "progress.recorded",
        "progress.withdrawn",
    ]
    with pytest.raises(Conflict, match="esa acción ya no corresponde"):
        actions.withdraw_draft(report=submit("A16").code, by=secretary)


def test_a_closed_corte_takes_no_first_report_but_finishes_what_it_has(
    corte, draft, submit, secretary, reviewer
):
    begun, waiting = draft("A12", "40"), submit("A16", "40")
    period_actions.close_period(period="2026-T2", by=secretary)
    with pytest.raises(Conflict, match="está cerrado"):
        draft("A13", "40")
    assert review_actions.approve_progress(report=waiting.code, by=reviewer).state == "APPROVED"
    assert draft("A12", "41").pk == begun.pk
