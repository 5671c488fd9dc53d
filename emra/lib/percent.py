"""Averages of percentages some of which are unknown.

A reading is a number from 0 to 100 or a typed absence; zero and unknown are never merged. Every
average is given at once under the two rules in use, with the bounds that the unknown readings
allow and with the counts a reader needs to judge it. The arithmetic is decimal and rounds half
up, once, at the end. Nothing here knows of the database, the clock or the language of the page.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Final, TypeAlias

RULE: Final = "UNKNOWN_AS_ZERO"
RULE_TEXT: Final = "los acuerdos sin dato cuentan como 0; los que no aplican salen del denominador"

LOWEST: Final = Decimal(0)
HIGHEST: Final = Decimal(100)

# Own precision, so that no caller's decimal context can change a published figure.
EXACT: Final = Context(prec=60, rounding=ROUND_HALF_UP)


class Absence(enum.Enum):
    """Why a reading has no number."""

    NO_DATA = "NO_DATA"
    NOT_APPLICABLE = "NOT_APPLICABLE"


Reading: TypeAlias = Decimal | Absence


@dataclass(frozen=True, slots=True)
class Average:
    """The mean of a group of readings, in percent, with what is needed to read it honestly.

    Attributes
    ----------
    mean_zero : Decimal or None
        Unknown readings count as 0 (`RULE`); None when nothing is applicable.
    mean_reported : Decimal or None
        Mean of the numeric readings alone; None when there is none.
    lower, upper : Decimal or None
        The mean if every unknown were 0, and if every unknown were 100.
    reported, applicable, total : int
        Numeric readings; all but NOT_APPLICABLE; all.
    rule : str
        The code of the rule behind `mean_zero`.
    """

    mean_zero: Decimal | None
    mean_reported: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    reported: int
    applicable: int
    total: int
    rule: str

    @property
    def n_of_total(self) -> str:
        """Reported over applicable readings, as `4/5`."""
        return f"{self.reported}/{self.applicable}"


def exact(value: Decimal | int) -> Decimal:
    """Return `value` as a finite Decimal.

    Raises
    ------
    ValueError
        For a float (its decimals are not what was written), a boolean, None, NaN or infinity.
    """
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise ValueError(f"expected Decimal or int, got {type(value).__name__}: {value!r}")
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"expected a finite number, got {value!r}")
    return number


def quantise(value: Decimal, places: int = 2) -> Decimal:
    """Round half up (away from zero) to `places` decimals; never gives a negative zero.

    Raises
    ------
    ValueError
        For anything but a finite Decimal or int.

    Examples
    --------
    >>> quantise(Decimal("0.015"))
    Decimal('0.02')
    """
    return _shorten(value, places, ROUND_HALF_UP)


def cut(value: Decimal, places: int) -> Decimal:
    """Drop the decimals after the first `places` (toward zero); never gives a negative zero.

    Raises
    ------
    ValueError
        For anything but a finite Decimal or int.

    Examples
    --------
    >>> cut(Decimal("11.50"), 0)
    Decimal('11')
    """
    return _shorten(value, places, ROUND_DOWN)


def average(readings: Sequence[Reading | int]) -> Average:
    """Average percentages of which some are unknown or do not apply.

    With S the sum of the k numeric readings and n the applicable ones: mean_zero = lower = S/n,
    mean_reported = S/k, upper = (S + 100 (n - k))/n, each rounded half up to 2 decimals. The rule
    of `mean_zero` is the one that gives back the source's own dimension averages.

    Parameters
    ----------
    readings : sequence of Decimal, int or Absence
        Percentages from 0 to 100, or the reason why there is none.

    Raises
    ------
    ValueError
        For a percentage outside 0-100, a NaN, a float, None or any other type.

    Examples
    --------
    >>> social = average([25, 31, 12, 17, Absence.NO_DATA])
    >>> social.mean_zero, social.mean_reported, social.upper, social.n_of_total
    (Decimal('17.00'), Decimal('21.25'), Decimal('37.00'), '4/5')
    """
    numbers = [_percentage(reading) for reading in readings if not isinstance(reading, Absence)]
    applicable = sum(1 for reading in readings if reading is not Absence.NOT_APPLICABLE)
    reported = len(numbers)
    with localcontext(EXACT):
        known = sum(numbers, LOWEST)
        at_most = known + HIGHEST * (applicable - reported)
    mean_zero = _mean(known, applicable)
    return Average(
        mean_zero=mean_zero,
        mean_reported=_mean(known, reported),
        lower=mean_zero,
        upper=_mean(at_most, applicable),
        reported=reported,
        applicable=applicable,
        total=len(readings),
        rule=RULE,
    )


def _percentage(reading: Decimal | int) -> Decimal:
    number = exact(reading)
    if not LOWEST <= number <= HIGHEST:
        raise ValueError(f"a percentage lies in 0-100, got {reading!r}")
    return number


def _mean(total: Decimal, count: int) -> Decimal | None:
    return quantise(EXACT.divide(total, Decimal(count))) if count else None


def _shorten(value: Decimal, places: int, rounding: str) -> Decimal:
    number = exact(value)
    # Enough digits for any size of number: quantize refuses a result longer than its context.
    context = Context(prec=max(EXACT.prec, number.adjusted() + places + 2))
    short = number.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=context)
    return short if short else abs(short)
