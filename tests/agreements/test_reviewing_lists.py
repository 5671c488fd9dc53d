"""Approving from the list, each report as it was seen there; what changed since a return."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emra.agreements import actions, evidence_actions, period_actions, review_actions
from emra.agreements.actions import find_report
from emra.agreements.models import ProgressReport
from emra.agreements.review_actions import approve_many, return_progress
from emra.lib.errors import Conflict
from tests.world import attach

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(draft, secretary):
    """A report with evidence, handed over for review."""
    report = draft("A12", "40")
    attach(report, secretary)
    return actions.submit_progress(report=report.code, by=secretary)


def state(report):
    return ProgressReport.objects.get(pk=report.pk).state


def test_the_marked_report_is_approved(corte, sent, reviewer, signed_in):
    marked = f"{sent.code}:{sent.lock_version}"
    signed_in(reviewer).post("/gestion/revision/aprobar/", {"report": [marked]})
    assert state(sent) == "APPROVED"


def test_one_that_changed_since_the_list_was_read_is_not(
    corte, sent, secretary, reviewer, signed_in
):
    marked = f"{sent.code}:{sent.lock_version}"
    review_actions.return_progress(report=sent.code, reason="Falta el acta", by=reviewer)
    actions.submit_progress(report=sent.code, by=secretary)
    client = signed_in(reviewer)
    answer = client.post("/gestion/revision/aprobar/", {"report": [marked]}, follow=True)
    assert "Otra persona cambió este avance" in answer.content.decode()
    assert state(sent) == "SUBMITTED"


def test_evidence_added_after_a_return_is_named(corte, sent, secretary, reviewer):
    review_actions.return_progress(report=sent.code, reason="Falta el acta", by=reviewer)
    attach(sent, secretary, "Acta firmada")
    assert review_actions.changes_since_return(sent) == [("evidence", "", "Acta firmada")]


def test_a_list_is_approved_in_time_and_as_it_was_seen(corte, submit, secretary, reviewer):
    sent = []
    for agreement in ("A16", "A12"):
        report = submit(agreement, "12")
        return_progress(report=report.code, reason="Falta el acta", by=reviewer)
        attach(report, secretary)
        sent.append(actions.submit_progress(report=report.code, by=secretary))
    seen = {report.code: report.lock_version for report in sent}
    codes = [report.code for report in sent]
    stale = {**seen, codes[0]: seen[codes[0]] - 1}
    with pytest.raises(Conflict, match="Otra persona cambió"):
        approve_many(reports=codes, expected=stale, by=reviewer)
    done = approve_many(reports=codes, expected=seen, by=reviewer)
    assert [row.code for row in done] == ["A12-2026-T2-v1", "A16-2026-T2-v1"]


def test_a_list_over_two_cortes_is_approved_in_their_order(corte, submit, secretary, reviewer):
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    sent = [submit("A16", "12").code, submit("A12", "12", corte="2026-T3").code]
    for code in sent:
        return_progress(report=code, reason="Falta el acta", by=reviewer)
        attach(find_report(code), secretary)
        actions.submit_progress(report=code, by=secretary)
    assert [row.code for row in approve_many(reports=sent[::-1], by=reviewer)] == sent


def test_a_list_is_read_whole_before_any_of_it_is_decided(corte, submit, reviewer):
    codes = [submit(agreement, "12").code for agreement in ("A12", "A16")]
    with CaptureQueriesContext(connection) as asked, pytest.raises(Conflict) as refused:
        approve_many(reports=codes, by=reviewer)
    assert (
        str(refused.value)
        == "Revise por separado: A12-2026-T2-v1, A16-2026-T2-v1. No se aprobó ninguno."
    )
    # Each by its code; the lock; both with what belongs to them; of each the last figure and
    # the evidence.
    assert sum(query["sql"].startswith("SELECT") for query in asked) == 2 + 1 + 1 + 2 * 2


def test_evidence_taken_off_and_added_since_its_own_return_is_named_in_order(
    corte, draft, submit, secretary, reviewer
):
    report = draft("A12", "40")
    attach(report, secretary, "De antes")
    actions.submit_progress(report=report.code, by=secretary)
    return_progress(report=report.code, reason="Falta", by=reviewer)
    first = evidence_actions.attach_link(
        report=report.code, url="https://www.sea.gob.cl/x", title="Primera", by=secretary
    )
    evidence_actions.remove_evidence(evidence=first.pk, by=secretary)
    attach(report, secretary, "Segunda")
    other = submit("A16", "12")
    return_progress(report=other.code, reason="Otra cosa", by=reviewer)
    attach(other, secretary, "De otro")
    assert review_actions.changes_since_return(report) == [
        ("evidence", "", "Primera"),
        ("evidence", "Primera", ""),
        ("evidence", "", "Segunda"),
    ]


def test_a_measurement_that_came_since_is_said_in_words_with_its_day(
    corte, draft, secretary, reviewer
):
    report = actions.submit_progress(report=draft("A09", "35").code, by=secretary)
    return_progress(report=report.code, reason="Falta la medición", by=reviewer)
    moved = actions.record_progress(
        agreement="A09",
        period="2026-T2",
        entry=actions.Entry(percent=Decimal("35.5")),
        measurement=actions.MeasurementEntry(
            baseline=Decimal(10),
            baseline_on=date(2024, 12, 31),
            target=Decimal(25),
            value=Decimal("15.5"),
            unit="%",
        ),
        by=secretary,
    )
    assert review_actions.changes_since_return(moved) == [
        (
            "measurement",
            "",
            "línea base 10, fecha de la línea base 31-12-2024, meta 25, valor medido 15,5,"
            " unidad %",
        ),
        ("percent", "35,00\u00a0%", "35,50\u00a0%"),
    ]
