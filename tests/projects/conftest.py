"""Projects and initiatives with entries, made by the actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from emra.accounts.models import User
from emra.projects import actions
from emra.projects.models import Entry

TODAY = date(2026, 11, 21)


@pytest.fixture
def today(time_machine: Any) -> date:
    """A Saturday in November 2026, noon in Santiago."""
    time_machine.move_to("2026-11-21T15:00:00Z", tick=False)
    return TODAY


@pytest.fixture
def start(today: date, strategy: None, secretary: User) -> Callable[..., str]:
    """Start an entry of a project of the source; its code."""

    def make(project: str = "5.1", text: str = "") -> str:
        return actions.start_entry(project=project, on=TODAY, text=text, by=secretary).code

    return make


@pytest.fixture
def initiative(today: date, strategy: None, secretary: User) -> Callable[..., str]:
    """Open an initiative of the mechanism; the code of its first entry."""

    def make(name: str = "Posta de Quillagua", track: str = "PUBLIC", **options: Any) -> str:
        wanted = {"name": name, "parent": "5.3", "track": track, "on": TODAY, **options}
        return actions.open_project(by=secretary, **wanted).code

    return make


@pytest.fixture
def settle(secretary: User, reviewer: User) -> Callable[[str], Entry]:
    """Hand an entry over, and have it approved by the other."""

    def make(entry: str) -> Entry:
        actions.submit_entry(entry=entry, by=secretary)
        return actions.approve_entry(entry=entry, by=reviewer)

    return make
