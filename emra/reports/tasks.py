"""Background jobs of the reports."""

from celery import shared_task

from emra.reports import store


@shared_task
def make_reports() -> int:
    """Make the files that published editions lack: a hint after each publication, and beat."""
    return store.make_missing()
