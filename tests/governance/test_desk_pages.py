"""The desk keeps what was typed, says what is wrong, and shows each person their own."""

from datetime import date
from typing import Any

import pytest

from emra.accounts.models import Role
from emra.governance import body_actions
from emra.governance.models import Commitment, Meeting, Membership, Minutes, Organisation
from emra.lib.errors import Conflict, DomainError, Forbidden

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
DESK = "/gestion/comisiones/"


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_a_wrong_call_comes_back_as_it_was_typed(today, strategy, secretary, signed_in):
    client = signed_in(secretary)
    typed = {"day": "40-13-2026", "hour": "tarde", "place": "Taltal sur", "agenda": "Agua\nVarios"}
    typed["version"] = "0"
    page = text(client.post(f"{DESK}comision-1/convocar/", typed), 400)
    for said in ("21-11-2026", "Escriba la hora como 15:30.", "Taltal sur", "Agua\nVarios"):
        assert said in page
    typed |= {"day": "2026-12-01", "hour": "15:30"}
    assert client.post(f"{DESK}comision-1/convocar/", typed).status_code == 302
    row = Meeting.objects.get()
    assert row.at.isoformat() == "2026-12-01T18:30:00+00:00"
    assert [item.title for item in row.agenda.all()] == ["Agua", "Varios"]


def test_the_round_by_the_forms(held, secretary, reviewer, signed_in):
    row = held()
    client = signed_in(secretary)
    address = f"{DESK}sesiones/{row.code}/"
    promise = {"text": "Publicar el catastro.", "owner": "gore", "due_on": "2026-12-18"}
    assert "Elija quién lo debe." in text(
        client.post(f"{address}comprometer/", {**promise, "owner": ""}), 400
    )
    assert client.post(f"{address}comprometer/", promise).status_code == 302
    assert "1. Agua rural" in text(client.get(f"{address}acta/"))
    client.post(f"{address}acta/", {"text": "Se trató.", "version": "0", "submit": "1"})
    assert "otra persona" in text(client.get(address))
    client = signed_in(reviewer)
    page = text(client.post(f"{address}devolver/", {"version": "1"}), 400)
    assert "Escriba el motivo." in page
    client.post(f"{address}aprobar/", {"version": "1"})
    assert Minutes.objects.get().state == "APPROVED"
    done = f"{DESK}compromisos/{Commitment.objects.get().code}/"
    assert "Indique el enlace" in text(client.post(f"{done}cumplir/", {}), 400)
    wrong = {"cumplir-evidence_link": "sin protocolo"}
    assert "que empiece con https://" in text(client.post(f"{done}cumplir/", wrong), 400)
    client.post(
        f"{done}postergar/", {"postergar-due_on": "2027-01-08", "postergar-reason": "Feriados."}
    )
    client.post(f"{done}avance/", {"avance-text": "Se contrató."})
    client.post(f"{done}cumplir/", {"cumplir-evidence_link": "https://www.gob.cl/x"})
    assert [step.kind for step in Commitment.objects.get().changes.all()] == [
        *("RECORDED", "POSTPONED", "NOTED", "DONE")
    ]


def test_a_reason_that_comes_too_late_is_kept_on_the_page(held, secretary, signed_in):
    address = f"{DESK}sesiones/{held().code}/suspender/"
    page = text(signed_in(secretary).post(address, {"suspender-reason": "Sin quórum"}), 409)
    assert "Sin quórum</textarea>" in page


def test_a_text_written_over_somebody_elses_is_kept_on_the_page(held, secretary, signed_in):
    row = held()
    client = signed_in(secretary)
    address = f"{DESK}sesiones/{row.code}/acta/"
    client.post(address, {"text": "Primera.", "version": "0", "save": "1"})
    page = text(client.post(address, {"text": "Segunda.", "version": "0", "save": "1"}), 409)
    assert "Segunda." in page
    assert 'name="version" value="1"' in page
    again = {"text": "Segunda.", "version": "1", "save": "1"}
    assert client.post(address, again).status_code == 302


