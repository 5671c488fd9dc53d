"""Approving from the list: each report as the reviewer saw it there."""

import pytest

from emra.agreements import actions, review_actions
from emra.agreements.models import ProgressReport
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
