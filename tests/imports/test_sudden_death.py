"""A process killed in the middle of an import leaves all of it or nothing, and can be run again."""

import random
import signal
import subprocess
import sys
import time
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection, transaction

from emra.agreements import batch_actions, imports
from emra.agreements.models import EntryBatch, ProgressReport
from emra.ledger.models import Event
from tests.imports import workbooks
from tests.imports.office import CORTE, all_codes, events, proposed, stored, upload
from tests.programs import ROOT

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = 20
ROWS = 2_000


class Mortal:
    """The process whose children are killed."""

    def __init__(self):
        name = str(connection.settings_dict["NAME"])
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "tests.imports.mortal", name, str(settings.MEDIA_ROOT)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.said() == "ready"

    def said(self):
        return self.popen.stdout.readline().strip()

    def does(self, what, kill_after=None):
        """Let a child do it; killed after some seconds, or the seconds it took."""
        began = time.monotonic()
        self.popen.stdin.write(f"{'-' if kill_after is None else kill_after} {what}\n")
        self.popen.stdin.flush()
        assert self.said() in ("0", str(-signal.SIGKILL))
        return time.monotonic() - began


@pytest.fixture
def mortal(corte, secretary):
    process = Mortal()
    yield process
    process.popen.stdin.close()
    process.popen.wait(30)
    process.popen.stdout.close()


def settled(batch):
    """The batch once the database has done with the connection of the dead process."""
    with transaction.atomic():
        return EntryBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def test_a_confirmation_killed_at_20_points_leaves_all_19_rows_or_none(mortal, secretary, capsys):
    everything = [(code, 100) for code in all_codes()]
    batch = proposed(secretary, *everything)
    whole = mortal.does(f"confirm {batch.pk} {secretary.pk}")
    assert settled(batch).state == "CONFIRMED"
    batch_actions.undo_batch(batch=batch.pk, by=secretary)
    chance, left = random.Random(19), []
    for _point in range(POINTS):
        batch = proposed(secretary, *everything)
        mortal.does(f"confirm {batch.pk} {secretary.pk}", chance.uniform(0, whole))
        state, count = settled(batch).state, ProgressReport.objects.filter(origin="ENTRY").count()
        assert (state, count) in (("PREVIEW", 0), ("CONFIRMED", 19))
        left.append(count)
        if state == "PREVIEW":
            batch_actions.confirm_batch(batch=batch.pk, by=secretary)
        reports = ProgressReport.objects.filter(origin="ENTRY")
        assert {report.percent for report in reports} == {Decimal(100)}
        assert sorted(reports.values_list("agreement_id", flat=True)) == all_codes()
        batch_actions.undo_batch(batch=batch.pk, by=secretary)
        assert stored() == []
    assert len(events("batch.confirmed")) == len(events("batch.undone")) == POINTS + 1
    assert len(events("progress.recorded")) == 19 * (POINTS + 1)
    sequence = list(Event.objects.order_by("seq").values_list("seq", flat=True))
    assert sequence == list(range(1, len(sequence) + 1))
    with capsys.disabled():
        print(f"\nkilled {POINTS} times within {whole:.2f} s: {left.count(0)} left nothing")
    assert 0 in left


def test_a_reading_that_was_killed_is_read_again_from_the_start(mortal, secretary, capsys):
    codes = all_codes()
    content = workbooks.xlsx(*[(codes[n % 19], 100) for n in range(ROWS)])
    whole, left = 0.0, []
    for share in (None, 0.05, 0.3, 0.5, 0.7, 0.85, 0.95):
        batch = imports.receive(period=CORTE, upload=upload(content), by=secretary)
        if share is None:
            whole = mortal.does("read")
        else:
            mortal.does("read", whole * share)
        found = settled(batch)
        assert (found.state, found.rows.count()) in (("READING", 0), ("PREVIEW", ROWS))
        left.append(found.state)
        imports.read_waiting()
        found = settled(batch)
        assert (found.state, found.rows_read, found.rows.count()) == ("PREVIEW", ROWS, ROWS)
        assert found.rows.filter(outcome="NEW").count() == 19
        assert stored() == []
    with capsys.disabled():
        print(f"\nreading killed 6 times within {whole:.2f} s: {left.count('READING')} began anew")
    assert "READING" in left
