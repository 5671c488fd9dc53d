"""What an outside provider calls a person: read, written one way, kept as a keyed digest only."""

import re
from typing import Any, Final

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from emra.lib.errors import DomainError

# Its claim of the RUN: {"numero": 44444444, "DV": "4", "tipo": "RUN"}.
RUN_CLAIM: Final = "RolUnico"
_RUN = re.compile(r"(\d{1,8})-?([\dK])")


class BadIdentity(DomainError):
    """What was typed, or what the provider says, names nobody."""


def issuer() -> str:
    return str(settings.OIDC_ISSUER)


def digest_of(text: str) -> str:
    """The digest kept of a subject or a RUN; raises BadIdentity."""
    value = run_of(text) if settings.OIDC_CLAIM == RUN_CLAIM else text.strip()
    if not value or len(value) > 255:
        raise BadIdentity(_("Escriba el identificador que da el proveedor."), field="text")
    name = f"{issuer()}|{settings.OIDC_CLAIM}|{value}"
    return salted_hmac("emra.accounts.identity", name, algorithm="sha256").hexdigest()


def text_of(claims: dict[str, Any]) -> str:
    """The identifier among a provider's claims; raises BadIdentity."""
    found = claims.get(settings.OIDC_CLAIM)
    if settings.OIDC_CLAIM == RUN_CLAIM:
        if not isinstance(found, dict) or found.get("tipo", "RUN") != "RUN":
            raise BadIdentity(_("El proveedor no dio un RUN: ingrese con su clave."))
        return f"{found.get('numero')}-{found.get('DV')}"
    if not isinstance(found, str | int) or isinstance(found, bool):
        raise BadIdentity(_("El proveedor no dijo quién es usted: ingrese con su clave."))
    return str(found)


def run_of(text: str) -> str:
    """`11.111.111-1` as `11111111-1`; raises BadIdentity where the check digit is not its own."""
    match = _RUN.fullmatch(re.sub(r"[.\s]", "", text).upper())
    if match is None or check_digit(int(match[1])) != match[2]:
        raise BadIdentity(
            _("Escriba el RUN con su dígito verificador, como 11.111.111-1."), field="text"
        )
    return f"{int(match[1])}-{match[2]}"


def check_digit(number: int) -> str:
    """The digit of a RUN: weights 2 to 7 from the right, 11 less the rest by 11."""
    weighted = sum(
        int(figure) * (2 + place % 6) for place, figure in enumerate(reversed(str(number)))
    )
    return "0123456789K0"[11 - weighted % 11]
