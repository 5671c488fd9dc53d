"""How the lines of action go: what is said of a line is added, never changed."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.lib.errors import Unknown
from emra.lib.records import save
from emra.strategy.models import LineOfAction, LineState


@dataclass(frozen=True)
class FollowUp:
    """What is said of a line: its state, and what backs it (a link, or a kept file)."""

    state: str
    percent: Decimal | None = None
    note: str = ""
    link: str = ""
    sha256: str = ""
    extension: str = ""


def record_follow_up(*, line: str, follow_up: FollowUp, reference: str, by: User) -> LineState:
    """Add the state of a line of action, in force from now on.

    `reference` names what says so, as "comision-1 2026-T2". Raises Unknown, Forbidden or
    DomainError (with `field`).
    """
    require_role_of(by, Role.CLUSTER)
    with transaction.atomic():
        row = _row(line, follow_up, reference, by)
        before = row.line.states.order_by("-id").first()
        save(row)
        ledger.append(
            verb="line.followed",
            object_code=line,
            by=by,
            old=facts(before) if before else None,
            new=facts(row),
        )
    return row


def facts(row: LineState) -> dict[str, Any]:
    """A state as the ledger keeps it: figures as text, unknown as null."""
    return {
        "state": row.state,
        "percent": None if row.percent is None else f"{row.percent:.2f}",
        "note": row.note,
        "link": row.link,
        "sha256": row.sha256,
        "reference": row.reference,
    }


def _row(line: str, follow_up: FollowUp, reference: str, by: User) -> LineState:
    found = LineOfAction.objects.filter(code=line).first()
    if found is None:
        raise Unknown(_("No existe la línea de acción «%(code)s».") % {"code": line}, field="line")
    values = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in asdict(follow_up).items()
    }
    return LineState(line=found, reference=reference, recorded_at=timezone.now(), by=by, **values)
