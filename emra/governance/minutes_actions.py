"""The minutes of a session: written by one person, approved by another, and public from then."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import User
from emra.governance import commitment_actions
from emra.governance.meeting_actions import CONVENERS, lock
from emra.governance.models import Attendance, Meeting, Minutes
from emra.ledger import actions as ledger
from emra.ledger.models import Event
from emra.lib import files
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.lib.records import save

State = Minutes.State


class StaleMinutes(Conflict):
    """Somebody changed the minutes since the page was opened."""

    def __init__(self, current: Minutes) -> None:
        super().__init__(
            _("Otra persona cambió esta acta. Ahora está: %(now)s. Su texto sigue aquí.")
            % {"now": State(current.state).label.lower()}
        )


def template_of(meeting: Meeting) -> str:
    """The minutes to start from: heading, attendance by organisation, a place for each point."""
    seats = Attendance.objects.filter(meeting=meeting).select_related(
        "membership__organisation", "organisation"
    )
    context = {
        "meeting": meeting,
        "agenda": meeting.agenda.all(),
        "present": [row.membership for row in seats if row.membership and row.present],
        "absent": [row.membership for row in seats if row.membership and not row.present],
        "guests": [row.organisation for row in seats if row.organisation],
    }
    return render_to_string("governance/minutes.txt", context).strip() + "\n"


def write_minutes(
    *,
    meeting: str,
    text: str,
    by: User,
    expected: int = 0,
    upload: UploadedFile | None = None,
    submit: bool = False,
) -> Minutes:
    """Write the minutes of a session that was held; `submit` hands them over for approval.

    `upload` is the signed document, a PDF. `expected` is the `lock_version` the user saw, 0 for
    the first text.
    """
    require_role_of(by, *CONVENERS)
    if upload is not None and files.check(upload) != "pdf":
        raise DomainError(_("El acta firmada se sube en PDF."), field="file")
    with transaction.atomic():
        held = lock(meeting)
        if held.state != Meeting.State.HELD:
            raise Conflict(_("Registre primero la asistencia: el acta parte de ella."))
        row = Minutes.objects.select_for_update().filter(meeting=held).first()
        row = row or Minutes(meeting=held, lock_version=0)
        if row.lock_version != expected:
            raise StaleMinutes(row)
        if row.pk and row.state not in (State.DRAFT, State.RETURNED):
            raise Conflict(
                _("El acta está «%(state)s»: para cambiarla, pida que la devuelvan.")
                % {"state": State(row.state).label.lower()}
            )
        row.text = text.strip().replace("\r\n", "\n")
        if submit and not row.text:
            raise DomainError(_("Escriba el acta antes de enviarla."), field="text")
        row.author, row.written_at = by, timezone.now()
        row.reviewer = row.reviewed_at = None
        row.state = State.SUBMITTED if submit else State.DRAFT
        if submit:
            row.return_reason = ""
        if upload is not None:
            row.sha256, row.size = files.store(upload), upload.size
        _store(row)
        verb = "minutes.submitted" if submit else "minutes.written"
        ledger.append(verb=verb, object_code=held.code, by=by, new=facts(row))
    return row


def approve_minutes(*, meeting: str, by: User, expected: int | None = None) -> Minutes:
    """Accept submitted minutes: they and their commitments are public from now on.

    Whoever wrote any version of them is refused, whatever their role.
    """
    with transaction.atomic():
        row = _under_review(meeting, by, expected)
        row.state, row.reviewer, row.reviewed_at = State.APPROVED, by, timezone.now()
        _store(row)
        decided = {
            each.code: commitment_actions.facts(each)
            for each in row.meeting.commitments.order_by("pk")
        }
        told = {**facts(row), "body": row.meeting.body_id, "commitments": decided}
        ledger.append(verb="minutes.approved", object_code=row.meeting.code, by=by, new=told)
    return row


def return_minutes(*, meeting: str, reason: str, by: User, expected: int | None = None) -> Minutes:
    """Send submitted minutes back with a reason."""
    with transaction.atomic():
        row = _under_review(meeting, by, expected)
        if not reason.strip():
            raise DomainError(_("Escriba el motivo de la devolución."), field="reason")
        row.state, row.return_reason = State.RETURNED, reason.strip()
        row.reviewer, row.reviewed_at = by, timezone.now()
        _store(row)
        ledger.append(
            verb="minutes.returned",
            object_code=row.meeting.code,
            by=by,
            reason=row.return_reason,
        )
    return row


def wrote(row: Minutes, person: User) -> bool:
    """Whether a person wrote any version of these minutes."""
    return (
        row.author_id == person.pk
        or Event.objects.filter(
            object_code=row.meeting.code,
            verb__in=("minutes.written", "minutes.submitted"),
            actor=person,
        ).exists()
    )


def facts(row: Minutes) -> dict[str, str]:
    """The minutes as the ledger keeps them: by their digest, for they may name people."""
    return {
        "text_sha256": hashlib.sha256(row.text.encode()).hexdigest(),
        "signed_sha256": row.sha256,
    }


# -- pieces ----------------------------------------------------------------------------------


def _under_review(meeting: str, by: User, expected: int | None) -> Minutes:
    """Submitted minutes that `by` may decide on, locked."""
    require_role_of(by, *CONVENERS)
    held = lock(meeting)
    row = Minutes.objects.select_for_update().filter(meeting=held).first()
    if row is None or row.state != State.SUBMITTED:
        raise Conflict(_("El acta de esta sesión no espera aprobación."))
    row.meeting = held
    if wrote(row, by):
        raise Forbidden(_("Quien escribió el acta no puede aprobarla: debe hacerlo otra persona."))
    if expected is not None and row.lock_version != expected:
        raise StaleMinutes(row)
    return row


def _store(row: Minutes) -> None:
    row.lock_version += 1
    save(row)
