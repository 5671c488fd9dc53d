"""Every named constraint of the strategy refuses what it is there for, past the actions."""

from typing import Any

import pytest

from emra.strategy.models import LineState
from tests.constraints import again, cases, named_constraints, refused
from tests.strategy.conftest import LINK

pytestmark = pytest.mark.django_db

VIOLATIONS = {
    "line_state_known": [again(LineState, state="PERHAPS")],
    "line_state_percent_0_100": [again(LineState, percent="100.01"), again(LineState, percent=-1)],
    "line_state_percent_agrees": [
        again(LineState, state="NOT_STARTED", percent=1),
        again(LineState, state="DONE", percent=99, link=LINK),
    ],
    "line_state_done_has_evidence": [again(LineState, state="DONE")],
    "line_state_stopped_says_why": [again(LineState, state="STOPPED")],
    "line_state_file_has_format": [
        again(LineState, sha256="0" * 64),
        again(LineState, extension="pdf"),
    ],
}


def test_no_constraint_is_missing_here():
    assert set(VIOLATIONS) == set(named_constraints("strategy"))


@pytest.mark.parametrize(("name", "violation"), cases(VIOLATIONS))
def test_the_database_refuses(name: str, violation: Any, follow: Any):
    follow()
    refused(name, violation)
