"""Getting the studies drawn without anybody waiting: by a worker, or by a thread where none is.

A study takes longer than a request may: without a broker it is drawn in a thread of this process.
The row in the database stays the record: if the process ends, the study waits and is resumed.
"""

import threading
from typing import Final

from django.conf import settings
from django.db import connections, transaction

from districts import study_actions
from emra.lib import jobs

DRAW_STUDIES: Final = "districts.tasks.draw_studies"
_one_at_a_time = threading.Lock()


def hint() -> None:
    """After the commit, have the studies that wait drawn."""
    if settings.REDIS_URL:
        jobs.hint(DRAW_STUDIES)
    else:
        transaction.on_commit(start)


def start() -> threading.Thread:
    """Draw in a thread what waits, after any thread that is at it."""
    thread = threading.Thread(target=_draw, name="districts-studies", daemon=True)
    thread.start()
    return thread


def _draw() -> None:
    with _one_at_a_time:
        try:
            study_actions.draw_waiting()
        finally:
            connections.close_all()
