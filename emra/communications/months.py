"""Months and the plan's years, April to March. Pure: the day is passed in."""

import re
from datetime import date
from typing import Final

from emra.lib.formats import month_name, month_of_year
from emra.lib.speech import gettext as _

PLAN_STARTS: Final = 4
FIRST_YEAR, LAST_YEAR = 2023, 2050
FIRST_PLAN, LAST_PLAN = FIRST_YEAR - 1, LAST_YEAR  # the plans that hold those years
_CODE = re.compile(r"([0-9]{4})-([0-9]{2})")


class NotAMonth(ValueError):
    """The text names no month of a plan of the strategy; the sentence says how to write one."""


def of(day: date) -> date:
    """A month is its first day."""
    return day.replace(day=1)


def parse(text: str) -> date:
    """Read `2026-05`.

    Raises
    ------
    NotAMonth
        For anything else, and outside the plans that hold 2023-2050.
    """
    match = _CODE.fullmatch(text.strip())
    if match:
        year, month = int(match[1]), int(match[2])
        if 1 <= month <= 12 and year and in_a_plan(date(year, month, 1)):
            return date(year, month, 1)
    raise NotAMonth(
        f"«{text[:20]}» no es un mes: escríbalo como 2026-05, "
        f"entre abril de {FIRST_PLAN} y marzo de {LAST_PLAN + 1}."
    )


def in_a_plan(month: date) -> bool:
    return FIRST_PLAN <= plan_of(month) <= LAST_PLAN


def parse_plan(text: str) -> int:
    """Read the year in which a plan starts: `2026` is April 2026 to March 2027."""
    if re.fullmatch("[0-9]{4}", text.strip()) and FIRST_PLAN <= int(text) <= LAST_PLAN:
        return int(text)
    raise NotAMonth(
        f"«{text[:20]}» no es un año del plan: escríbalo como 2026, "
        f"entre {FIRST_PLAN} y {LAST_PLAN}."
    )


def code(month: date) -> str:
    """
    Examples
    --------
    >>> code(date(2026, 5, 1)), name(date(2026, 5, 1))
    ('2026-05', 'mayo de 2026')
    """
    return f"{month.year:04}-{month.month:02}"


def name(month: date) -> str:
    return month_of_year(month.year, month.month)


def short(month: date) -> str:
    """`may 26`: a column's heading."""
    return f"{month_name(month.month)[:3]} {month.year % 100:02}"


def move(month: date, steps: int) -> date:
    """
    Examples
    --------
    >>> move(date(2026, 12, 1), 1), move(date(2026, 1, 1), -1)
    (datetime.date(2027, 1, 1), datetime.date(2025, 12, 1))
    """
    place = month.year * 12 + month.month - 1 + steps
    return date(place // 12, place % 12 + 1, 1)


def plan_of(day: date) -> int:
    """The year in which the plan that holds a day starts.

    Examples
    --------
    >>> plan_of(date(2026, 3, 31)), plan_of(date(2026, 4, 1))
    (2025, 2026)
    """
    return day.year if day.month >= PLAN_STARTS else day.year - 1


def of_plan(year: int) -> tuple[date, ...]:
    """The twelve months of a plan, April first."""
    return tuple(move(date(year, PLAN_STARTS, 1), steps) for steps in range(12))


def plan_name(year: int) -> str:
    first, last = month_of_year(year, 4), month_of_year(year + 1, 3)
    return _("%(first)s a %(last)s") % {"first": first, "last": last}
