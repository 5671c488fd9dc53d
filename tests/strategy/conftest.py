"""Lines of action as the tests follow them up."""

from collections.abc import Callable
from typing import Any

import pytest

from emra.accounts.models import User
from emra.strategy import follow_up
from emra.strategy.models import LineState

LINK = "https://www.goreantofagasta.cl/linea"


@pytest.fixture
def follow(strategy: None, reviewer: User) -> Callable[..., LineState]:
    """Say how a line goes; extra keywords go into what is said."""

    def make(line: str = "OE1-CP1", state: str = "UNDER_WAY", **told: Any) -> LineState:
        by = told.pop("by", reviewer)
        return follow_up.record_follow_up(
            line=line,
            follow_up=follow_up.FollowUp(state=state, **told),
            reference="comision-1 2026-T2",
            by=by,
        )

    return make
