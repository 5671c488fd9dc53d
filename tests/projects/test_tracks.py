"""How long the two tracks take: hand calculations, and relations that hold for any dates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.projects import tracks
from emra.projects.tracks import Claim, Passage, Walk, compare, spread, summary

CLAIM = Claim(12, 18)


def walked(of: int, *days: int, start: date = date(2023, 1, 1), gap: int = 0) -> Walk:
    """A walk whose stages last these days, `gap` days of waiting between them."""
    found, day = [], start
    for stage, length in enumerate(days, start=1):
        found.append(Passage(stage, day, day + timedelta(length)))
        day += timedelta(length + gap)
    return Walk(of, tuple(found))


def test_a_stage_lasts_from_its_entry_to_its_exit():
    # March has 31 days: 28 of them from the 3rd to the 31st.
    assert Passage(1, date(2024, 3, 3), date(2024, 3, 31)).days == 28
    assert Passage(1, date(2024, 3, 3), date(2024, 3, 3)).days == 0
    assert Passage(1, date(2024, 3, 3)).days is None


def test_a_leap_day_counts():
    assert Passage(1, date(2024, 2, 28), date(2024, 3, 1)).days == 2
    assert Passage(1, date(2023, 2, 28), date(2023, 3, 1)).days == 1


def test_a_total_goes_from_the_first_entry_to_the_last_exit_waiting_included():
    # 100 + 50 + 200 days in stages, and 10 + 10 between them.
    walk = walked(3, 100, 50, 200, gap=10)
    assert (walk.state, walk.total) == (tracks.FINISHED, 370)


def test_a_walk_that_goes_on_has_no_total():
    first, second = Passage(1, date(2024, 1, 1), date(2024, 5, 1)), Passage(2, date(2024, 6, 1))
    walk = Walk(3, (first, second))
    assert (walk.state, walk.total, walk.current) == (tracks.UNDER_WAY, None, second)


def test_a_walk_between_two_stages_goes_on_and_is_in_none():
    waiting = walked(3, 100, 50)
    assert (waiting.state, waiting.total, waiting.current) == (tracks.UNDER_WAY, None, None)


def test_a_walk_of_which_a_stage_is_not_known_is_not_counted():
    known = walked(3, 100, 50, 200).passages
    skipped = Walk(3, (known[0], known[2]))
    assert (skipped.state, skipped.total) == (tracks.INCOMPLETE, None)
    assert summary([skipped], 3).total.count == 0


def test_nothing_known_is_not_started():
    assert (Walk(5).state, Walk(5).total, Walk(5).current) == (tracks.NOT_STARTED, None, None)


def test_a_month_is_the_mean_month():
    # 365,25 days are 12 months; 100 / 30,4375 = 3,2854.
    assert tracks.months(Decimal("365.25")) == Decimal("12.0")
    assert tracks.months(100) == Decimal("3.3")
    assert tracks.months(0) == Decimal("0.0")


def test_a_summary_says_how_many_ended_and_how_long_each_stage_took():
    walks = [walked(3, 100, 50, 200), walked(3, 120, 70, 250), walked(3, 90)]
    found = summary(walks, 3)
    assert (found.walks, found.finished, found.under_way) == (3, 2, 1)
    # Totals 350 and 440; the first stage was left by all three.
    assert (found.total.median, found.total.least, found.total.most) == (Decimal(395), 350, 440)
    assert [(stage.count, stage.median) for stage in found.stages] == [
        (3, Decimal(100)),
        (2, Decimal(60)),
        (2, Decimal(225)),
    ]


@pytest.mark.parametrize(
    ("public", "private", "months", "verdict"),
    [
        # (950 - 500) / 30,4375 = 14,78
        ([900, 950, 1000], [400, 500, 600], "14.8", tracks.INSIDE),
        # 365 / 30,4375 = 11,99, shown as 12,0, which the claim includes
        ([865, 865, 865], [500, 500, 500], "12.0", tracks.INSIDE),
        ([860, 860, 860], [500, 500, 500], "11.8", tracks.BELOW),
        # 548 / 30,4375 = 18,004, shown as 18,0
        ([1048, 1048, 1048], [500, 500, 500], "18.0", tracks.INSIDE),
        ([1050, 1050, 1050], [500, 500, 500], "18.1", tracks.ABOVE),
        ([400, 400, 400], [500, 500, 500], "-3.3", tracks.BELOW),
    ],
)
def test_the_difference_of_the_medians_is_held_against_the_claim(public, private, months, verdict):
    found = compare(spread(public), spread(private), CLAIM)
    assert (found.months, found.verdict) == (Decimal(months), verdict)


@pytest.mark.parametrize(("public", "private"), [(2, 3), (3, 2), (0, 0), (50, 2)])
def test_fewer_than_three_on_a_track_give_no_verdict(public, private):
    found = compare(spread([900] * public), spread([500] * private), CLAIM)
    assert (found.months, found.days, found.verdict) == (None, None, tracks.TOO_FEW)
    assert (found.public.count, found.public_private.count) == (public, private)


lengths = st.lists(st.integers(0, 4000), min_size=3, max_size=12)


@given(lengths, st.randoms())
def test_the_order_of_the_initiatives_does_not_matter(days, random):
    shuffled = random.sample(days, len(days))
    assert spread(days) == spread(shuffled)


@given(lengths, st.integers(0, 3000))
def test_a_delay_common_to_a_track_moves_its_median_by_as_much(days, delay):
    later = spread(day + delay for day in days)
    assert later.median - spread(days).median == delay


@given(lengths, lengths)
def test_swapping_the_tracks_turns_the_difference_round(one, other):
    there, back = (
        compare(spread(a), spread(b), CLAIM).days for a, b in ((one, other), (other, one))
    )
    assert there == -back


@given(st.lists(st.integers(0, 900), min_size=5, max_size=5), st.integers(0, 60))
def test_a_total_is_the_stages_and_the_waiting(days, gap):
    assert walked(5, *days, gap=gap).total == sum(days) + 4 * gap


@given(lengths)
def test_a_median_lies_between_the_least_and_the_most(days):
    found = spread(days)
    assert found.least <= found.median <= found.most
