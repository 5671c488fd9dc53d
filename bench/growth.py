"""What grows with the agreements: 19 as in the strategy, then 10, 100 and 1,000 times as many."""

import time
from collections.abc import Callable
from datetime import date
from statistics import median

from django.test import Client
from django.utils import timezone

from bench.common import Row, databases, milliseconds
from emra.accounts.models import Role, User
from emra.agreements import averages, period_actions, queries
from emra.agreements.models import Agreement, DimensionAverage, Period, ProgressReport
from emra.lib import http

SIZES = (19, 190, 1_900, 19_000)
CORTE = "2026-T2"


def measure() -> list[Row]:
    taken: dict[str, dict[int, float]] = {}
    with databases([str(size) for size in SIZES]) as enter:
        for size in SIZES:
            enter[str(size)]()
            for what, seconds in _costs(size).items():
                taken.setdefault(what, {})[size] = seconds
    smallest = SIZES[0]
    return [
        Row(
            f"{what}, {size:,} agreements",
            milliseconds(seconds),
            None if size == smallest else seconds / by_size[smallest],
            "" if size == smallest else f"{smallest}; the agreements are {size / smallest:.0f} x",
        )
        for what, by_size in taken.items()
        for size, seconds in by_size.items()
    ]


def _costs(size: int) -> dict[str, float]:
    secretary = _populate(size)
    average = DimensionAverage.objects.get(scope="ambiental", period__code=CORTE)
    client = Client(headers={"host": "127.0.0.1"})
    repetitions = 9 if size < 1_900 else 1
    published = _seconds(lambda: period_actions.publish(period=CORTE, by=secretary))
    return {
        "publish a corte": published,
        "recompute a dimension": _several(
            lambda: averages.recompute(average.pk, force=True), repetitions
        ),
        "read a published corte": _several(queries.board, repetitions),
        "draw the home": _several(lambda: _draw(client, "/"), repetitions),
        "draw an agreement's sheet": _several(lambda: _draw(client, "/acuerdos/A13/"), 5),
        "one page of the JSON list": _several(
            lambda: _draw(client, "/api/v1/agreements/"), repetitions
        ),
    }


def _populate(size: int) -> User:
    """As many agreements as said, shared out as the 19 are, each with an approved report."""
    author = User.objects.create_user("author", role=Role.SECRETARIAT)
    reviewer = User.objects.create_user("reviewer", role=Role.CLUSTER)
    models = list(Agreement.objects.order_by("code"))
    Agreement.objects.bulk_create(
        Agreement(
            code=f"A{number}",
            dimension_id=models[number % len(models)].dimension_id,
            title=f"Acuerdo {number}",
            figure_citation=models[0].figure_citation,
            title_citation=models[0].figure_citation,
            pairing=models[0].pairing,
        )
        for number in range(100, 100 + size - len(models))
    )
    period = Period.objects.create(
        id=20262, code=CORTE, name=CORTE, cutoff_on=date(2026, 6, 30), state=Period.State.CLOSED
    )
    averages.create_rows(period)
    now = timezone.now()
    ProgressReport.objects.bulk_create(
        [
            ProgressReport(
                agreement=agreement,
                period=period,
                version=1,
                percent=place % 101,
                state=ProgressReport.State.APPROVED,
                origin=ProgressReport.Origin.ENTRY,
                author=author,
                changed_at=now,
                reviewer=reviewer,
                reviewed_at=now,
            )
            for place, agreement in enumerate(Agreement.objects.order_by("code"))
        ],
        batch_size=2000,
    )
    return author


def _draw(client: Client, address: str) -> None:
    http.forget()
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}")


def _several(call: Callable[[], object], repetitions: int) -> float:
    return median(_seconds(call) for _ in range(repetitions))


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
