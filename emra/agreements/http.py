"""Caching of the agreements' public answers: their ETag is the publication they show."""

from django.db.models import Count, Subquery

from emra.agreements.models import Agreement, Pairing, Publication
from emra.lib.http import State, etag_by


def _confirmed() -> Subquery:
    confirmed = Agreement.objects.filter(pairing=Pairing.CONFIRMED).order_by()
    return Subquery(confirmed.values("pairing").annotate(n=Count("pk")).values("n"))


# Moves with each publication or confirmed pairing.
publication_etag = etag_by(
    State(
        lambda: (
            Publication.objects.order_by("-id")
            .annotate(confirmed=_confirmed())
            .values_list("id", "digest", "confirmed", "ledger_seq", "ledger_head", "published_at")
        )
    ),
    seal=lambda row: row and row[3:],
)
