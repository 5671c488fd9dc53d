"""Printed averages beside those the source's own figures give, with their verdicts."""

from html import unescape

import pytest

pytestmark = pytest.mark.django_db


def averages(client):
    """The rows of this chapter; other rooms have their own."""
    rows = client.get("/api/v1/reconciliations/").json()["results"]
    found = [row for row in rows if row["chapter"] == "acuerdos"]
    return {row["code"].removeprefix("average-"): row for row in found}


@pytest.fixture
def verdicts(strategy, client):
    return averages(client)


def test_the_four_dimensions_are_reconciled(verdicts):
    assert {code: row["verdict"] for code, row in verdicts.items()} == {
        "ambiental": "NO_RULE_MATCHES",
        "social": "MATCHES",
        "economica": "MATCHES_ROUNDED",
        "institucional": "NOT_COMPUTABLE",
    }


def test_social_matches_with_the_unknowns_as_zero(verdicts):
    row = verdicts["social"]
    assert (row["printed"], row["recomputed"], row["difference"]) == (17, 17, 0)
    assert (row["rule"], row["how"], row["n_of_total"]) == ("UNKNOWN_AS_ZERO", "EXACT", "4/5")


def test_economica_matches_once_its_decimal_is_cut(verdicts):
    row = verdicts["economica"]
    # 46 / 4 = 11,5, which the source prints as 11
    assert (row["printed"], row["recomputed"], row["difference"]) == (11, 11.5, -0.5)
    assert (row["rule"], row["how"]) == ("UNKNOWN_AS_ZERO", "CUT")


def test_no_rule_gives_the_ambiental_average_and_the_seventh_would_be_37_to_43(verdicts):
    row = verdicts["ambiental"]
    # (292 + w) / 7 cut to 47 holds for 329 <= 292 + w < 336
    assert row["implied"] == {"lower": 37, "upper": 43, "rule": "CUT"}
    assert [candidate["value"] for candidate in row["candidates"]] == [41.71, 48.67]
    assert "37" in row["sentence"]
    assert "es una deducción, no un dato" in row["sentence"]


def test_institucional_prints_nothing_to_compare_with(verdicts):
    row = verdicts["institucional"]
    assert (row["printed"], row["difference"], row["recomputed"]) == (None, None, 5.67)
    assert "no hay con qué compararlo" in row["sentence"]


def test_each_verdict_cites_the_passage_it_is_about(verdicts):
    for row in verdicts.values():
        assert 1 <= row["citation"]["line_from"] <= row["citation"]["line_to"]
        assert row["citation"]["document_title"]


def test_the_page_says_the_same_sentences(verdicts, client):
    page = unescape(client.get("/cuadraturas/acuerdos/").content.decode())
    for row in verdicts.values():
        assert row["sentence"] in page


def test_later_cortes_do_not_move_what_the_source_printed(
    verdicts, corte, approve, publish, client
):
    approve("A12", "100")
    publish()
    assert averages(client) == verdicts
