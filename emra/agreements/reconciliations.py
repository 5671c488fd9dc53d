"""The dimensions' printed averages held against the source's own figures."""

from decimal import Decimal

from django.utils.translation import gettext as _

from emra.agreements.models import (
    INITIAL_PERIOD,
    Absence,
    Dimension,
    Publication,
    PublishedValue,
)
from emra.lib.percent import RULE
from emra.sources import reconciliation
from emra.sources.queries import Chapter, ReconciliationView, reconciled
from emra.sources.reconciliation import Candidate


def chapter() -> Chapter:
    """The dimensions' printed averages beside those the source's own figures give."""
    return Chapter(
        code="acuerdos",
        title=_("Promedios de las dimensiones"),
        lead=_("Los promedios que la presentación imprime, junto a los de sus 19 acuerdos."),
        rows=_averages(),
    )


def _averages() -> tuple[ReconciliationView, ...]:
    first = Publication.objects.filter(period=INITIAL_PERIOD, edition=1).first()
    if first is None:
        return ()
    values: dict[str, list[PublishedValue]] = {}
    for row in PublishedValue.objects.filter(publication=first).select_related("agreement"):
        values.setdefault(row.agreement.dimension_id, []).append(row)
    return tuple(
        _reconcile(dimension, values[dimension.code])
        for dimension in Dimension.objects.select_related("printed_average__citation__document")
    )


def _reconcile(dimension: Dimension, rows: list[PublishedValue]) -> ReconciliationView:
    figure = dimension.printed_average
    applicable = [row for row in rows if row.absence != Absence.NOT_APPLICABLE]
    known = [row.percent for row in applicable if row.percent is not None]
    total = sum(known, Decimal())
    implied = None
    if figure.value is not None and len(applicable) - len(known) == 1:
        implied = reconciliation.implied_unknown(figure.value, total, len(applicable), cut=True)
    return reconciled(
        figure,
        [
            Candidate(RULE, total / len(applicable) if applicable else None),
            Candidate(reconciliation.REPORTED_ONLY, total / len(known) if known else None),
        ],
        implied=implied,
        n_of_total=f"{len(known)}/{len(applicable)}",
    )
