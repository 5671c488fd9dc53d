"""The ledger as it may be read: headers of all events, payloads of the public ones."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from emra.ledger import actions, chain
from emra.ledger.models import Event
from emra.ledger.verbs import PUBLIC_VERBS, VERBS


@dataclass(frozen=True)
class EventView:
    """An event as the public sees it; `payload` is None while it is reserved."""

    seq: int
    at: datetime
    office: str
    actor_code: str
    role: str
    verb: str
    verb_text: str
    object_code: str
    hash: str
    prev_hash: str
    payload: dict[str, Any] | None


def head() -> tuple[int, str]:
    """Number and hash of the last event; (0, 64 zeros) for an empty ledger."""
    last = Event.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, chain.GENESIS)


def first() -> tuple[str, datetime] | None:
    """Hash and moment of the first event, which no other ledger has; None for an empty one."""
    return Event.objects.order_by("seq").values_list("hash", "at").first()


def events(
    *,
    published: frozenset[str],
    before: int | None = None,
    limit: int = 50,
    object_code: str = "",
    about: str = "",
    verbs: Collection[str] = (),
) -> tuple[EventView, ...]:
    """The latest events, newest first; `published` names the approved reports made public.

    `object_code` is how the code begins; `about` the code itself, or one of its parts, so that
    A1 is not A12; `verbs` are the only ones, where any are given.
    """
    rows: QuerySet[Event] = Event.objects.order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    if object_code:
        rows = rows.filter(object_code__startswith=object_code)
    if about:
        parts = Q(object_code=about)
        for sign in "-/:":
            parts |= Q(object_code__startswith=f"{about}{sign}")
        rows = rows.filter(parts)
    if verbs:
        rows = rows.filter(verb__in=list(verbs))
    return tuple(view(event, published) for event in rows[:limit])


def verbs_told() -> tuple[str, ...]:
    """The verbs that the ledger has, in their order."""
    told = set(Event.objects.order_by().values_list("verb", flat=True).distinct())
    return tuple(verb for verb in VERBS if verb in told)


def view(event: Event, published: frozenset[str]) -> EventView:
    return EventView(
        seq=event.seq,
        at=event.at,
        office=event.office,
        actor_code=event.actor_code,
        role=event.role,
        verb=event.verb,
        verb_text=str(VERBS.get(event.verb, event.verb)),
        object_code=event.object_code,
        hash=event.hash,
        prev_hash=event.prev_hash,
        payload=json.loads(event.payload) if is_public(event, published) else None,
    )


def is_public(event: Event, published: frozenset[str]) -> bool:
    """Whether the payload may be shown: never a draft's, an approval's once it is published."""
    if event.verb in PUBLIC_VERBS:
        return True
    return event.verb == "progress.approved" and event.object_code in published


def export(published: frozenset[str], until: int | None = None) -> Iterator[dict[str, Any]]:
    """Every event in order, or those up to one, as the verifier reads it.

    Reserved payloads and salts are null.
    """
    for event in _in_order(until):
        public = is_public(event, published)
        yield _sealed(event, event.payload if public else None, event.salt if public else None)


def whole_chain() -> Iterator[dict[str, Any]]:
    """Every event with its payload, for `verify_ledger` inside the house."""
    for event in _in_order():
        yield _sealed(event, event.payload, event.salt)


def _in_order(until: int | None = None) -> Iterator[Event]:
    rows = Event.objects.order_by("seq")
    chosen = rows if until is None else rows.filter(seq__lte=until)
    return chosen.iterator(chunk_size=2000)


def _sealed(event: Event, payload: str | None, salt: str | None) -> dict[str, Any]:
    return {**actions.header(event), "hash": event.hash, "payload": payload, "salt": salt}
