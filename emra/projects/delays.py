"""What was planned against what happened, in calendar days. Pure."""

from dataclasses import dataclass
from datetime import date

NO_PLAN, AHEAD, OVERDUE, DONE = "NO_PLAN", "AHEAD", "OVERDUE", "DONE"


@dataclass(frozen=True, slots=True)
class Deviation:
    """How something stands against its planned day.

    `days` are those of delay: up to today while it is overdue, up to the day it happened once it
    is done (negative where it happened earlier); None where nothing was planned or it is not due.
    """

    state: str
    days: int | None

    @property
    def planned(self) -> bool:
        return self.state in (AHEAD, OVERDUE) or self.days is not None

    @property
    def overdue(self) -> bool:
        return self.state == OVERDUE


def against_plan(planned: date | None, happened: date | None, today: date) -> Deviation:
    """
    Examples
    --------
    >>> against_plan(date(2026, 3, 1), None, date(2026, 3, 11))
    Deviation(state='OVERDUE', days=10)
    >>> against_plan(date(2026, 3, 1), date(2026, 2, 27), date(2026, 3, 11))
    Deviation(state='DONE', days=-2)
    """
    if happened is not None:
        return Deviation(DONE, None if planned is None else (happened - planned).days)
    if planned is None:
        return Deviation(NO_PLAN, None)
    if planned < today:
        return Deviation(OVERDUE, (today - planned).days)
    return Deviation(AHEAD, None)
