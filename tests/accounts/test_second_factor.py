"""The second factor: nobody gets past it, it is good once, and nothing of it is kept readable."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import checks
from django.core.management import CommandError, call_command
from django.test import Client

from emra.accounts import second_factor
from emra.accounts.models import RecoveryCode, Role, SecondFactor, User
from emra.ledger import second_factor_actions
from emra.ledger.models import Event
from emra.ledger.verbs import PUBLIC_VERBS
from emra.lib.errors import DomainError, Forbidden
from tests.accounts.phone import CODES, code_of, key_on
from tests.words import PASSWORD

pytestmark = pytest.mark.django_db
CODE, ENROL, ACCOUNT = "/ingresar/codigo/", "/gestion/cuenta/segundo-factor/", "/gestion/cuenta/"
NOW = datetime(2026, 11, 23, 15, 0, 0, tzinfo=UTC)
OWN = {"password": PASSWORD}


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def needed(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["CLUSTER", "ADMIN"]


def sign_in(username: str, **data: str) -> Any:
    client = Client()
    sent = {"username": username, "password": PASSWORD, **data}
    assert client.post("/ingresar/", sent).status_code == 302
    return client


def give_phone(person: User) -> tuple[bytes, list[str]]:
    """A person with a second factor; the next code is of the next step."""
    key = second_factor.new_key()
    return key, second_factor_actions.enrol(key=key, code=code_of(key), by=person)


def changes() -> list[tuple[str, str]]:
    rows = Event.objects.filter(verb="second_factor.changed").order_by("seq")
    return [(row.object_code, row.payload.split('"change":"')[1].split('"')[0]) for row in rows]


def test_the_phone_of_these_tests_shows_what_the_standard_prints():
    # RFC 6238, appendix B, SHA-1: at 59 s 94287082, at 1111111109 s 07081804 (last six digits).
    key = b"12345678901234567890"
    assert [code_of(key, at) for at in (59, 1111111109)] == ["287082", "081804"]


# -- the door --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CLUSTER, Role.ADMIN])
def test_who_needs_one_and_has_none_reaches_nothing_but_setting_it_up(clock, needed, person, role):
    user = person(role)
    client = sign_in(user.username)
    for address in ("/gestion/", ACCOUNT, "/gestion/revision/", "/admin/", "/admin/accounts/user/"):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain[-1][0].partition("?")[0] == ENROL, address
        assert client.post(address, follow=True).redirect_chain[-1][0].startswith(ENROL), address
    assert client.get("/ingresar/")["Location"].startswith(ENROL)
    assert client.get(CODE)["Location"] == ENROL
    page = client.get(f"{ENROL}?next=/gestion/revision/").content.decode()
    assert "<svg" in page
    assert 'class="staff-bar"' not in page
    key = key_on(page)
    wrong = client.post(ENROL, {"code": "000000"})
    assert wrong.status_code == 400
    assert "El código no corresponde" in wrong.content.decode()
    assert client.get("/gestion/").status_code == 302
    done = client.post(ENROL, {"code": code_of(key), "next": "/gestion/revision/"})
    assert len(set(CODES.findall(done.content.decode()))) == 10
    assert 'href="/gestion/revision/"' in done.content.decode()
    assert "no-store" in done["Cache-Control"]
    assert client.get("/gestion/").status_code == 200
    assert client.get("/admin/").status_code == (200 if role == Role.ADMIN else 302)
    assert changes() == [(user.code, "ENROLLED")]


def test_other_roles_get_in_with_the_password_alone(needed, person):
    for role in (Role.SECRETARIAT, Role.ANALYST, Role.MEMBER):
        assert sign_in(person(role).username).get("/gestion/").status_code == 200


def test_a_role_that_comes_to_need_one_is_stopped_in_a_running_session(needed, secretary):
    client = sign_in(secretary.username)
    assert client.get("/gestion/").status_code == 200
    User.objects.filter(pk=secretary.pk).update(role=Role.CLUSTER)
    assert client.get("/gestion/")["Location"].startswith(ENROL)


def test_the_code_is_asked_for_after_the_password_and_leads_on(clock, secretary):
    key, _codes = give_phone(secretary)
    client = sign_in(secretary.username, next="/gestion/cortes/")
    asked = client.get("/gestion/cortes/")
    assert asked["Location"] == f"{CODE}?next=/gestion/cortes/"
    assert client.get(ENROL)["Location"] == CODE, "another phone is not set up at the door"
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(CODE)
    clock.shift(timedelta(seconds=30))
    before = client.session.session_key
    done = client.post(CODE, {"code": code_of(key), "next": "/gestion/cortes/"})
    assert done["Location"] == "/gestion/cortes/"
    assert client.session.session_key != before
    assert client.get("/gestion/cortes/").status_code == 200
    assert client.get(CODE)["Location"] == "/gestion/"


def test_it_leads_to_no_other_site(clock, secretary):
    key, _codes = give_phone(secretary)
    clock.shift(timedelta(seconds=30))
    client = sign_in(secretary.username)
    done = client.post(CODE, {"code": code_of(key), "next": "https://example.com/"})
    assert done["Location"] == "/gestion/"


def test_the_admin_s_own_sign_in_is_no_way_round(person, client):
    admin = person(Role.ADMIN)
    sent = {"username": admin.username, "password": PASSWORD, "next": "/admin/"}
    assert client.post("/admin/login/?next=/admin/", sent)["Location"] == "/ingresar/?next=/admin/"
    assert "_auth_user_id" not in client.session
    assert sign_in(admin.username).get("/admin/login/")["Location"] == "/admin/"


def test_keys_of_the_api_are_not_asked_for_it(needed, api, reviewer):
    assert api(reviewer).post("/api/v1/reports/A12-2026-T2-v1/approve/").status_code == 404


# -- codes -----------------------------------------------------------------------------------


def test_a_code_is_good_once_and_for_the_step_before_and_after(clock, secretary):
    key, _codes = give_phone(secretary)
    judge = second_factor.verify
    assert not judge(person=secretary, typed=code_of(key)).right, "it was used to set it up"
    clock.shift(timedelta(minutes=5))
    now = NOW.timestamp() + 300
    assert not judge(person=secretary, typed=code_of(key, now - 60)).right
    clock.shift(timedelta(minutes=5))
    typed = code_of(key, now + 300 - 30)
    assert judge(person=secretary, typed=f" {typed[:3]} {typed[3:]} ").right
    clock.shift(timedelta(minutes=5))
    assert not judge(person=secretary, typed=typed).right


def test_wrong_codes_make_everybody_wait_longer_and_longer_even_the_right_one(clock, secretary):
    key, _codes = give_phone(secretary)
    clock.shift(timedelta(seconds=30))
    client = sign_in(secretary.username)
    waits = []
    for _time in range(5):
        assert client.post(CODE, {"code": "000000"}).status_code == 400
        refused = client.post(CODE, {"code": code_of(key)})
        assert refused.status_code == 429
        waits.append(second_factor.verify(person=secretary, typed="1").wait)
        clock.shift(timedelta(seconds=waits[-1]))
    assert waits == [1, 2, 4, 8, 16]
    assert "espere 16 segundos" in refused.content.decode()
    assert client.post(CODE, {"code": code_of(key)}).status_code == 302
    assert SecondFactor.objects.get().throttling_failure_count == 0


def test_a_recovery_code_opens_once_and_says_how_many_are_left(clock, secretary):
    _key, codes = give_phone(secretary)
    client = sign_in(secretary.username)
    assert client.post(CODE, {"code": codes[0].upper()}).status_code == 302
    page = client.get("/gestion/").content.decode()
    assert "le quedan 9" in page
    again = sign_in(secretary.username)
    assert again.post(CODE, {"code": codes[0]}).status_code == 400


def test_neither_key_nor_codes_lie_readable_in_the_database_or_the_ledger(clock, secretary):
    key, codes = give_phone(secretary)
    kept = str([*SecondFactor.objects.values(), *RecoveryCode.objects.values()])
    told = str(list(Event.objects.values()))
    for secret in (key.hex(), second_factor.written(key), *codes, codes[0].replace("-", "")):
        assert secret not in kept
        assert secret not in told
    assert second_factor.unseal(SecondFactor.objects.get().sealed_key) == key
    assert "second_factor.changed" not in PUBLIC_VERBS


def test_with_another_secret_key_no_code_is_right(clock, secretary, settings):
    key, codes = give_phone(secretary)
    clock.shift(timedelta(seconds=30))
    settings.SECRET_KEY = "otra" * 20
    for typed in (code_of(key), codes[0]):
        assert not second_factor.verify(person=secretary, typed=typed).right
        clock.shift(timedelta(seconds=30))


# -- changing it -----------------------------------------------------------------------------


def test_from_the_account_it_takes_the_password_and_ends_other_sessions(clock, secretary):
    other, client = sign_in(secretary.username), sign_in(secretary.username)
    assert other.get("/gestion/").status_code == 200
    key = key_on(client.get(ENROL).content.decode())
    assert key_on(client.get(ENROL).content.decode()) == key, "until it is set up"
    assert client.post(ENROL, {"code": code_of(key), "password": "otra"}).status_code == 400
    assert not SecondFactor.objects.exists()
    assert client.post(ENROL, {"code": code_of(key), **OWN}).status_code == 200
    assert client.get("/gestion/").status_code == 200
    assert other.get("/gestion/").status_code == 302
    assert client.get(ENROL)["Location"] == ACCOUNT
    assert client.post(ENROL, {"code": code_of(key), **OWN})["Location"] == ACCOUNT


def test_new_recovery_codes_and_removing_take_the_password_and_a_code(clock, secretary):
    client = sign_in(secretary.username)
    key = key_on(client.get(ENROL).content.decode())
    old = CODES.findall(client.post(ENROL, {"code": code_of(key), **OWN}).content.decode())
    for name in ("codigos", "quitar"):
        address = f"{ENROL}{name}/"
        assert client.get(address).status_code == 200
        clock.shift(timedelta(seconds=30))
        assert client.post(address, {"code": code_of(key), "password": "otra"}).status_code == 400
        assert client.post(address, {"code": "000000", **OWN}).status_code == 400
        clock.shift(timedelta(seconds=30))
        done = client.post(address, {"code": code_of(key), **OWN})
        if name == "codigos":
            new = CODES.findall(done.content.decode())
            assert len(new) == 10
            assert set(new).isdisjoint(old)
    assert not SecondFactor.objects.exists()
    assert client.get("/gestion/").status_code == 200
    assert [change for _code, change in changes()] == ["ENROLLED", "CODES_RENEWED", "REMOVED"]


def test_where_the_role_needs_it_it_is_not_removed(clock, needed, reviewer):
    _key, codes = give_phone(reviewer)
    with pytest.raises(Forbidden, match="Su rol necesita"):
        second_factor_actions.remove(by=reviewer)
    client = sign_in(reviewer.username)
    client.post(CODE, {"code": codes[0]})
    done = client.post(f"{ENROL}quitar/", {"code": codes[1], **OWN}, follow=True)
    assert "no se puede quitar" in done.content.decode()
    assert SecondFactor.objects.exists()


def test_an_administrator_resets_another_s_and_never_their_own(clock, person, secretary):
    admin = person(Role.ADMIN)
    _key, codes = give_phone(secretary)
    _key, own = give_phone(admin)
    theirs = sign_in(secretary.username)
    theirs.post(CODE, {"code": codes[0]})
    assert theirs.get("/gestion/").status_code == 200
    client = sign_in(admin.username)
    client.post(CODE, {"code": own[0]})
    sent = {"action": "reset_second_factor", "_selected_action": [secretary.pk, admin.pk]}
    page = client.post("/admin/accounts/user/", sent, follow=True).content.decode()
    assert "Segundo factor de secretariat restablecido" in page
    assert "Nadie restablece el suyo" in page
    assert list(SecondFactor.objects.values_list("user", flat=True)) == [admin.pk]
    assert theirs.get("/gestion/").status_code == 302
    assert changes()[-1] == (secretary.code, "RESET")
    assert Event.objects.latest("seq").actor == admin


def test_only_an_administrator_resets_and_the_operator_by_the_command(
    clock, secretary, reviewer, capsys
):
    give_phone(secretary)
    with pytest.raises(Forbidden, match="corresponde a: Administración"):
        second_factor_actions.reset(person=secretary, by=reviewer)
    call_command("reset_second_factor", secretary.username)
    assert "restablecido" in capsys.readouterr().out
    assert Event.objects.latest("seq").office == "Operación del servidor"
    with pytest.raises(CommandError, match="no tiene un segundo factor"):
        call_command("reset_second_factor", secretary.username)
    with pytest.raises(CommandError, match="No existe"):
        call_command("reset_second_factor", "nadie")


def test_setting_up_a_second_one_is_refused(clock, secretary):
    give_phone(secretary)
    with pytest.raises(DomainError, match="Ya tiene un segundo factor"):
        give_phone(secretary)


def test_an_unknown_role_in_the_setting_stops_the_start(settings):
    settings.SECOND_FACTOR_ROLES = ["CLUSTER", "JEFATURA"]
    found = [error.msg for error in checks.run_checks() if error.id == "accounts.E002"]
    assert found == ["SECOND_FACTOR_ROLES names 'JEFATURA', which is no role."]
