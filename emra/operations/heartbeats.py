"""When each scheduled job last ended well: told by the worker, read by the state of the system."""

from typing import Any

from celery.signals import task_success
from django.conf import settings
from django.utils import timezone

from emra.agreements.models import Heartbeat


def connect() -> None:
    task_success.connect(_mark, weak=False, dispatch_uid="heartbeats")


def _mark(sender: Any = None, **_more: Any) -> None:
    """A task of the schedule ended; one that was only hinted at is marked all the same."""
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        if entry["task"] == getattr(sender, "name", None):
            Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now()})
