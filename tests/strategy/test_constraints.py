"""Every named constraint of the strategy refuses what it is there for, past the actions."""

from typing import Any

import pytest

from emra.strategy.models import LineState
from tests.constraints import again, cases, named_constraints, refused
from tests.strategy.conftest import LINK

pytestmark = pytest.mark.django_db

VIOLATIONS = {
    "linestate_state_known": [again(LineState, state="PERHAPS")],
    "linestate_percent_0_100": [again(LineState, percent="100.01"), again(LineState, percent=-1)],
    "linestate_percent_agrees": [
        again(LineState, state="NOT_STARTED", percent=1),
        again(LineState, state="DONE", percent=99, link=LINK),
    ],
    "linestate_done_has_evidence": [again(LineState, state="DONE")],
    "linestate_stopped_says_why": [again(LineState, state="STOPPED")],
    "linestate_file_has_format": [
        again(LineState, sha256="0" * 64),
        again(LineState, extension="pdf"),
    ],
}


def test_no_constraint_is_missing_here():
    assert set(VIOLATIONS) == set(named_constraints("strategy"))


def test_the_database_refuses(follow: Any):
    follow()
    for name, violation in cases(VIOLATIONS):
        refused(name, violation)
