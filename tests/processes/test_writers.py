"""Many writers at once: nothing is lost, nothing is locked, and without the guards it would be."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, OperationalError, connections

from emra.accounts.models import User
from emra.agreements import actions, averages, review_actions
from emra.agreements.models import ALL, DimensionAverage, Period, ProgressReport
from emra.dashboard import integrity
from emra.ledger import actions as ledger
from emra.ledger import chain
from emra.ledger.models import Event
from emra.ledger.queries import whole_chain

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 16
ATTEMPTS = 6


@pytest.fixture(autouse=True)
def _jobs_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each writer also sweeps after its commit: one more thing to race."""
    monkeypatch.setattr(settings, "REDIS_URL", "")


def race(work: Callable[[int], Any]) -> list[Any]:
    """What each of 16 writers, let off together on connections of their own, got or raised."""
    start = threading.Barrier(WRITERS)

    def run(number: int) -> Any:
        try:
            start.wait(30)
            return work(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


def raised(results: list[Any], kind: type[Exception]) -> list[Exception]:
    return [result for result in results if isinstance(result, kind)]


def first_raised(work: Callable[[int], Any], kind: type[Exception]) -> list[Exception]:
    """The failures of the first race that has any, in a bounded number of attempts."""
    for _attempt in range(ATTEMPTS):
        if errors := raised(race(work), kind):
            return errors
    return []


@pytest.fixture
def one_each(corte: Period, secretary: User, reviewer: User) -> Callable[[int], Any]:
    """Enter, submit and approve 90 % for the writer's own agreement, A01 to A16."""

    def work(number: int) -> ProgressReport:
        report = actions.record_progress(
            agreement=f"A{number + 1:02d}",
            period="2026-T2",
            entry=actions.Entry(
                percent=Decimal(90), setback_reason="Se mide.", correction_reason="Se mide."
            ),
            by=secretary,
        )
        actions.submit_progress(report=report.code, by=secretary)
        return review_actions.approve_progress(report=report.code, by=reviewer)

    return work


@pytest.fixture
def draft(corte: Period, secretary: User) -> ProgressReport:
    return actions.record_progress(
        agreement="A12", period="2026-T2", entry=actions.Entry(percent=Decimal(1)), by=secretary
    )


def edit(secretary: User, seen: int) -> Callable[[int], Any]:
    """Save the writer's number plus 20 into A12, having seen version `seen` of it."""

    def work(number: int) -> ProgressReport:
        return actions.record_progress(
            agreement="A12",
            period="2026-T2",
            entry=actions.Entry(percent=Decimal(20 + number)),
            expected=seen,
            by=secretary,
        )

    return work


def test_sixteen_writers_lose_nothing_and_leave_one_unbroken_chain(
    one_each: Callable[[int], Any],
) -> None:
    before = Event.objects.count()
    results = race(one_each)
    assert [result for result in results if not isinstance(result, ProgressReport)] == []
    approved = ProgressReport.objects.approved().filter(period__code="2026-T2", percent=90)
    assert approved.count() == WRITERS
    assert Event.objects.count() == before + 3 * WRITERS
    assert list(Event.objects.values_list("seq", flat=True)) == [*range(1, before + 49)]
    assert chain.first_fault(whole_chain()) is None
    assert integrity.faults() == []
    averages.sweep()
    # A01 to A16 at 90, A17 to A19 as in the source, 17 and two unknown: (1440 + 17) / 19 = 76.68
    overall = DimensionAverage.objects.get(scope=ALL, period__code="2026-T2")
    assert overall.mean_zero == Decimal("76.68")
    assert overall.computed_seq == overall.dirty_seq
    assert averages.rebuild() == 0


def test_of_sixteen_editors_of_one_draft_exactly_one_wins_each_round(
    draft: ProgressReport, secretary: User
) -> None:
    rounds, before = 4, Event.objects.count()
    for number in range(rounds):
        seen = draft.lock_version + number
        results = race(edit(secretary, seen))
        [winner] = [result for result in results if isinstance(result, ProgressReport)]
        assert len(raised(results, actions.StaleReport)) == WRITERS - 1
        stored = ProgressReport.objects.get(pk=draft.pk)
        assert (stored.percent, stored.lock_version) == (winner.percent, seen + 1)
    assert Event.objects.count() == before + rounds
    assert chain.first_fault(whole_chain()) is None


# -- negative controls: the same races without the guard must fail ------------------------------


@pytest.mark.deployed  # SQLite lets one writer at a time through anyway
def test_without_the_ledgers_lock_the_race_breaks_on_its_unique_columns(
    one_each: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "serialise", lambda: None)
    errors = first_raised(one_each, IntegrityError)
    print(f"{len(errors)} of {WRITERS} writers failed")
    assert errors
    assert any("ledger_event" in str(error) for error in errors)
    # What did get in is still one chain: the columns refuse what the lock would have ordered.
    assert chain.first_fault(whole_chain()) is None


@pytest.mark.embedded  # PostgreSQL locks rows, not the database
def test_with_djangos_default_transactions_the_race_finds_the_database_locked(
    one_each: Callable[[int], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", {})
    errors = first_raised(one_each, OperationalError)
    print(f"{len(errors)} of {WRITERS} writers failed")
    assert errors
    assert {str(error) for error in errors} == {"database is locked"}


def test_without_the_version_check_updates_are_lost(
    draft: ProgressReport, secretary: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "_check_unchanged", lambda *seen: None)
    results = race(edit(secretary, draft.lock_version))
    believers = [result for result in results if isinstance(result, ProgressReport)]
    stored = ProgressReport.objects.get(pk=draft.pk)
    overwritten = [result for result in believers if result.percent != stored.percent]
    assert len(believers) == WRITERS, "every writer believes to have saved"
    assert len(overwritten) == WRITERS - 1
