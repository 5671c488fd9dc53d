"""The API of the projects: the records of the source, filters, sums in one unit, the tracks."""

from typing import Any

import pytest

from tests.projects.given import stated, told, walk_all

pytestmark = pytest.mark.django_db


def test_the_projects_of_the_source_are_listed(strategy, api):
    answer = api().get("/api/v1/projects/").json()
    assert [(row["code"], row["name"]) for row in answer["results"]] == [
        ("5.1", "Desarrollo de la Zona Extra Portuaria Logística"),
        ("5.2", "Plan de Reconversión de Patios Ferroviarios"),
        ("5.3", "Mejorar mecanismos para la generación de iniciativas"),
    ]
    mechanism = answer["results"][2]
    amounts = [line for line in mechanism["funding"] if line["amount"]]
    assert [(line["for_stage"], line["amount"]["value"]) for line in amounts] == [
        ("Diseño", 4_222_529),
        ("Ejecución", 176_306_356),
    ]
    assert {(line["amount"]["unit"], line["unit_basis"]) for line in amounts} == {
        ("THOUSAND_CLP", "ASSUMED")
    }
    assert all(line["unit_reason"] for line in amounts)
    assert mechanism["planned_end"] == {"day": None, "first": None, "moves": 0}
    assert mechanism["walk"] is None


def test_a_project_is_told_whole_and_an_unknown_one_is_refused(strategy, api):
    sheet = api().get("/api/v1/projects/5.3/").json()
    assert sheet["project"]["code"] == "5.3"
    assert [entry["citation"]["line_from"] for entry in sheet["entries"]]
    assert api().get("/api/v1/projects/9.9/").status_code == 404


def test_a_filter_that_cannot_be_is_said_and_never_an_empty_list(strategy, api):
    answer = api().get("/api/v1/projects/?source=BANCO")
    assert answer.status_code == 400
    assert answer.json()["field"] == "source"
    assert "FNDR" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("source=LITHIUM", ["5.3"]),
        ("level=INITIATIVE", []),
        ("level=PROJECT", ["5.1", "5.2", "5.3"]),
        ("late=1", []),
        ("stage=publica-1", []),
    ],
)
def test_the_list_is_filtered(strategy, api, query, codes):
    rows = api().get(f"/api/v1/projects/?{query}").json()["results"]
    assert [row["code"] for row in rows] == codes


def test_sums_by_source_foot_to_the_peso(strategy, api):
    found = api().get("/api/v1/projects/totals/?by=source").json()
    # 4.222.529 + 176.306.356; of seven lines five give no amount.
    assert found["total"] == {"value": 180_528_885, "unit": "THOUSAND_CLP"}
    assert (found["lines"], found["unknown"], found["assumed"]) == (7, 5, 2)
    assert foots(found)


def foots(found: Any) -> bool:
    values = [group["total"]["value"] for group in found["groups"] if group["total"]]
    return sum(values) == found["total"]["value"]


def test_one_sum_of_different_units_is_refused_with_a_sentence(
    strategy, today, api, secretary, reviewer
):
    told(
        "5.1",
        secretary,
        reviewer,
        money=[stated("PRIVATE", 450, "USD"), stated("FNDR", 1000), stated("FNDR", 500)],
    )
    refused = api().get("/api/v1/projects/totals/?by=source")
    assert refused.status_code == 400
    assert refused.json() == {
        "detail": "No se suman montos en unidades distintas (miles de pesos (M$) y dólares (US$)): "
        "cada unidad lleva su propio total. Elija una con «unit»: THOUSAND_CLP, USD.",
        "field": "unit",
    }
    one = api().get("/api/v1/projects/totals/?by=commune&unit=THOUSAND_CLP").json()
    assert one["total"]["value"] == 180_530_385
    assert foots(one)
    dollars = api().get("/api/v1/projects/totals/?unit=USD").json()
    assert dollars["total"] == {"value": 450, "unit": "USD"}


def test_the_tracks_answer_the_hand_calculation(strategy, today, api, secretary, reviewer):
    empty = api().get("/api/v1/projects/tracks/").json()
    assert (empty["verdict"], empty["difference_months"]) == ("TOO_FEW", None)
    assert (empty["claim_months_from"], empty["claim_months_to"]) == (12, 18)
    walk_all(secretary, reviewer)
    found = api().get("/api/v1/projects/tracks/").json()
    # Medians 1217 and 761 days: 456 days, 14,98 months.
    assert (found["difference_days"], found["difference_months"]) == (456, 15)
    assert (found["verdict"], found["public_finished"]) == ("INSIDE", 3)
    public = found["tracks"][0]
    assert (public["total"]["least"], public["total"]["most"]) == (1156, 1279)
    # First stages: 259, 245 and 245 days.
    assert public["stages"][0]["days"]["median"] == 245