def test_a_member_opens_the_bodies_where_they_sit_and_no_other(
    promise, seat, person, signed_in, convene
):
    mine, other = promise(), promise(owner="ucn")
    member = person(Role.MEMBER)
    client = signed_in(member)
    assert "no integra ninguna instancia" in text(client.get(DESK))
    text(client.get(f"{DESK}comision-1/"), 403)
    seat(username=member.username)
    row = convene(link="https://reunion.example.cl/entrar")
    assert mine.text in text(client.get(DESK))
    assert "reunion.example.cl" in text(client.get(f"{DESK}sesiones/{row.code}/"))
    page = text(client.get(f"{DESK}compromisos/{mine.code}/"))
    assert "Cerrar como cumplido" in page
    assert "Cambiar el plazo" not in page
    assert "Cerrar como cumplido" not in text(client.get(f"{DESK}compromisos/{other.code}/"))
    text(client.get(f"{DESK}comision-2/"), 403)


def test_organisations_are_added_once(strategy, secretary, reviewer, signed_in):
    client = signed_in(secretary)
    for name, status in (("Junta de  Vecinos", 302), ("junta de vecinos", 400), ("¡!", 400)):
        answer = client.post(f"{DESK}organizaciones/agregar/", {"name": name})
        assert answer.status_code == status, name
    assert Organisation.objects.get(code="junta-de-vecinos").name == "Junta de Vecinos"
    with pytest.raises(Forbidden):
        body_actions.add_organisation(name="Otra", by=reviewer)


def test_a_seat_is_written_and_ended(today, strategy, secretary, signed_in, person):
    client = signed_in(secretary)
    new = f"{DESK}comision-1/integrantes/nuevo/"
    page = text(
        client.post(new, {"name_public": "on", "organisation": "gore", "version": "0"}), 400
    )
    assert "Escriba el nombre que se va a publicar." in page
    client.post(new, {"organisation": "gore", "office": "Jefatura", "version": "0"})
    row = Membership.objects.get()
    ended = {
        "organisation": "gore",
        "office": "Jefatura",
        "from_on": "2026-01-01",
        "until_on": "2025-01-01",
        "version": "1",
    }
    page = text(client.post(f"{DESK}integrantes/{row.pk}/", ended), 400)
    assert "no puede terminar antes de empezar" in page
    ended["until_on"] = "2026-06-30"
    assert client.post(f"{DESK}integrantes/{row.pk}/", ended).status_code == 302
    text(client.post(f"{DESK}integrantes/{row.pk}/", ended), 409)
    row.refresh_from_db()
    assert row.until_on == date(2026, 6, 30)


def test_a_seat_is_refused_for_what_does_not_exist(today, strategy, secretary, reviewer):
    seat = body_actions.Seat("gore", username=reviewer.username)
    with pytest.raises(DomainError, match="Comisión"):
        body_actions.record_membership(body="comision-1", seat=seat, by=secretary)
    with pytest.raises(Forbidden):
        body_actions.record_membership(
            body="comision-1", seat=body_actions.Seat("gore"), by=reviewer
        )


def test_the_secretariat_assigns_agreements_and_it_is_told(
    strategy, secretary, signed_in, client, reviewer
):
    address = f"{DESK}comision-1/acuerdos/"
    client = signed_in(secretary)
    assert client.post(address, {"agreements": ["A12", "A08"]}).status_code == 302
    assert client.post(address, {"agreements": ["A12"]}).status_code == 302
    text(client.post(address, {"agreements": ["A99"]}), 400)
    page = client.get("/comisiones/comision-1/").content.decode()
    assert "/acuerdos/A12/" in page
    assert "/acuerdos/A08/" not in page
    assert "Comisión Calidad de vida" in client.get("/acuerdos/A12/").content.decode()
    with pytest.raises(Forbidden):
        body_actions.follow_agreements(body="comision-1", agreements=[], by=reviewer)


def test_a_seat_changed_by_somebody_else_is_not_written_over(seat, secretary):
    row = seat()
    with pytest.raises(Conflict):
        body_actions.record_membership(
            body="comision-1",
            seat=body_actions.Seat("ucn"),
            membership=row.pk,
            expected=7,
            by=secretary,
        )
