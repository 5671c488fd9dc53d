"""The clockwork of the background jobs."""

from typing import Any

from celery.beat import PersistentScheduler


class Scheduler(PersistentScheduler):
    """Celery's, which a clock set back does not stop.

    Celery waits until each job's last run has gone by again: an hour back would be an hour without
    a sweep. A run that lies in the future counts as one of now.
    """

    def tick(self, *args: Any, **kwargs: Any) -> float:
        now = self.app.now()
        ahead = [entry for entry in self.schedule.values() if entry.last_run_at > now]
        for entry in ahead:
            entry.last_run_at = now
        if ahead:
            self._heap = None  # its order is by the clock as it was
        return float(super().tick(*args, **kwargs))
