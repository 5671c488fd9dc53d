"""Every named constraint of the districts refuses what it is there for, past the actions."""

from datetime import UTC, datetime

import pytest
from django.db import models

from districts.models import (
    Edition,
    Feature,
    Run,
    RunCell,
    RunDistrict,
    RunDistrictPlace,
    RunDistrictProduct,
    RunDropped,
    RunDroppedCell,
    RunFinding,
    RunLibrary,
    RunMatch,
    RunSite,
    StabilityStudy,
    StudyDraw,
)
from tests.constraints import again, cases, change, named_constraints, one, refused

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 8, 12, tzinfo=UTC)


def same_dropped_cell() -> None:
    dropped = RunDropped.objects.create(
        run=Run.objects.get(code="R001"), reason="NO_PRODUCTION", max_heat=0.5, lon=-69, lat=-23
    )
    for _twice in range(2):
        RunDroppedCell.objects.create(dropped=dropped, q=1, r=2)


def site_in_a_district_and_dropped() -> None:
    dropped = RunDropped.objects.create(
        run=Run.objects.get(code="R001"), reason="NO_PRODUCTION", max_heat=0.5, lon=-69, lat=-23
    )
    one(RunSite, district__isnull=False).update(dropped=dropped)


def second_open_study() -> None:
    for _twice in range(2):
        again(StabilityStudy, state="WAITING", done=0, ended_at=None)()


DRAFT = {"code": "R002"}
VIOLATIONS = {
    "edition_number_once": [again(Edition, is_current=False)],
    "edition_one_current": [again(Edition, number=2)],
    "edition_current_is_loaded": [change(Edition, {"state": "PREVIEW"}, is_current=True)],
    "edition_dated_or_why_not": [
        change(Edition, {"dated": ""}, layer="SITES"),
        change(Edition, {"undated_reason": ""}, layer="EMPLOYMENT"),
    ],
    "edition_loaded_by_someone": [change(Edition, {"origin": "ENTRY"}, layer="SITES")],
    "feature_once": [again(Feature)],
    "feature_value_not_negative": [change(Feature, {"value": -0.1})],
    "feature_place_in_degrees": [
        change(Feature, {"lon": None}, lon__isnull=False),
        change(Feature, {"lat": -90.1}, lon__isnull=False),
        change(Feature, {"lon": 510_000.0}, lon__isnull=False),
    ],
    "run_hash_once": [again(Run, code="R009", state="DRAFT", published_at=None)],
    "run_one_published": [
        change(
            Run,
            {"state": "PUBLISHED", "published_at": NOW, "origin": "SOURCE", "made_by": None},
            **DRAFT,
        ),
    ],
    "run_made_by_someone": [
        change(Run, {"made_by": None}, **DRAFT),
        change(Run, {"origin": "ENTRY"}, code="R001"),
    ],
    "run_four_eyes": [
        change(Run, {"state": "REPLACED", "published_at": NOW, "published_by": models.F("made_by")},
               **DRAFT),
    ],
    "run_published_by_someone": [
        change(Run, {"state": "REPLACED"}, **DRAFT),
        change(Run, {"state": "REPLACED", "published_at": NOW}, **DRAFT),
        change(Run, {"published_at": NOW}, **DRAFT),
    ],
    "run_library_once": [again(RunLibrary)],
    "run_district_once": [again(RunDistrict)],
    "run_district_score_1_100": [
        change(RunDistrict, {"score": 0.9}),
        change(RunDistrict, {"score": 100.1}),
    ],
    "run_product_once": [again(RunDistrictProduct)],
    "run_place_once": [again(RunDistrictPlace)],
    "run_dropped_cell_once": [same_dropped_cell],
    "run_cell_once": [again(RunCell)],
    "run_site_once": [again(RunSite)],
    "run_site_in_one_place": [site_in_a_district_and_dropped],
    "run_match_once": [again(RunMatch)],
    "run_finding_once": [again(RunFinding)],
    "study_one_open": [second_open_study],
    "study_done_of_draws": [
        change(StabilityStudy, {"done": 64, "state": "RUNNING"}, kind="LEAVE_ONE_OUT"),
        change(StabilityStudy, {"draws": 0, "done": 0}),
    ],
    "study_done_is_whole": [
        change(StabilityStudy, {"done": 1}),
        change(StabilityStudy, {"ended_at": None}),
    ],
    "study_failed_says_why": [change(StabilityStudy, {"state": "FAILED"})],
    "study_draw_once": [again(StudyDraw)],
}  # fmt: skip
CASES = cases(VIOLATIONS)


def test_every_named_constraint_has_its_violation_here():
    assert {name for name, _violation in CASES} == set(named_constraints("districts"))


def test_the_database_itself_refuses(other_run):
    for name, violation in CASES:
        refused(name, violation)
