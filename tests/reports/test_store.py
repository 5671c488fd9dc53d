"""The files of an edition: made by a job, whole or not at all, the same for the same state."""

import errno
import fcntl
import json

import pytest
import time_machine

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
    assert store.make(edition) is False
    assert store.is_whole(edition)
    assert len(list(store._home(edition).glob("m*"))) == 1


def test_another_error_is_not_taken_for_a_full_disk(edition, quick, monkeypatch):
    def broken(path, found):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(store, "_put", broken)
    with pytest.raises(OSError, match="broken"):
        store.make(edition)
    assert list(store._home(edition).glob("m*")) == []


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
