"""Titles and percentages of the source: inferred until the secretariat confirms each one."""

import pytest

from emra.accounts.models import Role
from emra.agreements import actions, seed_actions
from emra.agreements.models import Agreement
from emra.ledger.models import Event
from emra.lib.errors import Conflict, Forbidden, Unknown

pytestmark = pytest.mark.django_db


def test_the_load_infers_every_pairing_but_that_of_the_unnamed_agreement(strategy):
    rows = dict(Agreement.objects.values_list("code", "pairing"))
    assert rows.pop("A07") == "not_listed"
    assert set(rows.values()) == {"inferred"}
    assert len(rows) == 18


def test_confirming_is_an_event_that_anyone_can_read(strategy, secretary, client):
    before = client.get("/api/v1/agreements/A01/")
    assert before.json()["pairing"] == "inferred"
    actions.confirm_pairing(agreement="A01", by=secretary)
    event = Event.objects.get(verb="pairing.confirmed")
    assert (event.object_code, event.actor) == ("A01", secretary)
    after = client.get("/api/v1/agreements/A01/")
    assert after.json()["pairing"] == "confirmed"
    assert after["ETag"] != before["ETag"], "no cache may keep the old answer"
    newest = client.get("/api/v1/ledger/").json()["results"][0]
    assert newest["payload"] == {
        "old": {"pairing": "inferred"},
        "new": {"pairing": "confirmed"},
        "reason": "",
    }


def test_a_pairing_is_confirmed_once_and_the_unnamed_one_never(strategy, secretary):
    actions.confirm_pairing(agreement="A01", by=secretary)
    for code in ("A01", "A07"):
        with pytest.raises(Conflict, match=f"El emparejamiento de {code} no está por confirmar"):
            actions.confirm_pairing(agreement=code, by=secretary)
    with pytest.raises(Unknown):
        actions.confirm_pairing(agreement="A99", by=secretary)
    assert Event.objects.filter(verb="pairing.confirmed").count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_only_the_secretariat_confirms(strategy, person, role):
    with pytest.raises(Forbidden):
        actions.confirm_pairing(agreement="A01", by=person(role))
    assert Agreement.objects.get(code="A01").pairing == "inferred"


def test_the_page_confirms_by_post_and_the_sheet_says_so(strategy, secretary, signed_in):
    client = signed_in(secretary)
    assert "Emparejamiento deducido" in client.get("/acuerdos/A01/").content.decode()
    address = "/gestion/emparejamiento/A01/confirmar/"
    assert client.get(address).status_code == 405
    assert client.post(address)["Location"] == "/gestion/emparejamiento/"
    assert "Emparejamiento confirmado" in client.get("/acuerdos/A01/").content.decode()
    assert client.post("/gestion/emparejamiento/A99/confirmar/").status_code == 404


def test_loading_the_strategy_again_keeps_what_was_confirmed(strategy, secretary):
    actions.confirm_pairing(agreement="A01", by=secretary)
    seed_actions.load()
    assert Agreement.objects.get(code="A01").pairing == "confirmed"
    assert Agreement.objects.filter(pairing="inferred").count() == 17
