"""Caching of public answers that any action may change."""

from django.utils import timezone

from emra.ledger.models import Event
from emra.lib.http import State, etag_by

_last = State(lambda: Event.objects.order_by("-seq").values_list("seq", "hash", "at"))

# Moves with each event of the ledger, and at midnight for what is told relative to today.
ledger_etag = etag_by(lambda: (_last(), timezone.localdate()), seal=lambda state: state[0])
