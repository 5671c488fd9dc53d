"""Background jobs of the house as a whole."""

from celery import shared_task

from emra.dashboard import integrity, snapshots


@shared_task
def take_snapshot() -> int:
    """Keep the public site on disk: sent by beat; nothing where the kept one still holds."""
    taken = snapshots.take()
    return taken.pages if taken else 0


@shared_task
def verify_ledger() -> int:
    """Check the ledger and keep what was found; how many faults. Sent by beat each night."""
    return len(integrity.verify().faults)
