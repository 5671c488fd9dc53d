"""The inbox page and the calendar's secret address."""

from datetime import date

import icalendar
import pytest
from django.utils import timezone

from emra.notices import actions
from emra.notices.models import Notice, Preference

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_a_person_sees_their_own_notices_and_marks_them_read(corte, secretary, reviewer, signed_in):
    now = timezone.now()
    actions.notify(person=secretary, key="a", text="Aviso de la secretaría", path="/", at=now)
    actions.notify(person=reviewer, key="b", text="Aviso del clúster", path="/", at=now)
    client = signed_in(secretary)
    page = client.get("/gestion/avisos/").content.decode()
    assert "Aviso de la secretaría" in page
    assert "Aviso del clúster" not in page
    assert "Avisos (1)" in page
    client.post("/gestion/avisos/leidos/")
    assert "Avisos (1)" not in client.get("/gestion/avisos/").content.decode()
    assert Notice.objects.get(person=reviewer).read_at is None


def test_a_frequency_outside_the_list_is_refused_at_the_field(secretary, signed_in):
    answer = signed_in(secretary).post("/gestion/avisos/correos/", {"frequency": "CADA HORA"})
    assert answer.status_code == 400
    assert not Preference.objects.filter(person=secretary).exists()


def address(client):
    client.post("/gestion/avisos/calendario/")
    page = client.get("/gestion/avisos/").content.decode()
    return page.split("/calendario/")[1].split(".ics")[0]


def test_a_calendar_has_the_cortes_dates_and_its_address_is_secret(
    corte, secretary, signed_in, client
):
    token = address(signed_in(secretary))
    client.logout()
    answer = client.get(f"/calendario/{token}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert {str(event["summary"]): event["dtstart"].dt for event in events} == {
        "Fecha de corte 2026-T2": date(2026, 6, 30),
        "Plazo de ingreso 2026-T2": date(2026, 7, 15),
    }
    assert token not in Preference.objects.get(person=secretary).feed_digest
    assert client.get("/calendario/otra-cosa.ics").status_code == 404


def test_a_new_address_closes_the_old_one_and_a_revoked_one_answers_nobody(
    secretary, signed_in, client
):
    first = address(signed_in(secretary))
    second = address(client)
    assert client.get(f"/calendario/{first}.ics").status_code == 404
    assert client.get(f"/calendario/{second}.ics").status_code == 200
    client.post("/gestion/avisos/calendario/revocar/")
    assert client.get(f"/calendario/{second}.ics").status_code == 404


def test_the_address_of_somebody_who_left_answers_nobody(secretary, client):
    token = actions.new_feed(person=secretary)
    secretary.is_active = False
    secretary.save()
    assert client.get(f"/calendario/{token}.ics").status_code == 404
