"""What an agreement is measured against, and how one reading looks under two such sets."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from emra.agreements import progress
from emra.lib import speech

FIELDS = ("title", "target_value", "target_unit", "target_year", "baseline", "baseline_on")


@dataclass(frozen=True)
class Goalposts:
    """Wording, target and baseline; None (or "" for the unit) where there is none.

    The deadline is 31 December of `target_year`, 2030 where it is not said. Agreements have no
    weight: each counts the same in its dimension, so there is none to change.
    """

    title: str | None
    target_value: Decimal | None
    target_unit: str
    target_year: int | None
    baseline: Decimal | None
    baseline_on: date | None

    def changed(self, other: "Goalposts") -> tuple[str, ...]:
        """The names of the fields in which they differ."""
        return tuple(name for name in FIELDS if getattr(self, name) != getattr(other, name))

    @property
    def deadline(self) -> date:
        return date(self.target_year or progress.DEFAULT_TARGET_YEAR, 12, 31)

    @property
    def start(self) -> date:
        """Where the expected path begins."""
        return self.baseline_on or progress.STRATEGY_START


@dataclass(frozen=True)
class Reading:
    """A published reading, its cut-off from `first` to `last`; `value` is what was measured."""

    percent: Decimal | None
    first: date
    last: date
    value: Decimal | None = None


@dataclass(frozen=True)
class Judgement:
    """A reading under some goalposts; `undefined` says why there is no `measured` percentage."""

    expected_low: Decimal
    expected_high: Decimal
    health: str
    reason: str
    measured: Decimal | None
    undefined: str


def judge(reading: Reading, under: Goalposts) -> Judgement:
    """How a reading stands under these goalposts; the reading itself stays what it is."""
    judged = progress.assess(
        reading.percent,
        first=reading.first,
        last=reading.last,
        target_year=under.deadline.year,
        start=under.start,
    )
    way = progress.progress(under.baseline, under.target_value, reading.value)
    return Judgement(
        expected_low=judged.expected_low,
        expected_high=judged.expected_high,
        health=judged.health.value,
        reason=judged.reason,
        measured=way.percent,
        undefined=speech.gettext(progress.UNDEFINED_TEXT[way.undefined]) if way.undefined else "",
    )
