"""/healthz: the process is up. /readyz: the whole can work, or says what cannot."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from emra.agreements import averages, period_actions
from emra.agreements.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_broker(settings):
    settings.REDIS_URL = ""


def test_the_process_answers_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")
    assert response.json() == {"status": "ok"}
    assert "no-store" in response["Cache-Control"]


def test_a_swept_house_is_ready(strategy, client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")
    assert response.json()["checks"] == {"database": "ok", "migrations": "ok", "sweeper": "ok"}


def test_averages_that_nobody_sweeps_make_it_not_ready(corte, client):
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["checks"]["sweeper"] == "late"
    averages.sweep()
    assert client.get("/readyz").status_code == 200


def test_a_sweep_of_the_last_moments_is_trusted_and_an_old_one_is_not(corte, client, settings):
    Heartbeat.objects.create(name="sweep", at=timezone.now())
    assert client.get("/readyz").status_code == 200
    old = timezone.now() - timedelta(seconds=3 * settings.SWEEP_SECONDS + 5)
    Heartbeat.objects.update(at=old)
    assert client.get("/readyz").status_code == 503


def test_opening_a_corte_leaves_the_house_ready(
    strategy, secretary, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        period_actions.open_period(
            code="2026-T2", cutoff_on=date(2026, 6, 30), due_on=None, by=secretary
        )
    assert client.get("/readyz").status_code == 200


def test_a_pending_migration_makes_it_not_ready(strategy, client):
    MigrationRecorder(connection).migration_qs.filter(app="agreements").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"]["migrations"]) == (503, "pending")


def test_a_broker_that_does_not_answer_makes_it_not_ready(strategy, client, settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("emra.dashboard.health.broker", lambda: "away")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["checks"]["broker"]) == (503, "away")


def test_a_sweep_of_the_future_says_nothing_of_now(corte, client, settings):
    """The clock was set back since."""
    Heartbeat.objects.create(name="sweep", at=timezone.now() + timedelta(hours=1))
    assert client.get("/readyz").status_code == 503
