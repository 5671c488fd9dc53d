"""Whether a commitment is late, in working days of Chile. Pure: the day is passed in."""

from dataclasses import dataclass
from datetime import date

from emra.lib.workdays import add_workdays, workdays_between


@dataclass(frozen=True)
class Due:
    """A deadline as of a day: `ends_on` is the working day on which it runs out.

    `left` are the working days until then, negative once it is past.
    """

    ends_on: date
    left: int

    @property
    def late(self) -> int:
        return max(0, -self.left)


def of(due_on: date, today: date) -> Due:
    """A deadline that falls on a day off runs out on the next working day.

    Examples
    --------
    >>> of(date(2026, 9, 18), date(2026, 9, 21)).left, of(date(2026, 9, 17), date(2026, 9, 21)).late
    (0, 1)
    """
    ends_on = add_workdays(due_on, 0)
    return Due(ends_on, workdays_between(today, ends_on))
