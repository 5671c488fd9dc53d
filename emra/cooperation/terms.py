"""When a covenant begins and ends, as it is stated, and when its evaluations are due. Pure.

A term is kept as the source or the person states it: a year, "1998", or a month, "2000-02". An
empty text is an end, or a beginning, that is not stated.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from emra.lib import formats
from emra.lib.speech import gettext as _

PATTERN: Final = r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?\Z"
NOT_STATED: Final = "no indicado"


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when a covenant holds; "" where it is not stated."""

    starts: str
    ends: str

    def __post_init__(self) -> None:
        for text in (self.starts, self.ends):
            if text and not re.match(PATTERN, text):
                raise ValueError(f"expected a year or a month as 2000-02, got {text!r}")

    @property
    def in_order(self) -> bool:
        """Whether it can end when it says; a part that is not stated contradicts nothing."""
        if not (self.starts and self.ends):
            return True
        return first_day(self.starts) <= last_day(self.ends)

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed; without a stated end it goes on."""
        return bool(self.ends) and last_day(self.ends) < today


def first_day(text: str) -> date:
    """
    >>> first_day("1998"), first_day("2000-02")
    (datetime.date(1998, 1, 1), datetime.date(2000, 2, 1))
    """
    year, _dash, month = text.partition("-")
    return date(int(year), int(month or 1), 1)


def last_day(text: str) -> date:
    """
    >>> last_day("1998"), last_day("2000-02")
    (datetime.date(1998, 12, 31), datetime.date(2000, 2, 29))
    """
    year, _dash, month = text.partition("-")
    number = int(month or 12)
    return date(int(year), number, monthrange(int(year), number)[1])


def written(text: str) -> str:
    """A year or a month as people write it.

    >>> written("1998"), written("2000-02"), written("")
    ('1998', 'febrero de 2000', 'no indicado')
    """
    year, _dash, month = text.partition("-")
    return formats.month_of_year(year, int(month)) if month else (year or _(NOT_STATED))


def due_days(first: date, every_months: int, *, ends: str, until: date) -> tuple[date, ...]:
    """The days evaluations are due: from the first on, until `until` or the covenant's end.

    The first that falls after `until` is given too, where the covenant still holds then.

    Raises
    ------
    ValueError
        When `every_months` is less than 1.

    Examples
    --------
    >>> due_days(date(2026, 1, 31), 1, ends="", until=date(2026, 2, 15))
    (datetime.date(2026, 1, 31), datetime.date(2026, 2, 28))
    """
    if every_months < 1:
        raise ValueError(f"every_months is at least 1, got {every_months}")
    last = last_day(ends) if ends else None
    found: list[date] = []
    for day in _every(first, every_months):
        if last and day > last:
            break
        found.append(day)
        if day > until:
            break
    return tuple(found)


def _every(first: date, months: int) -> Iterator[date]:
    """The same day of the month again and again; the last one of a month that is shorter."""
    count = first.year * 12 + first.month - 1
    while count < 9999 * 12:
        year, month = divmod(count, 12)
        yield date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))
        count += months
