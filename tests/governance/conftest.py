"""Bodies with members, sessions and commitments, made by the actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from emra.accounts.models import User
from emra.governance import commitment_actions
from emra.governance.models import Commitment

TODAY = date(2026, 11, 21)


@pytest.fixture
def today(time_machine: Any) -> date:
    """A Saturday in November 2026, noon in Santiago."""
    time_machine.move_to("2026-11-21T15:00:00Z", tick=False)
    return TODAY


@pytest.fixture
def promise(today: date, strategy: None, reviewer: User) -> Callable[..., Commitment]:
    """A commitment of the first commission about A12, due in December."""

    def make(**options: Any) -> Commitment:
        wanted: dict[str, Any] = {
            "body": "comision-1",
            "text": "Levantar la línea base de A12.",
            "owner": "gore",
            "due_on": date(2026, 12, 18),
            "subject": "AGREEMENT:A12",
            "by": reviewer,
            **options,
        }
        return commitment_actions.record_commitment(**wanted)

    return make
