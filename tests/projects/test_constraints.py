"""Every named constraint of the projects refuses, straight in the database."""

from datetime import date
from decimal import Decimal

import pytest

from emra.projects import actions, evidence_actions, parts_actions
from emra.projects.models import (
    Entry,
    Evidence,
    FundingLine,
    Milestone,
    Particulars,
    Passage,
    Place,
    Project,
    ProjectDate,
    Risk,
    Stage,
)
from emra.projects.parts_actions import Money, Told
from tests.constraints import again, cases, change, named_constraints, refused
from tests.projects.conftest import TODAY

pytestmark = pytest.mark.django_db
DRAFT = {"entry__state": "DRAFT"}


def of_draft(model, **changes):
    return change(model, changes, **DRAFT)


VIOLATIONS = {
    "stage_order_unique": [change(Stage, {"order": 2}, code="publica-1")],
    "project_initiative_has_track": [
        change(Project, {"track": ""}, code="5.3-001"),
        change(Project, {"track": "PUBLIC"}, code="5.1"),
    ],
    "entry_has_author_or_source": [
        change(Entry, {"author": None}, state="DRAFT"),
        change(Entry, {"origin": "SOURCE", "citation": "proy-5-1"}, state="DRAFT"),
    ],
    "entry_four_eyes": [
        lambda: Entry.objects.filter(state="DRAFT").update(reviewer=Entry.objects.last().author_id)
    ],
    "entry_reviewed_by_someone": [
        change(Entry, {"state": "APPROVED"}, state="DRAFT"),
        change(Entry, {"state": "RETURNED", "return_reason": "x"}, state="DRAFT"),
    ],
    "entry_return_has_reason": [
        lambda: Entry.objects.filter(state="DRAFT").update(
            state="RETURNED",
            reviewer=Entry.objects.get(origin="ENTRY", state="APPROVED").reviewer_id,
            reviewed_at=Entry.objects.last().changed_at,
        )
    ],
    "entry_one_open": [again(Entry)],
    "entry_has_day": [change(Entry, {"on": None}, state="DRAFT")],
    "entry_source_cited": [
        lambda: Entry.objects.filter(state="DRAFT").update(origin="SOURCE", author=None)
    ],
    **{
        f"{model._meta.model_name}_change_has_reason": [of_draft(model, version=2, reason="")]
        for model in (Particulars, FundingLine, ProjectDate, Passage, Milestone, Risk)
    },
    "particulars_version": [again(Particulars)],
    "particulars_has_name": [of_draft(Particulars, name="")],
    "particulars_bip_well_formed": [
        of_draft(Particulars, bip="40045543-7"),
        of_draft(Particulars, bip="4004554-0"),
    ],
    "place_once": [again(Place)],
    "place_of_the_region": [change(Place, {"commune": "13101"})],
    "fundingline_version": [again(FundingLine)],
    "fundingline_not_negative": [of_draft(FundingLine, amount=-1)],
    "fundingline_amount_has_unit": [
        of_draft(FundingLine, unit=""),
        of_draft(FundingLine, unit_basis=""),
        of_draft(FundingLine, amount=None),
    ],
    "fundingline_assumed_has_reason": [of_draft(FundingLine, unit_reason="")],
    "fundingline_commune_of_the_region": [of_draft(FundingLine, commune="13101")],
    "projectdate_version": [again(ProjectDate)],
    "passage_version": [again(Passage)],
    "passage_in_order": [of_draft(Passage, left_on=date(2020, 1, 1))],
    "milestone_version": [again(Milestone)],
    "milestone_has_title": [of_draft(Milestone, title="")],
    "risk_version": [again(Risk)],
    "risk_has_text": [of_draft(Risk, text="")],
    "risk_high_has_response": [of_draft(Risk, response="")],
    "projectevidence_file_or_link": [
        of_draft(Evidence, url=""),
        of_draft(Evidence, sha256="0" * 64, extension="pdf"),
        of_draft(Evidence, url="", sha256="0" * 64),
    ],
}
CASES = cases(VIOLATIONS)


def test_every_named_constraint_has_its_violation_here():
    assert {name for name, _violation in CASES} == set(named_constraints("projects"))


def test_the_database_itself_refuses(start, settle, initiative, secretary):
    settle(start(text="Algo pasó."))
    entry = initiative()
    parts_actions.set_particulars(
        entry=entry, told=Told(name="Posta", communes=("02201",)), by=secretary
    )
    money = Money("FNDR", "", Decimal(5), "CLP", "ASSUMED", "La fuente no la dice.")
    parts_actions.set_funding(entry=entry, money=money, by=secretary)
    parts_actions.set_dates(entry=entry, days={"PLANNED_START": TODAY}, by=secretary)
    parts_actions.set_passage(entry=entry, stage="publica-1", entered_on=TODAY, by=secretary)
    parts_actions.set_milestone(entry=entry, title="Bases", by=secretary)
    parts_actions.set_risk(
        entry=entry, text="Costos", level="HIGH", response="Ajuste", by=secretary
    )
    evidence_actions.attach_link(entry=entry, title="Acta", url="https://example.cl", by=secretary)
    assert actions.find_entry(entry).state == "DRAFT"
    for name, violation in CASES:
        refused(name, violation)
