"""The addresses for search engines: every public page, with the day on which it last changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from districts import queries as districts
from emra.agreements.models import Dimension, Publication
from emra.dashboard import reconciliations
from emra.governance import commitment_queries as commitments
from emra.governance import queries as governance
from emra.governance import review_queries as reviews
from emra.ledger.models import Event
from emra.lib import navigation, subjects
from emra.lib.errors import Unknown
from emra.oversight import queries as oversight
from emra.royalty import queries as royalty
from emra.strategy.models import Objective

# What moves with a publication only; any other page may move with any event.
OF_THE_PUBLICATION = frozenset({"home", "agreements", "dimensions", "explorer", "methodology"})
OF_THE_LOAD = frozenset({"strategy", "layer", "run", "royalty"})


@dataclass(frozen=True)
class Address:
    """A page and when what it shows last changed."""

    path: str
    changed: datetime | None


class Pages(Sitemap):
    """Every public page under the address that the settings give the site."""

    def items(self) -> list[Address]:
        return list(dict.fromkeys(every_address()))

    def location(self, item: Any) -> str:
        return str(item.path)

    def lastmod(self, item: Any) -> datetime | None:
        changed: datetime | None = item.changed
        return changed

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme


def every_address() -> Iterator[Address]:
    """The pages of the map for people, then one for each thing that has a page of its own."""
    published = Publication.objects.aggregate(at=Max("published_at"))["at"]
    told = dict(Event.objects.values_list("object_code").annotate(at=Max("at")))
    last = max(told.values(), default=None)
    loaded = _loaded()
    for group in navigation.SITE:
        for entry in group.entries:
            changed = published if entry.url in OF_THE_PUBLICATION else last
            yield Address(entry.address, changed)
    for kind in subjects.kinds():
        for subject in kind.everything():
            whole = published if kind.code == "AGREEMENT" else told.get(subject.code, loaded)
            if subject.path and "#" not in subject.path:
                yield Address(subject.path, whole)
    for name, codes, changed in (
        ("dimension", Dimension.objects.values_list("code", flat=True), published),
        ("objective", Objective.objects.values_list("code", flat=True), last),
        ("reconciliation-chapter", [row.code for row in reconciliations.chapters()], last),
    ):
        for code in codes:
            yield Address(reverse(name, args=[code]), changed)
    today = timezone.localdate()
    for body in governance.bodies(today):
        yield Address(reverse("body", args=[body.code]), told.get(body.code, last))
    for promise in commitments.commitments(today=today):
        yield Address(reverse("commitment", args=[promise.code]), told.get(promise.code, last))
    for review in reviews.signed():
        yield Address(review.path, review.signed_at)
    for row in oversight.published(oversight.Selection(), today):
        yield Address(row.path, told.get(row.code, last))
    yield from _territory(loaded)


def _territory(loaded: datetime | None) -> Iterator[Address]:
    run = districts.published_run()
    for district in run.districts if run else ():
        yield Address(reverse("district", args=[district.number]), loaded)
    for line in districts.runs():
        yield Address(reverse("districts-run", args=[line.code]), loaded)
    try:
        view = royalty.year()
    except Unknown:
        return
    for region in view.regions:
        yield Address(reverse("royalty-region", args=[region.slug]), loaded)
    for commune in view.communes:
        yield Address(reverse("royalty-commune", args=[commune.code]), loaded)


def _loaded() -> datetime | None:
    """When strategy, layers, runs or funds were last loaded."""
    rows = Event.objects.values_list("verb").annotate(at=Max("at"))
    return max((at for verb, at in rows if verb.partition(".")[0] in OF_THE_LOAD), default=None)
