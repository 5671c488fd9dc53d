"""Bodies with members, sessions and commitments, made by the actions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from emra.accounts.models import User
from emra.governance import body_actions, commitment_actions, meeting_actions, minutes_actions
from emra.governance.meeting_actions import Call
from emra.governance.models import Commitment, Meeting, Membership

TODAY = date(2026, 11, 21)


@pytest.fixture
def today(time_machine: Any) -> date:
    """A Saturday in November 2026, noon in Santiago."""
    time_machine.move_to("2026-11-21T15:00:00Z", tick=False)
    return TODAY


@pytest.fixture
def promise(today: date, strategy: None, reviewer: User) -> Callable[..., Commitment]:
    """A commitment of the first commission about A12, due in December."""

    def make(**options: Any) -> Commitment:
        wanted: dict[str, Any] = {
            "body": "comision-1",
            "text": "Levantar la línea base de A12.",
            "owner": "gore",
            "due_on": date(2026, 12, 18),
            "subject": "AGREEMENT:A12",
            "by": reviewer,
            **options,
        }
        return commitment_actions.record_commitment(**wanted)

    return make


@pytest.fixture
def complete(reviewer: User) -> Callable[[Commitment], Commitment]:
    def close(row: Commitment) -> Commitment:
        return commitment_actions.complete_commitment(
            commitment=row.code, link="https://www.goreantofagasta.cl/acta", by=reviewer
        )

    return close


@pytest.fixture
def seat(today: date, strategy: None, secretary: User) -> Callable[..., Membership]:
    """A member of the first commission; keywords go into the seat."""

    def make(organisation: str = "gore", person: str = "Ana", **options: Any) -> Membership:
        return body_actions.record_membership(
            body="comision-1",
            seat=body_actions.Seat(organisation, person=person, **options),
            by=secretary,
        )

    return make


@pytest.fixture
def convene(today: date, strategy: None, secretary: User) -> Callable[..., Meeting]:
    """A session of the first commission, `days` from now (negative: it was held by then)."""

    def make(days: int = 10, body: str = "comision-1", **options: Any) -> Meeting:
        call = Call(
            at=timezone.now() + timedelta(days=days),
            **{"agenda": ["Agua rural", "Varios"], "place": "Taltal", **options},
        )
        return meeting_actions.convene(body=body, call=call, by=secretary)

    return make


@pytest.fixture
def held(
    convene: Callable[..., Meeting], seat: Callable[..., Membership], secretary: User
) -> Callable[..., Meeting]:
    """A session twelve days ago with one member of two present."""

    def make(guests: tuple[str, ...] = (), **options: Any) -> Meeting:
        if not Membership.objects.exists():
            seat(office="Coordinación")
            seat("cluster-minero", "", office="Gerencia")
        row = convene(-12, **options)
        came = [each.pk for each in meeting_actions.seats_of(row) if each.person]
        return meeting_actions.record_attendance(
            meeting=row.code, present=came, guests=guests, by=secretary
        )

    return make


@pytest.fixture
def told(
    held: Callable[..., Meeting],
    promise: Callable[..., Commitment],
    secretary: User,
    reviewer: User,
) -> Callable[..., Meeting]:
    """A session whose minutes are approved; with `due_on` it decided something about A12."""

    def make(due_on: date | None = None, **options: Any) -> Meeting:
        row = held(**options)
        if due_on:
            promise(meeting=row.code, due_on=due_on)
        minutes_actions.write_minutes(
            meeting=row.code, text="Se trató el agua rural.", submit=True, by=secretary
        )
        minutes_actions.approve_minutes(meeting=row.code, by=reviewer)
        return Meeting.objects.get(pk=row.pk)

    return make
