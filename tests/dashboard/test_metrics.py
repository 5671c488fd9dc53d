"""/metrics: gauges for a monitor, read by this host or with the token; logs as JSON lines."""

import json
import logging

import pytest
from prometheus_client.parser import text_string_to_metric_families

from emra.ledger import queries as ledger
from emra.lib.logs import JsonLine
from emra.lib.middleware import current_request_id

pytestmark = pytest.mark.django_db


def read(client, **more):
    answer = client.get("/metrics", **more)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (row.name, *row.labels.values()): row.value for family in families for row in family.samples
    }


def test_the_gauges_say_what_the_database_holds(world, client):
    found = read(client)
    assert found["emra_ledger_events",] == ledger.head()[0]
    # Of the world: a draft, one in review, one returned, besides a correction in draft.
    assert found["emra_reports", "SUBMITTED"] == 2
    assert found["emra_reports", "RETURNED"] == 1
    assert found["emra_averages_dirty",] == 0
    assert found["emra_disk_free_bytes",] > 0
    assert ("emra_job_last_run_seconds", "sweep") in found


def test_others_find_nothing_without_the_token(strategy, client, settings):
    afar = {"REMOTE_ADDR": "203.0.113.7"}
    assert client.get("/metrics", **afar).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    settings.METRICS_TOKEN = "una-llave-larga"
    assert (
        client.get("/metrics", **afar, headers={"Authorization": "Bearer otra"}).status_code == 404
    )
    assert read(client, **afar, headers={"Authorization": "Bearer una-llave-larga"})


def test_without_a_token_an_empty_one_opens_nothing(strategy, client):
    answer = client.get("/metrics", REMOTE_ADDR="203.0.113.7", headers={"Authorization": "Bearer "})
    assert answer.status_code == 404


def test_a_log_line_is_one_object_with_the_request_it_belongs_to():
    record = logging.makeLogRecord({"name": "emra", "levelname": "ERROR", "msg": "dos\nlíneas"})
    token = current_request_id.set("abc123")
    try:
        line = JsonLine().format(record)
    finally:
        current_request_id.reset(token)
    assert "\n" not in line
    said = json.loads(line)
    assert (said["said"], said["request"], said["level"]) == ("dos\nlíneas", "abc123", "ERROR")
    assert "request" not in json.loads(JsonLine().format(record))
