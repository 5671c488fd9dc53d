"""Tidying: what is past its time goes, what an investigation or a corte needs stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from emra.agreements import imports
from emra.agreements.models import EntryBatch
from emra.operations import actions, tidying

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


def aged(path, at):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_sessions_and_traces_go_after_their_time_and_a_dry_run_only_counts(now, capsys):
    for days in (-1, 1):
        Session.objects.create(session_key=f"s{days}", expire_date=now + days * DAY)
    for model, more in ((AccessAttempt, {"failures_since_start": 1}), (AccessLog, {})):
        for days in (91, 89):
            row = model.objects.create(user_agent=f"a{days}", **more)
            model.objects.filter(pk=row.pk).update(attempt_time=now - days * DAY)
    call_command("tidy", dry_run=True)
    assert Session.objects.count() == 2
    call_command("tidy")
    first, second = capsys.readouterr().out.splitlines()
    assert first == second.replace("Borrado", "Se borrarían")
    assert "sesiones vencidas 1, rastros de ingreso 2" in second
    assert list(Session.objects.values_list("session_key", flat=True)) == ["s1"]
    assert AccessAttempt.objects.get().user_agent == AccessLog.objects.get().user_agent == "a89"
    assert tidying.tidy(now=now) == tidying.Tidied(0, 0, 0, 0)


def test_what_an_open_incident_may_need_stays(now, secretary):
    row = AccessFailureLog.objects.create(user_agent="x")
    AccessFailureLog.objects.filter(pk=row.pk).update(attempt_time=now - 120 * DAY)
    incident = actions.open_incident(
        kind="ABUSE",
        severity="LOW",
        what="a",
        affected="b",
        noticed_by="c",
        personal_data="NO",
        noticed_at=now - 119 * DAY - timedelta(hours=1),
        by=secretary,
    )
    assert tidying.tidy(now=now).sign_ins == 0
    actions.close_incident(incident=incident.code, lessons="Nada", by=secretary)
    assert tidying.tidy(now=now).sign_ins == 1


@pytest.fixture
def batch(corte, secretary):
    """An import decided so many days ago, its file as old."""

    def make(state, days, sha256, now):
        at = now - days * DAY
        row = EntryBatch.objects.create(
            period=corte,
            kind="IMPORT",
            state=state,
            sha256=sha256,
            filename="avances.xlsx",
            problem="x" if state == "UNREADABLE" else "",
            created_by=secretary,
            created_at=at,
            decided_at=None if state in ("PREVIEW", "READING") else at,
        )
        aged(imports.path_of(sha256), at)
        return row

    return make


def left():
    return sorted(path.name for path in (imports.path_of("x").parent).iterdir())


def test_spreadsheets_go_when_their_import_ended_long_ago_and_their_digest_stays(batch, now):
    batch("DISCARDED", 200, "descartada", now)
    batch("UNREADABLE", 200, "ilegible", now)
    batch("DISCARDED", 100, "reciente", now)
    batch("PREVIEW", 400, "pendiente", now)
    # The same bytes twice: the later one still waits.
    batch("DISCARDED", 300, "compartida", now)
    batch("READING", 200, "compartida", now)
    assert tidying.tidy(now=now).spreadsheets == 2
    assert left() == ["compartida", "pendiente", "reciente"]
    assert EntryBatch.objects.filter(sha256="ilegible").exists()


def test_a_confirmed_one_counts_from_the_publication_of_its_corte(
    batch, now, approve, publish, settings
):
    batch("CONFIRMED", 400, "confirmada", now)
    assert tidying.tidy(now=now).spreadsheets == 0
    approve("A12", "40")
    publish("2026-T2")
    assert tidying.tidy(now=now).spreadsheets == 0
    later = timezone.now() + (settings.IMPORT_DAYS + 1) * DAY
    assert tidying.tidy(now=later).spreadsheets == 1


def test_uploaded_again_since_its_row_was_decided_it_stays(batch, now):
    row = batch("DISCARDED", 300, "otra-vez", now)
    aged(imports.path_of(row.sha256), now)
    assert tidying.tidy(now=now).spreadsheets == 0


def test_parts_of_uploads_and_files_that_no_row_names_go_after_a_day(batch, now, settings):
    media = Path(settings.MEDIA_ROOT)
    batch("PREVIEW", 300, "nombrada", now)
    old, fresh = now - 2 * DAY, now
    for at, word in ((old, "viejo"), (fresh, "nuevo")):
        aged(media / "evidence" / "ab" / f"tmp{word}", at)
        aged(media / "imports" / word, at)
    aged(media / "evidence" / "ab" / "abcdef", old)
    assert tidying.tidy(now=now).leftovers == 2
    assert left() == ["nombrada", "nuevo"]
    assert sorted(path.name for path in (media / "evidence" / "ab").iterdir()) == [
        "abcdef",
        "tmpnuevo",
    ]
