"""The public pages from day one and with something in them; tables, calendars and API alike."""

from datetime import date
from typing import Any

import pytest

from emra.accounts.models import Role
from emra.governance import body_actions
from emra.governance.models import Body, Organisation
from emra.governance.seed_actions import load
from emra.notices import actions as notices

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
BODIES = (
    *("comite-directivo", "directorio", "secretaria-tecnica", "comite-tecnico", "ipp-ucn"),
    *(f"comision-{n}" for n in range(1, 6)),
)


def text(client: Any, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_ten_bodies_name_their_source_and_what_it_does_not_say(strategy, client):
    listed = text(client, "/comisiones/")
    for body in Body.objects.all():
        assert body.name in listed
        page = text(client, f"/comisiones/{body.code}/")
        assert "de su texto" in page
        assert "no dice quiénes la integran" in page
        assert "No hay sesiones convocadas" in page
    assert tuple(Body.objects.values_list("code", flat=True)) == BODIES


def test_a_commission_shows_the_lines_of_its_objective(strategy, client):
    page = text(client, "/comisiones/comision-2/")
    assert "/objetivos/OE2/#OE2-CP1" in page
    assert "no reparte los acuerdos" in page
    assert "/comisiones/comision-2/" in text(client, "/objetivos/OE2/")


def test_loading_twice_changes_nothing_and_keeps_what_was_added(strategy, secretary):
    body_actions.add_organisation(name="Junta de Vecinos", by=secretary)
    before = list(Body.objects.values()), list(Organisation.objects.values())
    load()
    assert (list(Body.objects.values()), list(Organisation.objects.values())) == before


def test_a_member_shows_organisation_and_office_and_a_name_only_where_agreed(seat, client, api):
    seat(person="Ana Reservada", office="Coordinación")
    seat("ucn", "Luz Pública", name_public=True)
    seat("cluster-minero", "Eva Antigua", name_public=True, until_on=date(2026, 1, 1))
    page = text(client, "/comisiones/comision-1/")
    sheet = api().get("/api/v1/commissions/comision-1/").json()
    for told in (page, str(sheet), client.get("/bitacora.json").content.decode()):
        assert "Ana Reservada" not in told
        assert "Eva Antigua" not in told
    assert "Coordinación" in page
    assert "Luz Pública" in page
    assert [row["name"] for row in sheet["members"]] == ["", "Luz Pública"]


def test_a_told_session_says_who_came_and_what_was_decided(told, client):
    row = told(due_on=date(2026, 12, 18), quorum_needed=2)
    page = text(client, f"/comisiones/sesiones/{row.code}/")
    assert "1 de 2 integrantes" in page
    assert "Sin quórum (2)" in page
    assert "Levantar la línea base" in page
    assert "Se trató el agua rural." in page
    assert "Ana" not in page.replace("Analista", "")
    body = text(client, "/comisiones/comision-1/")
    assert f"/comisiones/sesiones/{row.code}/" in body
    assert "1 de 1" in body
    assert "Levantar la línea base" in text(client, "/acuerdos/A12/")


def test_the_page_of_an_agreement_moves_with_its_commitments(promise, client):
    first = client.get("/acuerdos/A12/")
    promise()
    again = client.get("/acuerdos/A12/", HTTP_IF_NONE_MATCH=first["ETag"])
    assert again.status_code == 200
    same = client.get("/acuerdos/A12/", HTTP_IF_NONE_MATCH=again["ETag"])
    assert same.status_code == 304


def test_commitments_are_chosen_in_the_address_and_downloaded_as_chosen(
    promise, complete, client, api
):
    complete(promise(text="Hecho.", owner="ucn"))
    promise(text="Por hacer.", body="comision-2")
    for query, shown, hidden in (
        ("?estado=DONE", "Hecho.", "Por hacer."),
        ("?instancia=comision-2", "Por hacer.", "Hecho."),
        ("?responsable=ucn", "Hecho.", "Por hacer."),
    ):
        page = text(client, f"/comisiones/compromisos/{query}").split('id="sin-efecto"')[0]
        assert shown in page
        assert hidden not in page
        table = text(client, f"/comisiones/compromisos.csv{query}")
        assert shown in table
        assert hidden not in table
    wrong = text(client, "/comisiones/compromisos/?estado=Cerrado", 400)
    assert "«Cerrado» no está en la lista." in wrong
    text(client, "/comisiones/compromisos.csv?estado=Cerrado", 400)
    found = api().get("/api/v1/commitments/?state=DONE").json()["results"]
    assert [(row["text"], row["left"]) for row in found] == [("Hecho.", None)]
    assert api().get("/api/v1/commitments/?commission=nada").json()["field"] == "commission"


def test_an_unknown_address_says_where_to_go(strategy, client):
    for address, said in (
        ("/comisiones/comision-9/", "No existe la instancia"),
        ("/comisiones/sesiones/S-0007/", "se publica al aprobarse"),
        ("/comisiones/compromisos/x/", "No hay un compromiso público"),
    ):
        assert said in text(client, address, 404)


def test_attendance_is_unknown_not_zero_until_the_minutes_are_approved(held, api, client):
    held()
    row = api().get("/api/v1/sessions/?commission=comision-1").json()["results"][0]
    assert (row["told"], row["present"], row["members"]) == (False, None, None)
    columns, line = text(client, "/comisiones/sesiones.csv").splitlines()[:2]
    assert dict(zip(columns.split(","), line.split(","), strict=True))["presentes"] == ""


def test_the_public_calendar_has_sessions_and_deadlines_but_no_link(convene, promise, client):
    row = convene(link="https://reunion.example.cl/secreta")
    due = promise()
    answer = client.get("/comisiones/comision-1/calendario.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    told = answer.content.decode()
    assert f"UID:{row.code}@emra-seguimiento" in told
    assert f"UID:{due.code}@emra-seguimiento" in told
    assert "secreta" not in told
    assert told == client.get("/comisiones/comision-1/calendario.ics").content.decode()


def test_the_internal_calendar_is_for_those_who_may_open_the_desk(
    convene, seat, person, client, secretary
):
    convene(link="https://reunion.example.cl/secreta")
    member, stranger, admin = (
        person(Role.MEMBER),
        person(Role.MEMBER, "otra"),
        person(Role.ADMIN),
    )
    seat(username=member.username)
    for who, status in ((secretary, 200), (member, 200), (stranger, 404), (admin, 404)):
        token = notices.new_feed(person=who)
        answer = client.get(f"/comisiones/comision-1/calendario/{token}.ics")
        assert answer.status_code == status, who
        assert ("secreta" in answer.content.decode()) == (status == 200)
    notices.revoke_feed(person=member)
    client.force_login(member)
    assert client.get("/comisiones/comision-2/calendario/x.ics").status_code == 404
