"""Averages with unknown readings: relations first, then the figures of the four dimensions."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.lib.percent import RULE, Absence, average, cut, quantise

UNKNOWN, NOT_APPLICABLE = Absence.NO_DATA, Absence.NOT_APPLICABLE
percentages = st.decimals(0, 100, places=2)
readings = st.lists(st.one_of(percentages, st.sampled_from(Absence)), max_size=30)


@given(readings)
def test_the_bounds_enclose_the_mean_and_the_lower_one_is_the_mean_with_zeros(values):
    found = average(values)
    if found.applicable == 0:
        assert (found.mean_zero, found.mean_reported, found.lower, found.upper) == (None,) * 4
    else:
        assert 0 <= found.lower == found.mean_zero <= found.upper <= 100


@given(readings)
def test_the_mean_of_the_reported_lies_between_the_least_and_the_greatest(values):
    numbers = [value for value in values if isinstance(value, Decimal)]
    found = average(values)
    if numbers:
        assert min(numbers) <= found.mean_reported <= max(numbers)
        assert found.mean_zero <= found.mean_reported <= found.upper
    else:
        assert found.mean_reported is None


@given(readings, st.randoms(use_true_random=False))
def test_the_order_of_the_readings_does_not_matter(values, random):
    shuffled = random.sample(values, len(values))
    assert average(shuffled) == average(values)


@given(readings)
def test_readings_that_do_not_apply_change_only_the_total(values):
    kept = average([value for value in values if value is not NOT_APPLICABLE])
    found = average(values)
    assert found.total - kept.total == values.count(NOT_APPLICABLE)
    for name in ("mean_zero", "mean_reported", "lower", "upper", "reported", "applicable"):
        assert getattr(found, name) == getattr(kept, name)


@given(readings, percentages, percentages)
def test_raising_one_reading_never_lowers_any_figure(rest, one, other):
    low, high = average([*rest, min(one, other)]), average([*rest, max(one, other)])
    for name in ("mean_zero", "mean_reported", "lower", "upper"):
        assert getattr(low, name) <= getattr(high, name)


@given(readings)
def test_the_upper_bound_is_the_mean_with_every_unknown_at_100(values):
    filled = [Decimal(100) if value is UNKNOWN else value for value in values]
    assert average(values).upper == average(filled).mean_zero


@given(readings)
def test_the_callers_decimal_precision_does_not_reach_the_result(values):
    with localcontext(Context(prec=3)):
        coarse = average(values)
    assert coarse == average(values)


def test_zero_and_unknown_are_told_apart():
    zero, unknown = average([Decimal(50), Decimal(0)]), average([Decimal(50), UNKNOWN])
    assert zero.mean_zero == unknown.mean_zero == Decimal("25.00")
    assert (zero.mean_reported, unknown.mean_reported) == (Decimal("25.00"), Decimal("50.00"))
    assert (zero.n_of_total, unknown.n_of_total) == ("2/2", "1/2")


def test_no_readings_at_all_give_no_figure():
    found = average([])
    assert (found.mean_zero, found.upper, found.n_of_total, found.total) == (None, None, "0/0", 0)


# Sums by hand: 292/7, 292/6, 392/7; 85/5, 85/4, 185/5; 46/4, 46/3, 146/4; 17/3, 17/1, 217/3;
# together 440/19, 440/14, 940/19.
@pytest.mark.parametrize(
    ("known", "unknown", "mean_zero", "mean_reported", "upper", "n"),
    [
        ([60, 51, 33, 50, 62, 36], 1, "41.71", "48.67", "56.00", "6/7"),
        ([25, 31, 12, 17], 1, "17.00", "21.25", "37.00", "4/5"),
        ([5, 17, 24], 1, "11.50", "15.33", "36.50", "3/4"),
        ([17], 2, "5.67", "17.00", "72.33", "1/3"),
        (
            [60, 51, 33, 50, 62, 36, 25, 31, 12, 17, 5, 17, 24, 17],
            5,
            "23.16",
            "31.43",
            "49.47",
            "14/19",
        ),
    ],
    ids=["ambiental", "social", "economica", "institucional", "all"],
)
def test_the_initial_figures_of_each_dimension(known, unknown, mean_zero, mean_reported, upper, n):
    found = average([*known, *[UNKNOWN] * unknown])
    assert found.mean_zero == found.lower == Decimal(mean_zero)
    assert found.mean_reported == Decimal(mean_reported)
    assert found.upper == Decimal(upper)
    assert found.n_of_total == n
    assert found.rule == RULE


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Decimal("-0.01"), "a percentage lies in 0-100, got Decimal('-0.01')"),
        (Decimal("100.01"), "a percentage lies in 0-100, got Decimal('100.01')"),
        (Decimal("NaN"), "expected a finite number, got Decimal('NaN')"),
        (Decimal("Infinity"), "expected a finite number, got Decimal('Infinity')"),
        (47.5, "expected Decimal or int, got float: 47.5"),
        (True, "expected Decimal or int, got bool: True"),
        (None, "expected Decimal or int, got NoneType: None"),
        ("4", "expected Decimal or int, got str: '4'"),
    ],
)
def test_what_is_not_an_exact_percentage_is_refused(wrong, said):
    with pytest.raises(ValueError) as refused:
        average([Decimal(10), wrong])
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("value", "places", "rounded", "shortened"),
    [
        ("0.015", 2, "0.02", "0.01"),
        ("-0.015", 2, "-0.02", "-0.01"),
        ("11.50", 0, "12", "11"),
        ("11.49", 0, "11", "11"),
        ("12.50", 0, "13", "12"),
        ("0.025", 2, "0.03", "0.02"),
        ("-0.001", 2, "0.00", "0.00"),
        ("99.995", 2, "100.00", "99.99"),
        ("1e70", 2, f"1{'0' * 70}.00", f"1{'0' * 70}.00"),
    ],
)
def test_rounding_goes_half_up_and_cutting_goes_toward_zero(value, places, rounded, shortened):
    assert str(quantise(Decimal(value), places)) == rounded
    assert str(cut(Decimal(value), places)) == shortened
