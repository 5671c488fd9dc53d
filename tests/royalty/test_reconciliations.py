"""The document of the funds held against its own parts."""

from collections import Counter
from html import unescape

import pytest

from emra.royalty import reconciliations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


@pytest.fixture
def rows(strategy):
    found = (*reconciliations.chapter().rows, *reconciliations.communes_chapter().rows)
    return {row.code.removeprefix("royalty-2024-"): row for row in found}


def test_totals_and_communes_are_what_the_regions_sum_to(rows):
    for name, millions, communes in (
        ("fet", 70_755, 300),
        ("fcmi", 22_891, 43),
        ("both", 93_646, 307),
    ):
        total, count = rows[f"{name}-total"], rows[f"{name}-communes"]
        assert (total.printed, total.recomputed, total.verdict) == (millions, millions, "MATCHES")
        assert (count.printed, count.recomputed, count.verdict) == (communes, communes, "MATCHES")


def test_two_regions_differ_by_one_peso_and_the_others_not_at_all(rows):
    differing = {
        code: (int(row.difference), row.verdict)
        for code, row in rows.items()
        if code.startswith("region-") and row.difference
    }
    assert differing == {
        "region-coquimbo-both": (1, "NO_RULE_MATCHES"),
        "region-ohiggins-both": (-1, "NO_RULE_MATCHES"),
    }
    assert sum(code.startswith("region-") for code in rows) == 16


def test_the_twenty_communes_reproduce_to_the_printed_digit(rows):
    percents = [row for code, row in rows.items() if code.endswith("-percent")]
    assert len(percents) == 60
    assert {(row.verdict, row.how) for row in percents} == {("MATCHES", "EXACT")}
    sums = [row for row in rows.values() if row.label.endswith(": monto de ambos fondos")]
    communes = [row for row in sums if "-region-" not in row.code]
    assert len(communes) == 20
    assert {row.verdict for row in communes} == {"MATCHES"}


def test_every_printed_commune_respects_the_floor_of_equal_parts(rows):
    floors = [row for row in rows.values() if row.rule == "EQUAL_PARTS"]
    assert len(floors) == 40
    assert Counter((row.verdict, row.how) for row in floors) == {("MATCHES", "AT_LEAST"): 40}
    assert {str(row.recomputed) for row in floors} == {"117925000.00", "212939534.88"}


def test_averages_are_cut_in_one_fund_and_rounded_in_the_other(rows):
    # 70.755 / 300 = 235,85, printed 235; 22.891 / 43 = 532,35, printed 532
    assert (rows["fet-average"].how, rows["fcmi-average"].how) == ("CUT", "ROUNDED")


def test_named_amounts_are_checked_where_the_table_has_them(rows):
    assert {
        name: (row.printed, row.verdict, row.how)
        for name in ("calama", "copiapo", "tierra-amarilla", "machali")
        for row in [rows[f"{name}-named"]]
    } == {
        "calama": (2163, "NOT_COMPUTABLE", ""),
        "copiapo": (1337, "NOT_COMPUTABLE", ""),
        "tierra-amarilla": (1217, "MATCHES_ROUNDED", "CUT"),
        "machali": (1109, "MATCHES_ROUNDED", "ROUNDED"),
    }


def test_one_of_the_four_communes_said_to_rise_over_15_percent_does_not(rows):
    claimed = {code: row.verdict for code, row in rows.items() if code.endswith("over-15")}
    assert claimed == {
        "andacollo-over-15": "MATCHES",
        "catemu-over-15": "MATCHES",
        "cabildo-over-15": "MATCHES",
        "combarbala-over-15": "NO_RULE_MATCHES",
    }
    assert "queda por debajo" in rows["combarbala-over-15"].sentence


def test_the_pages_and_the_api_say_every_verdict_with_its_sentence(client, rows):
    pages = "".join(
        unescape(client.get(f"/cuadraturas/{chapter}/").content.decode())
        for chapter in ("royalty", "royalty-comunas")
    )
    said = client.get("/api/v1/reconciliations/?page_size=200").json()["results"]
    verdicts = {row["code"]: row["verdict"] for row in said}
    for row in rows.values():
        assert row.sentence in pages
        assert verdicts[row.code] == row.verdict


def test_six_queries_whatever_the_number_of_rows(django_assert_num_queries, strategy):
    for chapter in (reconciliations.chapter, reconciliations.communes_chapter):
        with django_assert_num_queries(6):
            chapter()
