"""The averages' read model: marked dirty with each change, recomputed from scratch, swept."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from emra.agreements.models import (
    ALL,
    Agreement,
    Dimension,
    DimensionAverage,
    Heartbeat,
    Period,
    ProgressReport,
)
from emra.lib import percent

# The job that recomputes what is dirty.
SWEEP = "emra.agreements.tasks.sweep"
FIGURES = (
    "total",
    "applicable",
    "reported",
    "mean_zero",
    "mean_reported",
    "lower",
    "upper",
    "rule",
)


def mark_dirty(agreement: Agreement, period: Period) -> None:
    """Raise the sequence of every average the agreement's reading in `period` can reach.

    Later cortes are reached too: they may carry the reading forward. Runs in the transaction of
    the change, after its ledger event (whose lock keeps two such updates from crossing).
    """
    DimensionAverage.objects.filter(
        scope__in=(agreement.dimension_id, ALL), period_id__gte=period.pk
    ).update(dirty_seq=F("dirty_seq") + 1)


def create_rows(period: Period) -> None:
    """Give a new corte its averages, dirty from the start."""
    scopes = [*Dimension.objects.values_list("code", flat=True), ALL]
    DimensionAverage.objects.bulk_create(
        DimensionAverage(scope=scope, period=period) for scope in scopes
    )


def effective_reports(period_id: int, scope: str = ALL) -> dict[str, ProgressReport | None]:
    """The approved report in force for each agreement of a scope: two queries.

    Cost does not grow with history: one step down the index per agreement.
    """
    agreements = Agreement.objects.order_by("code")
    if scope != ALL:
        agreements = agreements.filter(dimension=scope)
    chosen = dict(
        agreements.annotate(
            report=Subquery(
                ProgressReport.objects.effective(OuterRef("pk"), period_id).values("pk")[:1]
            )
        ).values_list("pk", "report")
    )
    reports = ProgressReport.objects.select_related("period").in_bulk(
        [pk for pk in chosen.values() if pk is not None]
    )
    return {code: reports.get(pk) for code, pk in chosen.items()}


def reading(report: ProgressReport | None) -> percent.Reading:
    """A report as the arithmetic takes it; no report is an unknown, never a zero."""
    if report is None:
        return percent.Absence.NO_DATA
    if report.percent is not None:
        return report.percent
    return percent.Absence(report.absence)


def average_of(reports: Iterable[ProgressReport | None]) -> percent.Average:
    return percent.average([reading(report) for report in reports])


def recompute(average_id: int, *, force: bool = False) -> bool:
    """Recompute one average from scratch under its row lock; False where it was up to date.

    A change holds the row until it commits, so what is read after the lock covers `dirty_seq`.
    """
    with transaction.atomic():
        row = DimensionAverage.objects.select_for_update().filter(pk=average_id).first()
        if row is None:  # its corte was discarded meanwhile
            return False
        if row.computed_seq == row.dirty_seq and not force:
            return False
        average = average_of(effective_reports(row.period_id, row.scope).values())
        for name in FIGURES:
            setattr(row, name, getattr(average, name))
        row.computed_seq = row.dirty_seq
        row.computed_at = timezone.now()
        row.save()
    return True


def sweep() -> int:
    """Recompute every average whose inputs moved; the number of those. Safe to run at any time."""
    dirty = DimensionAverage.objects.filter(dirty_seq__gt=F("computed_seq")).order_by("pk")
    done = sum(recompute(pk) for pk in dirty.values_list("pk", flat=True))
    Heartbeat.objects.update_or_create(name="sweep", defaults={"at": timezone.now()})
    return done


def rebuild() -> int:
    """Recompute every average there is; the number of those whose stored figures changed."""
    changed = 0
    for pk in DimensionAverage.objects.order_by("pk").values_list("pk", flat=True):
        before = DimensionAverage.objects.values_list(*FIGURES).get(pk=pk)
        recompute(pk, force=True)
        changed += before != DimensionAverage.objects.values_list(*FIGURES).get(pk=pk)
    return changed
