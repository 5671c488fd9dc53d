"""Hints to the background: the mark in the database is the record, the message only hurries."""

import logging
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

# A frozen Redis must not hold a save: one try, bounded on every socket step.
BOUNDED = {
    "socket_timeout": 0.3,
    "socket_connect_timeout": 0.3,
    "retry_on_timeout": False,
    "max_retries": 0,
}


def hint(task: Any) -> None:
    """After the commit, ask for `task` (without arguments); in process where there is no broker."""
    transaction.on_commit(lambda: _send(task), robust=True)


def _send(task: Any) -> None:
    if not settings.REDIS_URL:
        task.run()
        return
    try:
        with current_app.connection_for_write(
            transport_options=BOUNDED, connect_timeout=0.3
        ) as connection:
            task.apply_async(connection=connection, retry=False, ignore_result=True)
    except Exception as error:  # whatever the broker's client raises: the sweeper will come
        logger.warning("hint for %s not delivered: %s", task.name, error)
