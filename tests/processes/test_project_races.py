"""Two people on one project at the same moment: nothing is lost, doubled or taken twice."""

import threading
from typing import Any

import pytest

from emra.accounts.models import Role
from emra.lib.errors import Conflict
from emra.projects import actions, parts_actions
from emra.projects.models import Entry, FundingLine, Project
from emra.projects.parts_actions import Money
from tests.processes.test_races import PATIENCE, losers, together, winners
from tests.projects.conftest import TODAY, initiative, start, today  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that looked for the next number meet before either goes on, if nothing keeps one out."""
    both = threading.Barrier(2)
    look = parts_actions.number_of

    def look_and_wait(*args: Any) -> int:
        found = look(*args)
        try:
            both.wait(PATIENCE)
        except threading.BrokenBarrierError:
            both.reset()
        return found

    monkeypatch.setattr(parts_actions, "number_of", look_and_wait)


@pytest.fixture
def two_lines(start, secretary, person):  # noqa: F811
    """Two people add a line of funding each to the same entry."""
    entry, other = start(), person(Role.SECRETARIAT, "otra")

    def add(source: str, by: Any) -> Any:
        return lambda: parts_actions.set_funding(entry=entry, money=Money(source=source), by=by)

    return lambda: together(add("FNDR", secretary), add("FRPD", other))


def test_two_new_lines_get_two_numbers(two_lines, meeting):
    assert len(winners(two_lines())) == 2
    lines = FundingLine.objects.filter(project="5.1")
    assert set(lines.values_list("number", "version")) == {(1, 1), (2, 1)}
    assert Entry.objects.get(project="5.1", origin="ENTRY").lock_version == 3


@pytest.mark.deployed  # SQLite lets one writer at a time through anyway
def test_without_the_locks_one_of_two_new_lines_is_lost(two_lines, meeting, monkeypatch):
    monkeypatch.setattr(parts_actions, "lock_entry", lambda code, _seen: actions.find_entry(code))
    assert len(winners(two_lines())) == 1


def test_of_two_who_start_an_entry_one_is_told_of_the_other(strategy, today, secretary, person):  # noqa: F811
    begin = lambda by: lambda: actions.start_entry(project="5.1", on=TODAY, by=by)  # noqa: E731
    results = together(begin(secretary), begin(person(Role.SECRETARIAT, "otra")))
    [winner] = winners(results)
    [refused] = [result for result in results if isinstance(result, Conflict)]
    assert winner.code in str(refused)


def test_two_new_projects_get_two_codes(strategy, today, secretary, person):  # noqa: F811
    begin = lambda by: lambda: actions.open_project(name="Uno", on=TODAY, by=by)  # noqa: E731
    assert losers(together(begin(secretary), begin(person(Role.SECRETARIAT, "otra")))) == []
    assert set(Project.objects.filter(pk__gt="5.3").values_list("pk", flat=True)) == {"5.4", "5.5"}
