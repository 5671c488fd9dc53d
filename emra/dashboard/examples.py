"""Each rule of the methodology worked out with the figures of an edition, to redo by hand.

Nothing here computes what is published: it writes out, from published figures, how they came.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from emra.agreements import progress
from emra.agreements import queries as agreements
from emra.agreements import reconciliations as printed
from emra.agreements.models import PublishedValue
from emra.agreements.readmodel import AgreementFigure, Board, DimensionFigure, MeasurementView
from emra.agreements.workings import Working, working
from emra.lib.percent import EXACT, HIGHEST
from emra.sources.queries import ReconciliationView

DIMENSION = "social"
VERDICTS = ("MATCHES", "MATCHES_ROUNDED", "NO_RULE_MATCHES", "NOT_COMPUTABLE")


@dataclass(frozen=True)
class Mean:
    """A dimension's average with its terms, bounds and the Python that gives them again."""

    figure: DimensionFigure
    terms: tuple[AgreementFigure, ...]
    working: Working
    at_most: Decimal
    unknown: int
    file: str
    python: str
    python_upper: str
    prints: str
    prints_upper: str


@dataclass(frozen=True)
class Rounding:
    """An average that has more decimals than are kept."""

    figure: DimensionFigure
    total: Decimal
    raw: Decimal


@dataclass(frozen=True)
class Expected:
    """What was expected of an agreement on a day, in days."""

    on: date
    passed: int
    whole: int
    percent: Decimal
    gap: Decimal


@dataclass(frozen=True)
class Path:
    """An agreement against its expected path: one day, or the ends of a year not told."""

    figure: AgreementFigure
    start: date
    end: date
    days: tuple[Expected, ...]
    python: str


@dataclass(frozen=True)
class Slope:
    """The slope between two readings, in points a year."""

    first: date
    last: date
    per_year: Decimal


@dataclass(frozen=True)
class Projected:
    """The readings of the agreement that has most, and what they give."""

    code: str
    points: tuple[tuple[date, Decimal], ...]
    slopes: tuple[Slope, ...]
    found: progress.Projection


@dataclass(frozen=True)
class Measured:
    """A published measurement, and the agreement it is of."""

    code: str
    measurement: MeasurementView


@dataclass(frozen=True)
class Examples:
    """All of them; None where the edition has nothing to show a rule with."""

    mean: Mean | None
    rounding: Rounding | None
    path: Path | None
    projected: Projected | None
    measured: Measured | None
    verdicts: tuple[ReconciliationView, ...]


def examples(board: Board) -> Examples:
    """The examples of an edition."""
    return Examples(
        mean=_mean(board),
        rounding=_rounding(board),
        path=_path(board),
        projected=_projected(board),
        measured=_measured(board),
        verdicts=_verdicts(),
    )


# -- pieces ----------------------------------------------------------------------------------


def _of(board: Board, dimension: str) -> tuple[AgreementFigure, ...]:
    return tuple(row for row in board.agreements if row.dimension == dimension)


def _mean(board: Board) -> Mean | None:
    figure = next((row for row in board.dimensions if row.code == DIMENSION), None)
    if figure is None or figure.mean_zero is None:
        return None
    terms = tuple(row for row in _of(board, DIMENSION) if row.state != "NOT_APPLICABLE")
    written = working(terms, figure.mean_zero)
    unknown = sum(row.percent is None for row in terms)
    file = f"acuerdos-{board.edition.corte}.csv"
    read = (
        "import csv, pathlib\n"
        f'avances = [f["avance_pct"] for f in csv.DictReader('
        f'pathlib.Path("{file}").read_text("utf-8").splitlines())'
        f' if f["dimension"] == "{DIMENSION}" and f["dato"] != "NOT_APPLICABLE"]\n'
    )
    total = sum(float(row.percent or 0) for row in terms)
    return Mean(
        figure=figure,
        terms=terms,
        working=written,
        at_most=written.total + HIGHEST * unknown,
        unknown=unknown,
        file=file,
        python=f"{read}print(sum(float(a or 0) for a in avances) / len(avances))",
        python_upper=f"{read}print(sum(float(a or 100) for a in avances) / len(avances))",
        prints=str(total / len(terms)),
        prints_upper=str((total + 100 * unknown) / len(terms)),
    )


