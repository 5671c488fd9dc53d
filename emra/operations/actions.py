"""What is done with an incident: open it, note a step, close it with what was learned.

Each is one event of the ledger under a verb that says nothing of what happened: headers of events
are public, and an attacker should not read there that they were noticed.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.governance.numbers import number_of
from emra.ledger import actions as ledger
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save
from emra.notices.actions import notify
from emra.operations.models import (
    Incident,
    IncidentNote,
    Kind,
    PersonalData,
    Severity,
    Verification,
)

KEEPERS = (Role.ADMIN, Role.SECRETARIAT)
VERB = "operations.recorded"


def open_incident(
    *,
    kind: str,
    severity: str,
    what: str,
    affected: str,
    noticed_by: str,
    personal_data: str,
    by: User,
    noticed_at: datetime | None = None,
) -> Incident:
    """Open an incident; `noticed_at` says since when, now unless told."""
    require_role_of(by, *KEEPERS)
    now = timezone.now()
    if noticed_at and noticed_at > now:
        raise DomainError(_("No puede haber empezado en el futuro."), field="noticed_at")
    row = Incident(
        kind=kind,
        severity=severity,
        what=what.strip(),
        affected=affected.strip(),
        noticed_by=noticed_by.strip(),
        noticed_at=noticed_at or now,
        personal_data=personal_data,
        opened_at=now,
        opened_by=by,
    )
    with transaction.atomic():
        _open(row)
    return row


def open_once(*, cause: str, kind: str, severity: str, what: str, affected: str) -> Incident | None:
    """Open the incident of a cause that a job found; None where one is open already."""
    now = timezone.now()
    row = Incident(
        kind=kind,
        severity=severity,
        what=what,
        affected=affected,
        noticed_by=_("Tarea programada"),
        noticed_at=now,
        personal_data=PersonalData.UNKNOWN,
        cause=cause,
        opened_at=now,
    )
    with transaction.atomic():
        # Two workers at once: the second waits here, and finds the incident of the first.
        ledger.serialise()
        if Incident.objects.still_open().filter(cause=cause).exists():
            return None
        _open(row)
        for person in User.objects.filter(role__in=KEEPERS, is_active=True):
            notify(
                person=person,
                key=f"incident:{row.pk}",
                text=_("Se abrió el incidente %(code)s: %(kind)s, gravedad %(severity)s.")
                % {
                    "code": row.code,
                    "kind": Kind(kind).label.lower(),
                    "severity": Severity(severity).label.lower(),
                },
                path=reverse("incident", args=[row.code]),
                at=now,
            )
    return row


def add_note(
    *,
    incident: str,
    step: str,
    text: str,
    by: User,
    severity: str = "",
    personal_data: str = "",
) -> IncidentNote:
    """Add a step to an open incident; what it says of severity and personal data holds from now."""
    require_role_of(by, *KEEPERS)
    with transaction.atomic():
        row = _open_one(incident)
        note = IncidentNote(
            incident=row,
            step=step,
            text=text.strip(),
            severity=severity,
            personal_data=personal_data,
            at=timezone.now(),
            by=by,
        )
        save(note)
        old = {"severity": row.severity, "personal_data": row.personal_data}
        row.severity = severity or row.severity
        row.personal_data = personal_data or row.personal_data
        save(row)
        said = {"step": step, "text": note.text}
        new = {"severity": row.severity, "personal_data": row.personal_data, **said}
        ledger.append(verb=VERB, object_code=row.code, by=by, old=old, new=new)
    return note


def close_incident(*, incident: str, lessons: str, by: User) -> Incident:
    """Close an incident with what was learned; it does not change any more."""
    require_role_of(by, *KEEPERS)
    with transaction.atomic():
        row = _open_one(incident)
        if not lessons.strip():
            raise DomainError(_("Para cerrarlo, escriba qué se aprendió."), field="lessons")
        if row.personal_data == PersonalData.UNKNOWN:
            raise Conflict(
                _(
                    "Antes de cerrarlo, agregue una nota que diga si hay datos personales "
                    "afectados: «Todavía no se sabe» no cierra un incidente."
                )
            )
        row.lessons, row.closed_by, row.closed_at = lessons.strip(), by, timezone.now()
        save(row)
        new = {"step": "CLOSED", "lessons": row.lessons}
        ledger.append(verb=VERB, object_code=row.code, by=by, new=new)
    return row


def record_verification(*, seq: int, head: str, faults: list[str], seconds: float) -> Verification:
    """Keep what a check of the ledger found; one that fails opens its incident."""
    row = Verification(
        at=timezone.now(), seconds=seconds, seq=seq, head=head, faults="\n".join(faults)
    )
    with transaction.atomic():
        save(row)
        if faults:
            open_once(
                cause="ledger",
                kind=Kind.INTEGRITY,
                severity=Severity.CRITICAL,
                what=_("La verificación de la bitácora falló: %(faults)s")
                % {"faults": " ".join(faults)[:3000]},
                affected=_("Bitácora, o lo que la bitácora selló."),
            )
    return row


def facts(row: Incident) -> dict[str, Any]:
    """All that an incident says, as its event seals it."""
    return {
        "step": "OPENED",
        "kind": row.kind,
        "severity": row.severity,
        "what": row.what,
        "affected": row.affected,
        "noticed_by": row.noticed_by,
        "noticed_at": row.noticed_at.isoformat(),
        "personal_data": row.personal_data,
        "cause": row.cause,
    }


def one(code: str) -> Incident:
    """The incident with this code; raises Unknown."""
    row = Incident.objects.filter(pk=number_of(code, "I")).first()
    if row is None:
        raise Unknown(_("No existe el incidente %(code)s.") % {"code": code[:20]})
    return row


def _open(row: Incident) -> None:
    save(row)
    ledger.append(
        verb=VERB,
        object_code=row.code,
        by=row.opened_by,
        new=facts(row),
        otherwise=ledger.KEEPER,
    )


def _open_one(code: str) -> Incident:
    row = Incident.objects.select_for_update().filter(pk=number_of(code, "I")).first()
    if row is None:
        raise Unknown(_("No existe el incidente %(code)s.") % {"code": code[:20]})
    if row.closed_at:
        raise Conflict(_("%(code)s está cerrado: ya no cambia.") % {"code": row.code})
    return row
