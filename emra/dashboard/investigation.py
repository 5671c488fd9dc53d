"""What an investigator of an incident needs, in one ZIP with a digest of each file.

The same state gives the same bytes: members are in order and carry no clock. What is of this
moment, the gauges and the versions, lies in a folder of its own.
"""

import hashlib
import hmac
import json
import platform
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db import connection

from emra import __version__
from emra.dashboard import integrity, metrics
from emra.ledger import queries as ledger
from emra.ledger.models import Event
from emra.lib import formats
from emra.lib.errors import Conflict
from emra.operations import actions
from emra.operations.models import Incident, IncidentNote
from emra.operations.tidying import BEFORE_AN_INCIDENT

MANIFEST = "MANIFIESTO.sha256"
_SIGN_INS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("failures", AccessFailureLog, ("locked_out",)),
    ("attempts", AccessAttempt, ("failures_since_start",)),
    ("entries", AccessLog, ("logout_time",)),
)
_README = """\
ANTECEDENTES DEL INCIDENTE {code}

Para quien lo investiga, y para nadie más: contiene datos personales. {people}
Los eventos traen lo que la bitácora reserva: borradores, motivos, notas.
Guárdelo cifrado y bórrelo cuando ya no haga falta.

Ventana: desde {since} hasta {until} (UTC).

incidente.txt, incidente.json    el incidente y sus notas, en orden
bitacora/eventos.json            los eventos de la ventana, completos
bitacora/verificacion.json       cabeza de la bitácora y resultado de verificarla entera
ingresos.json                    ingresos, intentos fallidos y bloqueos; sin claves
ahora/medidas.json               las medidas de /metrics al exportar: cambian de un momento a otro
ahora/versiones.json             versiones de la aplicación, de Python y de la base de datos
MANIFIESTO.sha256                la huella de cada archivo: sha256sum -c MANIFIESTO.sha256

De la ventana solo está lo que sigue en la base: los rastros de ingreso se borran a los 90 días,
salvo los que puede necesitar un incidente abierto.
"""
_IN_CLEAR = "Las direcciones y los nombres de usuario van tal cual."
_HIDDEN = "Direcciones y nombres de usuario van como seudónimos, iguales para el mismo valor."


@dataclass(frozen=True)
class Exported:
    """What an export holds."""

    files: int
    events: int
    faults: list[str]


def export(*, incident: str, target: Path, pseudonyms: bool = False) -> Exported:
    """Write the ZIP of an incident; its window ends where it was closed, or is open."""
    row = actions.one(incident)
    if target.exists():
        raise Conflict(f"Ya existe {target}: elija otro nombre.")
    since = min(row.noticed_at, row.opened_at) - BEFORE_AN_INCIDENT
    until = _end(row)
    faults = integrity.faults()
    events = _within(Event.objects.order_by("seq"), "at", since, until)
    hide = _pseudonym(row.code) if pseudonyms else str
    seq, head = ledger.head()
    readme = _README.format(
        code=row.code,
        people=_HIDDEN if pseudonyms else _IN_CLEAR,
        since=_utc(since),
        until=_utc(until) if until else "el final de lo que hay",
    )
    members = {
        "LEEME.txt": readme,
        "incidente.txt": _text(row),
        "incidente.json": _json(_incident(row)),
        "bitacora/eventos.json": _json([_event(event) for event in events]),
        "bitacora/verificacion.json": _json({"seq": seq, "head": head, "faults": faults}),
        "ingresos.json": _json(_sign_ins(since, until, hide)),
        "ahora/medidas.json": _json({name: values for name, _a, _l, values in metrics.gauges()}),
        "ahora/versiones.json": _json(_versions()),
    }
    _write(target, members)
    return Exported(len(members) + 1, events.count(), faults)


def _end(row: Incident) -> datetime | None:
    """When it was closed, the event that says so included; None while it is open."""
    if row.closed_at is None:
        return None
    last = Event.objects.filter(object_code=row.code).order_by("-seq").first()
    return max(row.closed_at, last.at) if last else row.closed_at


