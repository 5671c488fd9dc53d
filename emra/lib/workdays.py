"""Working days of Chile: Monday to Friday, without the public holidays. Pure.

The holidays come from the `holidays` library (national ones and those of Antofagasta). The 31st of
December, a holiday of the banks alone, is a working day; no Saturday is, as in the periods of the
administration (Ley 19.880, art. 25).
"""

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def is_workday(day: date) -> bool:
    """Whether offices work that day.

    Examples
    --------
    >>> is_workday(date(2026, 9, 17)), is_workday(date(2026, 9, 18))
    (True, False)
    """
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def add_workdays(day: date, n: int) -> date:
    """The n-th working day after `day`; with 0 the day itself, or the next one that is worked.

    Examples
    --------
    >>> add_workdays(date(2026, 9, 17), 1), add_workdays(date(2026, 9, 18), 0)
    (datetime.date(2026, 9, 21), datetime.date(2026, 9, 21))
    """
    if n < 0:
        raise ValueError("n counts forward: it cannot be negative.")
    found = day
    while n:
        found += timedelta(days=1)
        n -= is_workday(found)
    while not is_workday(found):
        found += timedelta(days=1)
    return found


def workdays_between(a: date, b: date) -> int:
    """Working days after `a` up to and with `b`; negative where `b` lies before `a`.

    Examples
    --------
    >>> workdays_between(date(2026, 9, 17), date(2026, 9, 22))
    2
    """
    if b < a:
        return -workdays_between(b, a)
    days = ((a + timedelta(days=past)) for past in range(1, (b - a).days + 1))
    return sum(is_workday(day) for day in days)


@cache
def _holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("CL", subdiv="AN", years=year))
