"""Every named constraint of the bilateral projects refuses, straight in the database."""

import pytest
from django.utils import timezone

from emra.accounts.models import User
from emra.cooperation import bilateral_actions as actions
from emra.cooperation.models import (
    BilateralFact,
    BilateralInstitution,
    BilateralPlace,
    BilateralResult,
    BilateralSheet,
    BilateralSource,
    BilateralTopic,
    ResultReport,
)
from tests.constraints import again, cases, change, named_constraints, refused
from tests.cooperation.bilaterals import CODE, reported, standing

pytestmark = pytest.mark.django_db
DRAFT = {"state": "DRAFT"}
PARTS = {
    "institution": BilateralInstitution,
    "place": BilateralPlace,
    "topic": BilateralTopic,
    "fact": BilateralFact,
    "result": BilateralResult,
}


def reviewed_by_author(model):
    return lambda: model.objects.filter(state="DRAFT").update(
        reviewer=model.objects.get(**DRAFT).author_id
    )


def returned_without_reason(model):
    def act():
        other = User.objects.create(username="otra", role="CLUSTER")
        decided = {"reviewer": other, "reviewed_at": timezone.now()}
        model.objects.filter(state="DRAFT").update(state="RETURNED", **decided)

    return act


def moved(model):
    """A part of the draft in the place of its neighbour."""

    def act():
        mine = model.objects.filter(sheet__state="DRAFT").order_by("order")
        first, second = mine[0], mine[1]
        model.objects.filter(pk=second.pk).update(order=first.order)

    return act


def of_reviewed(name, model):
    return {
        f"{name}_has_author_or_source": [
            change(model, {"author": None}, **DRAFT),
            change(model, {"origin": "SOURCE"}, **DRAFT),
        ],
        f"{name}_four_eyes": [reviewed_by_author(model)],
        f"{name}_reviewed_by_someone": [change(model, {"state": "APPROVED"}, **DRAFT)],
        f"{name}_return_has_reason": [returned_without_reason(model)],
    }


VIOLATIONS = {
    **of_reviewed("bilateralsheet", BilateralSheet),
    **of_reviewed("resultreport", ResultReport),
    **{f"bilateral{name}_order": [moved(model)] for name, model in PARTS.items()},
    "bilateralsheet_version": [change(BilateralSheet, {"version": 1}, **DRAFT)],
    "bilateralsheet_one_open": [again(BilateralSheet, version=3)],
    "bilateralsheet_change_has_reason": [change(BilateralSheet, {"reason": ""}, **DRAFT)],
    "bilateralsheet_has_name": [change(BilateralSheet, {"name": ""}, **DRAFT)],
    "bilateralsheet_sdg_1_17": [
        change(BilateralSheet, {"sdg": 0}, **DRAFT),
        change(BilateralSheet, {"sdg": 18}, **DRAFT),
    ],
    "bilateralsheet_months_positive": [change(BilateralSheet, {"months": 0}, **DRAFT)],
    "bilateralsheet_starts_is_month": [
        change(BilateralSheet, {"starts": text}, **DRAFT) for text in ("2024-13", "julio")
    ],
    "bilateralresult_number": [
        lambda: BilateralResult.objects.filter(sheet__state="DRAFT", number=2).update(number=1)
    ],
    "bilateralresult_minimum_has_unit": [
        change(BilateralResult, {"minimum_unit": ""}, number=1, sheet__state="DRAFT"),
        change(BilateralResult, {"minimum": 0}, number=1, sheet__state="DRAFT"),
        change(BilateralResult, {"minimum": 3}, number=2, sheet__state="DRAFT"),
    ],
    "bilateralsource_once": [again(BilateralSource)],
    "resultreport_one_open": [again(ResultReport)],
    "resultreport_has_text": [change(ResultReport, {"text": ""})],
    "resultreport_done_has_evidence": [change(ResultReport, {"done": True})],
    "resultreport_file_has_format": [change(ResultReport, {"sha256": "a" * 64})],
}


@pytest.fixture
def rows(strategy, secretary):
    """A draft of a second version, and of a report."""
    actions.write_sheet(project=CODE, content=standing(), reason="Otra", by=secretary)
    reported(secretary)


def test_the_database_refuses(rows):
    for name, violation in cases(VIOLATIONS):
        refused(name, violation)


def test_every_constraint_of_the_bilateral_projects_has_its_violation():
    ours = {
        name
        for name in named_constraints("cooperation")
        if name.startswith(("bilateral", "resultreport"))
    }
    assert ours == set(VIOLATIONS)
