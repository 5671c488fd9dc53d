"""Background jobs of governance."""

from celery import shared_task

from emra.governance import reminders


@shared_task
def remind() -> int:
    """Notice deadlines of commitments and minutes that wait."""
    return reminders.remind()
