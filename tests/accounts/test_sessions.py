"""How long a session lasts, what keeps it, how it ends and what is said then."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from emra.accounts import sessions
from emra.accounts.models import Role
from tests.words import PASSWORD

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
DESK = "/gestion/"
IDLE = "Su sesión terminó: pasaron 30 minutos sin uso."
LONGEST = "Su sesión terminó: dura a lo más 8 horas."


@pytest.fixture
def clock(settings: Any) -> Any:
    settings.SESSION_IDLE_MINUTES = 30
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock: Any, secretary: Any, client: Any) -> Any:
    client.post("/ingresar/", {"username": secretary.username, "password": PASSWORD})
    assert client.get(DESK).status_code == 200
    return client


def after(clock: Any, **passed: float) -> None:
    clock.shift(timedelta(**passed))


def said(answer: Any) -> str:
    """What the page that a person is led to says."""
    return answer.content.decode()


def test_use_prolongs_a_session_and_half_an_hour_without_it_ends_it(clock, desk):
    for _time in range(3):
        after(clock, minutes=29)
        assert desk.get(DESK).status_code == 200
    after(clock, minutes=30)
    answer = desk.get(DESK)
    assert answer["Location"] == f"/ingresar/?next={DESK}"
    assert IDLE in said(desk.get(answer["Location"]))
    assert Session.objects.count() == 0
    assert IDLE not in said(desk.get("/ingresar/")), "once is enough"


def test_after_eight_hours_it_ends_however_much_it_is_used(clock, desk):
    for _time in range(23):
        after(clock, minutes=20)
        assert desk.get(DESK).status_code == 200
    after(clock, minutes=20)
    assert LONGEST in said(desk.get(DESK, follow=True))


def test_signing_in_again_begins_anew(clock, desk, secretary):
    after(clock, hours=1)
    assert desk.get(DESK).status_code == 302
    desk.post("/ingresar/", {"username": secretary.username, "password": PASSWORD})
    after(clock, minutes=29)
    assert desk.get(DESK).status_code == 200


def test_the_admin_s_session_ends_too_and_says_why(clock, person):
    client = Client()
    client.post("/ingresar/", {"username": person(Role.ADMIN).username, "password": PASSWORD})
    assert client.get("/admin/").status_code == 200
    after(clock, minutes=31)
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/ingresar/?next=/admin/"
    assert IDLE in said(answer)


def test_what_a_script_reads_on_its_own_does_not_keep_it_alive(clock, desk):
    for _time in range(2):
        after(clock, minutes=15)
        desk.get(DESK, headers={"Sec-Fetch-Dest": "empty"})
    assert desk.get(DESK).status_code == 302


def test_what_a_person_does_through_a_script_keeps_it_alive(clock, desk):
    for _time in range(3):
        after(clock, minutes=15)
        assert desk.post("/gestion/sesion/", headers={"Sec-Fetch-Dest": "empty"}).json() == {
            "seconds": 1800
        }
    assert desk.get(DESK).status_code == 200


def test_the_seconds_left_are_those_to_the_nearer_limit(clock, desk):
    for _time in range(16):
        after(clock, minutes=29)
        left = desk.post("/gestion/sesion/").json()["seconds"]
    assert left == 8 * 3600 - 16 * 29 * 60


def writes(client: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(DESK).status_code == 200
    return sum("UPDATE" in query["sql"] for query in queries)


def test_the_row_is_written_once_a_minute_at_most(clock, desk):
    assert writes(desk) == 0
    after(clock, seconds=sessions.FRESH_SECONDS - 1)
    assert writes(desk) == 0
    after(clock, seconds=1)
    assert writes(desk) == 1


@pytest.mark.parametrize("address", ["/metodologia/", "/bitacora/", "/contraloria/enviar/"])
def test_a_public_page_never_looks_at_the_session(clock, desk, corte, address):
    for client in (Client(), desk):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200
        if "csrfmiddlewaretoken" not in said(answer):
            assert "Cookie" not in answer.get("Vary", "")
        assert "emra_session" not in answer.cookies
        assert not any("django_session" in query["sql"] for query in queries)


def test_a_form_whose_session_ended_gets_back_what_was_typed(clock, desk):
    after(clock, minutes=31)
    typed = {"code": "2026-T4", "note": "Lo que costó <b>escribir</b>", "new_password": "secreta"}
    answer = desk.post(
        "/gestion/cortes/abrir/", typed, headers={"Referer": "http://testserver/gestion/cortes/"}
    )
    page = said(answer)
    assert answer.status_code == 403
    assert IDLE in page
    assert "esto no se guardó" in page
    assert "Lo que costó &lt;b&gt;escribir&lt;/b&gt;" in page
    assert "secreta" not in page.replace("secretar", "")
    assert "/ingresar/?next=http%3A//testserver/gestion/cortes/" in page


def test_who_never_had_a_session_is_only_led_to_the_door(client):
    assert client.post("/gestion/cortes/abrir/", {"code": "x"}).status_code == 302


def test_signing_out_ends_it_at_once_even_for_a_kept_cookie(clock, desk):
    kept = desk.cookies["emra_session"].value
    desk.post("/salir/")
    thief = Client()
    thief.cookies["emra_session"] = kept
    answer = thief.get(DESK, follow=True)
    assert answer.redirect_chain[-1][0] == f"/ingresar/?next={DESK}"
    assert "Su sesión se cerró." in said(answer)
