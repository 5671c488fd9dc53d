"""Token authentication of the API: `Authorization: Bearer <key>`."""

import secrets
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from emra.accounts import sessions
from emra.accounts.models import SCOPES, ApiToken, Scope, User, in_a_year
from emra.lib.middleware import SAFE_METHODS


def issue_token(
    *, user: User, name: str, scopes: list[str] | None = None, expires_on: date | None = None
) -> str:
    """Create a key for `user` and return it: the only moment at which it can be read.

    It may write all that the role may unless `scopes` says less, and lasts a year.
    """
    key = f"emra_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(
        user=user,
        name=name,
        scopes=list(SCOPES.get(user.role, ())) if scopes is None else scopes,
        expires_on=expires_on or in_a_year(),
        digest=ApiToken.digest_of(key),
    )
    return key


class TokenAuthentication(BaseAuthentication):
    """Find the person behind a bearer key; a key that does not open is an error, not anonymous."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        today = timezone.localdate()
        token = (
            ApiToken.objects.alive(today)
            .select_related("user")
            .filter(digest=ApiToken.digest_of(key.strip()))
            .first()
        )
        if token is None:
            raise AuthenticationFailed(_("La llave de API no existe, venció o fue revocada."))
        # A GET writes nothing, and one write a day says whether a key is still in use.
        if request.method not in SAFE_METHODS:
            sessions.keep_no_copy(request._request)
            if token.last_used_on != today:
                ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI description names the bearer key."""

    target_class = TokenAuthentication
    name = "llave"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        scopes = "; ".join(f"`{scope}`: {scope.label}" for scope in Scope)
        return {
            "type": "http",
            "scheme": "bearer",
            "description": _("Permisos de una llave, nunca más que el rol de su dueño. ") + scopes,
        }
