"""What the study prints beside the published run: only what something recomputes."""

from decimal import Decimal

import pytest

from districts import actions, queries, reconciliations
from districts.models import Feature, Run

pytestmark = pytest.mark.django_db


def by_code():
    return {row.code.removeprefix("distritos-"): row for row in reconciliations.chapter().rows}


def test_the_chapter_holds_the_counts_of_the_published_run(strategy):
    rows, view = by_code(), queries.published_run()
    total = rows["total"]
    assert total.printed == 14
    assert total.recomputed == len(view.districts)
    assert [one.value for one in total.candidates] == [
        len(view.districts),
        view.comparison.exclusive,
    ]
    assert total.citation.document_code == "sonami-distritos-hechos"
    assert rows["sin-produccion"].printed == 1
    assert rows["mediana"].printed == 5
    assert rows["regiones"].printed == 3


def test_the_sites_of_each_district_are_those_that_stay_together(strategy):
    rows = by_code()
    for match in queries.published_run().comparison.matches:
        row = rows[f"faenas-{match.study:02}"]
        assert (row.printed, row.recomputed) == (match.named, match.together)
        matches = match.named == match.together
        assert row.verdict == ("MATCHES" if matches else "NO_RULE_MATCHES")


def test_the_lithium_of_district_4_is_the_sum_of_its_two_sites(strategy):
    row = by_code()["litio"]
    # SQM Litio 200 kt and Albemarle 50 kt of lithium carbonate equivalent.
    assert (row.printed, row.recomputed, row.verdict) == (250_000, 250_000, "MATCHES")
    Feature.objects.filter(edition__layer="PRODUCTION", name="Albemarle").update(value=40)
    assert by_code()["litio"].recomputed == Decimal(240_000)
    Feature.objects.filter(edition__layer="PRODUCTION", name="Albemarle").update(value=None)
    assert by_code()["litio"].verdict == "NOT_COMPUTABLE"


def test_shares_of_the_product_are_said_not_to_be_computable(strategy):
    for region, printed in (("antofagasta", 69), ("atacama", 41)):
        row = by_code()[f"pib-{region}"]
        assert (row.printed, row.recomputed, row.verdict) == (printed, None, "NOT_COMPUTABLE")
        assert row.n_of_total == "0/63"


def test_the_chapter_follows_the_published_run(other_run, secretary):
    actions.publish_run(run="R002", by=secretary)
    assert by_code()["total"].recomputed == len(queries.published_run().districts)
    assert queries.published_run().code == "R002"


def test_without_a_published_run_there_is_nothing_to_hold_against(strategy):
    Run.objects.update(state="REPLACED")
    assert reconciliations.chapter().rows == ()


def test_the_chapter_has_its_page(strategy, client):
    page = client.get("/cuadraturas/distritos/").content.decode()
    assert "Distritos de la tabla 2" in page
    assert "no publica ni los pesos ni el algoritmo" in page
