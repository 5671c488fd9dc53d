"""The desk's calendar behind its secret address, and the public API."""

from datetime import date

import pytest

from emra.accounts.models import Role
from emra.communications import plan_actions
from emra.notices import actions as notices
from tests.house import content

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(api):
    def read(address, status=200):
        response = api().get(f"/api/v1/communications/{address}")
        assert response.status_code == status, address
        return response.json()

    return read


def test_the_desk_calendar_opens_by_its_secret_until_it_is_revoked(write, secretary, client):
    write("Por venir", date(2026, 12, 10))
    token = notices.new_feed(person=secretary)
    address = f"/comunicaciones/calendario/{token}.ics"
    calendar = content(client.get(address)).decode()
    assert "SUMMARY:Por venir (Redactada)" in calendar
    notices.revoke_feed(person=secretary)
    assert client.get(address).status_code == 404


def test_the_secret_of_somebody_who_may_not_open_the_desk_opens_nothing(strategy, person, client):
    token = notices.new_feed(person=person(Role.MEMBER))
    assert client.get(f"/comunicaciones/calendario/{token}.ics").status_code == 404


def test_the_api_lists_published_pieces_and_filters_them(put_out, write, get):
    put_out("Uno", date(2026, 5, 12), objective="OE1")
    put_out("Dos", date(2026, 6, 12), kind="actualidad", campaign=3)
    write("Secreta", date(2026, 6, 13))
    assert [row["title"] for row in get("")["results"]] == ["Dos", "Uno"]
    for query, titles in (
        ("?month=2026-05", ["Uno"]),
        ("?objective=OE1", ["Uno"]),
        ("?kind=actualidad", ["Dos"]),
        ("?campaign=3", ["Dos"]),
        ("?campaign=4", []),
    ):
        assert [row["title"] for row in get(query)["results"]] == titles
    row = get("?month=2026-05")["results"][0]
    assert (row["published_on"], row["reach"], row["state"]) == ("2026-05-12", None, "PUBLISHED")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?month=5", "month"),
        ("?objective=OE9", "objective"),
        ("?kind=x", "kind"),
        ("?campaign=99", "campaign"),
    ],
)
def test_a_filter_that_cannot_be_is_said(strategy, get, query, field):
    assert get(query, status=400)["field"] == field


def test_campaigns_without_dates_are_null_and_not_scheduled(strategy, get, secretary):
    rows = get("campaigns/")["results"]
    assert len(rows) == 7
    assert {(row["starts_on"], row["ends_on"], row["scheduled"]) for row in rows} == {
        (None, None, False)
    }
    plan_actions.schedule_campaign(
        number=7,
        starts_on=date(2026, 5, 1),
        ends_on=date(2026, 5, 2),
        objective="",
        theme="",
        by=secretary,
    )
    assert get("campaigns/")["results"][6]["starts_on"] == "2026-05-01"


def test_the_quotas_are_told_with_their_source(strategy, get):
    (version,) = get("quotas/")["results"]
    assert (version["valid_from"], version["until"]) == ("2025-04-01", None)
    assert [
        (row["target"], row["minimum"], row["maximum"], row["citation"]["line_from"])
        for row in version["lines"]
    ] == [("publicacion", 40, 48, 629), ("reel", 4, 4, 634), ("articulo", 2, 2, 637)]


def test_fulfilment_is_told_for_a_month_with_quota_and_refused_for_one_without(put_out, get):
    put_out("Uno", date(2026, 5, 12))
    meters = get("fulfilment/?month=2026-05")["meters"]
    assert [(row["target"], row["done"], row["missing"], row["state"]) for row in meters] == [
        ("publicacion", 1, 39, "MISSED"),
        ("reel", 0, 4, "MISSED"),
        ("articulo", 0, 2, "MISSED"),
    ]
    refused = get("fulfilment/?month=2025-03", status=404)
    assert "sin cuota definida" in refused["detail"]
    assert "meters" not in refused
    assert "sin registro" in get("fulfilment/?month=2026-04", status=404)["detail"]
    assert get("fulfilment/?month=abril", status=400)["field"] == "month"
