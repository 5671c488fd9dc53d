"""What people do with a commitment: record, report on, postpone, close with evidence, withdraw.

The Corporación Clúster Minero and the secretariat record and change them; a member of a body
reports on those of their own organisation and closes them with evidence.
"""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.governance.meeting_actions import writable
from emra.governance.models import (
    Body,
    Commitment,
    CommitmentChange,
    Meeting,
    Membership,
    Organisation,
)
from emra.governance.models.commitments import PENDING
from emra.governance.numbers import number_of
from emra.ledger import actions as ledger
from emra.lib import files, formats, subjects
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown
from emra.lib.records import save

State = Commitment.State
Kind = CommitmentChange.Kind
DECIDERS = (Role.CLUSTER, Role.SECRETARIAT)
LAST_YEAR = 2050


class StaleCommitment(Conflict):
    """Somebody changed the commitment since the page was opened."""

    def __init__(self, current: Commitment) -> None:
        super().__init__(
            _("Otra persona cambió este compromiso. Ahora está: %(now)s, plazo %(day)s.")
            % {"now": State(current.state).label, "day": formats.day(current.due_on)}
        )
        self.current = current


def record_commitment(
    *,
    body: str,
    text: str,
    owner: str,
    due_on: date,
    subject: str,
    by: User,
    meeting: str = "",
    origin: str = "",
) -> Commitment:
    """Record what a body decided: what, which organisation owes it, until when.

    `subject` is a key as AGREEMENT:A12, or "" where it is about none; `meeting` the code of the
    session that took it, S-0001; `origin` says where it comes from otherwise.
    """
    require_role_of(by, *DECIDERS)
    with transaction.atomic():
        row = Commitment(
            body=_one(Body, body, "body"),
            owner=_one(Organisation, owner, "owner"),
            text=text.strip(),
            origin=origin.strip(),
            due_on=due_on,
            state=State.OPEN,
            recorded_by=by,
            recorded_at=timezone.now(),
        )
        if not row.text:
            raise DomainError(_("Escriba qué se hará."), field="text")
        if meeting:
            row.meeting = meeting_of(meeting, body)
        if subject:
            about = subjects.find(subject)
            row.subject_kind, row.subject_code = about.kind, about.code
        _check_due(due_on, not_before=_first_day(row))
        save(row)
        _step(row, Kind.RECORDED, by)
        ledger.append(verb="commitment.recorded", object_code=row.code, by=by, new=facts(row))
    return row


def note_commitment(*, commitment: str, text: str, by: User) -> Commitment:
    """Say how a pending commitment goes; its deadline and state stay."""
    with transaction.atomic():
        row = _pending(commitment, by)
        if not text.strip():
            raise DomainError(_("Escriba qué se ha hecho."), field="text")
        _step(row, Kind.NOTED, by, text=text)
        _store(row)
        ledger.append(
            verb="commitment.noted", object_code=row.code, by=by, new={"text": text.strip()}
        )
    return row


def postpone_commitment(
    *, commitment: str, due_on: date, reason: str, by: User, expected: int | None = None
) -> Commitment:
    """Give a pending commitment a later deadline, with the reason; the earlier one is kept."""
    require_role_of(by, *DECIDERS)
    with transaction.atomic():
        row = _pending(commitment, by, expected)
        was = row.due_on
        if not reason.strip():
            raise DomainError(_("Escriba por qué se posterga."), field="reason")
        if due_on <= was:
            raise DomainError(
                _("El plazo nuevo debe ser posterior al %(day)s.") % {"day": formats.day(was)},
                field="due_on",
            )
        _check_due(due_on, not_before=timezone.localdate())
        row.due_on, row.state = due_on, State.POSTPONED
        _step(row, Kind.POSTPONED, by, text=reason, due_from=was, due_to=due_on)
        _store(row)
        ledger.append(
            verb="commitment.postponed",
            object_code=row.code,
            by=by,
            old={"due_on": str(was)},
            new={"due_on": str(due_on)},
            reason=reason.strip(),
        )
    return row


def complete_commitment(
    *,
    commitment: str,
    by: User,
    link: str = "",
    upload: UploadedFile | None = None,
    note: str = "",
    expected: int | None = None,
) -> Commitment:
    """Close a commitment as done, with a link or a file that shows it."""
    extension = files.check(upload) if upload else ""
    with transaction.atomic():
        row = _pending(commitment, by, expected)
        if not link.strip() and upload is None:
            raise DomainError(
                _("Indique el enlace o suba el archivo que muestra que se cumplió."),
                field="evidence_link",
            )
        row.evidence_link = link.strip()
        if upload is not None:
            row.sha256, row.extension = files.store(upload), extension
        row.state, row.closed_by, row.closed_at = State.DONE, by, timezone.now()
        _step(row, Kind.DONE, by, text=note)
        _store(row)
        said = {"link": row.evidence_link, "sha256": row.sha256}
        ledger.append(verb="commitment.done", object_code=row.code, by=by, new=said)
    return row


