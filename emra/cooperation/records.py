"""Every record of cooperation in one list: covenants and bilateral projects."""

from collections.abc import Callable, Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from emra.cooperation import bilateral_records, queries
from emra.cooperation.readmodel import BILATERAL, COVENANT, IN_FORCE, OVER, CovenantView, Record
from emra.ledger.four_eyes import Origin


def covenants(today: date) -> tuple[Record, ...]:
    return tuple(map(_of_covenant, queries.covenants(today)))


# Each gives its records as they stand on a day; the list shows them in this order.
PROVIDERS: tuple[Callable[[date], Sequence[Record]], ...] = (
    covenants,
    bilateral_records.records,
)


KINDS = (COVENANT, BILATERAL)


def records(today: date, kind: str = "") -> tuple[Record, ...]:
    """All of them, or those of a kind."""
    return tuple(row for provider in PROVIDERS for row in provider(today) if kind in ("", row.kind))


def state_name(state: str) -> str:
    return {IN_FORCE: _("Vigente"), OVER: _("Terminado")}[state]


def _of_covenant(row: CovenantView) -> Record:
    return Record(
        code=row.code,
        kind=COVENANT,
        name=row.name,
        partners=tuple(party.name for party in row.signers),
        starts=row.starts,
        ends=row.ends,
        # Years and months as they are stated: how many months lie between is not.
        months=None,
        amount=row.amount.value if row.amount else None,
        unit=row.amount.unit if row.amount else None,
        state=row.state,
        state_name=state_name(row.state),
        path=row.path,
        # A document's sheet has the day it was loaded: that is no news of the covenant.
        updated_on=None if row.origin == Origin.SOURCE else timezone.localdate(row.approved_at),
    )
