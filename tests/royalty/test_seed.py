"""What the load brings: territory, criteria that sum to 100, amounts that cite their lines."""

from collections import Counter

import pytest
from django.db.models import Sum

from emra.royalty import seed_actions
from emra.royalty.models import (
    Commune,
    CommuneAllocation,
    Dataset,
    FundEdition,
    Indicator,
    OwnIncome,
    Region,
    RegionAllocation,
)
from emra.sources.models import PublishedFigure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


def test_the_territory_has_the_communes_that_the_document_counts_by_region():
    assert (Region.objects.count(), Commune.objects.count()) == (16, 345)
    counted = Counter(Commune.objects.values_list("region", flat=True))
    for row in RegionAllocation.objects.all():
        assert counted[row.region_id] == row.of_communes
    nine = Commune.objects.filter(region="02").values_list("code", "name")
    assert dict(nine)["02201"] == "Calama"
    assert len(nine) == 9


def test_a_communes_code_begins_with_that_of_its_region():
    for row in Commune.objects.all():
        assert len(row.code) == 5
        assert row.code.startswith(row.region_id)


def test_weights_sum_to_100_in_each_fund_and_among_the_ten_sub_indicators():
    for edition in FundEdition.objects.all():
        assert edition.indicators.filter(parent=None).aggregate(s=Sum("weight"))["s"] == 100
    mining = Indicator.objects.filter(parent__code="actividad-minera")
    assert (mining.count(), mining.aggregate(s=Sum("weight"))["s"]) == (10, 100)


def test_the_regions_sum_to_the_three_totals():
    sums = {
        fund: (
            RegionAllocation.objects.filter(fund=fund).aggregate(s=Sum("amount_clp"))["s"],
            RegionAllocation.objects.filter(fund=fund).aggregate(s=Sum("communes"))["s"],
        )
        for fund in ("FET", "FCMI", None)
    }
    assert sums == {
        "FET": (70_755_000_000, 300),
        "FCMI": (22_891_000_000, 43),
        None: (93_646_000_000, 307),
    }
    totals = FundEdition.objects.values_list("fund", "total_clp", "communes")
    assert {fund: rest for fund, *rest in totals} == {
        "FET": [70_755_000_000, 300],
        "FCMI": [22_891_000_000, 43],
    }


def test_every_amount_stands_in_the_lines_it_cites():
    regions = [(row, row.amount_clp) for row in RegionAllocation.objects.exclude(amount_clp=0)]
    communes = [(row, row.amount_clp // row.unit_clp) for row in CommuneAllocation.objects.all()]
    incomes = [(row, row.amount_clp) for row in OwnIncome.objects.all()]
    assert len(regions) + len(communes) + len(incomes) == 38 + 62 + 20
    for row, amount in (*regions, *communes, *incomes):
        printed = f"{amount:,}".replace(",", ".")
        # The narrow columns of the document break a number in two.
        assert printed in row.citation.quote.replace(" ", ""), row


def test_twenty_communes_are_printed_and_two_only_named():
    assert OwnIncome.objects.count() == 20
    named = CommuneAllocation.objects.filter(unit_clp=1_000_000)
    assert {(row.commune.name, row.amount_clp) for row in named} == {
        ("Calama", 2_163_000_000),
        ("Copiapó", 1_337_000_000),
    }
    assert CommuneAllocation.objects.exclude(unit_clp=1_000_000).count() == 60


def test_the_printed_figures_are_the_amounts_that_are_shown():
    printed = dict(PublishedFigure.objects.values_list("code", "value"))
    for row in RegionAllocation.objects.filter(fund=None).select_related("region"):
        assert printed[f"royalty-2024-region-{row.region.slug}-both"] == row.amount_clp
    for row in CommuneAllocation.objects.filter(unit_clp=1).select_related("citation"):
        place = row.citation_id.replace("-commune", "")
        assert printed[f"{place}-{(row.fund_id or 'both').lower()}"] == row.amount_clp


def test_loading_again_writes_no_second_version():
    seed_actions.load()
    dataset = Dataset.objects.get()
    assert (dataset.code, dataset.origin, dataset.author) == ("montos-2024-v1", "SOURCE", None)
    assert RegionAllocation.objects.count() == 48
