"""A few of each fault of `python -m tests.faults`, and what its audit would notice."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.faults import jobs, services, surroundings
from tests.faults.audit import halves, lost
from tests.faults.cluster import Cluster
from tests.faults.ground import SLOWEST, Ground, Row, table
from tests.faults.writers import Save

pytestmark = pytest.mark.deployed


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    opened = Ground(tmp_path_factory.mktemp("faults"), server=settings.DATABASE_URL)
    try:
        yield opened
    finally:
        opened.close()


def survived(row: Row) -> bool:
    print(table([row]))
    return row.fine


def test_workers_are_killed_with_a_sweep_in_flight(ground: Ground) -> None:
    assert survived(ground.inflict("workers killed", lambda on: jobs.workers_killed(on, 4)))


def test_messages_come_three_times_and_in_another_order(ground: Ground) -> None:
    assert survived(ground.inflict("messages tripled", lambda on: jobs.messages_tripled(on, 1)))


def test_two_beats_do_the_work_of_one(ground: Ground) -> None:
    assert survived(ground.inflict("two beats", lambda on: jobs.two_beats(on, 1)))


@pytest.mark.parametrize(
    "fault", [services.redis_refused, services.redis_frozen, services.redis_flushed]
)
def test_nobody_waits_for_redis(ground: Ground, fault: Any) -> None:
    rounds = 2 if fault is services.redis_flushed else 1
    row = ground.inflict(fault.__name__, lambda on: fault(on, rounds), slowest=SLOWEST)
    assert survived(row)


def test_evidence_finds_the_disk_full(ground: Ground) -> None:
    assert survived(ground.inflict("disk full", lambda on: surroundings.disk_full(on, 1)))


def test_the_clock_goes_back_and_forth(ground: Ground) -> None:
    assert survived(ground.inflict("clock moved", lambda on: surroundings.clock_moved(on, 1)))


def test_postgresql_is_killed_under_writers(tmp_path: Path) -> None:
    cluster = Cluster()
    try:
        cluster.start()
        ground = Ground(tmp_path, server=cluster.url)
        try:
            row = ground.inflict(
                "PostgreSQL killed",
                lambda on: services.postgres_killed(on, 2, cluster),
                failing=True,
            )
        finally:
            ground.close()
    finally:
        cluster.close()
    assert survived(row)


# -- negative controls: the same audit of what was spoiled by hand -------------------------------


@contextmanager
def spoiled(ground: Ground, table: str, where: str) -> Iterator[None]:
    """A row taken out past every trigger, and put back."""
    with ground.site.superuser() as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(f"CREATE TABLE kept AS SELECT * FROM {table} WHERE {where}")
        connection.execute(f"DELETE FROM {table} WHERE {where}")
        try:
            yield
        finally:
            connection.execute(f"INSERT INTO {table} SELECT * FROM kept")
            connection.execute("DROP TABLE kept")


@pytest.fixture
def saves(ground: Ground) -> list[Save]:
    """What was acknowledged, with at least an approval among it."""
    ground.writers.write(2)
    ground.audit.settle()
    return ground.writers.acknowledged


def test_an_acknowledgement_of_nothing_is_reported_as_lost(
    ground: Ground, saves: list[Save]
) -> None:
    forged = Save("A01-2026-T2-v999", Decimal("12.34"), approved=False)
    other = Save(saves[0].report, saves[0].percent + 1, approved=False)
    assert lost(ground.site, saves) == []
    assert len(lost(ground.site, [*saves, forged, other])) == 2


def test_a_row_or_an_event_that_went_is_reported(ground: Ground, saves: list[Save]) -> None:
    report = saves[-1].report
    agreement, _year, _term, version = report.split("-")
    row = f"agreement_id = '{agreement}' AND version = {version[1:]} AND period_id = 20262"
    with spoiled(ground, "agreements_progressreport", row):
        found = ground.audit.look(saves)
        assert any(report in what for what in found.wrong if what.startswith("lost"))
        assert any(report in what for what in halves(ground.site))
    with spoiled(
        ground, "ledger_event", f"object_code = '{report}' AND verb = 'progress.submitted'"
    ):
        found = ground.audit.look(saves)
        assert not found.ledger
        assert any(report in what for what in halves(ground.site))
    ground.audit.look(saves)  # the averages that were computed without the row
    assert ground.audit.look(saves).wrong == []


def test_an_average_altered_by_hand_is_reported(ground: Ground, saves: list[Save]) -> None:
    with ground.site.superuser() as connection:
        altered = connection.execute(
            "UPDATE agreements_dimensionaverage SET mean_zero = mean_zero + 1"
            " WHERE scope = 'social' AND period_id = 20262"
        )
    assert altered.rowcount == 1
    found = ground.audit.look(saves)
    assert (found.differed, found.ledger) == (1, True)
    assert ground.audit.look(saves).differed == 0  # the recompute mended it
