"""The files of an edition: made by a job, whole or not at all, the same for the same state."""

import errno
import fcntl
import json
from datetime import date

import pytest
import time_machine

from emra.agreements import period_actions
from emra.agreements import queries as agreements
from emra.agreements.models import Publication
from emra.reports import content, store, tasks

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture
def edition(strategy):
    return agreements.editions()[0]


@pytest.fixture
def quick(monkeypatch):
    """Files of a few bytes, where what they say is of no matter."""
    monkeypatch.setattr(
        store, "render", lambda report, corte: ((kind, b"x" * 9) for kind in store.KINDS)
    )


def test_the_same_edition_gives_the_same_bytes_on_another_day(edition):
    def files():
        return dict(store.render(content.published(None, content.state()), None))

    with time_machine.travel("2031-03-01 10:00", tick=False):
        first = files()
    with time_machine.travel("2032-08-09 23:59", tick=False):
        assert files() == first
    assert set(first) == set(store.KINDS)


def test_a_job_makes_what_is_missing_and_nothing_twice(edition, quick):
    assert store.made(edition) is None
    assert tasks.make_reports() == 1
    assert tasks.make_reports() == 0
    made = store.made(edition)
    assert [row.kind for row in made.files] == list(store.KINDS)
    assert made.seq == content.state().seq
    assert store.read(edition, store.DECK) == b"x" * 9


def test_a_publication_asks_for_its_files(
    changed, quick, settings, django_capture_on_commit_callbacks
):
    settings.AFTER_PUBLICATION = [store.MAKE]
    with django_capture_on_commit_callbacks(execute=True):
        changed()
    assert all(store.made(row) for row in agreements.editions())
    assert Publication.objects.count() == 2


def test_a_damaged_file_is_not_given_out_and_is_made_again(edition, quick):
    store.make(edition)
    path = store._home(edition) / "current" / store.PAPER
    path.write_bytes(b"y" * 9)
    assert store.read(edition, store.PAPER) is None
    assert not store.is_whole(edition)
    assert tasks.make_reports() == 1
    assert store.read(edition, store.PAPER) == b"x" * 9


def test_of_two_makers_the_second_leaves_it_to_the_first(edition, quick):
    with store._alone(edition) as mine:
        assert mine
        assert store.make(edition) is False
        assert store.made(edition) is None
    assert store.make(edition) is True


def test_the_lock_of_a_maker_that_died_holds_nobody_up(edition, quick):
    home = store._home(edition)
    home.mkdir(parents=True)
    with (home / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
    (home / "mabandoned").mkdir()
    assert store.make(edition)
    assert not (home / "mabandoned").exists()


def test_with_the_disk_full_the_files_that_were_there_stay(edition, quick, monkeypatch):
    store.make(edition)
    put = store._put

    def full(path, found):
        if path.name == store.BOOK:
            raise OSError(errno.ENOSPC, "no room")
        put(path, found)

    monkeypatch.setattr(store, "_put", full)
    store.ask_again(edition)
    assert store.make(edition) is False
    assert store.read(edition, store.BOOK) == b"x" * 9
    assert len(list(store._home(edition).glob("m*"))) == 1
    assert store.failure(edition).full
    # The request is not lost with the try: the next one serves it.
    monkeypatch.setattr(store, "_put", put)
    assert tasks.make_reports() == 1
    assert store.failure(edition) is None
    assert tasks.make_reports() == 0


def test_another_error_is_not_taken_for_a_full_disk(edition, quick, monkeypatch):
    def broken(path, found):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(store, "_put", broken)
    with pytest.raises(OSError, match="broken"):
        store.make(edition)
    assert list(store._home(edition).glob("m*")) == []
    assert store.failure(edition).full is False


def test_an_edition_that_fails_holds_up_none_of_the_others(changed, quick, monkeypatch):
    changed()
    newest, first = sorted(agreements.editions(), key=lambda row: row.corte, reverse=True)
    write = store._write

    def broken(folder, edition):
        if edition.corte == newest.corte:
            raise ValueError("broken")
        write(folder, edition)

    monkeypatch.setattr(store, "_write", broken)
    with pytest.raises(ExceptionGroup, match="reports"):
        tasks.make_reports()
    assert store.made(newest) is None
    assert store.is_whole(first)


def test_who_asks_while_they_are_made_gets_later_ones(edition, quick, monkeypatch):
    write = store._write

    def asked_meanwhile(folder, edition):
        write(folder, edition)
        store.ask_again(edition)

    with monkeypatch.context() as patch:
        patch.setattr(store, "_write", asked_meanwhile)
        assert store.make(edition)
    assert tasks.make_reports() == 1
    assert tasks.make_reports() == 0


@pytest.mark.parametrize(
    ("today", "asked"),
    [
        ("2026-11-01", False),  # a Sunday and a holiday
        ("2026-11-02", True),
        ("2026-11-05", True),  # nothing ran on the days before
        ("2027-01-03", False),  # a holiday and a weekend
        ("2027-01-04", True),
    ],
)
def test_from_the_first_working_day_of_a_month_the_newest_is_made_anew(
    changed, secretary, quick, today, asked
):
    changed()
    newest = next(row for row in agreements.editions() if row.is_latest)
    with time_machine.travel("2026-10-30 08:10", tick=False):
        assert tasks.refresh_reports() is False
        assert tasks.make_reports() == 2
    with time_machine.travel(f"{today} 08:10", tick=False):
        # Nothing was recorded since they were made: they would be the same.
        assert tasks.refresh_reports() is False
        period_actions.open_period(
            code="2027-T1", cutoff_on=date(2027, 3, 31), due_on=date(2027, 4, 15), by=secretary
        )
        assert tasks.refresh_reports() is asked
        assert [row for row in agreements.editions() if store.is_asked(row)] == [newest] * asked
        assert tasks.make_reports() == asked
        # Once a month.
        period_actions.close_period(period="2027-T1", by=secretary)
        assert tasks.refresh_reports() is False


def test_files_asked_for_again_are_made_again_and_stay_until_then(edition, quick):
    store.make(edition)
    store.ask_again(edition)
    assert store.read(edition, store.DECK)
    assert tasks.make_reports() == 1
    assert tasks.make_reports() == 0


def test_a_manifest_that_cannot_be_read_is_none(edition, quick):
    store.make(edition)
    (store._home(edition) / "current" / "manifest.json").write_text(json.dumps({"files": []})[:5])
    assert store.made(edition) is None
