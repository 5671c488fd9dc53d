"""Moving the goalposts: proposed with the decision behind it, confirmed by another person."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements.actions import REMIND, lock_agreement
from emra.agreements.goalpost_queries import in_force
from emra.agreements.goalposts import Goalposts
from emra.agreements.models import GoalpostChange
from emra.ledger import actions as ledger
from emra.lib import formats, jobs, subjects
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save

State = GoalpostChange.State
DECIDERS = (Role.SECRETARIAT, Role.CLUSTER)
# What of the goalposts is the agreement's own; the baseline belongs to its measurements.
OWN = ("title", "target_value", "target_unit", "target_year")


@dataclass(frozen=True)
class Decision:
    """What stands behind a change: a session S-0001, or an agreement of the CORE by its number."""

    kind: str
    code: str
    on: date
    link: str = ""


def propose_goalposts(
    *, agreement: str, to: Goalposts, decision: Decision, reason: str, by: User
) -> GoalpostChange:
    """Propose what an agreement is measured against from now on; nothing holds until confirmed.

    Raises Unknown, Forbidden, Conflict or DomainError (with `field`).
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock_agreement(agreement)
        if row.goalposts.pending().exists():
            raise Conflict(
                _("Ya hay un cambio por confirmar de %(code)s: confírmelo o retírelo primero.")
                % {"code": agreement}
            )
        to = _cleaned(to)
        change = GoalpostChange(
            agreement=row,
            **{f"before_{name}": value for name, value in asdict(in_force(row)).items()},
            **{f"after_{name}": value for name, value in asdict(to).items()},
            decision=decision.kind,
            decision_code=decision.code.strip(),
            decision_on=decision.on,
            decision_link=decision.link.strip(),
            reason=reason.strip(),
            state=State.PENDING,
            proposed_by=by,
            proposed_at=timezone.now(),
        )
        if not change.reason:
            raise DomainError(_("Escriba por qué cambia."), field="reason")
        _check_dates(to)
        _check_decision(change)
        _save(change)
        _record("goalpost.proposed", change, by)
        jobs.hint(REMIND)
    return change


def confirm_goalposts(*, change: int, by: User) -> GoalpostChange:
    """Let a proposed change hold: another person than who proposed it."""
    require_role_of(by, *DECIDERS)
    with transaction.atomic():
        row = _pending(change)
        _check_other(row, by)
        if in_force(row.agreement) != row.before:
            raise Conflict(
                _(
                    "Lo vigente de %(code)s cambió desde que se propuso: "
                    "retire la propuesta y hágala de nuevo."
                )
                % {"code": row.agreement_id}
            )
        _decide(row, State.CONFIRMED, by)
        for name in OWN:
            setattr(row.agreement, name, getattr(row.after, name))
        save(row.agreement, update_fields=OWN)
        _record("goalpost.confirmed", row, by)
    return row


def reject_goalposts(*, change: int, reason: str, by: User) -> GoalpostChange:
    """Refuse a proposed change and say why; what held goes on."""
    require_role_of(by, *DECIDERS)
    with transaction.atomic():
        row = _pending(change)
        _check_other(row, by)
        if not reason.strip():
            raise DomainError(_("Escriba por qué se rechaza."), field="reason")
        row.answer = reason.strip()
        _decide(row, State.REJECTED, by)
        _record("goalpost.rejected", row, by, reason=row.answer)
    return row


def withdraw_goalposts(*, change: int, by: User) -> GoalpostChange:
    """Take a proposal back before it is decided."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _pending(change)
        _decide(row, State.WITHDRAWN, by)
        _record("goalpost.withdrawn", row, by)
    return row


def moved_fields() -> dict[str, set[str]]:
    """What confirmed changes moved of each agreement's own: a load of the seed leaves it alone."""
    found: dict[str, set[str]] = {}
    for change in GoalpostChange.objects.confirmed():
        moved = set(change.before.changed(change.after)) & set(OWN)
        found.setdefault(change.agreement_id, set()).update(moved)
    return found


def facts(change: GoalpostChange) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a change moved, before and after, as the ledger keeps it: figures as text."""
    before, after = change.before, change.after
    names = before.changed(after)
    old = {name: _text(getattr(before, name)) for name in names}
    new = {name: _text(getattr(after, name)) for name in names}
    decision = {
        "agreement": change.agreement_id,
        "decision": change.decision,
        "decision_code": change.decision_code,
        "decision_on": str(change.decision_on),
        "reason": change.reason,
    }
    return old, new | decision


# -- pieces ----------------------------------------------------------------------------------


def _cleaned(to: Goalposts) -> Goalposts:
    title = " ".join((to.title or "").split()) or None
    return replace(to, title=title, target_unit=to.target_unit.strip())


def _save(change: GoalpostChange) -> None:
    """Save; a refusal names the form's field, not the column."""
    try:
        save(change)
    except DomainError as error:
        field = error.field.removeprefix("after_")
        raise DomainError(error, field=field) from error


def _check_dates(to: Goalposts) -> None:
    if to.baseline_on and to.baseline_on >= to.deadline:
        raise DomainError(
            _("La línea base debe ser anterior al plazo de la meta, el %(day)s.")
            % {"day": formats.day(to.deadline)},
            field="baseline_on",
        )


def _check_decision(change: GoalpostChange) -> None:
    if change.decision_on > timezone.localdate():
        raise DomainError(
            _("La decisión no puede ser posterior a hoy: solo se registra lo ya decidido."),
            field="decision_on",
        )
    if change.decision == GoalpostChange.Decision.SESSION and change.decision_code:
        try:
            subjects.find(f"SESSION:{change.decision_code}")
        except DomainError as error:
            raise DomainError(
                _(
                    "No hay una sesión pública «%(code)s»: escriba su código, como S-0001; "
                    "su acta debe estar aprobada."
                )
                % {"code": change.decision_code[:40]},
                field="decision_code",
            ) from error


def _pending(pk: int) -> GoalpostChange:
    """A proposed change, its agreement and itself locked."""
    found = GoalpostChange.objects.filter(pk=pk).first()
    if found is None:
        raise Unknown(_("Ese cambio de metas no existe."))
    agreement = lock_agreement(found.agreement_id)
    row = GoalpostChange.objects.select_for_update().get(pk=pk)
    if row.state != State.PENDING:
        raise Conflict(
            _("El cambio %(code)s ya está resuelto: %(state)s.")
            % {"code": row.code, "state": State(row.state).label.lower()}
        )
    row.agreement = agreement
    return row


def _check_other(row: GoalpostChange, by: User) -> None:
    if row.proposed_by_id == by.pk:
        raise DomainError(
            _("Quien propuso el cambio no puede resolverlo: corresponde a otra persona.")
        )


def _decide(row: GoalpostChange, state: State, by: User) -> None:
    row.state, row.decided_by, row.decided_at = state, by, timezone.now()
    _save(row)


def _record(verb: str, change: GoalpostChange, by: User, reason: str = "") -> None:
    old, new = facts(change)
    ledger.append(verb=verb, object_code=change.code, by=by, old=old, new=new, reason=reason)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
