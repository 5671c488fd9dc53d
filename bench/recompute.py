"""Recomputing one dimension's average with little history and with a long one.

The dimension's seven agreements have approved versions in each of many cortes, a million in all.
The ratio must keep to 1.3: the reading in force is one step down an index, however long the
history.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from bench.common import Row, databases, interleaved, milliseconds
from emra.accounts.models import Role, User
from emra.agreements import averages
from emra.agreements.models import Agreement, DimensionAverage, Period, ProgressReport

SCOPE = "ambiental"
# Cortes, and versions in each.
HISTORIES = {"short": (3, 4), "long": (3571, 40)}
REPETITIONS = 150


def measure() -> list[Row]:
    with databases(list(HISTORIES)) as enter:
        counts, readings, recomputed = {}, {}, {}
        for name, (cortes, versions) in HISTORIES.items():
            enter[name]()
            counts[name], period = _populate(cortes, versions)
            average = DimensionAverage.objects.get(scope=SCOPE, period=period)
            readings[name] = _in(enter[name], _reading(period.pk))
            recomputed[name] = _in(enter[name], _recomputing(average.pk))
        return [
            *_rows("the reports in force", readings, counts),
            *_rows("recompute", recomputed, counts),
        ]


def _rows(what: str, calls: dict[str, Callable[[], object]], counts: dict[str, int]) -> list[Row]:
    interleaved(calls, 5)
    taken = interleaved(calls, REPETITIONS)
    return [
        Row(f"{what}, {counts['short']:,} historic reports", milliseconds(taken["short"])),
        Row(
            f"{what}, {counts['long']:,} historic reports",
            milliseconds(taken["long"]),
            taken["long"] / taken["short"],
            "the short history",
        ),
    ]


def _reading(period_id: int) -> Callable[[], object]:
    return lambda: averages.effective_reports(period_id, SCOPE)


def _recomputing(average_id: int) -> Callable[[], object]:
    return lambda: averages.recompute(average_id, force=True)


def _in(enter: Callable[[], None], call: Callable[[], object]) -> Callable[[], object]:
    def inside() -> object:
        enter()
        return call()

    return inside


def _populate(cortes: int, versions: int) -> tuple[int, Period]:
    """Write the history and return how many approved reports there are, and the last corte."""
    author = User.objects.create_user("author", role=Role.SECRETARIAT)
    reviewer = User.objects.create_user("reviewer", role=Role.CLUSTER)
    periods = Period.objects.bulk_create(
        Period(
            id=year * 10 + quarter,
            code=f"{year}-T{quarter}",
            name=f"{year}-T{quarter}",
            cutoff_on=date(year, 3 * quarter, 28),
            state=Period.State.CLOSED,
        )
        for year, quarter in ((2026 + n // 4, 1 + n % 4) for n in range(cortes))
    )
    averages.create_rows(periods[-1])
    codes = list(Agreement.objects.filter(dimension=SCOPE).values_list("code", flat=True))
    places = [(code, period.pk) for period in periods for code in codes]
    now = timezone.now()
    before: list[ProgressReport | None] = [None] * len(places)
    for version in range(1, versions + 1):
        rows = [
            ProgressReport(
                agreement_id=code,
                period_id=period,
                version=version,
                percent=Decimal((period + version) % 101),
                state=ProgressReport.State.APPROVED,
                origin=ProgressReport.Origin.ENTRY,
                author=author,
                changed_at=now,
                reviewer=reviewer,
                reviewed_at=now,
                replaces=replaced,
                correction_reason="a newer reading" if replaced else "",
            )
            for (code, period), replaced in zip(places, before, strict=True)
        ]
        before = list(ProgressReport.objects.bulk_create(rows, batch_size=2000))
    with connection.cursor() as cursor:
        # What autovacuum does on a live server a minute after such a load.
        cursor.execute("ANALYZE agreements_progressreport")
    return ProgressReport.objects.approved().count(), periods[-1]
