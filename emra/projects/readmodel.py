"""A project as pages, exports and API read it: approved entries only, nobody's name."""

from dataclasses import dataclass
from datetime import date, datetime

from emra.lib.communes import Commune
from emra.lib.money import Amount
from emra.projects.delays import DONE, Deviation
from emra.projects.tracks import Comparison, Spread, TrackSummary, Walk
from emra.sources.queries import CitationView

PROJECT, INITIATIVE = "PROJECT", "INITIATIVE"
DATE, COST = "DATE", "COST"


@dataclass(frozen=True)
class Named:
    """A code with its name."""

    code: str
    name: str


@dataclass(frozen=True)
class DayView:
    """A planned or actual day: the one in force, the one told first, how often it changed."""

    day: date | None = None
    first: date | None = None
    moves: int = 0

    @property
    def moved_days(self) -> int | None:
        """Calendar days from the first day told to the one in force."""
        if not self.moves or self.day is None or self.first is None:
            return None
        return (self.day - self.first).days


@dataclass(frozen=True)
class FundingView:
    """A line of money; `amount` is None where the source gives none: that is no zero."""

    number: int
    source: str
    source_name: str
    stage: str
    amount: Amount | None
    basis: str
    basis_name: str
    unit_reason: str
    price_date: date | None
    commune: str
    commune_name: str
    note: str
    version: int
    entry: str
    citation: CitationView | None


@dataclass(frozen=True)
class StageView:
    """A stage of a track, and when an initiative entered and left it, if that is known."""

    code: str
    order: int
    name: str
    citation: CitationView | None
    entered_on: date | None = None
    left_on: date | None = None
    days: int | None = None
    so_far: int | None = None
    waited: int | None = None

    @property
    def open(self) -> bool:
        return self.entered_on is not None and self.left_on is None


@dataclass(frozen=True)
class MilestoneView:
    """Something to be reached by a day."""

    number: int
    title: str
    planned_on: date | None
    done_on: date | None
    deviation: Deviation
    moves: int


@dataclass(frozen=True)
class RiskView:
    """What may go wrong and what is done about it."""

    number: int
    text: str
    level: str
    level_name: str
    response: str
    closed: bool


@dataclass(frozen=True)
class EvidenceView:
    """What backs an entry: a link, or a file to download by its number."""

    id: int
    title: str
    url: str
    extension: str


@dataclass(frozen=True)
class EntryView:
    """An approved entry: the offices that wrote and approved it, or the passage it comes from."""

    code: str
    on: date | None
    text: str
    author: str
    reviewer: str
    at: datetime
    citation: CitationView | None
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True)
class ChangeView:
    """A date or a cost that was changed: before, after, why, in which approved entry."""

    project: str
    project_name: str
    kind: str
    what: str
    before: str
    after: str
    days: int | None
    difference: Amount | None
    reason: str
    entry: str
    at: datetime
    office: str


@dataclass(frozen=True)
class ProjectView:
    """A project or an initiative with everything in force about it."""

    code: str
    parent: str
    track: str
    track_name: str
    citation: CitationView | None
    name: str
    summary: str
    lead: str
    lead_name: str
    partners: tuple[Named, ...]
    objective: str
    objective_title: str
    lines: tuple[Named, ...]
    sector: str
    sector_name: str
    communes: tuple[Commune, ...]
    bip: str
    rate: str
    rate_name: str
    planned_start: DayView
    planned_end: DayView
    actual_start: DayView
    actual_end: DayView
    start: Deviation
    end: Deviation
    funding: tuple[FundingView, ...]
    walk: Walk
    stages: tuple[StageView, ...]
    milestones: tuple[MilestoneView, ...]
    risks: tuple[RiskView, ...]
    changes: tuple[ChangeView, ...]
    updated_at: datetime | None

    @property
    def level(self) -> str:
        return INITIATIVE if self.parent else PROJECT

    @property
    def walk_state(self) -> str | None:
        """None for a project, which goes no track."""
        return self.walk.state if self.track else None

    @property
    def stage(self) -> StageView | None:
        """The stage it is in now."""
        inside = self.walk.current
        return None if inside is None else self.stages[inside.stage - 1]

    @property
    def late_milestones(self) -> tuple[MilestoneView, ...]:
        return tuple(row for row in self.milestones if row.deviation.overdue)

    @property
    def late(self) -> bool:
        """Something planned has passed without happening."""
        return self.start.overdue or self.end.overdue or bool(self.late_milestones)

    @property
    def ended_late(self) -> bool:
        return self.end.state == DONE and (self.end.days or 0) > 0

    @property
    def worst_delay(self) -> int:
        """Days of the longest delay that still runs."""
        found = [self.start, self.end, *(row.deviation for row in self.milestones)]
        return max((each.days or 0 for each in found if each.overdue), default=0)

    @property
    def open_risks(self) -> tuple[RiskView, ...]:
        return tuple(row for row in self.risks if not row.closed)


@dataclass(frozen=True)
class ProjectSheet:
    """A project's page: itself, its initiatives, every approved entry, the latest first."""

    project: ProjectView
    parent: ProjectView | None
    initiatives: tuple[ProjectView, ...]
    entries: tuple[EntryView, ...]


@dataclass(frozen=True)
class StageCount:
    """How many initiatives are in a stage now, and how long the stays took that ended."""

    stage: StageView
    inside: int
    observed: Spread


@dataclass(frozen=True)
class TrackView:
    """A track with its stages, the initiatives that go it, and what is observed."""

    code: str
    name: str
    stages: tuple[StageView, ...]
    rows: tuple[ProjectView, ...]
    summary: TrackSummary
    counts: tuple[StageCount, ...]
    sentence: str


@dataclass(frozen=True)
class TracksView:
    """Both tracks, and their difference beside what the source says of it."""

    tracks: tuple[TrackView, ...]
    comparison: Comparison
    sentence: str
    claim: str
    citation: CitationView
    today: date
