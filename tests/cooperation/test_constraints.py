"""Every named constraint of the covenants refuses, straight in the database."""

from datetime import UTC, date, datetime

import pytest

from emra.accounts.models import User
from emra.cooperation import covenant_actions
from emra.cooperation.models import (
    Axis,
    ChecklistAnswer,
    CovenantEvaluation,
    CovenantParty,
    CovenantSheet,
    Locality,
    PromotionInstrument,
    Result,
    SelfAssessment,
)
from tests.constraints import again, cases, change, named_constraints, refused
from tests.cooperation.conftest import content

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
DRAFT = {"covenant": "prueba-2025", "state": "DRAFT"}
REVIEWED = (
    (CovenantSheet, "covenantsheet", {"state": "DRAFT"}),
    (CovenantEvaluation, "covenantevaluation", {}),
    (SelfAssessment, "selfassessment", {"state": "DRAFT"}),
)


def sheet(**changes):
    return change(CovenantSheet, changes, **DRAFT)


def part(model, **changes):
    return change(model, changes, sheet__state="DRAFT", number=1)


def own(model, name, where):
    """The four that every reviewed row has."""

    def reviewed_by_its_author():
        row = model.objects.get(**where)
        model.objects.filter(pk=row.pk).update(reviewer=row.author_id)

    def returned_without_a_reason():
        reviewer = User.objects.get(role="CLUSTER")
        change(model, {"state": "RETURNED", "reviewer": reviewer, "reviewed_at": NOW}, **where)()

    return {
        f"{name}_has_author_or_source": [
            change(model, {"author": None}, **where),
            change(model, {"origin": "SOURCE"}, **where),
        ],
        f"{name}_four_eyes": [reviewed_by_its_author],
        f"{name}_reviewed_by_someone": [
            change(model, {"state": "APPROVED"}, **where),
            change(model, {"state": "RETURNED", "return_reason": "x"}, **where),
        ],
        f"{name}_return_has_reason": [returned_without_a_reason],
    }


def source_without_passage():
    CovenantSheet.objects.filter(**DRAFT).update(origin="SOURCE", author=None)


VIOLATIONS = {
    **{
        constraint: violations
        for model, name, where in REVIEWED
        for constraint, violations in own(model, name, where).items()
    },
    "sheet_version": [sheet(version=1)],
    "sheet_one_open": [again(CovenantSheet, version=9)],
    "sheet_has_name": [sheet(name="")],
    "sheet_change_has_reason": [sheet(reason="")],
    "sheet_source_cited": [source_without_passage],
    "sheet_term_well_formed": [sheet(starts="98"), sheet(ends="1998-13")],
    "sheet_amount_not_negative": [sheet(amount=-1, unit="USD")],
    "sheet_amount_has_unit": [sheet(amount=1), sheet(unit="USD")],
    "sheet_amount_or_why_not": [sheet(contribution_note="")],
    "sheet_follows_another": [sheet(predecessor="prueba-2025")],
    "sheet_schedule_whole": [
        sheet(evaluation_first_on=None),
        sheet(evaluation_every_months=None),
        sheet(evaluation_every_months=0),
    ],
    "covenantparty_number": [part(CovenantParty, number=2)],
    "party_has_name": [part(CovenantParty, name="")],
    "party_once": [part(CovenantParty, name="Empresa de prueba")],
    "locality_number": [part(Locality, number=2)],
    "locality_has_name": [part(Locality, name="")],
    "locality_of_the_region": [part(Locality, commune="13101")],
    "locality_once": [part(Locality, name="Peine", commune="02203")],
    "axis_number": [again(Axis)],
    "axis_has_name": [part(Axis, name="")],
    "axis_of_the_region": [part(Axis, commune="13101")],
    "result_number": [again(Result)],
    "result_has_text": [part(Result, text="")],
    "covenantevaluation_once": [again(CovenantEvaluation)],
    "covenantevaluation_has_findings": [change(CovenantEvaluation, {"findings": ""})],
    "covenantevaluation_file_has_format": [change(CovenantEvaluation, {"sha256": "0" * 64})],
    "selfassessment_version": [change(SelfAssessment, {"version": 1}, state="DRAFT")],
    "selfassessment_one_open": [again(SelfAssessment, version=9)],
    "selfassessment_correction_has_reason": [change(SelfAssessment, {"reason": ""}, state="DRAFT")],
    "selfassessment_year": [change(SelfAssessment, {"year": 1989}, state="DRAFT")],
    "checklistanswer_once": [again(ChecklistAnswer)],
    "checklistanswer_explained": [
        change(ChecklistAnswer, {"note": ""}, assessment__state="DRAFT", item="municipios")
    ],
    "checklistanswer_backed": [
        change(ChecklistAnswer, {"note": ""}, assessment__state="DRAFT", item="lo-estrategico")
    ],
    "instrument_lines_in_order": [change(PromotionInstrument, {"line_to": 1}, number=1)],
    "instrument_has_area": [
        change(PromotionInstrument, {"area": ""}, number=1),
        change(PromotionInstrument, {"area": "Minero"}, number=74),
    ],
}
CASES = cases(VIOLATIONS)


def test_every_named_constraint_has_its_violation_here():
    ours = {
        constraint.name
        for model in (
            *(CovenantSheet, CovenantParty, Locality, Axis, Result, CovenantEvaluation),
            *(SelfAssessment, ChecklistAnswer, PromotionInstrument),
        )
        for constraint in model._meta.constraints
    }
    assert {name for name, _violation in CASES} == ours
    assert ours <= set(named_constraints("cooperation"))


@pytest.fixture
def rows(published, answered, evaluated, settle, secretary):
    """A covenant and a year that are approved, each with a draft that changes it."""
    published()
    settle(answered())
    answered(reason="Se corrige.")
    evaluated()
    covenant_actions.write_covenant(
        covenant="prueba-2025", content=content(), by=secretary, reason="Se corrige."
    )
    assert CovenantEvaluation.objects.get().planned_on == date(2026, 6, 30)


def test_the_database_itself_refuses(rows):
    for name, violation in CASES:
        refused(name, violation)
