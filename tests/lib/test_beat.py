"""Beat goes on when the clock is set back."""

from datetime import timedelta
from pathlib import Path

import time_machine
from celery import Celery
from celery.beat import PersistentScheduler

from emra.lib.beat import Scheduler

NOON = "2026-11-21T12:00:00+00:00"
JOBS = {
    "sweep": {"task": "sweep", "schedule": 30},
    "remind": {"task": "remind", "schedule": 900},
}


def sent_after_an_hour_back(kind: type[PersistentScheduler], schedule: Path) -> list[str]:
    """What a scheduler sends within 20 minutes of a clock set back by an hour."""
    sent: list[str] = []
    app = Celery("test", broker="memory://")
    app.conf.beat_schedule = JOBS
    beat = kind(app, schedule_filename=str(schedule))
    beat.apply_entry = lambda entry, producer=None: sent.append(entry.name)
    with time_machine.travel(NOON, tick=False) as clock:
        for step in range(60):
            if step == 20:  # all have run by now
                clock.shift(timedelta(hours=-1))
                sent.clear()
            while not beat.tick():
                pass
            clock.shift(30)
    beat.close()
    return sent


def test_every_job_runs_on_at_its_pace(tmp_path):
    sent = sent_after_an_hour_back(Scheduler, tmp_path / "beat")
    # 40 steps of 30 s: one sweep each but for the rounding of the first, one reminder.
    assert sent.count("sweep") in (38, 39, 40)
    assert sent.count("remind") == 1


def test_celerys_own_waits_for_the_hour_to_pass(tmp_path):
    """The control."""
    assert sent_after_an_hour_back(PersistentScheduler, tmp_path / "beat") == []
