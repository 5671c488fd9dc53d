"""Two editions side by side: what changed, and which agreements moved each average.

The mean of n applicable readings is S/n with an unknown as 0. What an agreement adds to a change
of it is v_b/n_b - v_a/n_a; put apart what comes of another n alone, it is (v_b - v_a)/n_b and, for
all of them together, S_a (1/n_b - 1/n_a). These parts sum to the change, exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final

from emra.agreements.goalpost_queries import NAMES, ChangeView, FieldChange, told
from emra.agreements.models import ALL
from emra.agreements.readmodel import (
    REPORTED,
    AgreementFigure,
    Board,
    Change,
    DimensionFigure,
    Edition,
)
from emra.lib.percent import average

UP, DOWN, SAME = "UP", "DOWN", "SAME"
# Unknown that became known, known that became unknown; to and from "does not apply".
APPEARED, DISAPPEARED, LEFT, JOINED = "APPEARED", "DISAPPEARED", "LEFT", "JOINED"
OUTSIDE: Final = "NOT_APPLICABLE"
# What another number of applicable agreements does by itself, in the place of a code.
DENOMINATOR: Final = ""
PUBLISHED_GOALPOSTS: Final = ("title", "target_value", "target_unit", "target_year")
BASELINES: Final = ("baseline", "baseline_on")
_HUNDRED: Final = 100


@dataclass(frozen=True)
class AgreementMove:
    """An agreement in both editions; the contributions are percentage points of the averages."""

    before: AgreementFigure
    after: AgreementFigure
    kind: str
    difference: Decimal | None
    of_dimension: Decimal | None
    of_all: Decimal | None
    goalposts: tuple[FieldChange, ...]

    @property
    def code(self) -> str:
        return self.after.code

    @property
    def setback(self) -> bool:
        """A lower percentage; what stopped having one is another thing."""
        return self.kind == DOWN

    @property
    def carried_from(self) -> str:
        """The corte of the reading, where the second edition shows an earlier one."""
        return self.after.carried_from if self.after.percent is not None else ""

    @property
    def differs(self) -> bool:
        return self.kind != SAME or bool(self.goalposts)


@dataclass(frozen=True)
class Shares:
    """Where the change of an average comes from, in points; the four add up to it."""

    known_in_both: Decimal
    appeared: Decimal
    disappeared: Decimal
    denominator: Decimal


@dataclass(frozen=True)
class AverageMove:
    """An average in both editions; `common` counts the agreements with a percentage in both.

    `own_denominator` is what another number of applicable ones does to the readings that stay.
    """

    before: DimensionFigure
    after: DimensionFigure
    difference: Decimal | None
    shares: Shares | None
    own_denominator: Decimal
    common: int
    common_before: Decimal | None
    common_after: Decimal | None

    @property
    def code(self) -> str:
        return self.after.code

    @property
    def other_readings(self) -> bool:
        """Whether the agreements that have a percentage are others than before."""
        return not self.before.reported == self.common == self.after.reported


@dataclass(frozen=True)
class BoardComparison:
    """Edition `a` against edition `b`, whichever is the earlier."""

    a: Board
    b: Board
    averages: tuple[AverageMove, ...]
    overall: AverageMove
    agreements: tuple[AgreementMove, ...]

    @property
    def same(self) -> bool:
        return self.a.edition.id == self.b.edition.id

    @property
    def reversed(self) -> bool:
        """Whether it reads from a later edition to an earlier one."""
        every = [edition.id for edition in self.a.editions]
        return every.index(self.a.edition.id) < every.index(self.b.edition.id)

    @property
    def editions(self) -> tuple[Edition, ...]:
        return self.a.editions

    @property
    def moved(self) -> tuple[AgreementMove, ...]:
        """What changed, the largest contribution to the average of all first."""
        found = [move for move in self.agreements if move.differs]
        return tuple(sorted(found, key=lambda move: (-abs(move.of_all or Decimal(0)), move.code)))

    @property
    def carried(self) -> tuple[AgreementMove, ...]:
        return tuple(move for move in self.agreements if move.carried_from)

    def of_kind(self, kind: str) -> tuple[AgreementMove, ...]:
        return tuple(move for move in self.agreements if move.kind == kind)

    @property
    def counts(self) -> dict[str, int]:
        return {
            kind: len(self.of_kind(kind))
            for kind in (UP, DOWN, APPEARED, DISAPPEARED, JOINED, LEFT, SAME)
        }


def compare(a: Board, b: Board, decided: Sequence[ChangeView] = ()) -> BoardComparison:
    """`decided` are the confirmed changes of goalposts: their baselines are in no edition."""
    scopes = [row.code for row in a.dimensions] + [ALL]
    of_scope = {scope: _pairs(a, b, scope) for scope in scopes}
    averages = {}
    shown: dict[str, Mapping[str, Decimal]] = {}
    for before, after in zip((*a.dimensions, a.overall), (*b.dimensions, b.overall), strict=True):
        pairs = of_scope[after.code]
        difference = _difference(before.mean_zero, after.mean_zero)
        shown[after.code] = {} if difference is None else rounded(contributions(pairs), difference)
        averages[after.code] = _average(before, after, pairs, shown[after.code], difference)
    first, last = sorted((a.edition.published_at, b.edition.published_at))
    baselines: dict[str, list[FieldChange]] = {}
    for change in decided:
        if change.decided_at and first < change.decided_at <= last:
            moved = [field for field in change.fields if field.field in BASELINES]
            baselines.setdefault(change.agreement, []).extend(moved)
    return BoardComparison(
        a=a,
        b=b,
        averages=tuple(averages[scope] for scope in scopes if scope != ALL),
        overall=averages[ALL],
        agreements=tuple(
            AgreementMove(
                before=before,
                after=after,
                kind=kind_of(before, after),
                difference=_difference(before.percent, after.percent),
                of_dimension=shown[after.dimension].get(after.code),
                of_all=shown[ALL].get(after.code),
                goalposts=(*_moved(before, after), *baselines.get(after.code, ())),
            )
            for before, after in of_scope[ALL]
        ),
    )


Pair = tuple[AgreementFigure, AgreementFigure]


def kind_of(before: AgreementFigure, after: AgreementFigure) -> str:
    """What happened to a reading."""
    if before.state != after.state:
        if OUTSIDE in (before.state, after.state):
            return LEFT if after.state == OUTSIDE else JOINED
        return APPEARED if after.state == REPORTED else DISAPPEARED
    if before.percent is None or after.percent is None or before.percent == after.percent:
        return SAME
    return UP if after.percent > before.percent else DOWN


def contributions(pairs: Iterable[Pair]) -> dict[str, Fraction]:
    """Points that each agreement adds to the change of the mean, and the denominator; exact."""
    rows = list(pairs)
    n_before = sum(before.state != OUTSIDE for before, _after in rows)
    n_after = sum(after.state != OUTSIDE for _before, after in rows)
    if not n_before or not n_after:
        return {}
    found = {after.code: (_value(after) - _value(before)) / n_after for before, after in rows}
    total = sum((_value(before) for before, _after in rows), Fraction(0))
    found[DENOMINATOR] = total * (Fraction(1, n_after) - Fraction(1, n_before))
    return found


def rounded(parts: Mapping[str, Fraction], difference: Decimal) -> dict[str, Decimal]:
    """The parts in hundredths that add up to the published difference.

    Each is cut to the hundredth; those left over go one by one to the largest remainders, so no
    part is a whole hundredth away from what it is. A part that is zero stays zero.
    """
    units = {name: floor(part * _HUNDRED) for name, part in parts.items()}
    left = int(difference * _HUNDRED) - sum(units.values())
    by_remainder = sorted(
        (name for name, part in parts.items() if part),
        key=lambda name: (units[name] - parts[name] * _HUNDRED, name),
    )
    for name in by_remainder[:left]:
        units[name] += 1
    return {name: Decimal(unit).scaleb(-2) for name, unit in units.items()}


def changed(
    before: Sequence[AgreementFigure], after: Sequence[AgreementFigure]
) -> tuple[Change, ...]:
    """The readings that differ; one that the earlier edition did not have is none of them."""
    past = {figure.code: figure for figure in before}
    pairs = [(past[figure.code], figure) for figure in after if figure.code in past]
    return tuple(
        Change(
            code=figure.code,
            title=figure.label,
            before=old.percent,
            before_state=old.state,
            after=figure.percent,
            after_state=figure.state,
            kind=_kind(old.percent, figure.percent),
        )
        for old, figure in pairs
        if (figure.percent, figure.state) != (old.percent, old.state)
    )


# -- pieces ----------------------------------------------------------------------------------


def _pairs(a: Board, b: Board, scope: str) -> list[Pair]:
    after = {figure.code: figure for figure in b.agreements}
    return [
        (figure, after[figure.code])
        for figure in a.agreements
        if scope in (ALL, figure.dimension) and figure.code in after
    ]


def _average(
    before: DimensionFigure,
    after: DimensionFigure,
    pairs: Sequence[Pair],
    shown: Mapping[str, Decimal],
    difference: Decimal | None,
) -> AverageMove:
    common = [pair for pair in pairs if pair[0].percent is not None and pair[1].percent is not None]
    return AverageMove(
        before=before,
        after=after,
        difference=difference,
        shares=_shares(pairs, shown) if shown else None,
        own_denominator=shown.get(DENOMINATOR, Decimal("0.00")),
        common=len(common),
        common_before=average([_known(old) for old, _new in common]).mean_reported,
        common_after=average([_known(new) for _old, new in common]).mean_reported,
    )


def _shares(pairs: Sequence[Pair], shown: Mapping[str, Decimal]) -> Shares:
    def of(*kinds: str) -> Decimal:
        codes = [after.code for before, after in pairs if kind_of(before, after) in kinds]
        return sum((shown[code] for code in codes), Decimal("0.00"))

    return Shares(
        known_in_both=of(UP, DOWN, SAME),
        appeared=of(APPEARED),
        disappeared=of(DISAPPEARED),
        denominator=of(JOINED, LEFT) + shown[DENOMINATOR],
    )


def _moved(before: AgreementFigure, after: AgreementFigure) -> list[FieldChange]:
    """The goalposts that an edition seals and that differ."""
    return [
        FieldChange(
            name,
            str(NAMES[name]),
            told(name, getattr(before, name)),
            told(name, getattr(after, name)),
        )
        for name in PUBLISHED_GOALPOSTS
        if getattr(before, name) != getattr(after, name)
    ]


def _known(figure: AgreementFigure) -> Decimal:
    assert figure.percent is not None
    return figure.percent


def _difference(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    return None if before is None or after is None else after - before


def _value(figure: AgreementFigure) -> Fraction:
    """What a reading adds to the sum: an unknown nothing, as the rule of the averages says."""
    return Fraction(figure.percent) if figure.percent is not None else Fraction(0)


def _kind(before: Decimal | None, after: Decimal | None) -> str:
    if before is None:
        return "OTHER" if after is None else "APPEARED"
    if after is None:
        return "DISAPPEARED"
    return "UP" if after > before else "DOWN"
