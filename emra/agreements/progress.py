"""Progress toward a target, the path expected of it, its health and its projection.

Pure rules: values and dates come in, frozen results go out; no clock and no database. A measure
that cannot be computed says why instead of giving a zero, a reading whose cut-off date is unknown
is judged at both ends of what is known, and a projection is made only where there are enough
readings to carry it, always with its interval.
"""

import enum
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, sqrt
from statistics import NormalDist, median
from typing import Final

from emra.lib import formats
from emra.lib.percent import EXACT, HIGHEST, LOWEST, exact, quantise
from emra.lib.speech import gettext as _

STRATEGY_START: Final = date(2023, 1, 1)
DEFAULT_TARGET_YEAR: Final = 2030

# How far, in percentage points, a reading may fall below the expected path.
AT_RISK_GAP: Final = Decimal(10)
LATE_GAP: Final = Decimal(25)

MINIMUM_POINTS: Final = 3
CONFIDENCE: Final = 0.90
DAYS_PER_YEAR: Final = Fraction(1461, 4)

NO_BASELINE: Final = "no baseline"
NO_TARGET: Final = "no target"
NO_VALUE: Final = "no value"
BASELINE_EQUALS_TARGET: Final = "baseline equals target"
UNDEFINED_TEXT: Final = {
    NO_BASELINE: "No se puede calcular el avance: falta la línea base.",
    NO_TARGET: "No se puede calcular el avance: falta la meta.",
    NO_VALUE: "No se puede calcular el avance: falta el valor medido.",
    BASELINE_EQUALS_TARGET: ("No se puede calcular el avance: la línea base es igual a la meta."),
}


class Health(enum.Enum):
    """How a percentage stands against the path expected of it."""

    ON_TRACK = "ON_TRACK"
    AT_RISK = "AT_RISK"
    LATE = "LATE"
    NO_DATA = "NO_DATA"
    DONE = "DONE"


