"""The public API: the published run as GeoJSON, the runs as JSON, no draft."""

import pytest

from districts import queries
from districts.models import Run

pytestmark = pytest.mark.django_db


def test_the_published_run_is_answered_as_geojson(strategy, client):
    answer = client.get("/api/v1/districts/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/geo+json"
    kinds = [one["properties"]["kind"] for one in answer.json()["features"]]
    view = queries.published_run()
    assert kinds.count("district") == len(view.districts)
    assert kinds.count("cell") == len(view.cells)
    assert (
        client.get("/api/v1/districts/", headers={"If-None-Match": answer["ETag"]}).status_code
        == 304
    )


def test_without_a_published_run_it_is_said_that_there_is_none(strategy, client):
    Run.objects.update(state="REPLACED")
    answer = client.get("/api/v1/districts/")
    assert answer.status_code == 404
    assert "Todavía no hay una corrida publicada" in answer.json()["detail"]


def test_the_runs_are_listed_without_drafts(other_run, client):
    answer = client.get("/api/v1/districts/runs/").json()
    assert [one["code"] for one in answer["results"]] == ["R001"]
    assert set(answer["results"][0]["weights"]) == {
        *("production", "employment", "infrastructure", "small_mining", "investment"),
    }
    assert client.get("/api/v1/districts/runs/R002/").status_code == 404


def test_a_run_tells_its_districts_decisions_sources_and_what_it_is_not(strategy, client):
    body = client.get("/api/v1/districts/runs/R001/").json()
    view = queries.published_run()
    assert [one["number"] for one in body["found"]] == [one.number for one in view.districts]
    assert {one["study"] for one in body["found"]} >= set(range(1, 9))
    assert body["parameters"]["side_m"] == 10_000
    assert len(body["sources"]) == 6
    assert len(body["decisions"]) == len(view.decisions)
    assert "no sus números" in body["disclaimer"]


@pytest.mark.parametrize("code", ["R999", "nada", "%00", "R001%2F.."])
def test_an_unknown_run_is_not_found(strategy, client, code):
    assert client.get(f"/api/v1/districts/runs/{code}/").status_code == 404
