"""The state of the system: in words for who administers it, as JSON for a monitor."""

from datetime import timedelta

import pytest
from celery.schedules import crontab
from django.db import OperationalError
from django.utils import timezone

from emra.accounts.models import Role
from emra.agreements.models import Heartbeat
from emra.dashboard import health, status
from emra.notices.models import Mail
from emra.operations.actions import record_verification

pytestmark = pytest.mark.django_db
PLACE = "/gestion/estado/"


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.REDIS_URL = ""


def states(client):
    found = client.get(f"{PLACE}?formato=json").json()
    return {line["code"]: line["state"] for line in found["lines"]}


@pytest.fixture
def admin(strategy, client, person):
    client.force_login(person(Role.ADMIN))
    return client


def test_it_says_each_part_in_words_and_where_to_read_what_to_do(admin):
    page = admin.get(PLACE).content.decode()
    for said in ("Base de datos", "En orden", "Atención", "Todavía no se ha verificado"):
        assert said in page
    for line in admin.get(f"{PLACE}?formato=json").json()["lines"]:
        assert f'href="#hacer-{line["help"]}"' in page
        assert f'id="hacer-{line["help"]}"' in page


def test_what_ages_asks_for_attention_and_what_breaks_is_a_failure(admin, tmp_path, settings):
    now = timezone.now()
    assert (states(admin)["ledger"], states(admin)["backup"]) == ("attention", "attention")
    record_verification(seq=1, head="a", faults=[], seconds=1)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "emra-20260101T033000.tar.gz").touch()
    Mail.objects.create(
        address="a@example.cl",
        about="x",
        subject="x",
        text="x",
        created_at=now - timedelta(hours=3),
        try_after=now,
    )
    found = states(admin)
    assert (found["ledger"], found["backup"], found["mail"]) == ("ok", "ok", "attention")
    record_verification(seq=1, head="a", faults=["FALLA en el evento 1."], seconds=1)
    found = states(admin)
    assert (found["ledger"], found["incidents"]) == ("failure", "attention")
    later = status.status(now + timedelta(hours=27))
    assert {line.code: line.state for line in later.lines}["backup"] == "attention"
    assert later.state == status.State.FAILURE


def test_each_job_of_the_schedule_has_its_line_and_says_when_it_is_late(
    admin, settings, monkeypatch
):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(health, "broker", lambda: "away")
    now = timezone.now()
    Heartbeat.objects.create(name="sweep", at=now)
    Heartbeat.objects.create(name="remind", at=now - timedelta(seconds=3 * 900 + 60))
    Heartbeat.objects.create(name="tidy", at=now - timedelta(hours=25))
    lines = {line.code: line for line in status.status(now).lines}
    names = {f"job-{name}" for name in settings.CELERY_BEAT_SCHEDULE}
    assert names == {code for code in lines if code.startswith("job-")}
    assert set(status.JOBS) == set(settings.CELERY_BEAT_SCHEDULE)
    late = {code for code in names if lines[code].state == status.State.ATTENTION}
    assert late == names - {"job-sweep", "job-tidy"}
    assert "Atrasado" in lines["job-remind"].said
    assert "Todavía no" in lines["job-verify_ledger"].said
    assert lines["broker"].state == status.State.FAILURE
    assert status.patience(crontab(hour=4)) == timedelta(hours=26)
    assert status.patience(30) == timedelta(seconds=90)


def test_a_monitor_asks_with_its_token_and_without_a_session(strategy, client, settings):
    settings.METRICS_TOKEN = "una-llave-larga"
    wrong = client.get(PLACE, headers={"Authorization": "Bearer otra"})
    assert (wrong.status_code, wrong["Location"].split("?")[0]) == (302, "/ingresar/")
    answer = client.get(PLACE, headers={"Authorization": "Bearer una-llave-larga"})
    assert answer.json()["version"]
    assert "no-store" in answer["Cache-Control"]
    sent = client.post(PLACE, headers={"Authorization": "Bearer una-llave-larga"})
    assert sent.status_code in (302, 403)
    settings.METRICS_TOKEN = ""
    assert client.get(PLACE, headers={"Authorization": "Bearer "}).status_code == 302


def test_a_database_away_is_said_where_nothing_else_can_be(strategy, monkeypatch):
    def away():
        raise OperationalError("away")

    monkeypatch.setattr(health, "migrations", away)
    found = status.status(timezone.now())
    assert [line.code for line in found.lines] == ["database", "broker"]
    assert found.state == status.State.FAILURE


def test_what_the_public_is_told_stays_as_short_as_it_was(strategy, client):
    assert set(client.get("/readyz").json()) == {"status", "checks"}


def test_the_gauges_tell_of_the_last_verification(strategy, client):
    record_verification(seq=1, head="a", faults=[], seconds=1)
    assert "emra_ledger_verified 1.0" in client.get("/metrics").content.decode()
    record_verification(seq=1, head="a", faults=["FALLA"], seconds=1)
    told = client.get("/metrics").content.decode()
    assert "emra_ledger_verified 0.0" in told
    assert "emra_incidents_open 1.0" in told
