"""Sign-in through an OpenID Connect provider, for people whom the administration registered.

The provider's answer comes by GET, which writes nothing here: it is verified, and who came is kept
in the session until the person presses "Entrar", which is a POST.
"""

import logging
import time
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from emra.accounts import identities, sessions
from emra.accounts.access import PUBLIC, access
from emra.accounts.models import ExternalIdentity, User
from emra.accounts.views import here
from emra.lib.errors import DomainError, Forbidden

logger = logging.getLogger(__name__)

# Signatures the provider alone can make: never "none", never one keyed by our own secret.
SIGNATURES = ["RS256", "PS256", "ES256"]
DESCRIBED = (
    *("issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"),
    "_loaded_at",
)
LEEWAY = 30
# How long the provider's word waits for the person to press the button.
WAITING = 120
_NEXT, _CAME = "oidc_next", "oidc_came"


class ProviderAway(DomainError):
    """The provider does not answer, or not as its own description says."""

    status = HTTPStatus.SERVICE_UNAVAILABLE


class BadAnswer(DomainError):
    """What came back does not prove who came."""


def offered() -> str:
    """What the button of the sign-in page calls the provider; "" where there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


# -- views -----------------------------------------------------------------------------------


@access(PUBLIC)
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Send the person to the provider, with state, nonce and challenge of this session."""
    _only_if_configured()
    try:
        client = _client()
        _described(client)
        answer = client.authorize_redirect(request, settings.SITE_URL + reverse("oidc-back"))
    except _failures() as error:
        return _refusal(request, _away(error))
    request.session[_NEXT] = request.GET.get("next", "")
    return answer


@access(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Read the provider's answer and say who came; the POST lets them in."""
    _only_if_configured()
    try:
        if request.method == "GET":
            person = _registered(_claims(request))
            request.session[_CAME] = {"person": person.pk, "at": time.time()}
            context = {"person": person, "provider": offered()}
            return render(request, "accounts/oidc.html", context)
        person = _waiting(request)
    except DomainError as error:
        return _refusal(request, error)
    return finish_sign_in(request, person, to=request.session.pop(_NEXT, ""))


def finish_sign_in(request: HttpRequest, person: User, *, to: str) -> HttpResponse:
    """Let a person in whom the provider proved, and go where they wanted, inside this site."""
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    if settings.OIDC_SECOND_FACTOR:
        sessions.vouch(request, person)
    return redirect(here(request, to))


# -- the provider's answer -------------------------------------------------------------------


def _claims(request: HttpRequest) -> dict[str, Any]:
    """What the provider says of the person, verified; raises ProviderAway or BadAnswer."""
    from authlib.integrations.base_client import OAuthError
    from joserfc.errors import JoseError

    expected = {
        "iss": {"essential": True, "value": settings.OIDC_ISSUER},
        "aud": {"essential": True, "value": settings.OIDC_CLIENT_ID},
    }
    client = _client()
    try:
        _described(client)
        token = client.authorize_access_token(request, claims_options=expected, leeway=LEEWAY)
        proven = token.get("userinfo")
        if not proven:
            raise BadAnswer(_("El proveedor no firmó quién es usted: pruebe otra vez."))
        # ClaveÚnica documents POST; the standard takes both.
        answer = client.post(client.server_metadata["userinfo_endpoint"], token=token)
        answer.raise_for_status()
        told = answer.json()
    except (OAuthError, JoseError) as error:
        logger.warning("oidc: refused, %s", type(error).__name__)
        raise BadAnswer(
            _("El ingreso con %(name)s no se completó: empiece otra vez, o ingrese con su clave.")
            % {"name": offered()}
        ) from error
    except _failures() as error:
        raise _away(error) from error
    if not isinstance(told, dict) or told.get("sub") != proven["sub"]:
        raise BadAnswer(_("El proveedor habló de dos personas: empiece otra vez."))
    return told


def _client() -> Any:
    """Authlib's client of the provider, which reads its description anew for each sign-in."""
    from authlib.integrations.django_client import OAuth

    return OAuth().register(
        name="provider",
        overwrite=True,
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": settings.OIDC_SCOPE,
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_post",
            "max_redirects": 0,
            "default_timeout": settings.OIDC_TIMEOUT,
            # The token is used at once: one of a minute is not yet about to expire.
            "leeway": 0,
        },
    )


def _described(client: Any) -> None:
    """Hold the description against what is configured: its issuer, and how it may sign."""
    told = client.load_server_metadata()
    if told["issuer"] != settings.OIDC_ISSUER:
        raise ValueError("another issuer")
    # Authlib takes every entry as an option of its own: it gets those that are needed.
    client.server_metadata = {name: told[name] for name in DESCRIBED}
    client.server_metadata["id_token_signing_alg_values_supported"] = SIGNATURES


def _failures() -> tuple[type[Exception], ...]:
    """What a provider that is away, or answers with something else, makes the client raise."""
    from requests import RequestException

    return RequestException, ValueError, KeyError, TypeError, RuntimeError


def _away(error: Exception) -> ProviderAway:
    logger.warning("oidc: provider away, %s", type(error).__name__)
    return ProviderAway(_("El proveedor no responde: ingrese con su clave."))


# -- the person ------------------------------------------------------------------------------


def _registered(claims: dict[str, Any]) -> User:
    """Whom the administration registered with that identity; nobody is made here."""
    digest = identities.digest_of(identities.text_of(claims))
    found = (
        ExternalIdentity.objects.filter(issuer=identities.issuer(), digest=digest)
        .select_related("user")
        .first()
    )
    if found is None:
        raise Forbidden(
            _(
                "Su identidad no está registrada aquí: pida a la administración de este sitio que "
                "la agregue a su cuenta, o ingrese con su clave. No se creó ni guardó nada."
            )
        )
    return _active(found.user)


def _active(person: User) -> User:
    if not person.is_active:
        raise Forbidden(_("Su cuenta está inactiva: pida a la administración que la reactive."))
    return person


def _waiting(request: HttpRequest) -> User:
    """Who came a moment ago in this session, once."""
    came = request.session.pop(_CAME, None)
    if came is None or time.time() - came["at"] > WAITING:
        raise BadAnswer(_("El ingreso venció: empiece otra vez."))
    return _active(User.objects.get(pk=came["person"]))


def _only_if_configured() -> None:
    if not offered():
        raise Http404(_("Este sitio no tiene ingreso con un proveedor externo."))


def _refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    context = {"refusal": str(error), "provider": offered()}
    return render(request, "accounts/oidc.html", context, status=error.status)
