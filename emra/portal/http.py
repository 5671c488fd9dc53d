"""Caching of the portal's answers: they move with the ledger, the day and the settings."""

from django.utils import timezone

from emra.ledger.models import Event
from emra.lib.http import State, etag_by
from emra.portal.institution import institution

_last = State(lambda: Event.objects.order_by("-seq").values_list("seq", "hash"))

portal_etag = etag_by(lambda: (_last(), timezone.localdate(), institution()))
