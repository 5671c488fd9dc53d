"""The second factor: codes of a phone (RFC 6238), and recovery codes for when it is lost."""

import base64
import hashlib
import io
import math
import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP

from emra.accounts.models import RecoveryCode, SecondFactor, User

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

ISSUER: Final = "EMRA Seguimiento"
RECOVERY_CODES: Final = 10
KEY_BYTES: Final = 20
# A code of the step before or after is taken: clocks differ.
TOLERANCE: Final = 1
# Without letters and digits that are taken for one another.
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


class Unreadable(Exception):
    """A key sealed with another SECRET_KEY than the one there is."""


@dataclass(frozen=True)
class Verdict:
    """What became of a typed code: right or not, the seconds to wait, the recovery codes left."""

    right: bool
    wait: int = 0
    codes_left: int | None = None


def required(person: User) -> bool:
    """Whether a person's role does not get in without one."""
    return person.role in settings.SECOND_FACTOR_ROLES


def has_one(person: User) -> bool:
    return SecondFactor.objects.filter(user=person).exists()


def verify(*, person: User, typed: str) -> Verdict:
    """Judge a typed code, of the phone or of recovery: each is good once, wrong ones cost time."""
    code = "".join(typed.split()).replace("-", "").lower()
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().filter(user=person).first()
        if factor is None:
            return Verdict(False)
        allowed, why = factor.verify_is_allowed()
        if not allowed:
            return Verdict(False, wait=_seconds_until(why["locked_until"]))
        codes_left = None
        if (taken := _step(factor, code)) is not None:
            factor.last_step, factor.drift = taken
        elif factor.codes.filter(digest=digest_of(code)).delete()[0]:
            codes_left = factor.codes.count()
        else:
            factor.throttle_increment()
            return Verdict(False)
        factor.throttle_reset()
        return Verdict(True, codes_left=codes_left)


def _seconds_until(moment: datetime) -> int:
    return max(1, math.ceil((moment - timezone.now()).total_seconds()))


def _step(factor: SecondFactor, code: str) -> tuple[int, int] | None:
    """The time step a code of the phone stands for and its drift; None where it is none."""
    try:
        key = unseal(factor.sealed_key)
    except Unreadable:
        return None
    return step_of(key, code, after=factor.last_step, drift=factor.drift)


def step_of(key: bytes, code: str, *, after: int = -1, drift: int = 0) -> tuple[int, int] | None:
    """The time step of a code later than the step `after`, and the drift that found it."""
    if not (len(code) == 6 and code.isascii() and code.isdigit()):
        return None
    codes = TOTP(key, drift=drift)
    codes.time = time.time()
    if not codes.verify(int(code), TOLERANCE, after + 1):
        return None
    return codes.t(), codes.drift


# -- keys ------------------------------------------------------------------------------------


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes) -> str:
    """A key as it may lie in the database: unreadable without SECRET_KEY."""
    return _box().encrypt(key).decode()


def unseal(sealed: str) -> bytes:
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(sealed.encode())
    except InvalidToken:
        raise Unreadable from None


def _box() -> "Fernet":
    from cryptography.fernet import Fernet  # not at web start-up

    derived = hashlib.blake2b(
        settings.SECRET_KEY.encode(), digest_size=32, person=b"emra.2nd.factor"
    )
    return Fernet(base64.urlsafe_b64encode(derived.digest()))


def written(key: bytes) -> str:
    """The key as a person types it into the phone: groups of four."""
    text = base64.b32encode(key).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def picture(key: bytes, person: User) -> str:
    """The key as a QR code, an SVG without styles."""
    import segno  # not at web start-up

    label = quote(f"{ISSUER}:{person.get_username()}")
    address = f"otpauth://totp/{label}?secret={base64.b32encode(key).decode()}"
    drawn = io.BytesIO()
    segno.make(f"{address}&issuer={quote(ISSUER)}", error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        light="#fff",
        svgclass="qr",
        lineclass=None,
    )
    return drawn.getvalue().decode()


# -- recovery codes --------------------------------------------------------------------------


def new_codes(factor: SecondFactor) -> list[str]:
    """Ten new recovery codes in the place of those there were: the only moment to read them."""
    codes = [
        "".join(secrets.choice(_ALPHABET) for _n in range(10)) for _code in range(RECOVERY_CODES)
    ]
    factor.codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=digest_of(code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def digest_of(code: str) -> str:
    """Keyed with SECRET_KEY: a copy of the table alone gives nothing to try codes against."""
    return salted_hmac("emra.recovery_code", code, algorithm="sha256").hexdigest()
