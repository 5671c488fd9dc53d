"""Who is let in: declared access, sign-in and its lock, keys of the API."""

from typing import Any

import pytest
from django.core import checks
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils import timezone

from emra.accounts.access import PUBLIC, access, require_role
from emra.accounts.models import ApiToken, Role, User
from emra.accounts.tokens import issue_token
from tests.words import PASSWORD

pytestmark = pytest.mark.embedded


def undeclared(request: Any) -> HttpResponse:
    return HttpResponse("abierta")


urlpatterns = [
    path("declarada/", access(PUBLIC)(undeclared)),
    path("sin-declarar/", undeclared),
    path("dentro/", include([path("tampoco/<int:pk>/", undeclared)])),
]


@override_settings(ROOT_URLCONF="tests.accounts.test_access")
def test_an_undeclared_view_stops_the_start():
    errors = [error for error in checks.run_checks() if error.id == "accounts.E001"]
    assert [error.msg for error in errors] == [
        "The view at /sin-declarar/ declares no access.",
        "The view at /dentro/tampoco/<int:pk>/ declares no access.",
    ]


def test_every_view_of_the_house_is_declared():
    assert [error for error in checks.run_checks() if error.id == "accounts.E001"] == []


def test_access_lets_in_the_roles_it_names_and_names_both_roles_to_the_others(rf, person, db):
    view = access(Role.CLUSTER)(undeclared)
    request = rf.get("/gestion/")
    request.user = person(Role.CLUSTER)
    assert view(request).status_code == 200
    with pytest.raises(PermissionDenied, match=r"Corporación Clúster Minero\. Su rol es Comisión"):
        require_role(person(Role.MEMBER), frozenset({Role.CLUSTER}))


@pytest.mark.django_db
class TestSigningIn:
    """The login page."""

    def sign_in(
        self, client: Any, password: str, username: str = "secretariat", **data: str
    ) -> Any:
        return client.post("/ingresar/", {"username": username, "password": password, **data})

    def test_a_right_password_leads_to_the_desk_or_where_one_wanted_to_go(self, secretary, client):
        assert self.sign_in(client, PASSWORD)["Location"] == "/gestion/"
        client.logout()
        response = self.sign_in(client, PASSWORD, next="/gestion/cortes/")
        assert response["Location"] == "/gestion/cortes/"

    def test_it_never_leads_to_another_site(self, secretary, client):
        for place in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
            client.logout()
            assert self.sign_in(client, PASSWORD, next=place)["Location"] == "/gestion/"

    def test_a_wrong_password_says_so_and_keeps_the_name(self, secretary, client):
        response = self.sign_in(client, "otra")
        page = response.content.decode()
        assert response.status_code == 200
        assert 'value="secretariat"' in page
        assert "otra" not in page.partition("<form")[2].partition("</form>")[0]
        assert "_auth_user_id" not in client.session

    def test_the_eighth_wrong_password_locks_for_a_while_even_the_right_one(
        self, secretary, client
    ):
        statuses = [self.sign_in(client, "otra").status_code for _time in range(8)]
        assert statuses == [200] * 7 + [429]
        response = self.sign_in(client, PASSWORD)
        assert response.status_code == 429
        assert "Demasiados intentos" in response.content.decode()

    def test_another_person_is_not_locked_with_them(self, secretary, reviewer, client):
        for _time in range(8):
            self.sign_in(client, "otra")
        assert self.sign_in(client, PASSWORD, "cluster").status_code == 302

    def test_an_inactive_person_does_not_get_in(self, secretary, client):
        User.objects.update(is_active=False)
        assert self.sign_in(client, PASSWORD).status_code == 200
        assert "_auth_user_id" not in client.session

    def test_who_becomes_inactive_is_out_at_once(self, secretary, signed_in):
        client = signed_in(secretary)
        assert client.get("/gestion/").status_code == 200
        User.objects.update(is_active=False)
        assert client.get("/gestion/").status_code == 302

    def test_signing_out_is_a_post(self, secretary, signed_in):
        client = signed_in(secretary)
        refused = client.get("/salir/")
        assert (refused.status_code, refused["Allow"]) == (405, "POST, OPTIONS")
        assert "Esta dirección no admite esa acción" in refused.content.decode()
        assert client.post("/salir/")["Location"] == "/"
        assert client.get("/gestion/").status_code == 302


@pytest.mark.django_db
class TestKeys:
    """The keys with which a program writes."""

    ADDRESS = "/api/v1/reports/"

    def ask(self, client: Any, header: str) -> Any:
        return client.post(
            self.ADDRESS, {}, content_type="application/json", headers={"Authorization": header}
        )

    def test_only_the_digest_is_kept_and_the_key_works(self, secretary, client):
        key = issue_token(user=secretary, name="planilla")
        assert key not in str(list(ApiToken.objects.values()))
        assert self.ask(client, f"Bearer {key}").status_code == 400, "let in, the body is empty"

    @pytest.mark.parametrize("header", ["Bearer no-existe", "Bearer ", "Bearer \xff", "bearer x y"])
    def test_a_wrong_key_is_an_error_and_not_anonymous(self, secretary, client, header):
        response = self.ask(client, header)
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == "Bearer"
        assert response.json()["detail"] == "La llave de API no existe, venció o fue revocada."
        read = client.get("/api/v1/agreements/", headers={"Authorization": header})
        assert read.status_code == 401

    def test_a_revoked_key_is_refused(self, secretary, client):
        key = issue_token(user=secretary, name="planilla")
        ApiToken.objects.update(revoked_at=timezone.now())
        assert self.ask(client, f"Bearer {key}").status_code == 401

    def test_the_key_of_an_inactive_person_is_refused(self, secretary, client):
        key = issue_token(user=secretary, name="planilla")
        User.objects.update(is_active=False)
        assert self.ask(client, f"Bearer {key}").status_code == 401

    def test_a_session_writes_nothing_through_the_api(self, secretary, signed_in):
        assert signed_in(secretary).post(self.ADDRESS).status_code == 401

    def test_the_command_prints_a_key_once_and_names_an_unknown_user(
        self, secretary, client, capsys
    ):
        call_command("create_token", secretary.username)
        key = capsys.readouterr().out.strip()
        assert self.ask(client, f"Bearer {key}").status_code == 400
        with pytest.raises(CommandError, match="No existe el usuario «nadie»"):
            call_command("create_token", "nadie")


@pytest.mark.django_db
def test_demonstration_people_are_of_each_role_and_only_in_a_demonstration(settings, capsys):
    call_command("load_demo")
    call_command("load_demo")
    assert set(User.objects.values_list("role", flat=True)) == set(Role.values)
    # Two of the Cluster: who writes a review may not sign it.
    assert User.objects.count() == len(Role) + 1
    settings.DEMO = settings.DEBUG = False
    with pytest.raises(CommandError, match="refused"):
        call_command("load_demo")


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words(secretary):
    client = Client(enforce_csrf_checks=True)
    client.force_login(secretary)
    response = client.post("/gestion/cortes/abrir/", {"code": "2026-T3"})
    assert response.status_code == 403
    assert "El formulario venció" in response.content.decode()
