"""What the secretariat decides of the plan: when a campaign runs, what a month needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.communications import months
from emra.communications.models import (
    Campaign,
    ContentKind,
    Format,
    QuotaLine,
    QuotaVersion,
    Theme,
)
from emra.ledger import actions as ledger
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import check, save
from emra.strategy.models import Objective

MODELS: dict[str, type[Model]] = {
    "format": Format,
    "kind": ContentKind,
    "objective": Objective,
}
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Limits:
    """How many a month needs of what `target` names: (format | kind | objective, its code)."""

    target: tuple[str, str]
    minimum: int
    maximum: int | None = None


def schedule_campaign(
    *,
    number: int,
    starts_on: date | None,
    ends_on: date | None,
    objective: str,
    theme: str,
    by: User,
    expected: int | None = None,
) -> Campaign:
    """Set a campaign's dates and what it is about; without dates it is "por programar" again."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = Campaign.objects.select_for_update(of=("self",)).filter(number=number).first()
        if row is None:
            raise Unknown(_("No existe la campaña «%(n)s».") % {"n": number})
        if expected is not None and row.lock_version != expected:
            raise Conflict(_("Otra persona cambió esta campaña mientras usted la editaba."))
        old = _campaign_facts(row)
        row.starts_on, row.ends_on = starts_on, ends_on
        row.objective = _named(Objective, objective, "objective")
        row.theme = _named(Theme, theme, "theme")
        row.lock_version += 1
        save(row)
        ledger.append(
            verb="campaign.scheduled",
            object_code=f"campana-{row.number}",
            by=by,
            old=old,
            new=_campaign_facts(row),
        )
    return row


def set_quotas(*, valid_from: date, lines: Sequence[Limits], reason: str, by: User) -> QuotaVersion:
    """Write a new version of the monthly quotas, from a month on that has not ended.

    Raises DomainError (with `field`) for a past month, no line, a repeated target, a maximum
    below its minimum.
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        ledger.serialise()
        _check_version(valid_from, lines, reason)
        last = QuotaVersion.objects.order_by("-number").first()
        version = QuotaVersion(
            number=last.number + 1 if last else 1,
            valid_from=valid_from,
            reason=reason.strip(),
            set_by=by,
            set_at=timezone.now(),
        )
        save(version, force_insert=True)
        for limits in lines:
            name, key = limits.target
            line = QuotaLine(version=version, minimum=limits.minimum, maximum=limits.maximum)
            setattr(line, name, _named(MODELS[name], key, name))
            try:
                check(line)
            except DomainError as error:
                raise DomainError(str(error), field=f"{name}-{key}") from error
            line.save()
        ledger.append(
            verb="quota.set",
            object_code=f"cuotas-{version.number}",
            by=by,
            new={
                "valid_from": months.code(valid_from),
                **{
                    f"{limits.target[0]}:{limits.target[1]}": [limits.minimum, limits.maximum]
                    for limits in lines
                },
            },
            reason=version.reason,
        )
    return version


def _check_version(valid_from: date, lines: Sequence[Limits], reason: str) -> None:
    if valid_from < months.of(timezone.localdate()):
        raise DomainError(
            _("%(month)s ya terminó: la cuota de un mes pasado no se cambia.")
            % {"month": months.name(valid_from).capitalize()},
            field="valid_from",
        )
    if not lines:
        raise DomainError(_("Escriba al menos una cuota."))
    if not reason.strip():
        raise DomainError(_("Explique por qué cambian las cuotas."), field="reason")
    seen: set[tuple[str, str]] = set()
    for limits in lines:
        field = "-".join(limits.target)
        if limits.target in seen:
            raise DomainError(_("La misma cuota aparece dos veces."), field=field)
        seen.add(limits.target)
        if limits.minimum < 0 or (limits.maximum or 0) < 0:
            raise DomainError(_("Una cuota no puede ser negativa."), field=field)
        if limits.minimum == 0 and limits.maximum is None:
            raise DomainError(_("Una cuota de 0 o más no pide nada: déjela vacía."), field=field)


def _named(model: type[Row], key: str, field: str) -> Row | None:
    """A row of the plan by its code, None for an empty one; raises DomainError."""
    if not key:
        return None
    row = model._default_manager.filter(pk=key).first()
    if row is None:
        raise DomainError(_("«%(key)s» no está en el plan.") % {"key": key[:30]}, field=field)
    return row


def _campaign_facts(row: Campaign) -> dict[str, str | None]:
    return {
        "starts_on": str(row.starts_on) if row.starts_on else None,
        "ends_on": str(row.ends_on) if row.ends_on else None,
        "objective": row.objective_id,
        "theme": row.theme_id,
    }
