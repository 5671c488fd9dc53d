"""Incidents: opened, noted, closed; each step an event that tells the public nothing."""

import json

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from emra.accounts.models import Role
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.notices.models import Notice
from emra.operations import actions
from emra.operations.models import Incident, IncidentNote, Verification

pytestmark = pytest.mark.django_db
SECRET = "El servidor quedó abierto"


def opened(by, **more):
    values = {
        "kind": "CONFIDENTIALITY",
        "severity": "MEDIUM",
        "what": SECRET,
        "affected": "Páginas públicas",
        "noticed_by": "Mesa de ayuda",
        "personal_data": "UNKNOWN",
    }
    return actions.open_incident(**{**values, **more}, by=by)


def test_an_incident_lives_from_its_opening_to_what_was_learned(secretary, person):
    row = opened(secretary)
    actions.add_note(
        incident=row.code,
        step="MEASURE",
        text="Se cerró",
        severity="HIGH",
        personal_data="NO",
        by=person(Role.ADMIN),
    )
    done = actions.close_incident(incident=row.code, lessons="Revisar antes", by=secretary)
    assert (done.severity, done.personal_data, done.lessons) == ("HIGH", "NO", "Revisar antes")
    events = list(Event.objects.filter(object_code=row.code).order_by("seq"))
    steps = [json.loads(event.payload)["new"]["step"] for event in events]
    assert steps == ["OPENED", "MEASURE", "CLOSED"]
    # One verb for all three: whoever reads the public headers learns nothing of the incident.
    assert {event.verb for event in events} == {actions.VERB}


def test_the_public_ledger_says_that_something_was_noted_and_not_what(secretary, client):
    opened(secretary)
    exported = client.get("/bitacora.json").json()["events"][-1]
    assert (exported["verb"], exported["payload"], exported["salt"]) == (actions.VERB, None, None)
    assert SECRET not in client.get("/bitacora/").content.decode()


def test_what_cannot_be(secretary, reviewer):
    with pytest.raises(Forbidden):
        opened(reviewer)
    with pytest.raises(DomainError, match="vacío"):
        opened(secretary, what="  ", affected=" ")
    row = opened(secretary)
    with pytest.raises(Conflict, match="datos personales"):
        actions.close_incident(incident=row.code, lessons="Nada", by=secretary)
    actions.add_note(incident=row.code, step="FOUND", text="Sí", personal_data="YES", by=secretary)
    with pytest.raises(DomainError, match="qué se aprendió"):
        actions.close_incident(incident=row.code, lessons=" ", by=secretary)
    actions.close_incident(incident=row.code, lessons="Algo", by=secretary)
    with pytest.raises(Conflict, match="ya no cambia"):
        actions.add_note(incident=row.code, step="FOUND", text="Tarde", by=secretary)


def test_the_database_keeps_the_timeline_as_it_was_written(secretary):
    row = opened(secretary, personal_data="NO")
    note = actions.add_note(incident=row.code, step="FOUND", text="Uno", by=secretary)
    actions.close_incident(incident=row.code, lessons="Algo", by=secretary)
    actions.record_verification(seq=1, head="0" * 64, faults=[], seconds=0.1)
    for change in (
        lambda: IncidentNote.objects.filter(pk=note.pk).update(text="Otro"),
        lambda: IncidentNote.objects.filter(pk=note.pk).delete(),
        lambda: Incident.objects.filter(pk=row.pk).update(lessons="Otra"),
        lambda: Verification.objects.update(faults="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_failed_verification_opens_one_incident_until_it_is_closed(secretary, person):
    person(Role.MEMBER)
    failed = {"seq": 7, "head": "0" * 64, "faults": ["FALLA en el evento 3."], "seconds": 0.1}
    for _night in range(3):
        actions.record_verification(**failed)
    row = Incident.objects.get()
    assert (row.cause, row.severity, row.opened_by) == ("ledger", "CRITICAL", None)
    assert "evento 3" in row.what
    assert Event.objects.get(object_code=row.code).office == "Tarea programada"
    # Told to who keeps the incidents, once; not to others.
    assert [notice.person for notice in Notice.objects.all()] == [secretary]
    actions.add_note(incident=row.code, step="FOUND", text="No", personal_data="NO", by=secretary)
    actions.close_incident(incident=row.code, lessons="El disco", by=secretary)
    actions.record_verification(**failed)
    assert Incident.objects.still_open().filter(cause="ledger").count() == 1


def test_the_database_itself_takes_one_open_incident_for_a_cause(secretary):
    actions.open_once(cause="x", kind="ABUSE", severity="LOW", what="a", affected="b")
    row = Incident.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_desk_opens_notes_and_closes(secretary, signed_in):
    desk = signed_in(secretary)
    wrong = desk.post("/gestion/incidentes/nuevo/", {"what": SECRET})
    assert wrong.status_code == 400
    assert SECRET in wrong.content.decode()
    sent = {
        "what": SECRET,
        "kind": "AVAILABILITY",
        "severity": "LOW",
        "affected": "Nadie",
        "personal_data": "NO",
        "noticed_by": "Yo",
        "noticed_on": "2026-01-05",
        "noticed_time": "09:30",
    }
    row = Incident.objects.get(
        pk=int(desk.post("/gestion/incidentes/nuevo/", sent)["Location"].split("-")[1][:-1])
    )
    # 9:30 in Santiago's summer is 12:30 UTC.
    assert row.noticed_at.isoformat() == "2026-01-05T12:30:00+00:00"
    own = f"/gestion/incidentes/{row.code}/"
    assert desk.post(f"{own}nota/", {"text": "Visto", "step": "FOUND"}).status_code == 302
    assert "Visto" in desk.get(own).content.decode()
    assert desk.post(f"{own}cerrar/", {"lessons": "Aprendido"}).status_code == 302
    page = desk.get(own).content.decode()
    assert "Aprendido" in page
    assert "Agregar la nota" not in page
    assert desk.post(f"{own}nota/", {"text": "Tarde", "step": "FOUND"}).status_code == 409
    assert desk.get("/gestion/incidentes/I-9999/").status_code == 404
    future = desk.post("/gestion/incidentes/nuevo/", {**sent, "noticed_on": "2050-01-05"})
    assert future.status_code == 400
    assert "futuro" in future.content.decode()
