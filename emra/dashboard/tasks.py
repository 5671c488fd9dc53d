"""Background jobs of the house as a whole."""

from celery import shared_task

from emra.dashboard import snapshots


@shared_task
def take_snapshot() -> int:
    """Keep the public site on disk: sent by beat; nothing where the kept one still holds."""
    taken = snapshots.take()
    return taken.pages if taken else 0
