"""Appending to a short and to a long ledger, and walking a whole one."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from django.db import transaction

from bench.common import Row, databases, interleaved, milliseconds
from emra.ledger import actions, chain, queries
from emra.ledger.models import Event

LENGTHS = {"short": 100, "long": 100_000}
REPETITIONS = 150


def measure() -> list[Row]:
    with databases(list(LENGTHS)) as enter:
        for name, length in LENGTHS.items():
            enter[name]()
            Event.objects.bulk_create(_events(length), batch_size=2000)
        appends = {name: _in(enter[name]) for name in LENGTHS}
        interleaved(appends, 5)
        taken = interleaved(appends, REPETITIONS)
        enter["long"]()
        events = Event.objects.count()
        start = time.perf_counter()
        fault = chain.first_fault(queries.whole_chain())
        walked = time.perf_counter() - start
    if fault:
        raise RuntimeError(f"the benchmark's own chain is broken: {fault}")
    return [
        Row(f"append, {LENGTHS['short']:,} events before", milliseconds(taken["short"])),
        Row(
            f"append, {LENGTHS['long']:,} events before",
            milliseconds(taken["long"]),
            taken["long"] / taken["short"],
            "the short ledger",
        ),
        Row(f"verify {events:,} events", f"{events / walked:,.0f} events/s"),
    ]


def _in(enter: Callable[[], None]) -> Callable[[], object]:
    def append() -> None:
        enter()
        with transaction.atomic():
            actions.append(verb="period.closed", object_code="2026-T1", by=None)

    return append


def _events(length: int) -> Iterator[Event]:
    """What fills a ledger up to `length` events, chained as `append` would."""
    seq, prev = queries.head()
    began = datetime(2026, 1, 1, tzinfo=UTC)
    payload = chain.canonical({"old": None, "new": {"percent": "47.50"}, "reason": ""})
    salt = "0" * 32
    for place in range(seq + 1, length + 1):
        event = Event(
            seq=place,
            at=began + timedelta(seconds=place),
            actor_code="P-000000",
            office="Oficina",
            role="CLUSTER",
            verb="progress.approved",
            object_code=f"A01-2026-T1-v{place}",
            payload=payload,
            salt=salt,
            payload_hash=chain.payload_hash(salt, payload),
            prev_hash=prev,
        )
        event.hash = prev = chain.header_hash(actions.header(event))
        yield event
