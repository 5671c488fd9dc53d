"""The files of a published edition are made by the worker; made elsewhere, they are the same bytes.

The message only hurries: an edition without whole files is the record, and the sweeper goes by it.
"""

import json
import time
from pathlib import Path

import pytest

from emra.reports.store import KINDS
from tests.programs import until
from tests.servers import Site
from tests.visitor import Visitor

DESK = "/gestion/informes/"


def made(site: Site) -> dict[str, object]:
    """What is kept of the initial corte; nothing while it is being made."""
    found = list((site.directory / "reports").glob("2025-inicial-*/current/manifest.json"))
    return json.loads(found[0].read_text()) if found else {}


def ask(site: Site) -> None:
    """Have the files made again, as the secretariat does by one click."""
    answer = Visitor(site, "secretaria").send(f"{DESK}2025-inicial/generar/", {}, form=DESK)
    assert answer.ok, answer


@pytest.mark.deployed
def test_the_worker_makes_the_files_that_are_asked_for_and_without_it_nobody_does(
    site: Site,
) -> None:
    if not site.processes["worker"].alive:
        site.start_worker()
    before = made(site)
    ask(site)
    waited = until(lambda: made(site).get("made_at") not in (None, before.get("made_at")), "files")
    print(f"made by the worker {waited:.1f} s after the click")
    kept = made(site)

    # The negative control: with neither worker nor sweeper the click alone makes nothing.
    site.processes["worker"].kill()
    try:
        ask(site)
        time.sleep(3)
        assert made(site) == kept
        assert list((site.directory / "reports").glob("2025-inicial-*/again"))
    finally:
        site.start_worker()
    until(lambda: made(site) != kept, "the files that were still asked for")


@pytest.mark.embedded
def test_two_processes_make_the_same_bytes(site: Site, tmp_path: Path) -> None:
    for seed in "12":
        ran = site.manage(
            "make_reports", "2025-inicial", "--to", str(tmp_path / seed), PYTHONHASHSEED=seed
        )
        assert ran.returncode == 0, ran.stderr
    for kind in KINDS:
        first, other = ((tmp_path / seed / kind).read_bytes() for seed in "12")
        assert first == other, kind
    assert {path.name for path in (tmp_path / "1").iterdir()} == set(KINDS)
