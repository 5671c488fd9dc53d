"""The page of one's own account: who one is here, the password, the other sessions."""

import json
from typing import Any

import pytest
from django.test import Client

from emra.accounts.models import Role, User
from emra.ledger.models import Event
from tests.words import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ACCOUNT = "/gestion/cuenta/"
NEW = "otra-clave-bien-larga"


@pytest.fixture
def two(secretary: Any) -> tuple[Any, Any]:
    """Two browsers of the same person."""
    found = (Client(), Client())
    for client in found:
        client.post("/ingresar/", {"username": secretary.username, "password": PASSWORD})
        assert client.get("/gestion/").status_code == 200
    return found


def change(client: Any, old: str = PASSWORD, new: str = NEW, again: str = "") -> Any:
    sent = {"password": old, "new_password": new, "again_password": again or new}
    return client.post(f"{ACCOUNT}clave/", sent)


@pytest.mark.parametrize("role", Role)
def test_each_role_reads_its_own_account(person, signed_in, role):
    user = person(role, "alguien")
    page = signed_in(user).get(ACCOUNT).content.decode()
    for fact in ("alguien", str(role.label), user.code, "No está activo"):
        assert fact in page


def test_a_new_password_ends_the_other_sessions_and_not_this_one(two, secretary):
    here, elsewhere = two
    assert change(here)["Location"] == ACCOUNT
    assert "Contraseña cambiada" in here.get(ACCOUNT).content.decode()
    assert elsewhere.get("/gestion/").status_code == 302
    secretary.refresh_from_db()
    assert secretary.check_password(NEW)
    assert told_of(secretary) == [(secretary.code, {"old": None, "new": None, "reason": ""})]


def told_of(person: Any) -> list[tuple[str, Any]]:
    """Who changed the password of `person`, and all that is kept of it."""
    events = Event.objects.filter(verb="password.changed", object_code=person.code)
    return [(event.actor_code, json.loads(event.payload)) for event in events]


def test_the_other_sessions_end_when_asked(two):
    here, elsewhere = two
    assert here.post(f"{ACCOUNT}sesiones/")["Location"] == ACCOUNT
    assert here.get("/gestion/").status_code == 200
    assert elsewhere.get("/gestion/").status_code == 302


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"old": "otra"}, "No es su contraseña actual."),
        ({"new": "once-letras"}, "12"),
        ({"new": "secretariat2"}, "similar"),
        ({"new": "123456789012"}, "numérica"),
        ({"again": "otra-distinta-y-larga"}, "No es igual a la contraseña nueva."),
    ],
)
def test_a_password_that_will_not_do_says_why_and_changes_nothing(two, secretary, sent, sentence):
    here, elsewhere = two
    answer = change(here, **sent)
    assert answer.status_code == 400
    assert sentence in answer.content.decode()
    assert elsewhere.get("/gestion/").status_code == 200
    secretary.refresh_from_db()
    assert secretary.check_password(PASSWORD)
    assert not told_of(secretary)


def test_guessing_the_old_password_is_locked_as_at_sign_in(two):
    here, _elsewhere = two
    statuses = [change(here, old="otra").status_code for _time in range(8)]
    assert statuses == [400] * 7 + [429]
    assert change(here).status_code == 429


def test_the_admin_holds_new_passwords_to_the_same_rules(person, signed_in, secretary):
    admin = person(Role.ADMIN)
    client = signed_in(admin)
    short = "once-letras"
    new = {"username": "nueva", "role": "MEMBER", "usable_password": "true"}
    page = client.post("/admin/accounts/user/add/", {**new, "password1": short, "password2": short})
    assert "12" in page.content.decode()
    assert not User.objects.filter(username="nueva").exists()
    sent = {"password1": short, "password2": short, "usable_password": "true"}
    client.post(f"/admin/accounts/user/{secretary.pk}/password/", sent)
    secretary.refresh_from_db()
    assert secretary.check_password(PASSWORD)
    assert not told_of(secretary)
    client.post(
        f"/admin/accounts/user/{secretary.pk}/password/",
        {**sent, "password1": NEW, "password2": NEW},
    )
    secretary.refresh_from_db()
    assert secretary.check_password(NEW)
    assert [who for who, _what in told_of(secretary)] == [admin.code]
