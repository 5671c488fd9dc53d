"""The averages' read model: what a change marks, what a recomputation gives, what is carried."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import F
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from emra.agreements import averages, period_actions, review_actions
from emra.agreements.models import DimensionAverage, Heartbeat

pytestmark = pytest.mark.django_db

FIGURES = averages.FIGURES


def stored() -> dict[tuple[str, str], tuple[Any, ...]]:
    """Every average's figures by corte and scope."""
    rows = DimensionAverage.objects.values_list("period__code", "scope", *FIGURES)
    return {(corte, scope): tuple(figures) for corte, scope, *figures in rows}


def dirty() -> set[tuple[str, str]]:
    rows = DimensionAverage.objects.filter(dirty_seq__gt=F("computed_seq"))
    return set(rows.values_list("period__code", "scope"))


@pytest.fixture
def cortes(corte: Any, secretary: Any) -> None:
    """2026-T2 and 2026-T3 open, nothing dirty."""
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    averages.sweep()


def test_a_new_corte_is_dirty_in_every_scope_until_it_is_swept(corte):
    scopes = ("ambiental", "social", "economica", "institucional", "all")
    assert dirty() == {("2026-T2", scope) for scope in scopes}
    assert averages.sweep() == 5
    assert dirty() == set()


def test_an_approval_marks_its_dimension_and_the_whole_from_its_corte_on(cortes, submit, reviewer):
    report = submit("A12", "40")
    assert dirty() == set(), "only an approved figure counts"
    review_actions.approve_progress(report=report.code, by=reviewer)
    assert dirty() == {
        (corte, scope) for corte in ("2026-T2", "2026-T3") for scope in ("social", "all")
    }


def test_an_approval_in_the_later_corte_leaves_the_earlier_one(cortes, approve):
    approve("A12", "40", corte="2026-T3")
    assert dirty() == {("2026-T3", "social"), ("2026-T3", "all")}


def test_a_corte_without_reports_carries_the_last_approved_ones(cortes):
    figures = stored()
    for scope in ("ambiental", "social", "economica", "institucional", "all"):
        assert figures["2026-T3", scope] == figures["2026-T2", scope]
        assert figures["2026-T2", scope] == figures["2025-inicial", scope]


def test_a_late_report_of_an_earlier_corte_reaches_the_later_ones(cortes, approve):
    approve("A08", "50", corte="2026-T3")
    averages.sweep()
    approve("A12", "40", corte="2026-T2")
    averages.sweep()
    figures = stored()
    # 2026-T2: (25 + 31 + 12 + 17 + 40) / 5; 2026-T3: (50 + 31 + 12 + 17 + 40) / 5
    assert figures["2026-T2", "social"][3] == Decimal("25.00")
    assert figures["2026-T3", "social"][3] == Decimal("30.00")
    assert figures["2025-inicial", "social"][3] == Decimal("17.00")


def test_the_later_corte_keeps_its_own_report(cortes, approve):
    approve("A12", "60", corte="2026-T3")
    approve("A12", "40", corte="2026-T2")
    chosen = averages.effective_reports(20263)["A12"]
    assert (chosen.percent, chosen.period.code) == (60, "2026-T3")


def test_the_newest_version_of_a_corte_is_the_one_in_force(cortes, approve):
    approve("A12", "40")
    approve("A12", "30", correction_reason="Suma mal hecha", setback_reason="Suma mal hecha")
    for corte in (20262, 20263):
        assert averages.effective_reports(corte)["A12"].percent == 30
    assert averages.effective_reports(20250)["A12"].percent is None


def test_not_applicable_leaves_the_denominator_and_no_data_does_not(
    cortes, approve, submit, reviewer
):
    for code, absence in (("A08", "NOT_APPLICABLE"), ("A09", "NO_DATA")):
        report = submit(code, None, absence=absence, absence_reason="Motivo")
        review_actions.approve_progress(report=report.code, by=reviewer)
    averages.sweep()
    social = DimensionAverage.objects.get(scope="social", period__code="2026-T2")
    # A10 12, A11 17 known; A09, A12 unknown; A08 out: 29 / 4, 29 / 2, (29 + 200) / 4
    assert (social.total, social.applicable, social.reported) == (5, 4, 2)
    assert (social.mean_zero, social.mean_reported) == (Decimal("7.25"), Decimal("14.50"))
    assert (social.lower, social.upper) == (Decimal("7.25"), Decimal("57.25"))


