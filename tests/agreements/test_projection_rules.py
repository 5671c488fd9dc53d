"""The Theil-Sen projection: lines first, then cases worked by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.agreements.progress import projection

DEADLINE = date(2030, 12, 31)


def spaced(values, *, start, step=100):
    return [(start + timedelta(i * step), Decimal(value)) for i, value in enumerate(values)]


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2030, 1, 1)), min_size=4, max_size=9, unique=True),
    st.integers(0, 50),
    st.integers(-20, 60),
)
def test_readings_on_a_line_give_that_line(dates, base, per_thousand_days):
    slope = Decimal(per_thousand_days) / 1000
    on_line = [(day, base + slope * (day - date(2023, 1, 1)).days) for day in dates]
    found = projection(on_line)
    at_target = base + slope * (DEADLINE - date(2023, 1, 1)).days
    assert abs(found.percent_at_target - at_target) <= Decimal("0.005")
    assert found.lower == found.upper == found.percent_at_target
    if slope > 0:
        reached = base + slope * (found.reaches_on - date(2023, 1, 1)).days
        assert reached - slope < 100 <= reached
    else:
        assert found.reaches_on is None


series = st.lists(
    st.tuples(st.dates(date(2023, 1, 1), date(2030, 1, 1)), st.decimals(0, 100, places=2)),
    min_size=3,
    max_size=9,
    unique_by=lambda reading: reading[0],
)


@given(series)
def test_the_interval_holds_the_line_and_what_is_shown_stays_on_the_scale(points):
    found = projection(points)
    if found.lower is not None and found.upper is not None:
        assert found.lower <= found.percent_at_target <= found.upper
    percent, lower, upper = found.shown
    assert 0 <= lower <= percent <= upper <= 100


@given(series, st.randoms(use_true_random=False))
def test_the_order_of_the_readings_does_not_matter(points, random):
    assert projection(random.sample(points, len(points))) == projection(points)


def test_four_readings_worked_by_hand():
    # Slopes per 100 days: 1, 1.25, 1, 1.5, 1, 0.5; median 1, intercept 10. The day is 2 556 days
    # on: 10 + 25.56. Four readings bound the interval by the least and the greatest slope, whose
    # intercepts are median(10, 10.5, 11.5, 11.5) = 11 and median(10, 9.5, 9.5, 8.5) = 9.5.
    start = date(2024, 1, 1)
    found = projection(spaced(["10", "11", "12.5", "13"], start=start))
    assert found.percent_at_target == Decimal("35.56")
    assert (found.lower, found.upper) == (Decimal("23.78"), Decimal("47.84"))
    assert found.slope_per_year == Decimal("3.65")
    assert found.reaches_on == start + timedelta(9000)
    assert found.text.replace("\u00a0", " ") == (
        "Con 4 datos, la tendencia lleva a 35,6 % al 31-12-2030 (intervalo de 90 %: de 23,8 % a "
        "47,8 %); la recta alcanza 100 % el 22-08-2048."
    )


def test_five_readings_leave_out_the_extreme_slopes():
    # t = 0..4, y = t squared: slopes 1 2 3 3 4 4 5 5 6 7, median 4. Var S = 5*4*15/18 = 16.67,
    # C = 1.645*4.082 = 6.72: ranks (10 - 6.72)/2 = 1.64 -> 2 and 8.36 -> 8, + 1 = 9: slopes 2
    # and 6. Intercepts -3, 0 and -8; the day is t = 10.
    found = projection(spaced([0, 1, 4, 9, 16], start=DEADLINE - timedelta(1000)))
    assert (found.lower, found.percent_at_target, found.upper) == (20, 37, 52)


def test_equal_readings_narrow_the_interval():
    # Slopes 0 (six times), 3, 4, 6, 12. One group of t = 4: Var S = (300 - 4*3*13)/18 = 8,
    # C = 1.645*2.828 = 4.65: ranks 2.67 -> 3 and 7.33 -> 7, + 1 = 8: slopes 0 and 4 (without the
    # group, 0 and 6). The intercept of slope 4 is median(0, -4, -8, -12, -4) = -4; t = 10.
    found = projection(spaced([0, 0, 0, 0, 12], start=DEADLINE - timedelta(1000)))
    assert (found.lower, found.percent_at_target, found.upper) == (0, 0, 36)


def test_three_readings_project_but_do_not_bound_the_interval():
    found = projection(spaced([10, 20, 30], start=DEADLINE - timedelta(400)))
    assert (found.percent_at_target, found.lower, found.upper) == (50, None, None)
    assert found.shown == (50, 0, 100)
    assert "no acotado" in found.text


def test_what_is_shown_is_limited_to_the_scale_and_the_figure_is_not():
    found = projection(spaced([10, 40, 70, 95], start=DEADLINE - timedelta(800)))
    assert found.percent_at_target > 100
    assert found.shown == (100, 100, 100)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([], "sin proyección: 0 datos"),
        ([17], "sin proyección: 1 dato"),
        ([17, 20], "sin proyección: 2 datos"),
    ],
)
def test_too_few_readings_give_no_projection_and_say_how_many(values, text):
    found = projection(spaced(values, start=date(2025, 6, 30)))
    assert (found.text, found.n, found.shown) == (text, len(values), None)
    assert found.slope_per_year is found.percent_at_target is found.reaches_on is None
    assert found.lower is found.upper is None


def test_two_readings_of_one_day_give_no_projection():
    day = date(2025, 6, 30)
    found = projection([*spaced([17, 20], start=day), (day, Decimal(18))])
    assert found.percent_at_target is None
    assert found.text == "sin proyección: 3 datos en solo 2 fechas distintas"


def test_a_deadline_already_past_leaves_only_the_day_of_arrival():
    readings = spaced([10, 20, 30], start=date(2026, 1, 1))
    found = projection(readings, target_year=2025)
    assert (found.percent_at_target, found.lower, found.shown) == (None, None, None)
    assert found.reaches_on == date(2026, 1, 1) + timedelta(900)
    assert found.text.startswith("El plazo (31-12-2025) no es posterior al último de 3 datos")


def test_a_reading_on_the_deadline_itself_leaves_nothing_to_project():
    readings = spaced([10, 20, 30], start=DEADLINE - timedelta(200))
    assert projection(readings).shown is None
    assert projection(readings[::-1]).shown is None


@pytest.mark.parametrize("level", [40, 100])
def test_a_flat_series_never_arrives_unless_it_is_there(level):
    found = projection(spaced([level] * 4, start=date(2026, 1, 1)))
    assert (found.percent_at_target, found.reaches_on) == (level, None)
    assert ("no se alcanza" in found.text) == (level < 100)


def test_an_inexact_reading_is_refused():
    with pytest.raises(ValueError):
        projection([(date(2026, 1, 1), 47.5)])
