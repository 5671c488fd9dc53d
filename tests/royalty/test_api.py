"""The funds in the API: whole pesos, unknown as null, the sums of the document."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


def rows(client, name):
    return client.get(f"/api/v1/royalty/{name}").json()["results"]


def test_the_regions_sum_to_the_totals_of_the_document(client):
    found = rows(client, "regions/")
    assert len(found) == 16
    sums = [sum(row[name] for row in found) for name in ("fet_clp", "fcmi_clp", "both_clp")]
    assert sums == [70_755_000_000, 22_891_000_000, 93_646_000_000]
    communes = ("fet_communes", "fcmi_communes", "any_communes")
    assert [sum(row[name] for row in found) for name in communes] == [300, 43, 307]
    differing = {row["slug"]: row["difference_clp"] for row in found if row["difference_clp"]}
    assert differing == {"coquimbo": 1, "ohiggins": -1}


def test_the_communes_are_the_printed_rows_and_the_two_that_are_named(client):
    found = rows(client, "communes/")
    assert len(found) == 22
    first = found[0]
    assert (first["code"], first["name"], first["rank"]) == ("04103", "Andacollo", 1)
    assert (first["own_income_clp"], first["fet_clp"], first["fcmi_clp"], first["both_clp"]) == (
        3_906_156_000,
        150_922_458,
        748_037_565,
        898_960_023,
    )
    assert [first[f"{name}_percent"] for name in ("fet", "fcmi", "both")] == [3.86, 19.15, 23.01]
    assert first["citation"]["line_from"] == 335
    assert [row["rank"] for row in found] == [*range(1, 21), None, None]


def test_antofagastas_nine_communes_are_null_where_nothing_is_printed(client):
    found = {row["name"]: row for row in rows(client, "communes/?region=antofagasta")}
    assert len(found) == 9
    assert {name: row["known"] for name, row in found.items() if row["known"] != "UNKNOWN"} == {
        "Calama": "NAMED",
        "Ollagüe": "PRINTED",
    }
    calama, taltal = found["Calama"], found["Taltal"]
    assert (calama["both_clp"], calama["rounded_to_clp"]) == (2_163_000_000, 1_000_000)
    assert calama["fet_clp"] is calama["both_percent"] is calama["in_fet"] is None
    assert taltal["both_clp"] is taltal["fcmi_clp"] is taltal["rounded_to_clp"] is None
    assert {row["in_fcmi"] for row in found.values()} == {True}


def test_the_funds_come_with_criteria_weights_and_lines(client):
    fet, fcmi = rows(client, "funds/")
    assert [fet["code"], fcmi["code"]] == ["FET", "FCMI"]
    assert (fet["floor_clp"], fcmi["floor_clp"]) == (117_925_000, 212_939_534.88)
    assert (len(fet["criteria"]), len(fcmi["criteria"])) == (2, 6)
    for fund in (fet, fcmi):
        assert sum(row["weight"] for row in fund["indicators"]) == 100
    parts = fcmi["indicators"][4]["parts"]
    assert (len(parts), sum(part["weight"] for part in parts)) == (10, 100)
    assert sum(part["of_fund"] for part in parts) == 40
    assert all(part["citation"]["document"] == "royalty-fondos-puente-2024" for part in parts)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("regions/?year=2023", 404, "No hay montos publicados de 2023."),
        ("communes/?year=abcd", 400, "Escriba el año con cuatro cifras."),
        ("communes/?year=", 400, "Escriba el año con cuatro cifras."),
        ("communes/?region=atlantida", 404, "No existe la región «atlantida»."),
    ],
)
def test_what_is_not_published_is_said(client, address, status, said):
    response = client.get(f"/api/v1/royalty/{address}")
    assert (response.status_code, response.json()["detail"]) == (status, said)


@pytest.mark.parametrize("name", ["funds", "regions", "communes"])
def test_an_answer_is_cached_until_something_happens(client, name):
    first = client.get(f"/api/v1/royalty/{name}/")
    again = client.get(f"/api/v1/royalty/{name}/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
