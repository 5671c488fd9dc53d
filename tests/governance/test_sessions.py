"""A session is convened, attended, told in minutes that a second person approves."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emra.accounts.models import Role
from emra.dashboard import integrity
from emra.governance import commitment_actions, meeting_actions, minutes_actions, queries
from emra.governance.meeting_actions import Call
from emra.governance.models import Commitment, Meeting, Minutes
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
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


def test_minutes_start_from_the_agenda_and_name_no_person(held, secretary):
    text = minutes_actions.template_of(held(guests=("ucn",)))
    assert "1. Agua rural" in text
    assert "2. Varios" in text
    assert "Universidad Católica del Norte (invitada)" in text
    assert "Coordinación" in text
    assert "Ana" not in text


def test_minutes_need_a_session_that_was_held(convene, secretary):
    with pytest.raises(Conflict, match="asistencia"):
        minutes_actions.write_minutes(meeting=convene().code, text="x", by=secretary)


def test_whoever_wrote_any_version_does_not_approve(held, secretary, reviewer, person):
    row = held()
    minutes_actions.write_minutes(meeting=row.code, text="Uno.", by=reviewer)
    minutes_actions.write_minutes(
        meeting=row.code, text="Dos.", by=secretary, expected=1, submit=True
    )
    for author in (secretary, reviewer):
        with pytest.raises(Forbidden, match="otra persona"):
            minutes_actions.approve_minutes(meeting=row.code, by=author)
    with pytest.raises(Forbidden):
        minutes_actions.approve_minutes(meeting=row.code, by=person(Role.ANALYST))
    with pytest.raises(Unknown):
        queries.minutes(row.code)
    other = person(Role.CLUSTER, "otra")
    minutes_actions.approve_minutes(meeting=row.code, by=other)
    assert queries.minutes(row.code).text == "Dos."


def test_minutes_come_back_with_a_reason_and_go_again(held, secretary, reviewer):
    row = held()
    with pytest.raises(DomainError, match="antes de enviarla"):
        minutes_actions.write_minutes(meeting=row.code, text=" ", by=secretary, submit=True)
    minutes_actions.write_minutes(meeting=row.code, text="Uno.", by=secretary, submit=True)
    with pytest.raises(DomainError, match="motivo"):
        minutes_actions.return_minutes(meeting=row.code, reason=" ", by=reviewer)
    minutes_actions.return_minutes(meeting=row.code, reason="Falta la tabla.", by=reviewer)
    with pytest.raises(Conflict, match="no espera"):
        minutes_actions.approve_minutes(meeting=row.code, by=reviewer)
    with pytest.raises(Conflict, match="Otra persona cambió"):
        minutes_actions.write_minutes(meeting=row.code, text="Dos.", by=secretary, expected=1)
    kept = minutes_actions.write_minutes(
        meeting=row.code, text="Dos.", by=secretary, expected=2, submit=True
    )
    assert (kept.state, kept.return_reason, kept.reviewer) == ("SUBMITTED", "", None)


def test_approved_minutes_and_what_they_say_are_fixed(told, secretary, reviewer, promise):
    row = told()
    for change in (
        lambda: minutes_actions.write_minutes(
            meeting=row.code, text="Otra.", by=secretary, expected=2
        ),
        lambda: meeting_actions.record_attendance(meeting=row.code, present=[], by=secretary),
        lambda: promise(meeting=row.code),
        lambda: minutes_actions.return_minutes(meeting=row.code, reason="No.", by=reviewer),
    ):
        with pytest.raises(Conflict):
            change()


def test_the_signed_document_is_a_pdf_public_with_the_minutes(held, secretary, reviewer, client):
    row = held()
    for name, content in (("acta.csv", b"a,b\n1,2\n"), ("acta.pdf", b"no")):
        with pytest.raises(DomainError):
            minutes_actions.write_minutes(
                meeting=row.code,
                text="x",
                upload=SimpleUploadedFile(name, content),
                by=secretary,
            )
    signed = SimpleUploadedFile("acta.pdf", b"%PDF-1.7 acta")
    minutes_actions.write_minutes(
        meeting=row.code, text="Se trató.", upload=signed, submit=True, by=secretary
    )
    address = f"/comisiones/sesiones/{row.code}/acta.pdf"
    assert client.get(address).status_code == 404
    minutes_actions.approve_minutes(meeting=row.code, by=reviewer)
    answer = client.get(address)
    assert b"".join(answer).startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]


def test_a_decision_is_public_with_its_minutes_and_the_ledger_then_tells_it(
    held, promise, secretary, reviewer, client
):
    row = held()
    decided = promise(meeting=row.code, due_on=timezone.localdate(row.at))
    address = f"/comisiones/compromisos/{decided.code}/"
    assert client.get(address).status_code == 404
    assert not Commitment.objects.public().exists()
    minutes_actions.write_minutes(meeting=row.code, text="Sí.", submit=True, by=secretary)
    minutes_actions.approve_minutes(meeting=row.code, by=reviewer)
    assert client.get(address).status_code == 200
    assert decided.text in client.get("/bitacora.json").content.decode()


def test_a_decision_is_not_due_before_its_session(held, promise):
    row = held()
    with pytest.raises(DomainError, match="anterior"):
        promise(meeting=row.code, due_on=timezone.localdate(row.at) - timedelta(days=1))
    with pytest.raises(DomainError, match="No hay una sesión"):
        commitment_actions.meeting_of(row.code, "comision-2")


def test_what_was_approved_is_held_against_the_ledger(told):
    row = told(due_on=timezone.localdate())
    assert integrity.faults() == []
    Minutes.objects.update(text="Otra cosa.")
    Commitment.objects.update(text="Otra promesa.")
    assert integrity.faults() == [
        f"FALLA en el acta de {row.code}: no es la que se aprobó.",
        f"FALLA en el compromiso {Commitment.objects.get().code}: no dice lo que se acordó.",
    ]
