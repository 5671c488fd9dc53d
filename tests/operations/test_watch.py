"""An account locked again and again opens one incident, under its code."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from axes.models import AccessFailureLog
from django.utils import timezone

from emra.agreements.models import Heartbeat
from emra.operations import heartbeats, watch
from emra.operations.models import Incident

PAUSE = timedelta(minutes=15)
EIGHT = datetime(2026, 3, 2, 8)


def at(*minutes):
    return [EIGHT + timedelta(minutes=minute) for minute in minutes]


@pytest.mark.parametrize(
    ("moments", "count"),
    [
        ([], 0),
        (at(0), 1),
        # Refused again while it is locked: the same lock, however long it goes on.
        (at(0, 10, 20, 30, 40), 1),
        (at(0, 14, 29), 2),
        (at(40, 0, 20), 3),
    ],
)
def test_refusals_closer_than_the_pause_are_of_one_lock(moments, count):
    assert watch.episodes(moments, PAUSE) == count


def locked(name, hours, address="198.51.100.7"):
    row = AccessFailureLog.objects.create(
        username=name, ip_address=address, user_agent="x", path_info="/", locked_out=True
    )
    moment = timezone.now() - timedelta(hours=hours)
    AccessFailureLog.objects.filter(pk=row.pk).update(attempt_time=moment)


@pytest.mark.django_db
def test_an_account_locked_three_times_in_a_day_opens_one_incident(secretary, reviewer, settings):
    assert settings.LOCKS_A_DAY == 3
    for hours in (1, 5):
        locked(secretary.username, hours)
    locked(secretary.username, 30)  # of yesterday
    for hours in (1, 2, 3, 4):
        locked("nadie", hours)  # a name that is nobody's
    now = timezone.now()
    assert watch.watch_sign_ins(now=now) == 0
    locked(secretary.username, 5, address="203.0.113.9")  # at once from elsewhere: another lock
    assert watch.watch_sign_ins(now=now) == 1
    assert watch.watch_sign_ins(now=now) == 0
    row = Incident.objects.get()
    assert row.cause == f"locked:{secretary.code}"
    assert secretary.username not in row.what + row.affected


@pytest.mark.django_db
def test_a_wrong_password_leaves_the_trace_that_an_investigation_needs(client, secretary, settings):
    for _try in range(settings.AXES_FAILURE_LIMIT):
        client.post("/ingresar/", {"username": secretary.username, "password": "mala"})
    rows = AccessFailureLog.objects.order_by("pk")
    assert [row.locked_out for row in rows] == [False] * (settings.AXES_FAILURE_LIMIT - 1) + [True]


@pytest.mark.django_db
def test_a_job_of_the_schedule_is_marked_and_another_is_not():
    heartbeats._mark(SimpleNamespace(name="emra.operations.tasks.tidy"))
    heartbeats._mark(SimpleNamespace(name="emra.otra"))
    assert list(Heartbeat.objects.values_list("name", flat=True)) == ["tidy"]
