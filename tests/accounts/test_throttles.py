"""How often programs may ask the API: counted per key and per address, said in words."""

from typing import Any

import pytest
import time_machine
from django.core.cache import caches

from emra.accounts import throttles
from emra.accounts.tokens import issue_token
from emra.lib.cache import FailOpenRedisCache
from tests.programs import free_port

READ = "/api/v1/ledger/"
NOON = "2026-03-02T12:00:20-03:00"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def limits(settings: Any) -> None:
    settings.API_ANONYMOUS_PER_MINUTE, settings.API_KEY_PER_MINUTE = 3, 2
    settings.PROXIES = 1
    caches["default"].clear()


def statuses(client: Any, times: int, **headers: str) -> list[int]:
    return [client.get(READ, headers=headers).status_code for _time in range(times)]


def test_over_the_limit_it_says_how_long_to_wait(client):
    with time_machine.travel(NOON, tick=False):
        assert statuses(client, 3) == [200] * 3
        refused = client.get(READ)
    assert refused.status_code == 429
    # The minute of the clock has 40 seconds left at 12:00:20.
    assert refused["Retry-After"] == "40"
    assert refused.json() == {
        "detail": "Demasiadas solicitudes: espere 40 segundos y repita la suya."
    }


def test_the_next_minute_has_room_again(client):
    with time_machine.travel(NOON, tick=False):
        assert statuses(client, 4)[-1] == 429
    with time_machine.travel("2026-03-02T12:01:00-03:00", tick=False):
        assert statuses(client, 1) == [200]


@time_machine.travel(NOON, tick=False)
def test_addresses_and_keys_are_counted_apart(client, secretary):
    assert statuses(client, 4, **{"X-Forwarded-For": "192.0.2.1"})[-1] == 429
    assert statuses(client, 1, **{"X-Forwarded-For": "192.0.2.2"}) == [200]
    # What a client writes before the address our proxy saw makes no other of it.
    assert statuses(client, 1, **{"X-Forwarded-For": "192.0.2.9, 192.0.2.1"}) == [429]
    for name in ("una", "otra"):
        key = f"Bearer {issue_token(user=secretary, name=name)}"
        told = {"X-Forwarded-For": "192.0.2.1", "Authorization": key}
        assert statuses(client, 3, **told) == [200, 200, 429]


@time_machine.travel(NOON, tick=False)
def test_writes_are_counted_as_well(client, secretary):
    key = f"Bearer {issue_token(user=secretary, name='una')}"
    made = [
        client.post("/api/v1/reports/", headers={"Authorization": key}).status_code
        for _time in range(3)
    ]
    assert made == [415, 415, 429]


@time_machine.travel(NOON, tick=False)
def test_an_unchanged_answer_costs_no_count(client):
    page = "/api/v1/observations/"
    tag = client.get(page)["ETag"]
    again = [client.get(page, headers={"If-None-Match": tag}).status_code for _time in range(9)]
    assert again == [304] * 9
    assert statuses(client, 3) == [200, 200, 429], "the first answer was the first of three"


@time_machine.travel(NOON, tick=False)
def test_zero_is_no_limit(client, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 0
    assert statuses(client, 5) == [200] * 5


@time_machine.travel(NOON, tick=False)
def test_with_redis_away_nobody_is_held(client, monkeypatch):
    away = FailOpenRedisCache(f"redis://127.0.0.1:{free_port()}/0", {})
    monkeypatch.setattr(throttles, "cache", away)
    assert statuses(client, 5) == [200] * 5


def test_the_description_says_scopes_and_the_limit(client, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 0
    told = client.get("/api/v1/schema/?format=json").json()
    key = told["components"]["securitySchemes"]["llave"]["description"]
    assert "`progress:write`" in key
    assert "`progress:review`" in key
    for operations in told["paths"].values():
        for operation in operations.values():
            assert "Retry-After" in operation["responses"]["429"]["headers"]
