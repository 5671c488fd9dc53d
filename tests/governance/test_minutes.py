"""Minutes start from a template, are approved by a second person, and are public from then."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emra.accounts.models import Role
from emra.dashboard import integrity
from emra.governance import commitment_actions, meeting_actions, minutes_actions, queries
from emra.governance.models import Commitment, Minutes
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown

pytestmark = pytest.mark.django_db


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
