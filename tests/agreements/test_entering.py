"""Entering progress: recording, editing, reasons, versions and corrections, closed cortes."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from emra.accounts.models import Role
from emra.agreements import actions, averages, period_actions, review_actions
from emra.agreements.actions import Entry
from emra.agreements.models import ProgressReport
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown

pytestmark = pytest.mark.django_db


def verbs(code: str) -> list[str]:
    return list(Event.objects.filter(object_code=code).values_list("verb", flat=True))


def test_a_draft_is_recorded_edited_submitted_and_each_step_is_in_the_ledger(
    corte, draft, secretary
):
    report = draft(percent="40", note="Primera")
    assert (report.code, report.state, report.lock_version) == ("A12-2026-T2-v1", "DRAFT", 1)
    same = draft(percent="42.50", note="Segunda")
    assert (same.pk, same.lock_version, same.note) == (report.pk, 2, "Segunda")
    sent = actions.submit_progress(report=report.code, by=secretary)
    assert (sent.state, sent.lock_version) == ("SUBMITTED", 3)
    assert verbs(report.code) == ["progress.recorded"] * 2 + ["progress.submitted"]
    edit = Event.objects.filter(object_code=report.code)[1]
    assert '"old":{"note":"Primera","percent":"40.00","state":"DRAFT"}' in edit.payload
    assert '"percent":"42.50"' in edit.payload


def test_the_moment_of_submission_is_kept(corte, draft, secretary):
    report = draft()
    with time_machine.travel("2026-07-01 12:00:00+00:00", tick=False):
        sent = actions.submit_progress(report=report.code, by=secretary)
    assert sent.submitted_at.isoformat() == "2026-07-01T12:00:00+00:00"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_enters(corte, person, role):
    with pytest.raises(Forbidden, match=r"corresponde a: Secretaría Técnica \(GORE\)"):
        actions.record_progress(
            agreement="A12",
            period="2026-T2",
            entry=Entry(percent=Decimal(40)),
            by=person(role, "otra"),
        )
    assert not ProgressReport.objects.filter(origin="ENTRY").exists()


@pytest.mark.parametrize("absence", ["NO_DATA", "NOT_APPLICABLE"])
@pytest.mark.parametrize("reason", ["", "   "])
def test_an_absence_needs_its_reason(corte, draft, absence, reason):
    with pytest.raises(DomainError, match="Explique por qué no hay avance"):
        draft(percent=None, absence=absence, absence_reason=reason)
    report = draft(percent=None, absence=absence, absence_reason="Sin medición en el año")
    assert (report.percent, report.absence) == (None, absence)


def test_a_report_is_a_percentage_or_an_absence_never_both_nor_neither(corte, draft):
    with pytest.raises(DomainError, match="Indique un avance, o por qué no lo hay"):
        draft(percent=None)
    with pytest.raises(DomainError, match="Indique un avance, o por qué no lo hay"):
        draft(percent="40", absence="NO_DATA", absence_reason="Los dos")


@pytest.mark.parametrize("percent", ["100.01", "-0.01", "12.345", "1000"])
def test_a_percentage_out_of_its_range_or_too_fine_is_refused(corte, draft, percent):
    with pytest.raises(DomainError):
        draft(percent=percent)
    assert not ProgressReport.objects.filter(origin="ENTRY").exists()


def test_zero_is_a_figure_and_not_an_absence(corte, approve):
    report = approve("A12", "0")
    assert (report.percent, report.absence) == (Decimal(0), "")
    averages.sweep()
    social = corte.averages.get(scope="social")
    # (25 + 31 + 12 + 17 + 0) / 5, now all five reported
    assert (social.mean_zero, social.mean_reported, social.reported) == (
        Decimal("17.00"),
        Decimal("17.00"),
        5,
    )


def test_a_setback_needs_a_reason_when_it_is_recorded(corte, draft):
    # The source gives A01 60 %.
    with pytest.raises(DomainError, match=r"baja de 60,00.%.*a 59,99.%") as refused:
        draft("A01", "59.99")
    assert refused.value.field == "setback_reason"
    with pytest.raises(DomainError):
        draft("A01", "59.99", setback_reason="  ")
    assert draft("A01", "59.99", setback_reason="Sequía").setback_reason == "Sequía"
    assert draft("A02", "51").percent == 51, "the same value is no setback"


def test_a_setback_that_appears_later_is_asked_for_at_submission_and_approval(
    corte, draft, submit, approve, secretary, reviewer
):
    drafted, submitted = draft("A12", "20"), submit("A16", "20")
    # Meanwhile both agreements get an approved 30 % in the initial corte.
    for code in ("A12", "A16"):
        approve(code, "30", corte="2025-inicial", correction_reason="Dato encontrado")
    with pytest.raises(DomainError, match="explique el retroceso"):
        actions.submit_progress(report=drafted.code, by=secretary)
    with pytest.raises(DomainError, match="explique el retroceso"):
        review_actions.approve_progress(report=submitted.code, by=reviewer)
    states = ProgressReport.objects.filter(pk__in=[drafted.pk, submitted.pk])
    assert set(states.values_list("state", flat=True)) == {"DRAFT", "SUBMITTED"}


def test_a_report_in_review_is_not_edited(corte, draft, submit):
    submit("A12", "40")
    with pytest.raises(Conflict, match="está en revisión"):
        draft("A12", "41")


def test_a_returned_report_is_mended_and_sent_again(corte, submit, draft, secretary, reviewer):
    report = submit()
    back = review_actions.return_progress(report=report.code, reason=" Falta el acta ", by=reviewer)
    assert (back.state, back.return_reason, back.reviewer) == (
        "RETURNED",
        "Falta el acta",
        reviewer,
    )
    assert draft("A12", "41").pk == report.pk
    again = actions.submit_progress(report=report.code, by=secretary)
    approved = review_actions.approve_progress(report=again.code, by=reviewer)
    assert (approved.percent, approved.version, approved.return_reason) == (41, 1, "")


def test_unknown_agreements_cortes_and_reports_are_named(corte, draft, secretary):
    with pytest.raises(Unknown, match="No existe el acuerdo «A99»"):
        draft("A99")
    with pytest.raises(Unknown, match="No existe el corte «2031-T1»"):
        draft(corte="2031-T1")
    for code in ("A12", "A12-2026-T2-v", "A12-2026-T2-v0", "A12-2026-T2-v1", "", "-v1"):
        with pytest.raises(Unknown, match="No existe el avance"):
            actions.submit_progress(report=code, by=secretary)


def test_the_agreement_the_source_does_not_name_can_be_reported(corte, approve):
    report = approve("A07", "40")
    assert (report.agreement.title, report.percent) == (None, 40)


def test_a_corte_of_a_later_quarter_follows_the_carried_value(corte, approve, secretary, draft):
    approve("A12", "40")
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    with pytest.raises(DomainError, match=r"baja de 40,00.% \(2026-T2\)"):
        draft("A12", "39", corte="2026-T3")