HEALTH_TEXT: Final = {
    Health.ON_TRACK: "Según lo esperado",
    Health.AT_RISK: "En riesgo",
    Health.LATE: "Atrasado",
    Health.NO_DATA: "Sin dato",
    Health.DONE: "Cumplido",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of the way from baseline to target is covered.

    `percent` is not limited to 0-100; when it is None, `undefined` holds a key of
    `UNDEFINED_TEXT`, otherwise it is empty.
    """

    percent: Decimal | None
    undefined: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The health of a reading and the expected percentages it was compared with.

    `expected_low` and `expected_high` are those of the first and the last possible cut-off date;
    `reason` is a Spanish sentence when the health is NO_DATA, otherwise empty.
    """

    expected_low: Decimal
    expected_high: Decimal
    health: Health
    reason: str


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the readings lead at the target date if their trend goes on.

    Attributes
    ----------
    slope_per_year : Decimal or None
        Percentage points a year; None when there is no projection.
    percent_at_target, lower, upper : Decimal or None
        The trend line at 31 December of the target year and its 90 % interval, not limited to
        0-100. None without a projection or when that day is not after the last reading; the
        bounds are also None when so few readings do not bound the interval (see `shown`).
    reaches_on : date or None
        First day on which a rising line is at 100 or more; None when it does not rise, or so
        slowly that the calendar ends before.
    n : int
        Number of readings.
    text : str
        The result, or why there is none, as a Spanish sentence.
    """

    slope_per_year: Decimal | None
    percent_at_target: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    reaches_on: date | None
    n: int
    text: str

    @property
    def shown(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """Percent, lower and upper limited to 0-100; a missing bound is the end of the scale."""
        if self.percent_at_target is None:
            return None
        return (
            _clamped(self.percent_at_target),
            LOWEST if self.lower is None else _clamped(self.lower),
            HIGHEST if self.upper is None else _clamped(self.upper),
        )


def progress(baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> Progress:
    """Measure the way covered from a baseline to a target, rising or falling.

    percent = 100 (value - baseline) / (target - baseline), rounded half up to 2 decimals. It is
    negative when the value moved away from the target and above 100 when it went beyond it. The
    three values share one unit.

    Raises
    ------
    ValueError
        For a float, NaN or infinity.

    Examples
    --------
    >>> progress(Decimal(100), Decimal(60), Decimal(80))
    Progress(percent=Decimal('50.00'), undefined='')
    """
    if baseline is None:
        return Progress(None, NO_BASELINE)
    if target is None:
        return Progress(None, NO_TARGET)
    if value is None:
        return Progress(None, NO_VALUE)
    start, end, now = exact(baseline), exact(target), exact(value)
    if start == end:
        return Progress(None, BASELINE_EQUALS_TARGET)
    with localcontext(EXACT):
        return Progress(quantise(HIGHEST * (now - start) / (end - start)), "")


def expected(
    on: date, *, start: date = STRATEGY_START, target_year: int = DEFAULT_TARGET_YEAR
) -> Decimal:
    """Percentage expected on a day: linear in days, 0 at `start`, 100 at 31 December.

    100 (on - start) / (end - start), limited to 0-100, rounded half up to 2 decimals; `end` is
    31 December of `target_year`.

    Raises
    ------
    ValueError
        When `start` is not before the end.
    """
    end = _deadline(target_year)
    if start >= end:
        raise ValueError(f"start {start} is not before the target date {end}")
    share = Fraction((on - start).days, (end - start).days)
    return _clamped(_rounded(100 * share))


def health(percent: Decimal | None, expected: Decimal) -> Health:
    """Judge a percentage against the expected one.

    DONE from 100; ON_TRACK down to `AT_RISK_GAP` points below the expected; AT_RISK down to
    `LATE_GAP` points below; LATE beyond. NO_DATA when there is no percentage.
    """
    if percent is None:
        return Health.NO_DATA
    if percent >= HIGHEST:
        return Health.DONE
    if percent >= expected - AT_RISK_GAP:
        return Health.ON_TRACK
    if percent >= expected - LATE_GAP:
        return Health.AT_RISK
    return Health.LATE


def assess(
    percent: Decimal | None,
    *,
    first: date,
    last: date,
    target_year: int = DEFAULT_TARGET_YEAR,
    start: date = STRATEGY_START,
) -> Assessment:
    """Judge a reading whose cut-off date is only known to lie from `first` to `last`.

    The expected percentage never falls, so when both ends give the same health every day between
    them does. When they differ the health is NO_DATA and the reason names both; `first == last`
    is a known date.

    Raises
    ------
    ValueError
        When `first` is after `last`, or `start` is not before the target date.
    """
    if first > last:
        raise ValueError(f"first {first} is after last {last}")
    low = expected(first, start=start, target_year=target_year)
    high = expected(last, start=start, target_year=target_year)
    best, worst = health(percent, low), health(percent, high)
    if best is Health.NO_DATA:
        return Assessment(low, high, Health.NO_DATA, formats.no_data())
    if best is worst:
        return Assessment(low, high, best, "")
    reason = _(
        "fecha de corte desconocida: al %(first)s sería «%(best)s» y al %(last)s sería «%(worst)s»"
    ) % {
        "first": formats.day(first),
        "best": _(HEALTH_TEXT[best]),
        "last": formats.day(last),
        "worst": _(HEALTH_TEXT[worst]),
    }
    return Assessment(low, high, Health.NO_DATA, reason)


def projection(
    points: Sequence[tuple[date, Decimal]], *, target_year: int = DEFAULT_TARGET_YEAR
) -> Projection:
    """Project dated percentages to the target date with the Theil-Sen line.

    Slope: median of the slopes of all pairs; intercept: median of y - slope x (in days). Interval
    of 90 %: the slopes of rank (N - C)/2 and (N + C)/2 + 1 of the N pairs, to the nearest whole
    rank, with C = z sqrt(Var S) and Kendall's Var S = (n (n-1) (2n+5) - sum t (t-1) (2t+5)) / 18,
    t being the sizes of the groups of equal percentages; each bound is the line with that slope
    and its own median intercept. Source: Sen (1968), "Estimates of the regression coefficient
    based on Kendall's tau", JASA 63:1379-1389. Three readings give no rank 1: their interval is
    not bounded.

    Parameters
    ----------
    points : sequence of (date, Decimal)
        Cut-off date and percentage, in any order.
    target_year : int
        The line is read at 31 December of this year.

    Returns
    -------
    Projection
        Without values when there are fewer than three points or two share a date.

    Raises
    ------
    ValueError
        For a float, NaN or infinity among the percentages.
    """
    n = len(points)
    line = [(day.toordinal(), Fraction(exact(percent))) for day, percent in points]
    line.sort()
    dates = len({x for x, _y in line})
    if n < MINIMUM_POINTS:
        return _no_projection(n, _("sin proyección: %(readings)s") % {"readings": _readings(n)})
    if dates < n:
        text = _("sin proyección: %(readings)s en solo %(dates)s fechas distintas")
        return _no_projection(n, text % {"readings": _readings(n), "dates": dates})
    slopes = sorted(
        (y2 - y1) / (x2 - x1) for i, (x1, y1) in enumerate(line) for x2, y2 in line[i + 1 :]
    )
    slope = median(slopes)
    low_slope, high_slope = _slope_interval(slopes, [y for _x, y in line])
    deadline = _deadline(target_year)
    ahead = deadline.toordinal() > line[-1][0]
    found = Projection(
        slope_per_year=_rounded(slope * DAYS_PER_YEAR),
        percent_at_target=_line_at(line, slope, deadline) if ahead else None,
        lower=_line_at(line, low_slope, deadline) if ahead else None,
        upper=_line_at(line, high_slope, deadline) if ahead else None,
        reaches_on=_reaches_on(line, slope),
        n=n,
        text="",
    )
    return replace(found, text=_projection_text(found, deadline))


def _slope_interval(
    slopes: Sequence[Fraction], values: Sequence[Fraction]
) -> tuple[Fraction | None, Fraction | None]:
    n = len(values)
    ties = sum(t * (t - 1) * (2 * t + 5) for t in Counter(values).values())
    variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
    width = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * sqrt(variance)
    low_rank = round((len(slopes) - width) / 2)
    high_rank = round((len(slopes) + width) / 2) + 1
    return (
        slopes[low_rank - 1] if low_rank >= 1 else None,
        slopes[high_rank - 1] if high_rank <= len(slopes) else None,
    )


def _intercept(line: Sequence[tuple[int, Fraction]], slope: Fraction) -> Fraction:
    return median(y - slope * x for x, y in line)


def _line_at(
    line: Sequence[tuple[int, Fraction]], slope: Fraction | None, day: date
) -> Decimal | None:
    if slope is None:
        return None
    return _rounded(_intercept(line, slope) + slope * day.toordinal())


def _reaches_on(line: Sequence[tuple[int, Fraction]], slope: Fraction) -> date | None:
    if slope <= 0:
        return None
    ordinal = ceil((100 - _intercept(line, slope)) / slope)
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _projection_text(found: Projection, deadline: date) -> str:
    hundred, ninety = formats.percent(100, 0), formats.percent(90, 0)
    shown = found.shown
    if shown is None:
        text = _("El plazo (%(day)s) no es posterior al último de %(n)s datos") % {
            "day": formats.day(deadline),
            "n": found.n,
        }
    else:
        percent, lower, upper = map(formats.percent, shown)
        bounded = found.lower is not None and found.upper is not None
        text = (
            _(
                "Con %(n)s datos, la tendencia lleva a %(percent)s al %(day)s (intervalo de "
                "%(ninety)s: de %(lower)s a %(upper)s)"
            )
            if bounded
            else _(
                "Con %(n)s datos, la tendencia lleva a %(percent)s al %(day)s (intervalo de "
                "%(ninety)s: de %(lower)s a %(upper)s, no acotado por haber tan pocos datos)"
            )
        ) % {
            "n": found.n,
            "percent": percent,
            "day": formats.day(deadline),
            "ninety": ninety,
            "lower": lower,
            "upper": upper,
        }
    if found.reaches_on is not None:
        reached = _("%(text)s; la recta alcanza %(hundred)s el %(day)s.")
        return reached % {
            "text": text,
            "hundred": hundred,
            "day": formats.day(found.reaches_on),
        }
    if found.percent_at_target is not None and found.percent_at_target >= HIGHEST:
        return f"{text}."
    short = _("%(text)s; con esa tendencia no se alcanza %(hundred)s.")
    return short % {"text": text, "hundred": hundred}


def _no_projection(n: int, text: str) -> Projection:
    return Projection(None, None, None, None, None, n, text)


def _readings(n: int) -> str:
    return _("1 dato") if n == 1 else _("%(n)s datos") % {"n": n}


def _deadline(target_year: int) -> date:
    return date(target_year, 12, 31)


def _clamped(percent: Decimal) -> Decimal:
    return quantise(min(max(percent, LOWEST), HIGHEST))


def _rounded(value: Fraction) -> Decimal:
    return quantise(EXACT.divide(Decimal(value.numerator), Decimal(value.denominator)))
