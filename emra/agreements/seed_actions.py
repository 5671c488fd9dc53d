"""Loading the dimensions, agreements and the initial corte from the seed file."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from emra.agreements import averages, goalpost_actions, period_actions
from emra.agreements.models import Agreement, Dimension, Pairing, Period, ProgressReport
from emra.lib import seed

REFERENCES = {
    "dimension": "dimension_id",
    "citation": "citation_id",
    "printed_average": "printed_average_id",
    "title_citation": "title_citation_id",
    "figure_citation": "figure_citation_id",
}


def load() -> None:
    """Create or update the agreements; create and publish the initial corte the first time.

    What people confirmed since stays: pairings, and goalposts that a decision moved.
    """
    content = seed.read("agreements", "agreements")
    seed.upsert(Dimension, content["dimensions"], **REFERENCES)
    confirmed = Agreement.objects.filter(pairing=Pairing.CONFIRMED)
    kept = list(confirmed.values_list("code", flat=True))
    moved = goalpost_actions.moved_fields()
    agreements = [
        {name: value for name, value in row.items() if name not in moved.get(row["code"], ())}
        for row in content["agreements"]
    ]
    seed.upsert(Agreement, agreements, **REFERENCES)
    Agreement.objects.filter(code__in=kept).update(pairing=Pairing.CONFIRMED)
    if not Period.objects.filter(code=content["initial_period"]["code"]).exists():
        _load_initial_period(content)


def _load_initial_period(content: dict[str, Any]) -> None:
    corte = content["initial_period"]
    period = Period.objects.create(
        id=Period.key_of(corte["code"]), state=Period.State.CLOSED, **corte
    )
    averages.create_rows(period)
    now = timezone.now()
    ProgressReport.objects.bulk_create(
        ProgressReport(
            agreement_id=row["agreement"],
            period=period,
            percent=None if row["percent"] is None else Decimal(row["percent"]),
            absence=row["absence"],
            absence_reason=row["absence_reason"],
            state=ProgressReport.State.APPROVED,
            origin=ProgressReport.Origin.SOURCE,
            changed_at=now,
        )
        for row in content["initial_reports"]
    )
    period_actions.publish(period=period.code, by=None)
