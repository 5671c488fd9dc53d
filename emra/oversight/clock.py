"""The clock of an answer, in working days of Chile. Pure: the days are passed in."""

from collections.abc import Iterable
from datetime import date
from statistics import median
from typing import Final

from emra.lib.workdays import add_workdays, workdays_between

# As the law of access to information has it for a public body (Ley 20.285, artículo 14).
ANSWER_DAYS: Final = 20
EXTENSION_DAYS: Final = 10


def due(received_on: date) -> date:
    """The last day to answer what was received on a day; that day itself does not count."""
    return add_workdays(received_on, ANSWER_DAYS)


def extended(due_on: date) -> date:
    """The last day after the one extension there may be."""
    return add_workdays(due_on, EXTENSION_DAYS)


def taken(received_on: date, answered_on: date) -> int:
    """The working days an answer took."""
    return workdays_between(received_on, answered_on)


def typical(days: Iterable[int]) -> float | None:
    """The median; None where nothing was answered."""
    known = list(days)
    return float(median(known)) if known else None
