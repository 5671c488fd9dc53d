"""A study of stability is drawn by the worker, to its end, whatever becomes of a worker.

The message only hurries: the study in the database is the record, and the sweeper goes by it.
"""

import time
from typing import Any

import pytest

from tests.programs import until
from tests.servers import Site
from tests.visitor import Visitor

pytestmark = pytest.mark.deployed

RUN = "/gestion/distritos/corridas/R001/"
DRAWS = 250  # five slices of random weights: it is killed after the first


def ask(site: Site) -> int:
    """Ask for a study as the analyst does; its number."""
    fields = {"kind": "WEIGHTS", "draws": str(DRAWS)}
    answer = Visitor(site, "analista").send(f"{RUN}estudios/", fields, form=RUN)
    assert answer.ok, answer
    return int(answer.url.rstrip("/").rpartition("/")[2])


def study(site: Site, pk: int) -> tuple[str, int]:
    [(state, done)] = site.rows(f"SELECT state, done FROM districts_stabilitystudy WHERE id = {pk}")
    return state, done


def drawn(site: Site, pk: int) -> list[tuple[Any, ...]]:
    return site.rows(
        "SELECT at, weight_production, weight_investment, districts, ari_all, labels, scores"
        f" FROM districts_studydraw WHERE study_id = {pk} ORDER BY at"
    )


def workers_ready(site: Site) -> int:
    """How many workers of the site have ever come to be ready."""
    return (site.directory / "worker.log").read_text(errors="replace").count(" ready.")


def wait_until_done(site: Site, pk: int) -> float:
    return until(lambda: study(site, pk) == ("DONE", DRAWS), "the study to be done", 20)


@pytest.fixture(scope="module")
def undisturbed(site: Site) -> int:
    """A study that one worker drew from its first draw to its last, without a sweeper."""
    pk = ask(site)
    waited = wait_until_done(site, pk)
    print(f"{DRAWS} draws by one worker in {waited:.1f} s")
    return pk


def test_the_worker_draws_a_study_that_was_asked_for(site: Site, undisturbed: int) -> None:
    assert [row[0] for row in drawn(site, undisturbed)] == list(range(DRAWS))


def test_a_study_whose_worker_was_killed_is_finished_with_the_same_draws(
    site: Site, undisturbed: int
) -> None:
    pk = ask(site)
    until(lambda: study(site, pk)[1] > 0, "the first slice")
    site.processes["worker"].kill()
    state, done = left = study(site, pk)
    assert state == "RUNNING"
    assert 0 < done < DRAWS
    assert len(drawn(site, pk)) == done  # no half of a slice

    # The negative control: the next worker alone does not find it, its message died with the first.
    before = workers_ready(site)
    site.start_worker()
    until(lambda: workers_ready(site) > before, "the next worker")
    time.sleep(1.5)
    assert study(site, pk) == left

    site.start_beat()
    try:
        waited = wait_until_done(site, pk)
    finally:
        site.processes["beat"].stop()
    print(f"killed at {done} of {DRAWS}, finished {waited:.1f} s after the sweeper came")
    assert drawn(site, pk) == drawn(site, undisturbed)
