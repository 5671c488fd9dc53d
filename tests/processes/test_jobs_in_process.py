"""Embedded, the average is recomputed by the process that saved, after its commit."""

import json
import sqlite3
from decimal import Decimal

import pytest

from tests.processes.office import Office
from tests.programs import get, until
from tests.servers import Site

pytestmark = pytest.mark.embedded


def test_an_approval_answers_with_the_average_already_right(office: Office) -> None:
    answer = office.approve(office.submit("A12", "40"))
    found = office.average()
    print(f"saved and recomputed in {answer.seconds:.3f} s")
    assert answer.ok
    assert found.mean_zero == 25  # (25 + 31 + 12 + 17 + 40) / 5
    assert found.dirty == found.computed


def test_a_mark_left_by_a_crash_is_named_by_readyz_and_mended_by_a_sweep(
    site: Site, office: Office
) -> None:
    before = office.average("ambiental")
    connection = sqlite3.connect(site.file, timeout=10)
    with connection:
        connection.execute(
            "UPDATE agreements_dimensionaverage SET mean_zero = 99, dirty_seq = dirty_seq + 1"
            " WHERE scope = 'ambiental' AND period_id = 20262"
        )
    connection.close()

    def late() -> bool:
        status, body = get(f"{site.url}/readyz")
        return status == 503 and json.loads(body)["checks"]["sweeper"] == "late"

    until(late, "/readyz to call the sweeper late", patience=10)
    assert site.manage("sweep").returncode == 0
    mended = office.average("ambiental")
    assert mended.mean_zero == Decimal("41.71")  # as the source's figures give it, 292 / 7
    assert mended.dirty == mended.computed == before.dirty + 1
    assert get(f"{site.url}/readyz")[0] == 200
