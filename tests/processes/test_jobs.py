"""The averages get right whatever becomes of the message, the worker and Redis.

Social has 25, 31, 12 and 17 from the source and A12 unknown: 85 / 5 = 17. With A12 at p the
average is (85 + p) / 5.
"""

import json
import signal
import time
from collections.abc import Iterator

import pytest
from celery import Celery

from tests.processes.office import Office
from tests.programs import get, until
from tests.servers import Site

pytestmark = pytest.mark.deployed


@pytest.fixture(autouse=True)
def _all_at_work_again(site: Site, office: Office) -> Iterator[None]:
    """After each test Redis and the worker run, beat does not, and nothing is left dirty."""
    yield
    site.processes["redis"].send(signal.SIGCONT)
    if not site.processes["redis"].alive:
        site.start_redis()
    if not site.processes["worker"].alive:
        site.start_worker()
    if "beat" in site.processes:
        site.processes["beat"].stop()
    site.manage("sweep")


def checks(site: Site) -> tuple[int, dict[str, str]]:
    status, body = get(f"{site.url}/readyz")
    return status, json.loads(body)["checks"]


def waits(office: Office) -> bool:
    """Whether the average's mark is still ahead of what was computed."""
    found = office.average()
    return found.dirty > found.computed


def test_the_worker_recomputes_after_an_approval(site: Site, office: Office) -> None:
    answer = office.approve(office.submit("A12", "40"))
    assert answer.ok
    waited = office.wait_for("25.00")  # (85 + 40) / 5
    print(f"saved in {answer.seconds:.3f} s, average right {waited:.2f} s later, by the worker")
    until(lambda: checks(site)[0] == 200, "/readyz to be content")


@pytest.mark.parametrize("trouble", ["killed", "frozen"])
def test_without_redis_a_save_takes_under_a_second_and_the_average_comes_right_later(
    site: Site, office: Office, trouble: str
) -> None:
    percent, mean = {"killed": ("50", "27.00"), "frozen": ("60", "29.00")}[trouble]
    report = office.submit("A12", percent)
    redis = site.processes["redis"]
    redis.kill() if trouble == "killed" else redis.send(signal.SIGSTOP)

    answer = office.approve(report)

    print(f"saved in {answer.seconds:.3f} s with Redis {trouble}")
    assert answer.ok
    assert answer.seconds < 1.0
    assert waits(office)
    status, found = checks(site)
    assert (status, found["broker"], found["database"]) == (503, "away", "ok")

    site.start_redis() if trouble == "killed" else redis.send(signal.SIGCONT)
    site.start_beat()
    waited = office.wait_for(mean, patience=25)  # (85 + p) / 5
    print(f"average right {waited:.2f} s after Redis returned")
    until(lambda: checks(site) == (200, dict.fromkeys(found, "ok")), "/readyz to be content")


def test_doubled_late_and_piled_up_hints_leave_the_right_figure(site: Site, office: Office) -> None:
    site.processes["worker"].kill()
    broker = Celery(broker=site.environment["REDIS_URL"], set_as_current=False)

    def hints(number: int) -> None:
        for _ in range(number):
            broker.send_task("emra.agreements.tasks.sweep", queue="emra", ignore_result=True)

    hints(5)
    assert office.approve(office.submit("A12", "70")).ok
    hints(5)
    assert office.approve(office.submit("A12", "65")).ok
    assert waits(office)
    site.start_worker()
    office.wait_for("30.00", patience=25)  # (85 + 65) / 5
    hints(10)
    with broker.connection_for_read() as connection:
        queue = connection.default_channel
        until(lambda: queue.client.llen("emra") == 0, "the hints to be used up")
    broker.close()
    assert office.average().mean_zero == 30
    assert "distintos de lo guardado: 0" in site.manage("recompute").stdout


def test_a_worker_killed_in_the_middle_is_made_up_for(site: Site, office: Office) -> None:
    report = office.submit("A12", "75")
    site.processes["worker"].send(signal.SIGSTOP)  # it holds the message when it is killed
    assert office.approve(report).ok
    site.processes["worker"].kill()
    assert waits(office)
    site.start_worker()
    site.start_beat()
    waited = office.wait_for("32.00", patience=25)  # (85 + 75) / 5
    print(f"average right {waited:.2f} s after the worker's restart")


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
