"""Caching of public answers that any action may change."""

from django.utils import timezone

from emra.ledger.models import Event
from emra.lib.http import etag_by


def _state() -> object:
    return Event.objects.order_by("-seq").values_list("seq", "hash").first(), timezone.localdate()


# Moves with each event of the ledger, and at midnight for what is told relative to today.
ledger_etag = etag_by(_state)
