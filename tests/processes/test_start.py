"""Starting: a second start loads nothing, and demonstration users never slip into a deployment."""

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.programs import ROOT
from tests.servers import GUNICORN, PASSWORD, Site

DEPLOYED = {"DEMO": "false", "SECRET_KEY": secrets.token_urlsafe(64), "ALLOWED_HOSTS": "127.0.0.1"}


@pytest.fixture
def prepared(tmp_path: Path) -> Iterator[Site]:
    """A site as the first start leaves it, with nothing running."""
    site = Site(tmp_path / "data")
    try:
        yield site.prepare()
    finally:
        site.close()


@pytest.mark.embedded
def test_a_second_start_loads_nothing_and_answers(prepared: Site) -> None:
    again = prepared.manage("prepare")
    prepared.start_web()
    assert again.returncode == 0
    assert "La estrategia ya estaba cargada." in again.stdout


def test_preparing_twice_changes_nothing(prepared: Site) -> None:
    tables = ("ledger_event", "accounts_user", "agreements_progressreport", "strategy_lineofaction")

    def counts() -> list[int]:
        return [prepared.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables]

    before = counts()
    assert before[1:] == [6, 19, 38]
    assert prepared.manage("prepare").returncode == 0
    assert counts() == before


def test_demonstration_users_are_refused_outside_the_demonstration(tmp_path: Path) -> None:
    site = Site(tmp_path / "data")
    try:
        prepared = site.manage("prepare", **DEPLOYED)
        refused = site.manage("load_demo", **DEPLOYED)
        assert prepared.returncode == 0
        assert PASSWORD not in prepared.stdout
        assert refused.returncode == 1
        assert "load_demo is refused outside DEBUG and DEMO." in refused.stderr
        assert site.rows("SELECT count(*) FROM accounts_user") == [(0,)]
    finally:
        site.close()


def test_the_run_target_starts_the_server_the_way_these_tests_do() -> None:
    makefile = (ROOT / "Makefile").read_text()
    recipe = re.search(r"^run:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert recipe
    words = recipe[1].replace("\\\n", " ").split()
    assert "prepare" in words
    assert all(word in words for word in GUNICORN)
    assert "127.0.0.1:$(PORT)" in words
