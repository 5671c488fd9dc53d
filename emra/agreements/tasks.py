"""Background jobs of the agreements."""

from celery import shared_task

from emra.agreements import averages


@shared_task
def sweep() -> int:
    """Recompute what is dirty: sent as a hint after each change and by beat on its own."""
    return averages.sweep()
