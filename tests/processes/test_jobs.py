"""The worker recomputes after an approval, and it alone; what befalls it is in test_faults.

Social has 25, 31, 12 and 17 from the source and A12 unknown: 85 / 5 = 17. With A12 at p the
average is (85 + p) / 5.
"""

import json
import time

import pytest

from tests.processes.office import Office
from tests.programs import get, until
from tests.servers import Site

pytestmark = pytest.mark.deployed


@pytest.fixture(autouse=True)
def _worker(site: Site) -> None:
    """A worker, also after the test that kills it."""
    if not site.processes["worker"].alive:
        site.start_worker()


def checks(site: Site) -> tuple[int, dict[str, str]]:
    status, body = get(f"{site.url}/readyz")
    return status, json.loads(body)["checks"]


def test_the_worker_recomputes_after_an_approval(site: Site, office: Office) -> None:
    answer = office.approve(office.submit("A12", "40"))
    assert answer.ok
    waited = office.wait_for("25.00")  # (85 + 40) / 5
    print(f"saved in {answer.seconds:.3f} s, average right {waited:.2f} s later, by the worker")
    until(lambda: checks(site)[0] == 200, "/readyz to be content")


def test_with_neither_worker_nor_sweeper_the_mark_stays_and_readyz_says_so(
    site: Site, office: Office
) -> None:
    """The negative control: it is the worker that makes the figure right, nothing else."""
    before = office.average()
    site.processes["worker"].kill()
    assert office.approve(office.submit("A12", "80")).ok

    def late() -> bool:
        return checks(site)[1]["sweeper"] == "late"

    waited = until(late, "/readyz to call the sweeper late", patience=10)
    print(f"/readyz called the sweeper late after {waited:.1f} s")
    time.sleep(1)
    after = office.average()
    assert after.dirty == before.dirty + 1
    assert (after.mean_zero, after.computed) == (before.mean_zero, before.computed)
    assert checks(site)[0] == 503
