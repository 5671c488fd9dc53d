"""Every named constraint of the funds refuses what it is there for, past the actions."""

import pytest
from django.db.models import F

from emra.royalty.models import (
    AccessCriterion,
    CommuneAllocation,
    Dataset,
    FundEdition,
    Indicator,
    IndicatorValue,
    OwnIncome,
    RegionAllocation,
)
from tests.constraints import again, cases, change, named_constraints, refused
from tests.royalty.workbooks import imported, imported_values, published

pytestmark = pytest.mark.django_db

PRINTED = {"origin": "SOURCE"}
APPROVED = {"origin": "IMPORT", "state": "APPROVED", "kind": "ALLOCATIONS"}
AMOUNTS = {"state": "PREVIEW", "kind": "ALLOCATIONS"}
VALUES = {"state": "PREVIEW", "kind": "INDICATORS"}
VIOLATIONS = {
    "edition_year_unique": [again(FundEdition)],
    "edition_has_communes": [change(FundEdition, {"communes": 0})],
    "criterion_number_unique": [again(AccessCriterion)],
    "indicator_code_unique": [again(Indicator)],
    "indicator_weight_0_100": [
        change(Indicator, {"weight": "100.01"}),
        change(Indicator, {"weight": "-0.01"}),
    ],
    "indicator_parts_have_values": [
        change(Indicator, {"kind": "EQUAL_PARTS"}, parent__isnull=False),
        change(Indicator, {"kind": "GROUP"}, parent__isnull=False),
    ],
    "dataset_version_unique": [change(Dataset, {"version": 1}, **VALUES)],
    "dataset_allocations_version_unique": [change(Dataset, {"version": 1}, **AMOUNTS)],
    "dataset_one_open": [again(Dataset, version=3), again(Dataset, version=3, state="SUBMITTED")],
    "dataset_allocations_one_open": [
        again(Dataset, version=3, kind="ALLOCATIONS", fund=None, year=2025),
    ],
    "dataset_indicators_name_their_fund": [
        change(Dataset, {"fund": None}, **VALUES),
        change(Dataset, {"fund": "FET"}, **AMOUNTS),
        change(Dataset, {"kind": "OTHER"}, **AMOUNTS),
    ],
    "dataset_has_author_or_source": [
        change(Dataset, {"author": None}, **AMOUNTS),
        change(Dataset, {"origin": "SOURCE", "reviewer": None}, **APPROVED),
        change(Dataset, {"origin": "SOURCE", "author": None}, **APPROVED),
        change(Dataset, {"version": 2}, **PRINTED),
        change(Dataset, {"state": "PREVIEW"}, **PRINTED),
        change(Dataset, {"kind": "INDICATORS", "fund": "FCMI"}, **PRINTED),
    ],
    "dataset_four_eyes": [change(Dataset, {"reviewer": F("author")}, **AMOUNTS)],
    "dataset_reviewed_by_someone": [
        change(Dataset, {"state": "APPROVED"}, **AMOUNTS),
        change(Dataset, {"state": "RETURNED", "return_reason": "Motivo"}, **AMOUNTS),
        change(Dataset, {"reviewer": None}, **APPROVED),
        change(Dataset, {"reviewed_at": None}, **APPROVED),
    ],
    "dataset_return_has_reason": [change(Dataset, {"state": "RETURNED"}, **APPROVED)],
    "region_allocation_unique": [again(RegionAllocation, region_id="02", fund_id="FET")],
    "region_allocation_of_both_unique": [again(RegionAllocation, region_id="03", fund=None)],
    "region_allocation_within_its_communes": [
        change(RegionAllocation, {"communes": F("of_communes") + 1}, fund="FET"),
    ],
    "commune_allocation_unique": [again(CommuneAllocation, commune_id="02201", fund_id="FET")],
    "commune_allocation_of_both_unique": [again(CommuneAllocation, commune_id="02201", fund=None)],
    "own_income_unique": [again(OwnIncome)],
    "own_income_positive": [change(OwnIncome, {"amount_clp": 0})],
    "indicator_value_unique": [again(IndicatorValue)],
    "indicator_value_not_negative": [change(IndicatorValue, {"value": "-0.000001"})],
}
CASES = cases(VIOLATIONS)


def test_every_named_constraint_has_its_violation_here():
    assert {name for name, _violation in CASES} == set(named_constraints("royalty"))


@pytest.fixture
def datasets(strategy, secretary, reviewer):
    """Of a year's amounts and of a fund's values, an approved version and one to be confirmed."""
    for make in (imported, imported_values):
        published(make(secretary), secretary, reviewer)
        make(secretary)


def test_the_database_itself_refuses(datasets):
    for name, violation in CASES:
        refused(name, violation)
