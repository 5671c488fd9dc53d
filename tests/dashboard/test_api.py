"""The public API: its shape, its numbers, its caching, its cost."""

import pytest

from emra.agreements import actions, queries
from tests.house import public_routes

pytestmark = pytest.mark.django_db

LISTS = {
    "dimensions": 4,
    "agreements": 19,
    "agreements/A01/history": 2,
    "periods": 3,
    "reconciliations": 4 + 21 + 33 + 120 + 9,
    "objectives": 5,
}


@pytest.mark.parametrize(("name", "count"), LISTS.items())
def test_every_list_is_paginated_alike(world, client, name, count):
    said = client.get(f"/api/v1/{name}/?page_size=200").json()
    assert set(said) == {"count", "next", "previous", "results"}
    assert (said["count"], len(said["results"])) == (count, count)
    first = client.get(f"/api/v1/{name}/?page_size=1").json()
    assert len(first["results"]) == 1
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    assert second["results"] == said["results"][1:2]


def test_pages_add_up_to_the_whole_ledger(world, client):
    address, seen = "/api/v1/ledger/?page_size=7", []
    while address:
        said = client.get(address).json()
        seen += [row["seq"] for row in said["results"]]
        address = said["next"]
    assert seen == list(range(said["count"], 0, -1))


@pytest.mark.parametrize("size", ["0", "201", "-1", "abc", "1.5", "", "٣", "9" * 30])
def test_a_page_size_out_of_1_to_200_is_refused(strategy, client, size):
    response = client.get("/api/v1/agreements/", {"page_size": size})
    assert response.status_code == 400
    said = response.json()
    assert (said["detail"], said["field"]) == ("Escriba un número de 1 a 200.", "page_size")


@pytest.mark.parametrize("page", ["0", "99", "abc", "-1"])
def test_a_page_that_does_not_exist_answers_404(strategy, client, page):
    assert client.get("/api/v1/agreements/", {"page": page}).status_code == 404
    assert client.get("/api/v1/agreements/?page_size=200").json()["count"] == 19


def test_filters_narrow_the_agreements(strategy, client):
    def codes(query: str) -> list[str]:
        return [row["code"] for row in client.get(f"/api/v1/agreements/?{query}").json()["results"]]

    assert codes("dimension=social") == ["A08", "A09", "A10", "A11", "A12"]
    assert codes("state=NO_DATA") == ["A07", "A12", "A16", "A18", "A19"]
    assert codes("state=NO_DATA&dimension=social") == ["A12"]
    assert codes("state=NOT_APPLICABLE") == []


def test_figures_are_numbers_and_unknowns_null(world, client):
    rows = client.get("/api/v1/agreements/").json()["results"]
    for row in rows:
        for name in ("percent", "previous", "expected_low", "expected_high", "target_value"):
            assert row[name] is None or type(row[name]) in (int, float), (row["code"], name)
    assert rows[6]["percent"] is None
    assert b'"percent":null' in client.get("/api/v1/agreements/A07/").content
    assert rows[0]["percent"] == 56


@pytest.mark.parametrize("address", ["/acuerdos/", "/acuerdos.csv", "/api/v1/agreements/",
                                     "/api/v1/dimensions/", "/tablero/datos.json"])  # fmt: skip
def test_an_unchanged_answer_is_a_304_until_something_is_published(
    corte, approve, publish, client, address
):
    first = client.get(address)
    assert "must-revalidate" in first["Cache-Control"]
    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    approve("A12", "40")
    draft_only = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert draft_only.status_code == 304, "nothing was published yet"
    publish()
    after = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != first["ETag"]
    assert after.content != first.content


def test_two_addresses_never_share_an_etag(strategy, client):
    addresses = ["/", "/acuerdos/", "/api/v1/agreements/", "/?corte=2025-inicial",
                 "/api/v1/agreements/?page_size=1"]  # fmt: skip
    assert len({client.get(address)["ETag"] for address in addresses}) == len(addresses)


def test_the_index_names_addresses_that_answer(strategy, client):
    addresses = client.get("/api/v1/").json()["addresses"]
    assert {client.get(address).status_code for address in addresses} == {200}
    known = {
        f"http://testserver/{route}"
        for route in public_routes()
        if route.startswith("api/v1/") and "<" not in route
    }
    assert set(addresses) == known - {"http://testserver/api/v1/"}


def test_the_history_names_each_corte_oldest_first(world, client):
    rows = client.get("/api/v1/agreements/A12/history/").json()["results"]
    assert [(row["corte"], row["percent"]) for row in rows] == [
        ("2025-inicial", None),
        ("2026-T2", 40),
    ]


def test_a_board_costs_five_queries_however_many_cortes_there_are(
    world, secretary, publish, django_assert_num_queries
):
    for reason in ("", "dos", "tres", "cuatro"):
        with django_assert_num_queries(5):
            queries.board()
        with django_assert_num_queries(5):
            queries.trend()
        if reason:
            publish("2026-T2", reason=reason)


def test_a_sheet_costs_the_same_for_any_number_of_editions(
    world, publish, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12) as before:
        queries.sheet("A12")
    for reason in ("dos", "tres"):
        publish("2026-T2", reason=reason)
    with django_assert_max_num_queries(12) as after:
        queries.sheet("A12")
    assert len(after) == len(before)


def test_the_keys_of_the_api_write_what_the_forms_write(corte, secretary, reviewer, api):
    data = {"agreement": "A12", "period": "2026-T2", "percent": "47,5 %", "note": "Nota"}
    said = api(secretary).post("/api/v1/reports/", data, format="json")
    assert (said.status_code, said.json()["percent"], said.json()["state"]) == (201, 47.5, "DRAFT")
    code = said.json()["code"]
    assert api(secretary).post(f"/api/v1/reports/{code}/submit/").json()["state"] == "SUBMITTED"
    returned = api(reviewer).post(
        f"/api/v1/reports/{code}/return/", {"reason": "Falta"}, format="json"
    )
    assert returned.json()["state"] == "RETURNED"
    again = api(secretary).post(f"/api/v1/reports/{code}/submit/")
    assert again.json()["version"] == 4
    assert api(reviewer).post(f"/api/v1/reports/{code}/approve/").json()["state"] == "APPROVED"
    assert actions.find_report(code).note == "Nota"
