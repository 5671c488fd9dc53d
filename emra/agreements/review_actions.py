"""What a reviewer does with a submitted report: approve, approve many, return, remark."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements import averages
from emra.agreements.actions import (
    REMIND,
    check_lock_version,
    check_setback,
    facts,
    find_report,
    last_approved,
    lock_report,
    require_state,
)
from emra.agreements.models import Measurement, ProgressReport, Remark
from emra.ledger import actions as ledger
from emra.ledger.models import Event
from emra.lib import formats, jobs
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.lib.records import save

State = ProgressReport.State
# A change of more than this many points is looked at on its own.
JUMP = Decimal(20)


@dataclass(frozen=True)
class Flags:
    """Why a report cannot be approved in a list with others."""

    setback: bool
    jump: bool
    without_evidence: bool

    @property
    def plain(self) -> bool:
        return not (self.setback or self.jump or self.without_evidence)


def approve_progress(*, report: str, by: User, expected: int | None = None) -> ProgressReport:
    """Accept a submitted report: from here on it counts. Whoever entered it is refused."""
    with transaction.atomic():
        row = _under_review(report, by, expected)
        check_setback(row)
        row.state = State.APPROVED
        row.reviewer, row.reviewed_at = by, timezone.now()
        row.return_reason = ""
        row.lock_version += 1
        save(row)
        ledger.append(verb="progress.approved", object_code=row.code, by=by, new=facts(row))
        averages.mark_dirty(row.agreement, row.period)
        jobs.hint(averages.SWEEP)
    return row


def return_progress(
    *,
    report: str,
    by: User,
    reason: str = "",
    by_field: Mapping[str, str] | None = None,
    expected: int | None = None,
) -> ProgressReport:
    """Send a submitted report back to the secretariat with a reason, as a whole or per field.

    `by_field` maps `Remark.Field` values to what is wrong with each.
    """
    said = {name: text.strip() for name, text in (by_field or {}).items() if text.strip()}
    with transaction.atomic():
        row = _under_review(report, by, expected)
        if not reason.strip() and not said:
            raise DomainError(_("Escriba el motivo de la devolución."), field="reason")
        lines = [reason.strip()] if reason.strip() else []
        for name, text in said.items():
            _remark(row, text, by, field=name, is_return=True)
            lines.append(f"{Remark.Field(name).label}: {text}")
        reason = "\n".join(lines)
        row.state = State.RETURNED
        row.reviewer, row.reviewed_at = by, timezone.now()
        row.return_reason = reason[:2000]
        row.lock_version += 1
        save(row)
        ledger.append(
            verb="progress.returned", object_code=row.code, by=by, new=facts(row), reason=reason
        )
        jobs.hint(REMIND)
    return row


def approve_many(
    *, reports: Sequence[str], by: User, expected: Mapping[str, int] | None = None
) -> list[ProgressReport]:
    """Approve several plain reports: all of them or none.

    `expected` has the `lock_version` the reviewer saw of each, by code. Raises Conflict naming
    those that must be looked at one by one.
    """
    seen = expected or {}
    with transaction.atomic():
        keys = sorted({find_report(code).pk for code in reports})
        if not keys:
            raise DomainError(_("Elija al menos un avance."))
        _lock_in_order(keys)
        chosen = ProgressReport.objects.filter(pk__in=keys).order_by("period", "agreement")
        rows = list(chosen.select_related("period"))
        approved, held = [], []
        for row in rows:  # in time: an approval is what the next corte's figure is compared with
            if flags(row).plain:
                approved.append(
                    approve_progress(report=row.code, expected=seen.get(row.code), by=by)
                )
            else:
                held.append(row.code)
        if held:
            raise Conflict(
                _("Revise por separado: %(codes)s. No se aprobó ninguno.")
                % {"codes": ", ".join(held)}
            )
        return approved


def add_remark(*, report: str, text: str, public: bool, by: User) -> Remark:
    """Say something of a report, for the desks or, once it is published, for everyone."""
    if by.role not in (Role.CLUSTER, Role.SECRETARIAT):
        require_role_of(by, Role.CLUSTER)
    if not text.strip():
        raise DomainError(_("Escriba la observación."), field="text")
    with transaction.atomic():
        row = lock_report(report)
        remark = _remark(row, text, by, is_public=public)
        ledger.append(
            verb="remark.added",
            object_code=row.code,
            by=by,
            new={"text": remark.text, "public": public},
        )
    return remark


def flags(report: ProgressReport) -> Flags:
    """What makes a report one to look at on its own."""
    before = last_approved(report)
    was = before.percent if before else None
    moved = None if was is None or report.percent is None else report.percent - was
    return Flags(
        setback=moved is not None and moved < 0,
        jump=moved is not None and abs(moved) > JUMP,
        without_evidence=not report.evidence.exists(),
    )


def changes_since_return(report: ProgressReport) -> list[tuple[str, str, str]]:
    """What the secretariat changed after the last return: field, before, after."""
    event = (
        Event.objects.filter(object_code=report.code, verb="progress.returned")
        .order_by("-seq")
        .first()
    )
    if event is None:
        return []
    before = json.loads(event.payload)["new"]
    after = facts(report)
    names = sorted((set(before) | set(after)) - {"state"})
    changed = [
        (name, _in_words(name, before.get(name)), _in_words(name, after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    ]
    return changed + _evidence_since(report, event)


def _evidence_since(report: ProgressReport, returned: Event) -> list[tuple[str, str, str]]:
    """Evidence taken off and added after a return, by title."""
    events = Event.objects.filter(object_code=report.code, seq__gt=returned.seq).order_by("seq")
    moved = []
    for event in events.filter(verb__in=("evidence.attached", "evidence.removed")):
        payload = json.loads(event.payload)
        title = (payload["new"] or payload["old"])["title"]
        added = event.verb == "evidence.attached"
        moved.append(("evidence", "" if added else title, title if added else ""))
    return moved


def entered_by(report: ProgressReport, person: User) -> bool:
    """Whether a person wrote any draft of this report, whatever their role today."""
    return (
        report.author_id == person.pk
        or Event.objects.filter(
            object_code=report.code,
            verb__in=("progress.recorded", "progress.submitted", "evidence.attached"),
            actor=person,
        ).exists()
    )


# -- pieces ----------------------------------------------------------------------------------


def _under_review(code: str, by: User, expected: int | None) -> ProgressReport:
    """A submitted report that `by` may decide on, locked."""
    row = lock_report(code)
    if entered_by(row, by):
        raise Forbidden(_("Quien ingresó la cifra no puede revisarla: debe hacerlo otra persona."))
    require_role_of(by, Role.CLUSTER)
    check_lock_version(row, expected)
    require_state(row, State.SUBMITTED)
    return row


def _lock_in_order(keys: Sequence[int]) -> None:
    """Lock several reports before they are looked at and before the first ledger event.

    Looked at first, one could be returned and sent again with another figure meanwhile; locked
    after an event, whoever holds one and waits for the ledger would be waited for in turn.
    """
    chosen = ProgressReport.objects.filter(pk__in=keys).order_by("pk")
    list(chosen.select_for_update().values_list("pk", flat=True))


def _in_words(name: str, value: Any) -> str:
    """A fact of the ledger as a reader takes it; a measurement by its parts."""
    if not value:
        return ""
    if name == "measurement":
        parts = [field for field in Measurement._meta.concrete_fields if field.name in value]
        return ", ".join(
            f"{part.verbose_name} {_in_words(part.name, value[part.name])}" for part in parts
        )
    if name == "percent":
        return formats.percent(Decimal(value), 2)
    if name in ("baseline", "target", "value"):
        return formats.number(Decimal(value))
    return formats.day(date.fromisoformat(value)) if name == "baseline_on" else str(value)


def _remark(
    report: ProgressReport,
    text: str,
    by: User,
    *,
    field: str = "",
    is_return: bool = False,
    is_public: bool = False,
) -> Remark:
    return Remark.objects.create(
        report=report,
        author=by,
        at=timezone.now(),
        field=field,
        text=text.strip(),
        is_return=is_return,
        is_public=is_public,
    )
