"""When a deadline is worth a notice, day by day around one of 15 July 2026."""

from datetime import date, timedelta

import pytest

from emra.notices.schedule import in_words, stage

DUE = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("days_left", "reached"),
    [
        (30, None), (8, None), (7, "7"), (6, "7"), (3, "7"), (2, "2"), (1, "2"), (0, "0"),
        (-1, "0"), (-2, "0"), (-3, "late-1"), (-5, "late-1"), (-6, "late-2"), (-30, "late-10"),
    ],
)  # fmt: skip
def test_a_deadline_is_noticed_at_seven_two_and_no_days_and_every_three_after(days_left, reached):
    assert stage(DUE - timedelta(days=days_left), DUE) == reached


@pytest.mark.parametrize(
    ("days_left", "words"),
    [(7, "en 7 días"), (1, "en 1 día"), (0, "hoy"), (-1, "hace 1 día"), (-3, "hace 3 días")],
)
def test_the_distance_is_said_in_words(days_left, words):
    assert in_words(DUE - timedelta(days=days_left), DUE) == words
