"""What keeps the public form usable: no outside service, nothing kept of the sender.

A form carries a signed time: what comes back in no time or days later was not typed by a person.
A decoy field is left empty by people. How often one address, and everybody together, may send is
counted in the database, so that every process of the site counts the same.
"""

import hashlib
import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Final

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.lib.errors import DomainError
from emra.oversight.models import Tally

# A person needs longer to read the form; a page left open for a day is asked to be looked at again.
FASTEST: Final = timedelta(seconds=3)
OLDEST: Final = timedelta(hours=12)
DECOY: Final = "asunto"
_SALT: Final = "emra.oversight.form"


@dataclass(frozen=True)
class Limit:
    """At most `most` in a stretch of time; `shared` counts everybody's together."""

    name: str
    most: int
    span: timedelta
    shared: bool = False


# Every form sent counts as a try, well filled or not; what is well filled counts in the others too.
TRIES: Final = Limit("tries", 12, timedelta(minutes=10))
SENT: Final = (
    Limit("sent", 6, timedelta(hours=1)),
    Limit("everybody", 240, timedelta(hours=1), shared=True),
)


class TooMany(DomainError):
    """Too much was sent; `seconds` says when there is room again."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: object, *, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds


class NotAPerson(DomainError):
    """The form came back as programs send it; a person has only to send it again."""


class OldForm(NotAPerson):
    """The form is too old, or not one of ours: a new one takes its place."""


# -- the form --------------------------------------------------------------------------------


def new_form(now: datetime) -> str:
    """What a form carries: a number of its own and when it was opened, signed."""
    return signing.dumps([secrets.token_urlsafe(18), int(now.timestamp())], salt=_SALT)


def number_of(form: str, decoy: str, now: datetime) -> str:
    """The number of a form a person could have filled in; raises NotAPerson or OldForm."""
    try:
        number, opened = signing.loads(form, salt=_SALT)
    except signing.BadSignature as error:
        raise OldForm(
            _("El formulario no llegó completo: revise lo que escribió y envíelo otra vez.")
        ) from error
    age = now - datetime.fromtimestamp(opened, UTC)
    if age > OLDEST:
        raise OldForm(
            _("El formulario estuvo abierto más de 12 horas: revíselo y envíelo otra vez.")
        )
    if decoy:
        raise NotAPerson(
            _("Llegó lleno un campo oculto que debe ir vacío. Ya se vació: envíe otra vez.")
        )
    if age < FASTEST:
        raise NotAPerson(_("El envío fue demasiado rápido: espere unos segundos y repítalo."))
    return str(number)


def secret_of(number: str) -> str:
    """The tracking secret of what is sent in a form: the same one if it is sent twice."""
    digest = salted_hmac(_SALT + ".secret", number, algorithm="sha256")
    return digest.hexdigest()[:48]


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


# -- how often -------------------------------------------------------------------------------


def count(limits: Sequence[Limit], address: str, now: datetime) -> None:
    """Count one more towards each limit; raises TooMany, and writes nothing, without room."""
    places = [_bucket(limit, address, now) for limit in limits]
    known = Tally.objects.filter(pk__in=[key for key, _until in places])
    counted = dict(known.values_list("pk", "count"))
    for limit, (key, until) in zip(limits, places, strict=True):
        if counted.get(key, 0) >= limit.most:
            raise _too_many(limit, until, now)
    with transaction.atomic():
        for limit, (key, until) in zip(limits, places, strict=True):
            Tally.objects.get_or_create(pk=key, defaults={"until": until})
            room = Tally.objects.filter(pk=key, count__lt=limit.most)
            if not room.update(count=F("count") + 1):
                raise _too_many(limit, until, now)


def sweep(now: datetime) -> int:
    """Drop the counts of stretches that are over."""
    gone, _models = Tally.objects.filter(until__lt=now).delete()
    return gone


def _bucket(limit: Limit, address: str, now: datetime) -> tuple[str, datetime]:
    """The digest that stands for a sender in the present stretch, and when that ends."""
    seconds = int(limit.span.total_seconds())
    stretch = int(now.timestamp()) // seconds
    who = "" if limit.shared else address
    key = salted_hmac(
        "emra.oversight.tally", f"{limit.name}|{stretch}|{who}", algorithm="sha256"
    ).hexdigest()
    return key, datetime.fromtimestamp((stretch + 1) * seconds, UTC)


def _too_many(limit: Limit, until: datetime, now: datetime) -> TooMany:
    seconds = max(1, math.ceil((until - now).total_seconds()))
    minutes = math.ceil(seconds / 60)
    said = (
        _("Están llegando más observaciones de las que se pueden recibir a la vez.")
        if limit.shared
        else _("Desde su conexión ya se enviaron varios formularios.")
    )
    wait = ngettext(
        "Espere %(n)s minuto y envíe otra vez: lo que escribió sigue en el formulario.",
        "Espere %(n)s minutos y envíe otra vez: lo que escribió sigue en el formulario.",
        minutes,
    ) % {"n": minutes}
    return TooMany(f"{said} {wait}", seconds=seconds)
