"""The dimensions' printed averages held against the source's own figures."""

from decimal import Decimal

from emra.agreements.models import (
    INITIAL_PERIOD,
    Absence,
    Dimension,
    Publication,
    PublishedValue,
)
from emra.agreements.readmodel import ReconciliationView
from emra.lib.percent import RULE, quantise
from emra.sources import reconciliation
from emra.sources.queries import citation_view


def reconciliations() -> tuple[ReconciliationView, ...]:
    """The dimensions' printed averages beside those the source's own figures give."""
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
    candidates = [
        reconciliation.Candidate(RULE, total / len(applicable) if applicable else None),
        reconciliation.Candidate(
            reconciliation.REPORTED_ONLY, total / len(known) if known else None
        ),
    ]
    implied = None
    if figure.value is not None and len(applicable) - len(known) == 1:
        implied = reconciliation.implied_unknown(figure.value, total, len(applicable), cut=True)
    found = reconciliation.reconcile(figure.value, candidates, implied=implied)
    return ReconciliationView(
        code=figure.code,
        label=figure.label,
        printed=found.printed,
        unit=figure.unit,
        verdict=found.verdict.value,
        rule=found.rule,
        how=found.how,
        recomputed=found.recomputed,
        difference=found.difference,
        implied=(found.implied.lower, found.implied.upper, found.implied.rule)
        if found.implied
        else None,
        candidates=tuple(
            (candidate.rule, None if candidate.value is None else quantise(candidate.value))
            for candidate in found.candidates
        ),
        sentence=reconciliation.sentence(found, unit=figure.unit),
        citation=citation_view(figure.citation),
        n_of_total=f"{len(known)}/{len(applicable)}",
    )
