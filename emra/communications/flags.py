"""Which quoted figures were corrected: what a piece quotes against the corte's last edition.

Asked on read, never stored: publications are append-only, so the answer follows from them alone,
is right at once after a new edition, and there is nothing to rebuild.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from emra.agreements.models import (
    ALL,
    Absence,
    Dimension,
    Publication,
    PublishedAverage,
    PublishedValue,
)
from emra.communications.models import ContentItem, QuotedFigure
from emra.lib import formats


@dataclass(frozen=True)
class Quote:
    """A figure a piece quotes, as its publication says it and as the corte's last edition does."""

    id: int
    figure: str
    label: str
    corte: str
    edition: int
    quoted: str
    last_edition: int
    now: str

    @property
    def corrected(self) -> bool:
        return self.quoted != self.now

    @property
    def sentence(self) -> str:
        """`A01 en 2026-T2: 55,5 % → 56,0 % (edición 2)`."""
        return _("%(label)s en %(corte)s: %(before)s → %(after)s (edición %(edition)s)") % {
            "label": self.label,
            "corte": self.corte,
            "before": self.quoted,
            "after": self.now,
            "edition": self.last_edition,
        }


def quotes(items: Iterable[ContentItem]) -> dict[int, tuple[Quote, ...]]:
    """What each piece quotes, by its key: five queries for any number of pieces."""
    rows = list(
        QuotedFigure.objects.filter(item__in=[item.pk for item in items]).select_related(
            "publication__period"
        )
    )
    if not rows:
        return {}
    latest = {
        row.period_id: row
        for row in Publication.objects.filter(
            period__in={row.publication.period_id for row in rows}
        ).order_by("edition")
    }
    wanted = {row.publication_id for row in rows} | {row.pk for row in latest.values()}
    said = _readings(wanted)
    names = {ALL: _("los 19 acuerdos"), **dict(Dimension.objects.values_list("code", "name"))}
    found: dict[int, tuple[Quote, ...]] = {}
    for row in rows:
        last = latest[row.publication.period_id]
        quote = Quote(
            id=row.pk,
            figure=row.figure,
            label=names.get(row.figure, row.figure),
            corte=row.publication.period.code,
            edition=row.publication.edition,
            quoted=said[row.publication_id, row.figure],
            last_edition=last.edition,
            now=said[last.pk, row.figure],
        )
        found[row.item_id] = (*found.get(row.item_id, ()), quote)
    return found


def corrections(items: Iterable[ContentItem]) -> dict[int, tuple[Quote, ...]]:
    """The quoted figures that were corrected since, of the pieces that have any."""
    flagged = {
        pk: tuple(quote for quote in made if quote.corrected) for pk, made in quotes(items).items()
    }
    return {pk: made for pk, made in flagged.items() if made}


def _readings(publications: set[int]) -> dict[tuple[int, str], str]:
    """Every figure of some publications in words, by publication and code."""
    said = {
        (row.publication_id, row.agreement_id): _said(row.percent, row.absence)
        for row in PublishedValue.objects.filter(publication__in=publications)
    }
    for mean in PublishedAverage.objects.filter(publication__in=publications):
        value = _said(mean.mean_zero, "")
        said[mean.publication_id, mean.scope] = f"{value} ({mean.reported}/{mean.applicable})"
    return said


def _said(percent: Decimal | None, absence: str) -> str:
    if percent is not None:
        return formats.percent(percent, 2)
    return str(Absence(absence).label).lower() if absence else formats.no_data()
