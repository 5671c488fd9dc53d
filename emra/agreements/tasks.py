"""Background jobs of the agreements."""

from celery import shared_task

from emra.agreements import averages, imports, reminders


@shared_task
def sweep() -> int:
    """Recompute what is dirty: sent as a hint after each change and by beat on its own."""
    return averages.sweep()


@shared_task
def read_imports() -> int:
    """Read the spreadsheets that wait: a hint after each upload, and beat on its own."""
    return imports.read_waiting()


@shared_task
def remind() -> int:
    """Notice deadlines, returns and what waits; send the mails that are due."""
    return reminders.remind()
