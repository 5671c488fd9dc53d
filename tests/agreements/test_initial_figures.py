"""The figures the load must give, to the second decimal: database, API and page."""

from decimal import Decimal

import pytest

from emra.agreements.models import DimensionAverage

pytestmark = pytest.mark.django_db

# scope: n, N, mean_zero, mean_reported, upper, printed. By hand, from the source's percentages:
# ambiental 60+51+33+50+62+36 = 292: 292/7, 292/6, 392/7; social 25+31+12+17 = 85: 85/5, 85/4,
# 185/5; economica 5+17+24 = 46: 46/4, 46/3, 146/4; institucional 17: 17/3, 17/1, 217/3;
# all 440: 440/19, 440/14, 940/19.
TABLE = {
    "ambiental": (6, 7, "41.71", "48.67", "56.00", 47),
    "social": (4, 5, "17.00", "21.25", "37.00", 17),
    "economica": (3, 4, "11.50", "15.33", "36.50", 11),
    "institucional": (1, 3, "5.67", "17.00", "72.33", None),
    "all": (14, 19, "23.16", "31.43", "49.47", None),
}
PERCENTS = [60, 51, 33, 50, 62, 36, None, 25, 31, 12, 17, None, 5, 17, 24, None, 17, None, None]


@pytest.mark.parametrize("scope", TABLE)
def test_the_database_holds_the_table(strategy, scope):
    reported, total, mean_zero, mean_reported, upper, _printed = TABLE[scope]
    row = DimensionAverage.objects.get(scope=scope)
    assert (row.reported, row.applicable, row.total) == (reported, total, total)
    assert (row.mean_zero, row.lower) == (Decimal(mean_zero), Decimal(mean_zero))
    assert (row.mean_reported, row.upper) == (Decimal(mean_reported), Decimal(upper))
    assert (row.rule, row.dirty_seq) == ("UNKNOWN_AS_ZERO", row.computed_seq)


@pytest.mark.parametrize("scope", TABLE)
def test_the_api_gives_the_table_as_numbers(strategy, client, scope):
    reported, total, mean_zero, mean_reported, upper, printed = TABLE[scope]
    said = client.get(f"/api/v1/dimensions/{scope}/").json()
    names = ("code", "reported", "applicable", "total", "mean_zero", "mean_reported")
    assert tuple(said[name] for name in names) == (
        scope,
        reported,
        total,
        total,
        float(mean_zero),
        float(mean_reported),
    )
    assert (said["lower"], said["upper"]) == (float(mean_zero), float(upper))
    assert (said["printed"], said["corte"]) == (printed, "2025-inicial")


def test_the_list_of_the_api_has_the_four_dimensions_in_their_order(strategy, client):
    said = client.get("/api/v1/dimensions/").json()
    assert [row["code"] for row in said["results"]] == list(TABLE)[:4]
    assert said["count"] == 4


@pytest.mark.parametrize("scope", list(TABLE)[:4])
def test_the_page_of_a_dimension_shows_the_table(strategy, client, scope):
    reported, total, mean_zero, _mean_reported, upper, _printed = TABLE[scope]
    page = client.get(f"/dimensiones/{scope}/").content.decode().replace("\xa0", " ")
    # One decimal, rounded half up from the stored two: 41,71 is shown as 41,7.
    tenth = Decimal("0.1")
    for figure in (mean_zero, upper):
        shown = Decimal(figure).quantize(tenth, rounding="ROUND_HALF_UP")
        assert f"{shown} %".replace(".", ",") in page
    assert f"{reported}/{total}" in page


def test_the_home_page_shows_all_nineteen_with_their_bounds(strategy, client):
    page = client.get("/").content.decode().replace("\xa0", " ")
    for text in ("14 de los 19 acuerdos informan avance", "23,2 %", "49,5 %", "6/7", "4/5"):
        assert text in page
    for number in range(1, 20):
        assert f"/acuerdos/A{number:02}/" in page


def test_the_api_lists_the_19_agreements_with_their_readings(strategy, client):
    rows = client.get("/api/v1/agreements/").json()["results"]
    assert [row["percent"] for row in rows] == PERCENTS
    assert {row["state"] for row in rows if row["percent"] is None} == {"NO_DATA"}
    seventh = rows[6]
    assert (seventh["code"], seventh["title"], seventh["pairing"]) == ("A07", None, "not_listed")
    assert all(row["carried_from"] == "" and row["previous"] is None for row in rows)


def test_the_agreement_s_page_shows_its_figure_and_its_source(strategy, client):
    page = client.get("/acuerdos/A01/").content.decode().replace("\xa0", " ")
    assert "60,0 %" in page
    assert "Disminuir al 60 % al 2030 el uso de agua continental" in page
    assert "no enumerado en la fuente" in client.get("/acuerdos/A07/").content.decode().lower()
