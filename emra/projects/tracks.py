"""How long initiatives take on each of the two tracks, and what the source says of it. Pure.

Days are calendar days from the day a stage is entered to the day it is left. A month is the mean
month of 30,4375 days (365,25 / 12). A walk is finished where every stage of its track has been
left; its total goes from the entry into the first to the exit from the last, waiting in between
included. Only finished walks are compared: one under way has no total yet, and to count it up to
today would make the slow ones look fast.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final, Literal

from emra.lib.percent import EXACT, quantise

# The project whose initiatives go the two tracks.
MECHANISM: Final = "5.3"
MONTH_DAYS: Final = Decimal("30.4375")
LEAST: Final = 3

NOT_STARTED, UNDER_WAY, FINISHED, INCOMPLETE = (
    "NOT_STARTED",
    "UNDER_WAY",
    "FINISHED",
    "INCOMPLETE",
)
TOO_FEW, BELOW, INSIDE, ABOVE = "TOO_FEW", "BELOW", "INSIDE", "ABOVE"
Verdict = Literal["TOO_FEW", "BELOW", "INSIDE", "ABOVE"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stage by its order in the track, the day it was entered and the day it was left."""

    stage: int
    entered_on: date
    left_on: date | None = None

    @property
    def days(self) -> int | None:
        """None while it lasts."""
        return None if self.left_on is None else (self.left_on - self.entered_on).days


@dataclass(frozen=True, slots=True)
class Walk:
    """An initiative's way through the `of` stages of its track."""

    of: int
    passages: tuple[Passage, ...] = ()

    @property
    def state(self) -> str:
        """INCOMPLETE where nothing is open but a stage of the track is not known."""
        if not self.passages:
            return NOT_STARTED
        left = {passage.stage for passage in self.passages if passage.left_on is not None}
        if len(left) == self.of:
            return FINISHED
        furthest = max(self.passages, key=lambda passage: passage.stage)
        return INCOMPLETE if furthest.stage == self.of and furthest.left_on else UNDER_WAY

    @property
    def total(self) -> int | None:
        """Days from the first entry to the last exit; None while it is not finished."""
        if self.state != FINISHED:
            return None
        exits = [passage.left_on for passage in self.passages if passage.left_on]
        return (max(exits) - min(passage.entered_on for passage in self.passages)).days

    @property
    def current(self) -> Passage | None:
        """The stage it is in: entered and not left, the furthest one."""
        inside = [passage for passage in self.passages if passage.left_on is None]
        return max(inside, key=lambda passage: passage.stage, default=None)


@dataclass(frozen=True, slots=True)
class Spread:
    """Some durations in days: how many, their median, the least and the most."""

    count: int
    median: Decimal | None
    least: int | None
    most: int | None

    @property
    def months(self) -> Decimal | None:
        return None if self.median is None else months(self.median)


@dataclass(frozen=True, slots=True)
class TrackSummary:
    """What is observed on a track: walks by state, the total, and each stage in order."""

    walks: int
    finished: int
    under_way: int
    incomplete: int
    total: Spread
    stages: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Months that a source says one track takes less than the other, both bounds included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The observed difference of the medians, public less public-private, beside the claim.

    `months` is rounded to one decimal, as people read it, and `verdict` is of that number.
    """

    claim: Claim
    public: Spread
    public_private: Spread
    days: Decimal | None
    months: Decimal | None
    verdict: Verdict


def months(days: Decimal | int) -> Decimal:
    """Days in mean months of 30,4375 days, with one decimal.

    Examples
    --------
    >>> months(365)
    Decimal('12.0')
    """
    return quantise(EXACT.divide(Decimal(days), MONTH_DAYS), 1)


def spread(days: Iterable[int]) -> Spread:
    """
    Examples
    --------
    >>> spread([40, 10, 25])
    Spread(count=3, median=Decimal('25'), least=10, most=40)
    >>> spread([10, 25]).median
    Decimal('17.5')
    """
    known = sorted(days)
    if not known:
        return Spread(0, None, None, None)
    middle = median([Decimal(each) for each in known])
    return Spread(len(known), middle, known[0], known[-1])


def summary(walks: Sequence[Walk], of: int) -> TrackSummary:
    """What the walks of a track of `of` stages show.

    A stage's spread counts every stage that was left, of unfinished walks too.
    """
    states = [walk.state for walk in walks]
    totals = [walk.total for walk in walks]
    return TrackSummary(
        walks=len(walks),
        finished=states.count(FINISHED),
        under_way=states.count(UNDER_WAY),
        incomplete=states.count(INCOMPLETE),
        total=spread(total for total in totals if total is not None),
        stages=tuple(_stage(walks, order) for order in range(1, of + 1)),
    )


def compare(public: Spread, public_private: Spread, claim: Claim) -> Comparison:
    """The difference of the medians beside the claim; no verdict below `LEAST` on either track.

    Examples
    --------
    >>> compare(spread([900, 950, 1000]), spread([400, 500, 600]), Claim(12, 18)).months
    Decimal('14.8')
    """
    if min(public.count, public_private.count) < LEAST:
        return Comparison(claim, public, public_private, None, None, "TOO_FEW")
    assert public.median is not None
    assert public_private.median is not None
    days = public.median - public_private.median
    shown = months(days)
    return Comparison(claim, public, public_private, days, shown, _verdict(shown, claim))


def _stage(walks: Iterable[Walk], order: int) -> Spread:
    found = (passage for walk in walks for passage in walk.passages if passage.stage == order)
    return spread(passage.days for passage in found if passage.days is not None)


def _verdict(shown: Decimal, claim: Claim) -> Verdict:
    if shown < claim.low:
        return "BELOW"
    return "ABOVE" if shown > claim.high else "INSIDE"
