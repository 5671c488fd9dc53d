"""Background jobs of the open data."""

from celery import shared_task

from emra.opendata import listing


@shared_task
def list_datasets() -> bool:
    """Keep the list of the datasets as they stand: a hint after each publication, and beat."""
    return listing.keep()
