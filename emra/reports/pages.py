"""What a report says, page by page, before anybody draws it: the deck and the PDF set the same.

Plain values: no Django, no database, no drawing. A page states one finding in its title; each of
its figures stands with the source that `sources` names.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from emra.lib import formats

# How a state is coloured; the word always stands beside it.
PLAIN, GOOD, WARN, BAD, NONE = "plain", "good", "warn", "bad", "none"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of percent; `value` is None where there is no figure, and `absent` says why.

    A `whole` bar sums up the others.
    """

    label: str
    value: Decimal | None
    absent: str = ""
    whole: bool = False

    @property
    def name(self) -> str:
        """The label, with the word that stands for a missing figure."""
        return f"{self.label} ({self.absent})" if self.value is None else self.label


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars from 0 to 100 %; `series` says what they measure."""

    title: str
    series: str
    bars: tuple[Bar, ...]

    @property
    def told(self) -> str:
        """The chart in words, for who listens."""
        figures = (
            bar.name if bar.value is None else f"{bar.name}: {formats.percent(bar.value)}"
            for bar in self.bars
        )
        return f"{self.title}. {'; '.join(figures)}."


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its share of the width, and whether it holds figures."""

    name: str
    share: float = 1.0
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `tones` may colour the last cell of each row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    tones: tuple[str, ...] = ()

    def tone(self, row: int) -> str:
        return self.tones[row] if row < len(self.tones) else PLAIN


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure: what it is, the figure, and what it must not be read without."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Page:
    """One finding with what shows it; `empty` is said where there is nothing to show."""

    code: str
    section: str
    title: str
    lead: str = ""
    tiles: tuple[Tile, ...] = ()
    bars: Bars | None = None
    grid: Grid | None = None
    empty: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report whole.

    `edition` names corte and edition in every foot, `seal` the ledger event behind the edition,
    `stamp` says both of a figure of the edition, `state` the event at which the rooms without
    editions were read; `made_of` is the moment of that event: a report knows no clock.
    """

    title: str
    subtitle: str
    edition: str
    about: tuple[str, ...]
    seal: str
    stamp: str
    state: str
    day: date
    made_of: datetime
    pages: tuple[Page, ...]
    draft: str = ""

    @property
    def foot(self) -> str:
        """Corte and edition with the beginning of the seal; a draft has none."""
        if self.draft:
            return self.edition
        seq, _point, head = self.seal.partition(" · ")
        return f"{self.edition} · sello {seq} · {head[:16]}"
