"""Token authentication of the API: `Authorization: Bearer <key>`."""

import secrets

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from emra.accounts.models import ApiToken, User


def issue_token(*, user: User, name: str) -> str:
    """Create a key for `user` and return it: the only moment at which it can be read."""
    key = f"emra_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(user=user, name=name, digest=ApiToken.digest_of(key))
    return key


class TokenAuthentication(BaseAuthentication):
    """Find the person behind a bearer key; a wrong or revoked key is an error, not anonymous."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, key = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = (
            ApiToken.objects.select_related("user")
            .filter(
                digest=ApiToken.digest_of(key.strip()),
                revoked_at__isnull=True,
                user__is_active=True,
            )
            .first()
        )
        if token is None:
            raise AuthenticationFailed(_("La llave de API no existe o fue revocada."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI description names the bearer key."""

    target_class = TokenAuthentication
    name = "llave"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