def _rounding(board: Board) -> Rounding | None:
    """The first average that was rounded."""
    for figure in (*board.dimensions, board.overall):
        terms = board.agreements if figure.code == "all" else _of(board, figure.code)
        known = sum((row.percent for row in terms if row.percent is not None), Decimal(0))
        if not figure.applicable:
            continue
        raw = EXACT.divide(known, Decimal(figure.applicable))
        if raw != figure.mean_zero:
            return Rounding(figure, known, raw)
    return None


def _path(board: Board) -> Path | None:
    """The first agreement with a reading; its start is the one its page is judged by."""
    figure = next((row for row in board.agreements if row.percent is not None), None)
    if figure is None or figure.percent is None:
        return None
    edition = board.edition
    sheet = agreements.sheet(figure.code, _named(board))
    start = sheet.baseline_on or progress.STRATEGY_START
    end = date(figure.target_year or progress.DEFAULT_TARGET_YEAR, 12, 31)
    year = int(edition.corte[:4])
    days = (edition.cutoff_on,) if edition.cutoff_on else (date(year, 1, 1), date(year, 12, 31))
    whole = (end - start).days
    found = []
    for on in days:
        percent = progress.expected(on, start=start, target_year=end.year)
        found.append(Expected(on, (on - start).days, whole, percent, figure.percent - percent))
    on = days[-1]
    python = (
        "from datetime import date\n"
        f"inicio, corte, meta = {_date(start)}, {_date(on)}, {_date(end)}\n"
        "print(round(100 * (corte - inicio).days / (meta - inicio).days, 2))"
    )
    return Path(figure, start, end, tuple(found), python)


def _projected(board: Board) -> Projected | None:
    """Of the cortes up to this one: the agreement with most dated readings of its own."""
    found: dict[str, list[tuple[date, Decimal]]] = {}
    years: dict[str, int | None] = {}
    for past in agreements.trend():
        for row in past.agreements:
            on = past.edition.cutoff_on
            if on is None or row.percent is None or row.carried_from:
                continue
            if past.edition.corte <= board.edition.corte:
                found.setdefault(row.code, []).append((on, row.percent))
                years[row.code] = row.target_year
    if not found:
        return None
    code = max(sorted(found), key=lambda one: len(found[one]))
    points = tuple(found[code])
    year = years[code] or progress.DEFAULT_TARGET_YEAR
    return Projected(
        code, points, tuple(_slopes(points)), progress.projection(points, target_year=year)
    )


def _slopes(points: Sequence[tuple[date, Decimal]]) -> list[Slope]:
    return [
        Slope(first, last, _per_year((last - first).days, after - before))
        for (first, before), (last, after) in combinations(points, 2)
    ]


def _per_year(days: int, points: Decimal) -> Decimal:
    slope = Fraction(points) / days * progress.DAYS_PER_YEAR
    return EXACT.divide(Decimal(slope.numerator), Decimal(slope.denominator))


def _measured(board: Board) -> Measured | None:
    """The first measurement of the edition that can be computed."""
    codes = (
        PublishedValue.objects.filter(
            publication=board.edition.id, report__measurement__value__isnull=False
        )
        .order_by("agreement")
        .values_list("agreement", flat=True)
    )
    for code in codes:
        measurement = agreements.sheet(code, _named(board)).measurement
        if measurement is not None and measurement.percent is not None:
            return Measured(code, measurement)
    return None


def _verdicts() -> tuple[ReconciliationView, ...]:
    """One printed figure for each verdict that there is."""
    rows = printed.chapter().rows
    firsts = (next((row for row in rows if row.verdict == verdict), None) for verdict in VERDICTS)
    return tuple(row for row in firsts if row)


def _named(board: Board) -> str:
    return f"{board.edition.corte}/{board.edition.number}"


def _date(day: date) -> str:
    return f"date({day.year}, {day.month}, {day.day})"
