"""Keys of the API: scopes, a last day, the person's page and the administration's."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import get_resolver
from django.utils import timezone

from emra.accounts.checks import routes
from emra.accounts.models import KEY_MOST_DAYS, SCOPES, ApiToken, Role, Scope, User
from emra.accounts.tokens import issue_token
from emra.keys import actions
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown

RECORD = "/api/v1/reports/"
APPROVE = "/api/v1/reports/A12-2026-T2-v1/approve/"
PAGE = "/gestion/llaves/"

pytestmark = pytest.mark.django_db


def ask(client: Any, key: str, address: str = RECORD) -> Any:
    return client.post(
        address, {}, content_type="application/json", headers={"Authorization": f"Bearer {key}"}
    )


def data(**other: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {"name": "planilla", "scopes": ["progress:write"], "expires_on": day} | other


def key_shown(response: Any) -> str:
    page = response.content.decode()
    return "emra_" + page.partition(">emra_")[2].partition("<")[0]


class TestScopes:
    """A key writes what its scopes say, and never more than its person may."""

    def test_a_key_without_the_scope_reads_and_does_not_write(self, secretary, client):
        key = issue_token(user=secretary, name="lectura", scopes=[])
        header = {"Authorization": f"Bearer {key}"}
        assert client.get("/api/v1/ledger/", headers=header).status_code == 200
        refused = ask(client, key)
        assert refused.status_code == 403
        assert "no tiene el permiso «progress:write»" in refused.json()["detail"]

    def test_a_scope_gives_nothing_that_the_role_does_not(self, secretary, reviewer, client):
        every = [str(scope) for scope in Scope]
        key = issue_token(user=secretary, name="todo", scopes=every)
        assert ask(client, key).status_code == 400, "let in, the body is empty"
        assert ask(client, key, APPROVE).status_code == 403
        key = issue_token(user=reviewer, name="todo", scopes=every)
        assert ask(client, key).status_code == 403
        assert ask(client, key, APPROVE).status_code == 404, "let in, there is no such report"

    def test_who_changes_role_keeps_no_scope_of_the_former(self, secretary, client):
        key = issue_token(user=secretary, name="planilla")
        User.objects.update(role=Role.CLUSTER)
        assert ask(client, key).status_code == 403
        assert ask(client, key, APPROVE).status_code == 403

    def test_each_writing_address_names_a_scope_that_its_roles_have(self):
        writing = [
            view.view_class
            for route, view in routes(get_resolver().url_patterns)
            if getattr(getattr(view, "view_class", None), "write_access", None)
        ]
        assert len(writing) == 5
        for view in writing:
            for role in view.write_access:
                assert view.write_scope in SCOPES[role], view


class TestLife:
    """A key ends by itself, and says when it last wrote."""

    def test_it_serves_through_its_last_day(self, secretary, client):
        with time_machine.travel("2026-03-02T12:00:00-03:00", tick=False):
            key = issue_token(user=secretary, name="x", expires_on=date(2026, 3, 3))
        with time_machine.travel("2026-03-03T23:59:00-03:00", tick=False):
            assert ask(client, key).status_code == 400
        with time_machine.travel("2026-03-04T00:01:00-03:00", tick=False):
            refused = ask(client, key)
        assert (refused.status_code, "venció" in refused.json()["detail"]) == (401, True)

    def test_it_lasts_a_year_unless_told(self, secretary):
        with time_machine.travel("2026-03-02T12:00:00-03:00", tick=False):
            issue_token(user=secretary, name="x")
        assert ApiToken.objects.get().expires_on == date(2027, 3, 2)

    def test_the_day_of_a_write_is_kept_once_and_that_of_a_read_is_not(
        self, secretary, client, django_assert_num_queries
    ):
        key = issue_token(user=secretary, name="x")
        client.get("/api/v1/ledger/", headers={"Authorization": f"Bearer {key}"})
        assert ApiToken.objects.get().last_used_on is None
        ask(client, key)
        assert ApiToken.objects.get().last_used_on == timezone.localdate()
        with django_assert_num_queries(1):  # the key alone
            ask(client, key)

    def test_a_key_is_issued_for_two_years_at_most_and_not_for_yesterday(self, secretary):
        today = timezone.localdate()
        issue = {"user": secretary, "name": "x", "scopes": [], "by": secretary}
        for days in (-1, KEY_MOST_DAYS + 1):
            with pytest.raises(DomainError, match="entre hoy y dos años"):
                actions.issue_key(**issue, expires_on=today + timedelta(days=days))
        for days in (0, KEY_MOST_DAYS):
            assert actions.issue_key(**issue, expires_on=today + timedelta(days=days))


class TestPage:
    """/gestion/llaves/."""

    def test_a_key_is_issued_shown_once_listed_and_revoked_at_once(
        self, secretary, signed_in, client
    ):
        client = signed_in(secretary)
        issued = client.post(f"{PAGE}emitir/", data())
        key = key_shown(issued)
        assert issued.status_code == 200
        assert "no-store" in issued["Cache-Control"]
        assert ask(client, key).status_code == 400, "it works"
        again = client.get(PAGE).content.decode()
        assert "planilla" in again
        assert key not in again
        assert client.post(f"{PAGE}{ApiToken.objects.get().pk}/revocar/")["Location"] == PAGE
        assert ask(client, key).status_code == 401
        assert "Revocada el" in client.get(PAGE).content.decode()

    def test_both_are_in_the_ledger_without_the_key(self, secretary, signed_in):
        client = signed_in(secretary)
        key = key_shown(client.post(f"{PAGE}emitir/", data()))
        client.post(f"{PAGE}{ApiToken.objects.get().pk}/revocar/")
        events = list(Event.objects.order_by("seq"))
        assert [event.verb for event in events] == ["token.issued", "token.revoked"]
        assert {event.actor_code for event in events} == {secretary.code}
        told = "".join(event.payload for event in events)
        assert key not in told
        assert ApiToken.digest_of(key) not in told

    def test_what_is_wrong_is_said_at_its_field(self, secretary, signed_in):
        client = signed_in(secretary)
        assert client.post(f"{PAGE}emitir/", data(scopes=["progress:review"])).status_code == 400
        late = client.post(f"{PAGE}emitir/", data(expires_on="2126-01-01"))
        assert late.status_code == 400
        assert "Elija un día entre hoy y dos años más." in late.content.decode()
        assert not ApiToken.objects.exists()

    def test_who_may_write_nothing_is_offered_no_scope(self, person, signed_in):
        client = signed_in(person(Role.MEMBER))
        assert "progress:" not in client.get(PAGE).content.decode()
        client.post(f"{PAGE}emitir/", data())
        assert ApiToken.objects.get().scopes == []

    def test_another_s_key_is_neither_shown_nor_revoked(self, secretary, reviewer, signed_in):
        issue_token(user=secretary, name="ajena")
        client = signed_in(reviewer)
        assert "ajena" not in client.get(PAGE).content.decode()
        assert client.post(f"{PAGE}{ApiToken.objects.get().pk}/revocar/").status_code == 404
        assert ApiToken.objects.get().revoked_at is None


class TestAdministration:
    """The administration revokes anybody's; nobody issues another's."""

    def test_it_revokes_chosen_keys_with_an_event_each(self, secretary, person, signed_in, client):
        key = issue_token(user=secretary, name="planilla")
        token = ApiToken.objects.get()
        admin = person(Role.ADMIN)
        signed_in(admin)
        chosen = {"action": "revoke", "_selected_action": [token.pk]}
        assert client.post("/admin/accounts/apitoken/", chosen).status_code == 302
        assert ask(client, key).status_code == 401
        event = Event.objects.get()
        assert (event.verb, event.actor, event.object_code) == (
            "token.revoked",
            admin,
            secretary.code,
        )
        page = f"/admin/accounts/apitoken/{token.pk}/change/"
        client.post(page, {"revoked_at_0": "", "revoked_at_1": ""})
        assert ask(client, key).status_code == 401, "a revoked key does not come back"

    def test_actions_refuse_another_s(self, secretary, reviewer):
        with pytest.raises(Forbidden, match="sus propias llaves"):
            actions.issue_key(
                user=secretary,
                name="x",
                scopes=[],
                expires_on=timezone.localdate(),
                by=reviewer,
            )
        issue_token(user=secretary, name="x")
        pk = ApiToken.objects.get().pk
        with pytest.raises(Unknown, match="no existe o no es suya"):
            actions.revoke_key(key=pk, by=reviewer)
        actions.revoke_key(key=pk, by=secretary)
        with pytest.raises(Conflict, match="ya estaba revocada"):
            actions.revoke_key(key=pk, by=secretary)

    def test_the_command_takes_scopes_and_days(self, secretary, capsys):
        call_command("create_token", secretary.username, "--read-only", "--days", "10")
        token = ApiToken.objects.get()
        assert token.scopes == []
        assert token.expires_on == timezone.localdate() + timedelta(days=10)
        assert Event.objects.get().office == "Operación del servidor"
        with pytest.raises(CommandError, match="no permite «progress:review»"):
            call_command("create_token", secretary.username, "--scope", "progress:review")