def withdraw_commitment(
    *, commitment: str, reason: str, by: User, expected: int | None = None
) -> Commitment:
    """Say that a commitment no longer holds, and why."""
    require_role_of(by, *DECIDERS)
    with transaction.atomic():
        row = _pending(commitment, by, expected)
        if not reason.strip():
            raise DomainError(_("Escriba por qué se retira el compromiso."), field="reason")
        row.state, row.reason = State.WITHDRAWN, reason.strip()
        row.closed_by, row.closed_at = by, timezone.now()
        _step(row, Kind.WITHDRAWN, by, text=reason)
        _store(row)
        ledger.append(verb="commitment.withdrawn", object_code=row.code, by=by, reason=row.reason)
    return row


# -- what others ask -------------------------------------------------------------------------


def may_report(row: Commitment, person: User) -> bool:
    """Whether a person may report on it: deciders, and members for their organisation."""
    if person.role in DECIDERS:
        return True
    seats = Membership.objects.sitting_on(timezone.localdate()).filter(
        body=row.body_id, organisation=row.owner_id, user=person
    )
    return person.role == Role.MEMBER and seats.exists()


def meeting_of(code: str, body: str = "") -> Meeting:
    """The session S-0001, of that body; it must have been held to decide anything."""
    row = Meeting.objects.filter(pk=number_of(code, "S")).select_for_update(of=("self",)).first()
    if row is None or (body and row.body_id != body):
        raise DomainError(
            _("No hay una sesión «%(code)s» de esa instancia.") % {"code": code[:20]},
            field="meeting",
        )
    if row.state != Meeting.State.HELD:
        raise DomainError(
            _("La sesión %(code)s no se ha realizado: registre primero la asistencia.")
            % {"code": row.code},
            field="meeting",
        )
    writable(row)
    return row


def facts(row: Commitment) -> dict[str, Any]:
    """A commitment as the ledger keeps it."""
    return {
        "body": row.body_id,
        "text": row.text,
        "owner": row.owner_id,
        "due_on": str(row.due_on),
        "subject": row.subject,
        "meeting": row.meeting.code if row.meeting else "",
        "origin": row.origin,
    }


# -- pieces ----------------------------------------------------------------------------------


def _one(model: Any, code: str, field: str) -> Any:
    row = model.objects.filter(pk=code).first()
    if row is None:
        raise DomainError(
            _("«%(code)s» no está en la lista: elija otro.") % {"code": code[:40]}, field=field
        )
    return row


def _pending(code: str, by: User, expected: int | None = None) -> Commitment:
    """A pending commitment that `by` may report on, locked."""
    row = Commitment.objects.select_for_update(of=("self",)).filter(pk=number_of(code, "C")).first()
    if row is None:
        raise Unknown(_("No existe el compromiso «%(code)s».") % {"code": code[:20]})
    if not may_report(row, by):
        raise Forbidden(
            _("Este compromiso es de otra organización: lo actualizan quienes la integran.")
        )
    if row.state not in PENDING:
        raise Conflict(
            _("El compromiso %(code)s ya está cerrado: %(state)s.")
            % {"code": row.code, "state": State(row.state).label.lower()}
        )
    if expected is not None and row.lock_version != expected:
        raise StaleCommitment(row)
    return row


def _first_day(row: Commitment) -> date:
    """A deadline is not before the session that set it, or before today where none did."""
    if row.meeting:
        return timezone.localtime(row.meeting.at).date()
    return timezone.localdate()


def _check_due(due_on: date, *, not_before: date) -> None:
    if due_on < not_before:
        raise DomainError(
            _("El plazo no puede ser anterior al %(day)s.") % {"day": formats.day(not_before)},
            field="due_on",
        )
    if due_on.year > LAST_YEAR:
        raise DomainError(
            _("La estrategia llega hasta %(year)s: revise el año.") % {"year": LAST_YEAR},
            field="due_on",
        )


def _step(row: Commitment, kind: str, by: User, text: str = "", **dates: date) -> None:
    save(
        CommitmentChange(
            commitment=row, kind=kind, at=timezone.now(), by=by, text=text.strip(), **dates
        )
    )


def _store(row: Commitment) -> None:
    row.lock_version += 1
    save(row)
