"""What the public reads, as plain values: the shapes that page, API and exports share."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from emra.agreements.goalpost_queries import Comparison
from emra.agreements.progress import Projection
from emra.sources.queries import CitationView

REPORTED = "REPORTED"


@dataclass(frozen=True)
class Edition:
    """A publication's heading: which corte, which edition, sealed by which ledger event."""

    id: int
    corte: str
    corte_name: str
    cutoff_on: date | None
    number: int
    published_at: datetime
    reason: str
    ledger_seq: int
    ledger_head: str
    digest: str
    is_latest: bool


@dataclass(frozen=True)
class DimensionFigure:
    """A dimension's average, in percent; `code` is "all" for the 19 together."""

    code: str
    name: str
    total: int
    applicable: int
    reported: int
    mean_zero: Decimal | None
    mean_reported: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    rule: str
    printed: Decimal | None
    previous: Decimal | None

    @property
    def n_of_total(self) -> str:
        return f"{self.reported}/{self.applicable}"

    @property
    def change(self) -> Decimal | None:
        """Percentage points since the previous corte; None where there is none to compare."""
        if self.mean_zero is None or self.previous is None:
            return None
        return self.mean_zero - self.previous


@dataclass(frozen=True)
class AgreementFigure:
    """An agreement's published reading; `state` is REPORTED, NO_DATA or NOT_APPLICABLE."""

    code: str
    number: int
    dimension: str
    dimension_name: str
    title: str | None
    percent: Decimal | None
    state: str
    reason: str
    pairing: str
    carried_from: str
    previous: Decimal | None
    setback: bool
    setback_reason: str
    expected_low: Decimal
    expected_high: Decimal
    health: str
    health_reason: str
    target_value: Decimal | None
    target_unit: str
    target_year: int | None
    note: str
    report_code: str

    @property
    def label(self) -> str:
        return self.title or _("Acuerdo no enumerado en la fuente")


@dataclass(frozen=True)
class Change:
    """An agreement whose reading differs from the previous corte's."""

    code: str
    title: str
    before: Decimal | None
    before_state: str
    after: Decimal | None
    after_state: str
    kind: str


@dataclass(frozen=True)
class Board:
    """A whole edition: what the home page shows."""

    edition: Edition
    editions: tuple[Edition, ...]
    dimensions: tuple[DimensionFigure, ...]
    overall: DimensionFigure
    agreements: tuple[AgreementFigure, ...]
    changes: tuple[Change, ...]
    previous: Edition | None


@dataclass(frozen=True)
class HistoryPoint:
    """One corte of an agreement's history; the cut-off lies from `first` to `last`."""

    corte: str
    cutoff_on: date | None
    first: date
    last: date
    percent: Decimal | None
    state: str
    carried_from: str
    expected_low: Decimal
    expected_high: Decimal
    published_at: datetime
    reason: str


@dataclass(frozen=True)
class ReadingView:
    """What one edition says of one agreement."""

    agreement: str
    corte: str
    edition: int
    title: str | None
    percent: Decimal | None
    state: str
    carried_from: str


@dataclass(frozen=True)
class EvidenceView:
    """A published piece of evidence; `url` downloads the file or is the link."""

    id: int
    kind: str
    title: str
    url: str
    content_type: str
    size: int | None
    sha256: str
    page: str
    quote: str


@dataclass(frozen=True)
class VersionView:
    """A published version of a report, with offices and person codes instead of names."""

    corte: str
    version: int
    code: str
    percent: Decimal | None
    state: str
    note: str
    setback_reason: str
    correction_reason: str
    origin: str
    author_office: str
    author_code: str
    reviewer_office: str
    reviewer_code: str
    submitted_at: datetime | None
    approved_at: datetime | None
    published: bool


@dataclass(frozen=True)
class MeasurementView:
    """The measured value beside the percentage; `percent` is the way from baseline to target."""

    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    value: Decimal | None
    unit: str
    direction: str
    percent: Decimal | None
    undefined: str


@dataclass(frozen=True)
class RemarkView:
    """What a reviewer or the secretariat said of a published report, meant for everyone."""

    office: str
    at: datetime
    field: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """Everything published about one agreement, as of one edition."""

    edition: Edition
    editions: tuple[Edition, ...]
    figure: AgreementFigure
    dimension: DimensionFigure
    title_citation: CitationView | None
    figure_citation: CitationView | None
    history: tuple[HistoryPoint, ...]
    evidence: tuple[EvidenceView, ...]
    versions: tuple[VersionView, ...]
    remarks: tuple[RemarkView, ...]
    measurement: MeasurementView | None
    baseline_on: date | None
    goalposts: tuple[Comparison, ...]
    projection: Projection
    previous_code: str
    next_code: str
