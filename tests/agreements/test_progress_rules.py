"""Progress, expected path, and health under an unknown date."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.agreements import progress as rules
from emra.agreements.progress import Health, assess, expected, health, progress

amounts = st.decimals(-(10**6), 10**6, places=3)
days = st.dates(date(2023, 1, 1), date(2030, 12, 31))
INITIAL = {"first": date(2025, 1, 1), "last": date(2025, 12, 31), "target_year": 2030}


@given(amounts, amounts, amounts)
def test_a_falling_target_is_the_mirror_of_a_rising_one(baseline, target, value):
    assert progress(-baseline, -target, -value) == progress(baseline, target, value)


@given(amounts, amounts)
def test_the_baseline_is_zero_and_the_target_is_one_hundred(baseline, target):
    if baseline != target:
        assert progress(baseline, target, baseline).percent == 0
        assert progress(baseline, target, target).percent == 100


@given(amounts, amounts, amounts, st.integers(1, 1000))
def test_the_unit_of_measure_does_not_matter(baseline, target, value, factor):
    scaled = progress(baseline * factor, target * factor, value * factor)
    assert scaled == progress(baseline, target, value)


def test_what_is_missing_is_named_in_a_fixed_order_and_has_a_sentence():
    one = Decimal(1)
    found = [
        progress(None, None, None),
        progress(one, None, None),
        progress(one, one, None),
        progress(one, one, one),
    ]
    reasons = ["no baseline", "no target", "no value", "baseline equals target"]
    assert [(item.percent, item.undefined) for item in found] == [(None, r) for r in reasons]
    assert set(rules.UNDEFINED_TEXT) == set(reasons)
    assert set(rules.HEALTH_TEXT) == set(Health)


@pytest.mark.parametrize("wrong", [0.5, Decimal("NaN"), Decimal("Infinity")])
def test_an_inexact_measurement_is_refused(wrong):
    with pytest.raises(ValueError):
        progress(Decimal(0), Decimal(1), wrong)


@pytest.mark.parametrize(
    ("on", "percent"),
    [
        (date(2022, 5, 1), "0.00"),
        (date(2023, 1, 1), "0.00"),
        (date(2025, 1, 1), "25.03"),  # 731 of 2 921 days
        (date(2025, 12, 31), "37.49"),  # 1 095 of 2 921 days
        (date(2030, 12, 31), "100.00"),
        (date(2031, 6, 1), "100.00"),
    ],
)
def test_the_expected_path_is_linear_in_days_and_stays_on_the_scale(on, percent):
    assert str(expected(on)) == percent


@given(days, days)
def test_the_expected_path_never_falls(one, other):
    assert expected(min(one, other)) <= expected(max(one, other))


@pytest.mark.parametrize("start", [date(2026, 1, 1), date(2025, 12, 31)])
def test_a_path_that_ends_before_or_when_it_starts_is_refused(start):
    with pytest.raises(ValueError, match="not before"):
        expected(date(2025, 1, 1), start=start, target_year=2025)


@pytest.mark.parametrize(
    ("percent", "state"),
    [
        ("100", Health.DONE),
        ("150", Health.DONE),
        ("99.99", Health.ON_TRACK),
        ("40", Health.ON_TRACK),
        ("39.99", Health.AT_RISK),
        ("25", Health.AT_RISK),
        ("24.99", Health.LATE),
        ("-50", Health.LATE),
        (None, Health.NO_DATA),
    ],
)
def test_the_health_thresholds_include_their_edge(percent, state):
    assert health(None if percent is None else Decimal(percent), Decimal(50)) is state


@pytest.mark.parametrize(
    ("percent", "state"),
    # Expected 25.03 to 37.49: on track from 15.03 or 27.49 up, at risk from 0.03 or 12.49 up.
    [
        ("62", Health.ON_TRACK),
        ("27.49", Health.ON_TRACK),
        ("14", Health.AT_RISK),
        ("0", Health.LATE),
    ],
)
def test_an_unknown_date_does_not_matter_when_both_ends_agree(percent, state):
    found = assess(Decimal(percent), **INITIAL)
    assert (found.health, found.reason) == (state, "")
    assert (found.expected_low, found.expected_high) == (Decimal("25.03"), Decimal("37.49"))


def test_an_unknown_date_that_matters_leaves_the_health_open_and_names_both():
    found = assess(Decimal(17), **INITIAL)
    assert found.health is Health.NO_DATA
    assert found.reason == (
        "fecha de corte desconocida: al 01-01-2025 sería «Según lo esperado» "
        "y al 31-12-2025 sería «En riesgo»"
    )


@given(st.decimals(0, 100, places=2), days, days, days)
def test_when_both_ends_agree_so_does_every_day_between(percent, one, two, three):
    first, between, last = sorted([one, two, three])
    found = assess(percent, first=first, last=last)
    if found.health is not Health.NO_DATA:
        assert health(percent, expected(between)) is found.health


def test_a_known_date_is_the_plain_case_and_no_percentage_is_no_data():
    known = date(2025, 1, 1)
    assert assess(Decimal(17), first=known, last=known).health is Health.ON_TRACK
    missing = assess(None, **INITIAL)
    assert (missing.health, missing.reason) == (Health.NO_DATA, "sin dato")
    with pytest.raises(ValueError, match="after"):
        assess(None, first=date(2025, 1, 2), last=known)
