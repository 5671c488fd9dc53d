"""Background jobs of the contraloría social."""

from celery import shared_task

from emra.oversight import upkeep


@shared_task
def tend() -> int:
    """Remind of answers that are due and erase what may no longer be kept."""
    return upkeep.tend()
