"""Caching of the agreements' public answers: their ETag is the publication they show."""

from emra.agreements.models import Agreement, Pairing, Publication
from emra.lib.http import etag_by


def _state() -> object:
    last = Publication.objects.order_by("-id").values_list("id", "digest").first()
    return last, Agreement.objects.filter(pairing=Pairing.CONFIRMED).count()


# Moves with each publication or confirmed pairing.
publication_etag = etag_by(_state)
