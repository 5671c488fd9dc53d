"""The averages get right whatever becomes of the message, the worker and Redis.

A00 social has 25, 31, 12 and 17 from the source, and A12 unknown: 85 / 5 = 17. With A12 at p the
average is (85 + p) / 5.
"""

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.processes.office import Office
from tests.programs import get, until
from tests.servers import Site

pytestmark = pytest.mark.servers
needs_servers = pytest.mark.skipif(
    not settings.REDIS_URL, reason="in process there is no broker, worker or beat"
)


@pytest.fixture
def office(site: Site) -> Iterator[Office]:
    """The office at work; what a test stopped runs again after it."""
    people = Office(site)
    if not site.rows("SELECT 1 FROM agreements_period WHERE code = '2026-T2'"):
        people.open_corte()
    yield people
    site.revive()


@pytest.fixture
def submitted(office: Office) -> Callable[[str], str]:
    """Submit the next version of A12; the report's code."""

    def submit(percent: str) -> str:
        [(last,)] = office.site.rows(
            "SELECT coalesce(max(version), 0) FROM agreements_progressreport"
            " WHERE agreement_id = 'A12' AND period_id = 20262"
        )
        return office.submit("A12", percent, version=last + 1)

    return submit


def test_an_approval_reaches_the_stored_average(
    office: Office, submitted: Callable[[str], str]
) -> None:
    answer = office.approve(submitted("40"))
    assert answer.ok
    waited = office.wait_for("25.00")  # (85 + 40) / 5
    print(f"saved in {answer.seconds:.3f} s, average right {waited:.2f} s later")