def _within(rows: Any, field: str, since: datetime, until: datetime | None) -> Any:
    found = rows.filter(**{f"{field}__gte": since})
    return found.filter(**{f"{field}__lte": until}) if until else found


def _event(event: Event) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": _utc(event.at),
        "actor_code": event.actor_code,
        "office": event.office,
        "role": event.role,
        "verb": event.verb,
        "object_code": event.object_code,
        "request_id": event.request_id,
        "payload": json.loads(event.payload),
        "hash": event.hash,
        "prev_hash": event.prev_hash,
    }


def _incident(row: Incident) -> dict[str, Any]:
    return {
        "code": row.code,
        **{name: value for name, value in actions.facts(row).items() if name != "step"},
        "noticed_at": _utc(row.noticed_at),
        "opened_at": _utc(row.opened_at),
        "opened_by": row.opened_by.code if row.opened_by else None,
        "notes": [_note(note) for note in row.notes.select_related("by")],
        "closed_at": _utc(row.closed_at) if row.closed_at else None,
        "closed_by": row.closed_by.code if row.closed_by else None,
        "lessons": row.lessons,
    }


def _note(note: IncidentNote) -> dict[str, Any]:
    return {
        "at": _utc(note.at),
        "by": note.by.code if note.by else None,
        "step": note.step,
        "text": note.text,
        "severity": note.severity,
        "personal_data": note.personal_data,
    }


def _text(row: Incident) -> str:
    lines = [
        f"{row.code} · {row.get_kind_display()} · gravedad {row.get_severity_display().lower()}",
        f"Datos personales afectados: {row.get_personal_data_display().lower()}",
        f"Lo advirtió {row.noticed_by}, desde el {formats.moment(row.noticed_at)}",
        f"Abierto el {formats.moment(row.opened_at)}, hora de Santiago",
        "",
        f"Qué pasó: {row.what}",
        f"Afecta a: {row.affected}",
        "",
        "Historia",
    ]
    for note in row.notes.select_related("by"):
        who = note.by.code if note.by else "tarea programada"
        lines.append(f"{formats.moment(note.at)} {who} · {note.get_step_display()}: {note.text}")
    if row.closed_at:
        lines += ["", f"Cerrado el {formats.moment(row.closed_at)}. Se aprendió: {row.lessons}"]
    return "\n".join(lines) + "\n"


def _sign_ins(
    since: datetime, until: datetime | None, hide: Callable[[str], str]
) -> dict[str, Any]:
    """What axes kept of the window; never what was sent with the form."""
    found: dict[str, Any] = {}
    for name, model, more in _SIGN_INS:
        kept = _within(model.objects.order_by("attempt_time", "pk"), "attempt_time", since, until)
        found[name] = [
            {
                "at": _utc(one.attempt_time),
                "username": hide(one.username or ""),
                "address": hide(one.ip_address or ""),
                "user_agent": one.user_agent,
                "path": one.path_info,
                **{field: _plain(getattr(one, field)) for field in more},
            }
            for one in kept
        ]
    return found


def _pseudonym(code: str) -> Callable[[str], str]:
    """The same name for the same value within one incident; without our key nobody can undo it."""

    def hide(value: str) -> str:
        if not value:
            return ""
        key = f"{settings.SECRET_KEY}:{code}".encode()
        return f"D-{hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:12]}"

    return hide


def _versions() -> dict[str, str]:
    database = ".".join(map(str, connection.get_database_version()))
    return {
        "emra": __version__,
        "python": platform.python_version(),
        "database": f"{connection.display_name} {database}",
    }


def _plain(value: Any) -> Any:
    return _utc(value) if isinstance(value, datetime) else value


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _write(target: Path, members: dict[str, str]) -> None:
    """Whole or not at all, readable by its owner alone, the manifest last."""
    digests = {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(members.items())
    }
    manifest = "".join(f"{digest}  {name}\n" for name, digest in digests.items())
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for name, text in (*sorted(members.items()), (MANIFEST, manifest)):
                entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o600 << 16
                archive.writestr(entry, text)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
