"""One event: what it keeps, what it costs, and what readers are given of it."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emra.accounts.models import Role, User
from emra.ledger import actions, chain, queries
from emra.ledger.models import Event
from emra.lib.middleware import current_request_id

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 15, 4, 5, 678, tzinfo=UTC)
OF_NOBODY = frozenset[str]()


@pytest.fixture
def noon(time_machine: Any) -> datetime:
    time_machine.move_to(NOON, tick=False)
    return NOON


@pytest.fixture
def clerk(person: Any) -> User:
    return person(Role.SECRETARIAT)


def append(**told: Any) -> Event:
    given = {"verb": "progress.recorded", "object_code": "A12-2026-T2-v1", "by": None, **told}
    return Event.objects.get(pk=actions.append(**given).pk)


def test_the_first_event_opens_the_chain_and_the_next_one_follows_it(noon, clerk):
    assert queries.head() == (0, "0" * 64)
    first = append()
    second = append(by=clerk, old={"percent": None}, new={"percent": "40.00"}, reason="ñ")
    assert (first.seq, first.prev_hash) == (1, "0" * 64)
    assert (second.seq, second.prev_hash) == (2, first.hash)
    assert queries.head() == (2, second.hash)
    assert first.payload == '{"new":null,"old":null,"reason":""}'
    assert second.payload == '{"new":{"percent":"40.00"},"old":{"percent":null},"reason":"ñ"}'
    assert chain.first_fault(queries.whole_chain()) is None


def test_an_event_keeps_who_when_what_and_of_which_request(noon, clerk):
    asked = current_request_id.set("pedido-1")
    try:
        event = append(by=clerk)
    finally:
        current_request_id.reset(asked)
    assert (event.actor, event.actor_code, event.office, event.role) == (
        *(clerk, clerk.code, clerk.public_office, "SECRETARIAT"),
    )
    assert (event.verb, event.object_code, event.request_id, event.at) == (
        *("progress.recorded", "A12-2026-T2-v1", "pedido-1", noon),
    )
    assert actions.header(event)["at"] == "2026-11-21T15:04:05.000678Z"
    assert event.payload_hash == chain.payload_hash(event.salt, event.payload)
    assert event.hash == chain.header_hash(actions.header(event))
    assert len(event.salt) == 32


@pytest.mark.parametrize("who", [actions.CITIZEN, actions.KEEPER])
def test_who_has_no_account_is_the_load_unless_told(who):
    loaded, other = append(), append(otherwise=who)
    assert (loaded.actor_code, loaded.office, loaded.role) == actions.SYSTEM
    assert (other.actor_code, other.office, other.role) == who
    assert other.actor is None


def test_an_event_costs_one_look_at_the_last_and_one_insert():
    append()
    with CaptureQueriesContext(connection) as asked:
        actions.append(verb="v", object_code="o", by=None)
    assert [query["sql"].split()[0] for query in asked if "ledger_event" in query["sql"]] == [
        "SELECT",
        "INSERT",
    ]


@pytest.mark.parametrize("vendor", ["postgresql", "sqlite"])
def test_appends_wait_for_one_another_by_a_lock_of_postgresql_s(monkeypatch, vendor):
    asked: list[Any] = []

    class Cursor:
        def __enter__(self) -> Any:
            return SimpleNamespace(execute=lambda *said: asked.append(said))

        def __exit__(self, *_: Any) -> None: ...

    monkeypatch.setattr(actions, "connection", SimpleNamespace(vendor=vendor, cursor=Cursor))
    actions.serialise()
    lock = ("SELECT pg_advisory_xact_lock(%s)", [0x454D5241])
    assert asked == ([lock] if vendor == "postgresql" else [])


def test_the_reader_is_given_an_event_as_it_was_written(noon, clerk):
    event = append(verb="period.opened", object_code="2026-T2", by=clerk, new={"a": "1"})
    (view,) = queries.events(published=OF_NOBODY)
    assert view == queries.EventView(
        seq=1,
        at=noon,
        office=clerk.public_office,
        actor_code=clerk.code,
        role="SECRETARIAT",
        verb="period.opened",
        verb_text="abrió el corte",
        object_code="2026-T2",
        hash=event.hash,
        prev_hash="0" * 64,
        payload={"old": None, "new": {"a": "1"}, "reason": ""},
    )


def test_a_verb_without_words_is_shown_as_it_is():
    append(verb="house.moved")
    assert queries.events(published=OF_NOBODY)[0].verb_text == "house.moved"


def test_events_come_newest_first_fifty_at_a_time_from_a_place_on_and_of_one_object():
    for number in range(52):
        append(object_code=f"A{number:02}-2026-T2-v1")

    def found(**asked: Any) -> list[int]:
        return [view.seq for view in queries.events(published=OF_NOBODY, **asked)]

    assert found() == list(range(52, 2, -1))
    assert found(limit=2) == [52, 51]
    assert found(before=3) == [2, 1]
    assert found(before=0) == []
    assert found(object_code="A07") == [8]


def test_only_what_is_published_shows_its_payload_and_its_salt():
    told = [
        ("period.opened", "2026-T2", True),
        ("progress.approved", "A12-2026-T2-v1", True),
        ("progress.approved", "A16-2026-T2-v1", False),
        ("progress.recorded", "A12-2026-T2-v1", False),
    ]
    for verb, code, _ in told:
        append(verb=verb, object_code=code)
    out = frozenset({"A12-2026-T2-v1"})
    views = queries.events(published=out)[::-1]
    assert [view.payload is not None for view in views] == [shown for _, _, shown in told]
    for whole, event, (_, _, shown) in zip(
        queries.whole_chain(), queries.export(out), told, strict=True
    ):
        kept = Event.objects.get(pk=event["seq"])
        assert (whole["payload"], whole["salt"]) == (kept.payload, kept.salt)
        assert whole["hash"] == event["hash"] == kept.hash
        assert (event["payload"], event["salt"]) == (
            (kept.payload, kept.salt) if shown else (None, None)
        )
        assert json.loads(kept.payload)["reason"] == ""
