"""The list of the datasets is read from disk, and never where it is not of now."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from emra.opendata import files, listing, tasks
from emra.opendata.registry import DATASETS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def path(settings: Any, tmp_path: Any) -> Any:
    settings.DATASETS_LIST = tmp_path / "kept" / "datasets.json"
    files._built.clear()
    return settings.DATASETS_LIST


def test_what_is_kept_is_what_would_be_built(strategy, path):
    now = files.state()
    built = listing.listed(now)
    assert not path.exists()
    assert tasks.list_datasets() is True
    assert listing.listed(now) == built
    assert tasks.list_datasets() is False


def test_the_index_of_a_new_process_builds_nothing(strategy, client, monkeypatch):
    listing.keep()
    files._built.clear()
    monkeypatch.setattr(files, "build", pytest.fail)
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/datos/").status_code == 200
    assert len(asked) <= 12
    assert client.get("/datos/sumas.txt").content.count(b".csv\n") == len(DATASETS)
    assert client.get("/api/v1/datasets/?page_size=1").json()["count"] == len(DATASETS)


@pytest.mark.parametrize("place", range(4))
def test_a_list_of_another_state_day_address_or_version_is_not_shown(strategy, path, place):
    listing.keep()
    kept = json.loads(path.read_text())
    right = kept["datasets"][0]["rows"]
    kept["datasets"][0]["rows"] = 999
    path.write_text(json.dumps(kept))
    now = files.state()
    assert listing.listed(now)[0].rows == 999
    kept["state"][place] = "otro"
    path.write_text(json.dumps(kept))
    assert listing.listed(now)[0].rows == right
    assert tasks.list_datasets() is True
    assert listing.listed(now)[0].rows == right


def test_an_event_makes_the_list_old_at_once(corte, approve, publish, client, path):
    listing.keep()
    before = path.read_text()
    approve("A12", "40.5")
    publish()
    shown = client.get("/api/v1/datasets/?page_size=200").json()["results"]
    rows = {row["code"]: row["rows"] for row in shown}
    assert rows["cortes"] == 2
    assert path.read_text() == before
    listing.keep()
    assert client.get("/api/v1/datasets/?page_size=200").json()["results"] == shown


def test_half_a_list_is_none(strategy, path):
    listing.keep()
    path.write_text(path.read_text()[:200])
    assert len(listing.listed(files.state())) == len(DATASETS)
