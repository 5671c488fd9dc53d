"""An edition that does not exist yet: what publishing a corte now would say. Staff only."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.agreements import averages, period_actions, queries
from emra.agreements.actions import get_period
from emra.agreements.comparison import changed
from emra.agreements.goalpost_queries import moved_baselines
from emra.agreements.models import ALL, Agreement, Dimension, Period, ProgressReport, Publication
from emra.agreements.readmodel import AgreementFigure, Board, DimensionFigure, Edition

Reports = Mapping[str, ProgressReport | None]


def board(corte: str) -> Board:
    """The approved readings of a corte beside its own last edition, or else the latest there is.

    Drafts and what waits for review are left out, as a publication would leave them out. The
    averages are computed here, so that none that waits for its job is shown.
    """
    period = get_period(corte)
    every = queries.editions()
    own = period.publications.exists()
    before = queries.board(period.code if own else None) if every else None
    figures = _figures(period)
    reports = averages.effective_reports(period.pk)
    past = (
        {row.code: row.mean_zero for row in (*before.dimensions, before.overall)} if before else {}
    )
    dimensions = [
        _mean(
            row.code,
            row.name,
            [one.code for one in figures if one.dimension == row.code],
            reports,
            past,
        )
        for row in Dimension.objects.all()
    ]
    return Board(
        edition=_edition(period),
        editions=every,
        dimensions=tuple(dimensions),
        overall=_mean(ALL, _("Los 19 acuerdos"), reports, reports, past),
        agreements=tuple(figures),
        changes=changed(before.agreements, figures) if before else (),
        previous=before.edition if before else None,
    )


def _figures(period: Period) -> list[AgreementFigure]:
    agreements = Agreement.objects.select_related("dimension").in_bulk()
    unsaved = Publication(period=period, published_at=timezone.now())
    values = period_actions.values_of(period)
    for value in values:
        value.publication, value.agreement = unsaved, agreements[value.agreement_id]
    prefetch_related_objects(values, moved_baselines())
    return [queries.figure_of(value) for value in values]


def _mean(
    code: str, name: str, codes: Iterable[str], reports: Reports, past: Mapping[str, Decimal | None]
) -> DimensionFigure:
    mean = averages.average_of(reports[one] for one in codes)
    return DimensionFigure(
        code=code,
        name=name,
        **{field: getattr(mean, field) for field in averages.FIGURES},
        printed=None,
        previous=past.get(code),
    )


def _edition(period: Period) -> Edition:
    """A heading without edition or seal."""
    return Edition(
        id=0,
        corte=period.code,
        corte_name=period.name,
        cutoff_on=period.cutoff_on,
        number=0,
        published_at=timezone.now(),
        reason="",
        ledger_seq=0,
        ledger_head="",
        digest="",
        is_latest=False,
    )
