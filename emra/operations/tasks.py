"""Housekeeping that runs on its own."""

from celery import shared_task
from django.utils import timezone

from emra.operations import tidying, watch


@shared_task
def tidy() -> str:
    """Take away what is past its time: sent by beat each night."""
    return str(tidying.tidy(now=timezone.now()))


@shared_task
def watch_sign_ins() -> int:
    """Open an incident for each account that is locked again and again: sent by beat."""
    return watch.watch_sign_ins(now=timezone.now())
