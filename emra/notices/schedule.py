"""When a deadline is worth a notice. Pure: the day is passed in."""

from datetime import date
from typing import Final

AHEAD: Final = (7, 2, 0)
LATE_EVERY: Final = 3


def stage(today: date, due_on: date) -> str | None:
    """The last occasion reached: 7 and 2 days before, the day itself, every 3 days after.

    A day on which nothing ran is made up for: the stage stays until the next one.

    Examples
    --------
    >>> stage(date(2026, 7, 8), date(2026, 7, 15)), stage(date(2026, 7, 18), date(2026, 7, 15))
    ('7', 'late-1')
    """
    return stage_of((due_on - today).days)


def stage_of(left: int) -> str | None:
    """The same from the days that are left, of whatever calendar; negative once it is past."""
    if left < 0 and -left >= LATE_EVERY:
        return f"late-{-left // LATE_EVERY}"
    reached = [days for days in AHEAD if max(left, 0) <= days]
    return str(min(reached)) if reached else None


def in_words(today: date, due_on: date) -> str:
    """How far the deadline is: "en 7 días", "hoy", "hace 3 días"."""
    left = (due_on - today).days
    if not left:
        return "hoy"
    days = "1 día" if abs(left) == 1 else f"{abs(left)} días"
    return f"en {days}" if left > 0 else f"hace {days}"
