"""Two people on one report at the same moment: one wins, the other is told what stands."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections

from emra.accounts.models import Role, User
from emra.agreements import actions, review_actions
from emra.agreements.models import Period, ProgressReport
from emra.ledger import chain
from emra.ledger.models import Event
from emra.ledger.queries import whole_chain
from emra.lib.errors import Conflict

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3
PATIENCE = 1.0  # how long the first waits for a second that its lock keeps out


def together(*works: Callable[[], Any]) -> list[Any]:
    """What each got or raised, let off together on connections of their own."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            start.wait(30)
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def winners(results: list[Any]) -> list[Any]:
    return [result for result in results if not isinstance(result, Exception)]


def losers(results: list[Any]) -> list[Conflict]:
    """The refusals; anything else that was raised is a fault."""
    found = [result for result in results if isinstance(result, Exception)]
    assert {type(error) for error in found} <= {Conflict, actions.StaleReport}, found
    return found


def count(verb: str, report: ProgressReport) -> int:
    return Event.objects.filter(verb=verb, object_code=report.code).count()


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that looked at a report meet before either goes on, if nothing keeps one out."""
    both = threading.Barrier(2)
    look = actions.require_state

    def look_and_wait(report: ProgressReport, *states: Any) -> None:
        look(report, *states)
        try:
            both.wait(PATIENCE)
        except threading.BrokenBarrierError:
            both.reset()

    for module in (actions, review_actions):
        monkeypatch.setattr(module, "require_state", look_and_wait)


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report is read without its row lock."""
    for module in (actions, review_actions):
        monkeypatch.setattr(module, "lock_report", actions.find_report)


@pytest.fixture
def submitted(
    corte: Period, submit: Callable[..., ProgressReport], secretary: User
) -> ProgressReport:
    return submit("A12", "40")


@pytest.fixture
def two_reviewers(
    submitted: ProgressReport, person: Callable[..., User], reviewer: User
) -> Callable[[], list[Any]]:
    """Both approve the version they see."""
    seen, second = submitted.lock_version, person(Role.CLUSTER, "otra-revisora")

    def approve(by: User) -> Callable[[], ProgressReport]:
        return lambda: review_actions.approve_progress(report=submitted.code, expected=seen, by=by)

    return lambda: together(approve(reviewer), approve(second))


def test_of_two_reviewers_exactly_one_approves_and_the_other_is_told(
    submitted, two_reviewers, meeting
):
    results = two_reviewers()
    [winner] = winners(results)
    [refused] = losers(results)
    assert refused.status == 409
    assert "Ahora dice: 40,00\u00a0%, Aprobado" in str(refused)
    stored = ProgressReport.objects.get(pk=submitted.pk)
    assert (stored.state, stored.reviewer_id) == ("APPROVED", winner.reviewer_id)
    assert count("progress.approved", submitted) == 1
    assert chain.first_fault(whole_chain()) is None


@pytest.mark.deployed  # SQLite lets one writer at a time through anyway
def test_without_the_row_lock_both_reviewers_believe_to_have_approved(
    submitted, two_reviewers, meeting, unlocked
):
    assert len(winners(two_reviewers())) == 2
    assert count("progress.approved", submitted) == 2


def test_an_approval_against_a_return_leaves_exactly_one_decision(
    submitted, person, reviewer, meeting
):
    second = person(Role.CLUSTER, "otra-revisora")
    results = together(
        lambda: review_actions.approve_progress(report=submitted.code, by=reviewer),
        lambda: review_actions.return_progress(report=submitted.code, reason="No", by=second),
    )
    [winner] = winners(results)
    assert "esa acción ya no corresponde" in str(losers(results)[0])
    assert ProgressReport.objects.get(pk=submitted.pk).state == winner.state
    assert count("progress.approved", submitted) + count("progress.returned", submitted) == 1


def test_a_report_submitted_twice_is_submitted_once(corte, draft, secretary, meeting):
    report = draft("A12", "40")
    send = lambda: actions.submit_progress(report=report.code, expected=1, by=secretary)  # noqa: E731
    results = together(send, send)
    assert len(winners(results)) == 1
    assert "Ahora dice: 40,00\u00a0%, En revisión" in str(losers(results)[0])
    assert count("progress.submitted", report) == 1


@pytest.mark.deployed  # SQLite lets one writer at a time through anyway
def test_without_the_row_lock_it_is_submitted_twice(corte, draft, secretary, meeting, unlocked):
    report = draft("A12", "40")
    send = lambda: actions.submit_progress(report=report.code, expected=1, by=secretary)  # noqa: E731
    assert len(winners(together(send, send))) == 2
    assert count("progress.submitted", report) == 2


def test_an_edit_against_a_submission_never_changes_what_is_under_review(corte, draft, secretary):
    for number in range(ROUNDS):
        report = draft(f"A{number + 12}", "40")
        results = together(
            lambda report=report: actions.submit_progress(
                report=report.code, expected=1, by=secretary
            ),
            lambda report=report: actions.record_progress(
                agreement=report.agreement_id,
                period="2026-T2",
                entry=actions.Entry(percent=Decimal(41)),
                expected=1,
                by=secretary,
            ),
        )
        [winner] = winners(results)
        assert len(losers(results)) == 1
        stored = ProgressReport.objects.get(pk=report.pk)
        assert (stored.state, stored.percent) in {("SUBMITTED", 40), ("DRAFT", 41)}
        assert (stored.state, stored.percent) == (winner.state, winner.percent)


def test_an_edit_while_under_review_is_refused_whatever_version_was_seen(submitted, secretary):
    def edit(expected: int | None) -> Callable[[], ProgressReport]:
        return lambda: actions.record_progress(
            agreement="A12",
            period="2026-T2",
            entry=actions.Entry(percent=Decimal(41)),
            expected=expected,
            by=secretary,
        )

    results = together(edit(None), edit(submitted.lock_version), edit(1))
    assert [error.status for error in losers(results)] == [409] * 3
    assert ProgressReport.objects.get(pk=submitted.pk).percent == 40
