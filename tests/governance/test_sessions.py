"""A session is convened, changed, cancelled, attended."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from emra.accounts.models import Role
from emra.governance import meeting_actions
from emra.governance.meeting_actions import Call
from emra.governance.models import Meeting
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.notices.models import Notice

pytestmark = pytest.mark.django_db


def call(**options: Any) -> Call:
    wanted = {
        "at": timezone.now() + timedelta(days=9),
        "agenda": ["Agua rural"],
        "place": "Taltal",
        **options,
    }
    return Call(**wanted)


def test_convening_publishes_date_place_and_agenda_but_not_the_link(convene, client):
    row = convene(link="https://reunion.example.cl/secreta")
    page = client.get("/comisiones/comision-1/").content.decode()
    assert "01-12-2026" in page
    assert "Taltal" in page
    assert "Agua rural" in page
    assert "secreta" not in page
    event = Event.objects.get(verb="meeting.convened")
    assert event.object_code == row.code
    assert "secreta" not in event.payload


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"agenda": [" "]}, "agenda"),
        ({"agenda": ["x" * 201]}, "agenda"),
        ({"agenda": ["x"] * 41}, "agenda"),
        ({"place": " "}, "place"),
        ({"link": "ftp://no"}, "link"),
        ({"quorum_needed": 0}, ""),
        ({"at": timezone.now().replace(year=1999)}, "day"),
    ],
)
def test_a_call_that_cannot_be_is_refused_at_its_field(today, strategy, secretary, wrong, field):
    with pytest.raises(DomainError) as error:
        meeting_actions.convene(body="comision-1", call=call(**wrong), by=secretary)
    assert error.value.field == field
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MEMBER, Role.ADMIN])
def test_only_the_secretariat_and_the_cluster_convene(today, strategy, person, role):
    with pytest.raises(Forbidden):
        meeting_actions.convene(body="comision-1", call=call(), by=person(role))


def test_members_with_an_account_are_told_of_each_change_once(convene, seat, person, secretary):
    member = person(Role.MEMBER)
    seat(username=member.username)
    row = convene()
    meeting_actions.change_meeting(
        meeting=row.code, call=call(place="Calama"), by=secretary, expected=row.lock_version
    )
    meeting_actions.cancel_meeting(meeting=row.code, reason="Falta sala.", by=secretary)
    said = list(Notice.objects.filter(person=member).values_list("text", flat=True))
    assert [text.split()[0] for text in reversed(said)] == ["Se", "Cambió", "Se"]
    with pytest.raises(Conflict, match="suspendida"):
        meeting_actions.cancel_meeting(meeting=row.code, reason="Otra vez.", by=secretary)


def test_a_change_over_somebody_elses_is_refused(convene, secretary):
    row = convene()
    seen = row.lock_version
    for place in ("Calama", "Mejillones"):
        if place == "Mejillones":
            with pytest.raises(Conflict, match="Otra persona cambió"):
                meeting_actions.change_meeting(
                    meeting=row.code, call=call(place=place), by=secretary, expected=seen
                )
        else:
            meeting_actions.change_meeting(
                meeting=row.code, call=call(place=place), by=secretary, expected=seen
            )


def test_attendance_waits_for_the_day_and_knows_its_members(convene, held, seat, secretary):
    coming = convene()
    with pytest.raises(Conflict, match="cuando empieza"):
        meeting_actions.record_attendance(meeting=coming.code, present=[], by=secretary)
    row = held(guests=("ucn",), quorum_needed=2)
    assert row.state == "HELD"
    seats = meeting_actions.seats_of(row)
    assert [each.present for each in row.attendances.filter(membership__isnull=False)] == [
        each.person == "Ana" for each in seats
    ]
    for wrong in ({"present": [10**6]}, {"present": [], "guests": ["nadie"]}):
        with pytest.raises(DomainError):
            meeting_actions.record_attendance(meeting=row.code, by=secretary, **wrong)
    again = meeting_actions.record_attendance(
        meeting=row.code, present=[each.pk for each in seats], by=secretary
    )
    assert again.attendances.count() == 2
