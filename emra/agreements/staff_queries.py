"""What the desks show: drafts included, so never for a public view."""

from dataclasses import dataclass

from django.db.models import Count, F
from django.utils.translation import gettext as _

from emra.accounts.models import User
from emra.agreements import actions, averages, review_actions
from emra.agreements.models import (
    Agreement,
    BatchRow,
    DimensionAverage,
    EntryBatch,
    Period,
    ProgressReport,
)
from emra.lib.errors import Unknown

State = ProgressReport.State


@dataclass(frozen=True)
class BatchView:
    """A batch with its rows and how many there are of each outcome."""

    batch: EntryBatch
    rows: tuple[BatchRow, ...]
    counts: dict[str, int]

    @property
    def changes(self) -> int:
        return self.counts["NEW"] + self.counts["CHANGED"]

    @property
    def questions(self) -> int:
        return self.counts["QUESTION"]

    @property
    def errors(self) -> int:
        return self.counts["ERROR"]


@dataclass(frozen=True)
class EntryRow:
    """An agreement in a corte: what counts today, and the version in progress."""

    agreement: Agreement
    previous: ProgressReport | None
    current: ProgressReport | None

    @property
    def is_missing(self) -> bool:
        return self.current is None


def entry_rows(period: Period) -> tuple[EntryRow, ...]:
    """The 19 agreements of a corte with their latest version in it: four queries."""
    latest: dict[str, ProgressReport] = {}
    for report in period.reports.select_related("period", "author").order_by("version"):
        latest[report.agreement_id] = report
    before = averages.effective_reports(period.pk - 1)
    return tuple(
        EntryRow(
            agreement=agreement,
            previous=before[agreement.pk],
            current=latest.get(agreement.pk),
        )
        for agreement in Agreement.objects.select_related("dimension").order_by("code")
    )


def report_in_progress(agreement: Agreement, period: Period) -> ProgressReport | None:
    """The version being written or reviewed; None where there is none."""
    return (
        ProgressReport.objects.select_related("period", "agreement", "measurement", "reviewer")
        .prefetch_related("evidence")
        .filter(agreement=agreement, period=period)
        .exclude(state=State.APPROVED)
        .first()
    )


def approved_report(agreement: Agreement, period: Period) -> ProgressReport | None:
    """The approved version of this very corte; None where there is none."""
    return (
        ProgressReport.objects.approved()
        .select_related("period")
        .filter(agreement=agreement, period=period)
        .order_by("-version")
        .first()
    )


def last_approved_percent(agreement: Agreement, period: Period) -> ProgressReport | None:
    """The approved figure a new one would follow."""
    return actions.last_approved(ProgressReport(agreement=agreement, period=period))


def waiting_for_review() -> tuple[ProgressReport, ...]:
    """Submitted reports, the longest waiting first."""
    return tuple(
        ProgressReport.objects.filter(state=State.SUBMITTED)
        .select_related("agreement__dimension", "period", "author")
        .order_by("submitted_at")
    )


@dataclass(frozen=True)
class ReviewRow:
    """A report that waits, with what makes it one to look at on its own."""

    report: ProgressReport
    before: ProgressReport | None
    flags: review_actions.Flags
    is_own: bool

    @property
    def can_approve(self) -> bool:
        return self.flags.plain and not self.is_own


def review_rows(person: User) -> tuple[ReviewRow, ...]:
    """What waits for review as this person may decide on it."""
    return tuple(
        ReviewRow(
            report=report,
            before=actions.last_approved(report),
            flags=review_actions.flags(report),
            is_own=review_actions.entered_by(report, person),
        )
        for report in waiting_for_review()
    )


def returned() -> tuple[ProgressReport, ...]:
    """Reports sent back to the secretariat, the oldest first."""
    return tuple(
        ProgressReport.objects.filter(state=State.RETURNED)
        .select_related("agreement__dimension", "period", "reviewer")
        .order_by("reviewed_at")
    )


def report(code: str) -> ProgressReport:
    """One report whole, for its review page; raises Unknown."""
    row = actions.find_report(code)
    return (
        ProgressReport.objects.select_related(
            "agreement__dimension", "period", "author", "reviewer", "measurement", "replaces"
        )
        .prefetch_related("evidence")
        .get(pk=row.pk)
    )


def pairings() -> tuple[Agreement, ...]:
    """The agreements with the passages their title and figure were read from."""
    return tuple(Agreement.objects.select_related("title_citation", "figure_citation"))


def stale_averages() -> int:
    """How many averages still wait for their recomputation."""
    return DimensionAverage.objects.filter(dirty_seq__gt=F("computed_seq")).count()


def batch(pk: int, person: User) -> BatchView:
    """A person's own batch with its rows; raises Unknown."""
    row = (
        EntryBatch.objects.select_related("period", "created_by")
        .filter(pk=pk, created_by=person)
        .first()
    )
    if row is None:
        raise Unknown(_("Ese ingreso por lote no existe, o es de otra persona."))
    rows = tuple(row.rows.select_related("agreement"))
    counts = {str(outcome): 0 for outcome in BatchRow.Outcome.values}
    for each in rows:
        counts[each.outcome] += 1
    return BatchView(batch=row, rows=rows, counts=counts)


def evidence_counts(period: Period) -> dict[int, int]:
    """How many pieces of evidence each report of a corte has."""
    counted = period.reports.annotate(pieces=Count("evidence")).values_list("pk", "pieces")
    return dict(counted)
