"""Background jobs of the reports."""

from celery import shared_task
from django.utils import timezone

from emra.reports import store


@shared_task
def make_reports() -> int:
    """Make the files that published editions lack: a hint after each publication, and beat."""
    return store.make_missing()


@shared_task
def refresh_reports() -> bool:
    """Beat, every morning: once a month the newest corte's are asked for anew."""
    return store.refresh(timezone.localdate())
