"""Sign-in through a provider: only who is registered, and only by an answer that proves it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine

from emra.accounts import identities
from emra.accounts.models import ExternalIdentity, Role, User
from emra.keys import actions
from emra.ledger.models import Event
from emra.lib.errors import Conflict, Forbidden
from tests.accounts.provider import CLIENT, SECRET, Provider
from tests.programs import free_port

pytestmark = pytest.mark.embedded

RUN = "44.444.444-4"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    found = Provider()
    yield found
    found.close()


@pytest.fixture
def provider(running: Provider, settings: Any) -> Provider:
    running.tell_the_truth()
    settings.OIDC_ISSUER = running.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
    settings.OIDC_SCOPE, settings.OIDC_CLAIM = "openid run name", "RolUnico"
    settings.SITE_URL, settings.OIDC_TIMEOUT = "http://testserver", 0.5
    return running


@pytest.fixture
def registered(provider: Provider, secretary: User, person: Any) -> User:
    actions.register_identity(user=secretary, text=RUN, by=person(Role.ADMIN))
    return secretary


def leave(client: Any, to: str = "") -> str:
    """Start, and be sent to the provider: its address."""
    response = client.get("/ingresar/oidc/", {"next": to} if to else {})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def come(client: Any, provider: Provider, to: str = "") -> Any:
    """Start, agree at the provider and come back."""
    return client.get(provider.agree(leave(client, to)))


def refused(response: Any, client: Any, status: int, sentence: str) -> None:
    assert (response.status_code, sentence in response.content.decode()) == (status, True), (
        response.content.decode()
    )
    assert "_auth_user_id" not in client.session
    assert client.post("/ingresar/oidc/vuelta/").status_code == 400
    assert "_auth_user_id" not in client.session


def test_who_is_registered_says_who_came_and_presses_the_button(provider, registered, client):
    page = come(client, provider, "/gestion/cortes/")
    assert page.status_code == 200
    assert f"Se identificó como Secretaría Técnica (GORE) ({registered.code})" in (
        page.content.decode()
    )
    assert "no-store" in page["Cache-Control"]
    assert "_auth_user_id" not in client.session, "the GET lets nobody in yet"
    entered = client.post("/ingresar/oidc/vuelta/")
    assert entered["Location"] == "/gestion/cortes/"
    assert client.session["_auth_user_id"] == str(registered.pk)
    assert client.post("/ingresar/oidc/vuelta/").status_code == 400, "the button works once"


@pytest.mark.parametrize(("counts", "status"), [(True, 200), (False, 302)])
def test_it_counts_as_a_second_factor_only_where_a_setting_says_so(
    provider, registered, client, settings, counts, status
):
    settings.SECOND_FACTOR_ROLES = [registered.role]
    settings.OIDC_SECOND_FACTOR = counts
    come(client, provider)
    client.post("/ingresar/oidc/vuelta/")
    answer = client.get("/gestion/")
    assert answer.status_code == status
    if not counts:
        assert answer["Location"].startswith("/gestion/cuenta/segundo-factor/")


def test_the_provider_is_asked_with_code_challenge_state_and_nonce(provider, client, db):
    asked = dict(parse_qsl(urlsplit(leave(client)).query))
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid run name"
    assert asked["redirect_uri"] == "http://testserver/ingresar/oidc/vuelta/"
    again = dict(parse_qsl(urlsplit(leave(client)).query))
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name]) >= 20
        assert asked[name] != again[name]


def test_a_subject_is_enough_where_the_claim_is_the_subject(provider, secretary, client, settings):
    settings.OIDC_CLAIM = "sub"
    admin = User.objects.create_user("admin", role=Role.ADMIN)
    actions.register_identity(user=secretary, text="2", by=admin)
    assert come(client, provider).status_code == 200


LIES = {
    "another audience": {"claims": {"aud": "otro"}},
    "another audience, for us": {"claims": {"aud": "otro", "azp": CLIENT}},
    "another issuer": {"claims": {"iss": "https://example.com"}},
    "another nonce": {"claims": {"nonce": "otra"}},
    "no nonce": {"claims": {"nonce": None}},
    "expired": {"claims": {"exp": 1_700_000_000, "iat": 1_699_999_000}},
    "a key of another": {"key_of_another": True},
    "alg none": {"signing": "none"},
    "keyed by the public key": {"signing": "HS256"},
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_proves_nothing_lets_nobody_in(provider, registered, client, lie):
    for name, value in LIES[lie].items():
        setattr(provider, name, value)
    refused(come(client, provider), client, 400, "no se completó: empiece otra vez")


def test_user_information_of_somebody_else_is_refused(provider, registered, client):
    provider.told = {"sub": "3"}
    refused(come(client, provider), client, 400, "habló de dos personas")


def test_a_state_of_another_session_is_refused(provider, registered, client):
    back = provider.agree(leave(client))
    wrong = back.partition("&state=")[0] + "&state=otro"
    refused(client.get(wrong), client, 400, "no se completó")
    client.cookies.clear()
    refused(client.get(back), client, 400, "no se completó")


def test_an_answer_and_a_code_serve_once(provider, registered, client):
    back = provider.agree(leave(client))
    assert client.get(back).status_code == 200
    client.session.flush()
    refused(client.get(back), client, 400, "no se completó")
    state = dict(parse_qsl(urlsplit(leave(client)).query))["state"]
    replayed = f"{back.partition('&state=')[0]}&state={state}"
    refused(client.get(replayed), client, 400, "no se completó")


def test_who_says_no_at_the_provider_may_start_again(provider, registered, client):
    state = dict(parse_qsl(urlsplit(leave(client)).query))["state"]
    response = client.get(f"/ingresar/oidc/vuelta/?error=access_denied&state={state}")
    refused(response, client, 400, "no se completó")


def test_who_is_not_registered_is_told_who_registers_and_nothing_is_made(
    provider, secretary, client
):
    before = User.objects.count()
    response = come(client, provider)
    refused(response, client, 403, "pida a la administración de este sitio que la agregue")
    assert (User.objects.count(), ExternalIdentity.objects.count()) == (before, 0)


def test_who_is_inactive_is_refused_before_the_button_and_after(provider, registered, client):
    assert come(client, provider).status_code == 200
    User.objects.filter(pk=registered.pk).update(is_active=False)
    response = client.post("/ingresar/oidc/vuelta/")
    refused(response, client, 403, "Su cuenta está inactiva")
    refused(come(client, provider), client, 403, "Su cuenta está inactiva")


def test_the_button_waits_two_minutes(provider, registered, client):
    assert come(client, provider).status_code == 200
    with time_machine.travel("2200-01-01", tick=False):
        assert client.post("/ingresar/oidc/vuelta/").status_code == 400


@pytest.mark.parametrize("place", ["https://example.com/", "//example.com/", "javascript:alert(1)"])
def test_it_never_leads_to_another_site(provider, registered, client, place):
    come(client, provider, place)
    assert client.post("/ingresar/oidc/vuelta/")["Location"] == "/gestion/"


def test_a_provider_that_is_away_or_slow_or_another_is_said(provider, registered, client, settings):
    back = provider.agree(leave(client))
    provider.described = {"issuer": "https://example.com"}
    refused(client.get(back), client, 503, "El proveedor no responde: ingrese con su clave.")
    refused(client.get("/ingresar/oidc/"), client, 503, "El proveedor no responde")
    provider.tell_the_truth()
    provider.redirects = True
    refused(client.get("/ingresar/oidc/"), client, 503, "El proveedor no responde")
    provider.tell_the_truth()
    provider.pause = 1
    refused(client.get("/ingresar/oidc/"), client, 503, "El proveedor no responde")
    settings.OIDC_ISSUER = f"http://127.0.0.1:{free_port()}"
    refused(client.get("/ingresar/oidc/"), client, 503, "El proveedor no responde")


def test_without_an_issuer_there_is_no_button_and_no_address(client, db):
    assert "oidc" not in client.get("/ingresar/").content.decode()
    for address in ("/ingresar/oidc/", "/ingresar/oidc/vuelta/?code=1&state=2"):
        assert client.get(address).status_code == 404


def test_the_button_takes_along_where_one_wanted_to_go(provider, client, db):
    page = client.get("/ingresar/?next=/gestion/cortes/").content.decode()
    assert 'href="/ingresar/oidc/?next=/gestion/cortes/"' in page
    assert "Ingresar con ClaveÚnica" in page


class TestRegistering:
    """Identities: by the administration, in its own page, never in clear."""

    def test_neither_the_run_nor_its_plain_digest_is_kept(self, provider, registered):
        kept = f"{list(ExternalIdentity.objects.values())} {list(Event.objects.values())}"
        assert "44444444" not in kept.replace(".", "")
        assert ExternalIdentity.objects.get().digest == identities.digest_of("44444444-4")

    def test_the_digest_depends_on_the_key_of_the_site_and_on_the_provider(
        self, provider, settings
    ):
        first = identities.digest_of(RUN)
        settings.OIDC_ISSUER = "https://example.com"
        second = identities.digest_of(RUN)
        settings.SECRET_KEY = "otra" * 20
        assert len({first, second, identities.digest_of(RUN)}) == 3

    @pytest.mark.parametrize(
        ("typed", "run"),
        # 11111111 weighs 2+3+4+5+6+7+2+3 = 32, 11 - 32 % 11 = 1; 6 weighs 12, 11 - 1 = 10, a K;
        # 19 weighs 9*2 + 1*3 = 21, 11 - 10 = 1; 14 weighs 4*2 + 1*3 = 11, 11 - 0 = 11, a 0.
        [("11.111.111-1", "11111111-1"), ("6-k", "6-K"), ("00191", "19-1"), ("14-0", "14-0")],
    )
    def test_a_run_is_written_one_way(self, typed, run):
        assert identities.run_of(typed) == run

    @pytest.mark.parametrize("typed", ["11.111.111-2", "", "ana", "1-1-1", "6-0", "123456789012"])
    def test_what_is_no_run_is_refused(self, typed):
        with pytest.raises(identities.BadIdentity, match="dígito verificador"):
            identities.run_of(typed)

    def test_one_identity_is_of_one_person_and_the_administration_s(
        self, provider, registered, reviewer
    ):
        admin = User.objects.get(role=Role.ADMIN)
        with pytest.raises(Conflict, match="ya está registrada"):
            actions.register_identity(user=reviewer, text="44444444-4", by=admin)
        with pytest.raises(Forbidden, match="corresponde a: Administración"):
            actions.register_identity(user=reviewer, text="11.111.111-1", by=reviewer)

    def test_its_page_registers_refuses_and_removes_with_an_event_each(
        self, provider, secretary, person, signed_in
    ):
        client = signed_in(person(Role.ADMIN))
        page, data = "/admin/accounts/externalidentity/", {"user": secretary.pk, "text": "1-1"}
        assert "dígito verificador" in client.post(f"{page}add/", data).content.decode()
        made = client.post(f"{page}add/", data | {"text": RUN})
        assert made.status_code == 302
        assert (
            "ya está registrada"
            in client.post(f"{page}add/", data | {"text": RUN}).content.decode()
        )
        identity = ExternalIdentity.objects.get()
        assert client.post(f"{page}{identity.pk}/delete/", {"post": "yes"}).status_code == 302
        assert not ExternalIdentity.objects.exists()
        verbs = Event.objects.order_by("seq").values_list("verb", flat=True)
        assert list(verbs) == ["identity.registered", "identity.removed"]
