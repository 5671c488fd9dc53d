"""States of the data in which a report is looked at."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from emra.agreements import actions, review_actions


@pytest.fixture
def changed(
    corte: Any, approve: Any, publish: Any, secretary: Any, reviewer: Any
) -> Callable[[], Any]:
    """2026-T2: A01 falls, A02 rises, A12 appears, A13 goes, A18 is done, A19 does not apply."""

    def absent(agreement: str, absence: str) -> None:
        entry = actions.Entry(absence=absence, absence_reason="Lo dice la mesa técnica")
        report = actions.record_progress(
            agreement=agreement, period="2026-T2", entry=entry, by=secretary
        )
        actions.submit_progress(report=report.code, by=secretary)
        review_actions.approve_progress(report=report.code, by=reviewer)

    def make() -> Any:
        approve("A01", "55.5", setback_reason="Una faena volvió a usar agua continental")
        approve("A02", "57.25")
        approve("A12", "40")
        absent("A13", "NO_DATA")
        approve("A18", str(Decimal(100)))
        absent("A19", "NOT_APPLICABLE")
        return publish()

    return make


@pytest.fixture(params=["seed", "changed"])
def corte_of(request: Any, strategy: None) -> str:
    """The code of a published corte: as loaded, and one with every kind of change."""
    if request.param == "seed":
        return "2025-inicial"
    request.getfixturevalue("changed")()
    return "2026-T2"
