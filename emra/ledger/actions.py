"""The one way into the ledger: append an event in the transaction of the action it records."""

import secrets
from datetime import UTC
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from emra.accounts.models import User
from emra.ledger import chain
from emra.ledger.models import Event
from emra.lib.middleware import current_request_id

# "EMRA" in ASCII: the advisory lock that serialises appends on PostgreSQL.
LOCK = 0x454D5241
SYSTEM = ("SISTEMA", "Carga inicial", "SYSTEM")
# Somebody without an account, of whom nothing is kept here; and the tasks that run on their own.
CITIZEN = ("CIUDADANIA", "Ciudadanía", "CITIZEN")
KEEPER = ("SISTEMA", "Tarea programada", "SYSTEM")
# Somebody with a shell on the server: no account acts.
OPERATOR = ("SISTEMA", "Operación del servidor", "SYSTEM")


def append(
    *,
    verb: str,
    object_code: str,
    by: User | None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
    otherwise: tuple[str, str, str] = SYSTEM,
) -> Event:
    """Append one event. Call it inside the action's own `transaction.atomic()`.

    `by` is None where no account acts: `otherwise` then says who did, the load of the sources
    unless told. Values in `old` and `new` are JSON: figures as
    text ("47.50"), unknown as null.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A ledger event needs its action's block.")
    serialise()
    last = Event.objects.order_by("-seq").only("seq", "hash").first()
    actor_code, office, role = (by.code, by.public_office, by.role) if by else otherwise
    payload = chain.canonical({"old": old, "new": new, "reason": reason})
    salt = secrets.token_hex(16)
    event = Event(
        seq=last.seq + 1 if last else 1,
        at=timezone.now(),
        actor=by,
        actor_code=actor_code,
        office=office,
        role=role,
        verb=verb,
        object_code=object_code,
        request_id=current_request_id.get(),
        payload=payload,
        salt=salt,
        payload_hash=chain.payload_hash(salt, payload),
        prev_hash=last.hash if last else chain.GENESIS,
    )
    event.hash = chain.header_hash(header(event))
    event.save(force_insert=True)
    return event


def header(event: Event) -> dict[str, Any]:
    """The hashed fields of an event, its time in UTC to the microsecond."""
    values = {name: getattr(event, name) for name in chain.HEADER}
    values["at"] = event.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return values


def serialise() -> None:
    """Let one append at a time through, until the transaction ends.

    SQLite's IMMEDIATE transaction already does. An action that locks averages before its event
    calls this first, so that every action takes the ledger before the averages.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
