"""The history of the dates and the costs of a project: what each was, what it became, and why.

A day that is told for the first time is no change; neither is the exit from a stage that was
open, nor a milestone that is met. A cost that was unknown and is told is one.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.lib import formats
from emra.lib.money import Amount
from emra.projects.changes import label
from emra.projects.models import FundingLine
from emra.projects.models.parts import Part
from emra.projects.readmodel import COST, DATE, ChangeView
from emra.projects.versions import Known, Versions, at


def of_project(known: Known, code: str, name: str) -> tuple[ChangeView, ...]:
    """The changes of a project, the latest first."""
    found = [
        *_dates(known, code),
        *_steps(known.milestones, code, "planned_on", "done_on"),
        *_dropped(known.milestones, code, "planned_on"),
        *_dropped(known.passages, code, "entered_on"),
        *_steps(known.passages, code, "entered_on", "left_on"),
        *_costs(known, code),
    ]
    rows = [_view(code, name, move) for move in found]
    return tuple(sorted(rows, key=lambda row: (row.at, row.entry), reverse=True))


def amount_of(row: FundingLine) -> Amount | None:
    """What a line of money says, None where it gives no amount."""
    return None if row.amount is None else Amount(row.amount, row.unit)


class Move(NamedTuple):
    """A version beside the one it took the place of: a day that moved, or an amount."""

    kind: str
    row: Part
    what: str
    before: str
    after: str
    days: int | None = None
    difference: Amount | None = None


_TIMES: Final = {
    "planned_on": gettext_lazy("previsto"),
    "done_on": gettext_lazy("cumplido"),
    "entered_on": gettext_lazy("entrada"),
    "left_on": gettext_lazy("salida"),
}


def _dates(known: Known, code: str) -> Iterator[Move]:
    for rows in known.dates.of(code).values():
        for before, after in pairwise(rows):
            if before.day != after.day:
                yield _day_moved(after, label(after), before.day, after.day)


def _steps(versions: Versions, code: str, *names: str) -> Iterator[Move]:
    """Days of milestones and stages that were told and became other ones."""
    for rows in versions.of(code).values():
        for before, after in pairwise(rows):
            for name in names:
                was, became = getattr(before, name), getattr(after, name)
                if was is not None and was != became:
                    yield _day_moved(after, f"{label(after)}, {_TIMES[name]}", was, became)


def _dropped(versions: Versions, code: str, name: str) -> Iterator[Move]:
    for rows in versions.of(code).values():
        for before, after in pairwise(rows):
            if after.dropped and not before.dropped:
                was = _day(getattr(before, name))
                yield Move(DATE, after, label(after), was, _("se retira"))


def _costs(known: Known, code: str) -> Iterator[Move]:
    for rows in known.funding.of(code).values():
        for before, after in pairwise(rows):
            was, became = amount_of(before), amount_of(after)
            if after.dropped and not before.dropped:
                yield Move(COST, after, label(after), _money(was), _("se retira"))
            elif was != became:
                said = _money(was), _money(became)
                yield Move(COST, after, label(after), *said, difference=_change(was, became))


def _day_moved(row: Part, what: str, was: date | None, became: date | None) -> Move:
    moved = (became - was).days if was and became else None
    return Move(DATE, row, what, _day(was), _day(became), days=moved)


def _day(day: date | None) -> str:
    return _("sin fecha") if day is None else formats.day(day)


def _change(was: Amount | None, became: Amount | None) -> Amount | None:
    """None where either is unknown, or they are in different units."""
    if was is None or became is None or was.unit != became.unit:
        return None
    return Amount(became.value - was.value, was.unit)


def _money(amount: Amount | None) -> str:
    return _("sin monto") if amount is None else str(amount)


def _view(code: str, name: str, move: Move) -> ChangeView:
    entry = move.row.entry
    return ChangeView(
        project=code,
        project_name=name,
        kind=move.kind,
        what=move.what,
        before=move.before,
        after=move.after,
        days=move.days,
        difference=move.difference,
        reason=move.row.reason,
        entry=entry.code,
        at=at(entry),
        office=entry.author.public_office if entry.author else "",
    )
