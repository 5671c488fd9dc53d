"""Hints to the background: the mark in the database is the record, the message only hurries."""

import logging

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)

# A frozen Redis must not hold a save: one try, bounded on every socket step.
BOUNDED = {
    "socket_timeout": 0.3,
    "socket_connect_timeout": 0.3,
    "retry_on_timeout": False,
    "max_retries": 0,
}


def hint(task: str) -> None:
    """After the commit, ask for the task at this dotted path; in process without a broker.

    Once in a transaction, however often it is asked for.
    """

    def send() -> None:
        _send(task)

    send.task = task  # type: ignore[attr-defined]
    if task not in (getattr(entry[1], "task", "") for entry in connection.run_on_commit):
        transaction.on_commit(send, robust=True)


def _send(task: str) -> None:
    if not settings.REDIS_URL:
        import_string(task).run()
        return
    try:
        with current_app.connection_for_write(
            transport_options=BOUNDED, connect_timeout=0.3
        ) as broker:
            current_app.send_task(task, connection=broker, retry=False, ignore_result=True)
    except Exception as error:  # whatever the broker's client raises: the sweeper will come
        logger.warning("hint for %s not delivered: %s", task, error)