def test_the_whole_has_the_sum_of_its_dimensions(cortes, approve):
    approve("A12", "40")
    averages.sweep()
    rows = DimensionAverage.objects.filter(period__code="2026-T2")
    parts = [row for row in rows if row.scope != "all"]
    whole = rows.get(scope="all")
    for name in ("total", "applicable", "reported"):
        assert getattr(whole, name) == sum(getattr(row, name) for row in parts)
    assert min(row.mean_zero for row in parts) <= whole.mean_zero
    assert whole.mean_zero <= max(row.mean_zero for row in parts)


def test_recomputed_rebuilt_and_stored_are_the_same(cortes, approve):
    approve("A12", "40")
    approve("A16", "33.33", corte="2026-T3")
    averages.sweep()
    before = stored()
    assert averages.rebuild() == 0
    assert stored() == before


def test_rebuild_mends_and_counts_what_was_stored_wrong(cortes):
    before = stored()
    row = DimensionAverage.objects.filter(period__code="2026-T2", scope="social")
    row.update(mean_zero=Decimal("99.99"), reported=1)
    assert averages.sweep() == 0, "no mark, nothing to sweep"
    assert averages.rebuild() == 1
    assert stored() == before


def test_a_sweep_says_when_it_was_and_repeated_changes_nothing(cortes, approve, time_machine):
    time_machine.move_to("2026-11-21T15:00:00Z", tick=False)
    approve("A12", "40")
    assert averages.sweep() == 4
    before = stored()
    assert averages.sweep() == 0
    for pk in DimensionAverage.objects.values_list("pk", flat=True):
        assert averages.recompute(pk) is False
    assert stored() == before
    social = DimensionAverage.objects.get(scope="social", period__code="2026-T2")
    assert social.computed_at == Heartbeat.objects.get(name="sweep").at == timezone.now()


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_in_which_averages_are_recomputed_does_not_matter(cortes, approve, backwards):
    approve("A12", "40")
    approve("A08", "50", corte="2026-T3")
    order = sorted(DimensionAverage.objects.values_list("pk", flat=True), reverse=backwards)
    for pk in [*order, *order]:
        averages.recompute(pk)
    # (25 + 31 + 12 + 17 + 40) / 5 and, with A08 at 50, 150 / 5
    figures = stored()
    assert figures["2026-T2", "social"][3] == Decimal("25.00")
    assert figures["2026-T3", "social"][3] == Decimal("30.00")
    assert dirty() == set()


def test_a_mark_raised_while_computing_is_not_lost(cortes, approve):
    row = DimensionAverage.objects.get(scope="social", period__code="2026-T2")
    DimensionAverage.objects.filter(pk=row.pk).update(dirty_seq=F("dirty_seq") + 3)
    assert averages.recompute(row.pk) is True
    row.refresh_from_db()
    assert row.computed_seq == row.dirty_seq
    DimensionAverage.objects.filter(pk=row.pk).update(dirty_seq=F("dirty_seq") + 1)
    assert dirty() == {("2026-T2", "social")}


def test_choosing_the_reports_in_force_and_their_cortes_costs_two_queries(
    cortes, approve, django_assert_num_queries
):
    approve("A12", "40")
    with django_assert_num_queries(2) as asked:
        chosen = averages.effective_reports(20263)
        assert chosen["A12"].period.code == "2026-T2"
    assert "WHERE" in asked[1]["sql"], "not all reports there ever were"


percents = st.decimals(0, 100, places=2) | st.sampled_from(["NO_DATA", "NOT_APPLICABLE"])


@given(st.lists(percents, min_size=1, max_size=19), st.randoms())
def test_an_average_does_not_depend_on_the_order_of_its_reports(readings, random):
    reports = [
        averages.ProgressReport(absence=value)
        if isinstance(value, str)
        else averages.ProgressReport(percent=value)
        for value in readings
    ]
    first = averages.average_of(reports)
    random.shuffle(reports)
    assert averages.average_of(reports) == first
    assert first.total == len(readings)
    assert averages.average_of([*reports, None]).reported == first.reported
