"""Background jobs of the districts."""

from celery import shared_task

from districts import study_actions


@shared_task
def draw_studies() -> int:
    """Draw the studies that wait: a hint after each is asked for, and beat on its own."""
    return study_actions.draw_waiting()
