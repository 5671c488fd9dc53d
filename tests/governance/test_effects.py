"""Which published figure changed after a decision, and which one moved without any."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from emra.governance import commitment_queries
from emra.lib import subjects
from emra.strategy.follow_up import FollowUp, record_follow_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def rising(corte, approve, publish, time_machine):
    """A corte in which A12 and A13 get a figure, published a day from now."""

    def make() -> None:
        approve("A12", "40")
        approve("A13", "90")
        time_machine.move_to(timezone.now() + timedelta(days=1), tick=False)
        publish()

    return make


def test_a_published_change_after_the_decision_is_its_effect(promise, rising):
    row = promise()
    assert commitment_queries.commitment(row.code, today=timezone.localdate()).effects == ()
    rising()
    found = commitment_queries.commitment(row.code, today=timezone.localdate())
    assert [change.text for change in found.effects] == ["A12: sin dato → 40,0\xa0% en 2026-T2"]


def test_a_change_before_the_decision_is_not(promise, rising):
    rising()
    found = commitment_queries.commitment(promise().code, today=timezone.localdate())
    assert found.effects == ()


def test_decisions_without_effect_and_figures_without_decision_are_listed(promise, rising):
    still = promise(subject="AGREEMENT:A01")
    promise(subject="")
    answered = promise()
    rising()
    effects = commitment_queries.effects(timezone.localdate())
    assert [row.code for row in effects.without_effect] == [still.code]
    moved = {change.code for change in effects.without_decision}
    assert "A13" in moved
    assert "A12" not in moved
    late = promise(subject="AGREEMENT:A13")
    effects = commitment_queries.effects(timezone.localdate())
    assert {row.code for row in effects.without_effect} == {still.code, late.code}
    assert "A13" in {change.code for change in effects.without_decision}
    assert answered.code not in {row.code for row in effects.without_effect}


def test_a_correction_is_a_change_of_its_own(corte, approve, publish):
    approve("A12", "40")
    publish()
    approve("A12", "45", correction_reason="Se contó mal.")
    publish(reason="Se corrige A12.")
    texts = [change.text for change in subjects.changes() if change.code == "A12"]
    assert texts[-1] == "A12: 40,0\xa0% → 45,0\xa0% en 2026-T2, edición 2"


def test_the_follow_up_of_a_line_is_the_effect_of_a_decision_about_it(
    promise, reviewer, time_machine
):
    row = promise(subject="LINE:OE1-CP1")
    for number, percent in enumerate((None, None, "40"), start=1):
        time_machine.move_to(timezone.now() + timedelta(days=1), tick=False)
        said = FollowUp("UNDER_WAY", percent=Decimal(percent) if percent else None)
        record_follow_up(line="OE1-CP1", follow_up=said, reference=f"corte {number}", by=reviewer)
    found = commitment_queries.commitment(row.code, today=timezone.localdate())
    assert [change.text for change in found.effects] == [
        "OE1-CP1: sin información → en marcha",
        "OE1-CP1: en marcha → en marcha (40,0\xa0%)",
    ]


def test_the_initial_figures_are_no_change(strategy):
    assert subjects.changes() == ()


def test_a_list_costs_the_same_for_one_commitment_and_for_many(
    promise,
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            commitment_queries.commitments(today=timezone.localdate())
        return len(queries)

    promise()
    one = cost()
    for _again in range(5):
        promise()
    assert cost() == one
