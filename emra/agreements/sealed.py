"""What editions say for good: sealed rows only, so that nothing later changes the answer."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from emra.agreements.models import ProgressReport, PublishedAverage, PublishedValue
from emra.agreements.queries import editions
from emra.agreements.readmodel import REPORTED, Edition, ReadingView
from emra.ledger import chain


def published_content(
    code: str,
    edition: int,
    reason: str,
    values: list[PublishedValue],
    means: list[PublishedAverage],
) -> str:
    """The canonical JSON of everything an edition says."""
    content = {
        "period": code,
        "edition": edition,
        "reason": reason,
        "values": [
            _plain(value, "publication", "id") for value in sorted(values, key=_agreement_of)
        ],
        "averages": [_plain(mean, "publication", "id") for mean in sorted(means, key=_scope_of)],
    }
    return chain.canonical(content)


def published_until(seq: int) -> tuple[Edition, ...]:
    """The editions up to an event of the ledger, in the order they were published."""
    found = [edition for edition in editions() if edition.ledger_seq <= seq]
    return tuple(sorted(found, key=lambda edition: edition.ledger_seq))


def readings(chosen: Sequence[Edition]) -> tuple[ReadingView, ...]:
    """Every agreement in each of these editions, in their order: sealed rows only."""
    rows: dict[int, list[ReadingView]] = {edition.id: [] for edition in chosen}
    named = {edition.id: edition for edition in chosen}
    for row in PublishedValue.objects.filter(publication__in=list(named)).order_by("agreement"):
        edition = named[row.publication_id]
        rows[edition.id].append(
            ReadingView(
                agreement=row.agreement_id,
                corte=edition.corte,
                edition=edition.number,
                title=row.title,
                percent=row.percent,
                state=row.absence or REPORTED,
                carried_from=row.carried_from,
            )
        )
    return tuple(row for edition in chosen for row in rows[edition.id])


def published_reports(edition: Edition) -> frozenset[str]:
    """Codes of the entered reports that some publication up to this edition shows."""
    rows = (
        PublishedValue.objects.filter(
            report__origin=ProgressReport.Origin.ENTRY,
            publication__ledger_seq__lte=edition.ledger_seq,
        )
        .values_list("report__agreement", "report__period__code", "report__version")
        .distinct()
    )
    return frozenset(f"{agreement}-{period}-v{version}" for agreement, period, version in rows)


def canonical(edition: Edition) -> str:
    """All that an edition says, as the JSON whose SHA-256 is its seal."""
    return published_content(
        edition.corte,
        edition.number,
        edition.reason,
        list(PublishedValue.objects.filter(publication=edition.id)),
        list(PublishedAverage.objects.filter(publication=edition.id)),
    )


def _agreement_of(value: PublishedValue) -> str:
    return value.agreement_id


def _scope_of(mean: PublishedAverage) -> str:
    return mean.scope


def _plain(row: Any, *leave_out: str) -> dict[str, Any]:
    """A row's own columns as JSON values: figures as text with two decimals."""
    plain: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.name not in leave_out:
            value = getattr(row, field.attname)
            plain[field.attname] = f"{value:.2f}" if isinstance(value, Decimal) else value
    return plain
