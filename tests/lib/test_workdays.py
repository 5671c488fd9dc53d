"""Working days of Chile against a calendar read by hand."""

from datetime import date

import pytest

from emra.lib.workdays import add_workdays, is_workday, workdays_between

BY_HAND = [
    # 18 and 19 September 2026 are Friday and Saturday: Thursday 17 is followed by Monday 21.
    (date(2026, 9, 17), 1, date(2026, 9, 21)),
    # 2025: Thursday and Friday off. Wednesday 17 -> Monday 22 (1), Tuesday 23 (2).
    (date(2025, 9, 17), 2, date(2025, 9, 23)),
    # 2027: the 18th is a Saturday, so Friday 17 is off too. Thursday 16 -> Monday 20, for the
    # 19th, a Sunday, moves nothing.
    (date(2027, 9, 16), 1, date(2027, 9, 20)),
    # 2024: the 18th is a Wednesday, so Friday 20 is off too. Tuesday 17 -> Monday 23.
    (date(2024, 9, 17), 1, date(2024, 9, 23)),
    # 20 days from Monday 31 August 2026: 1-4 (4), 7-11 (9), 14-17 (13), 21-25 (18), 28, 29 (20).
    (date(2026, 8, 31), 20, date(2026, 9, 29)),
    # Easter 2026: Friday 3 and Saturday 4 April. Thursday 2 -> Monday 6.
    (date(2026, 4, 2), 1, date(2026, 4, 6)),
    # 20 days from Monday 14 April 2025: 15-17 (3), 18 is Good Friday, 21-25 (8), 28-30 (11),
    # 1 May off, 2 (12), 5-9 (17), 12-14 (20).
    (date(2025, 4, 14), 20, date(2025, 5, 14)),
    # The 31st of December is worked, the 1st of January not: 30 -> Thursday 31.
    (date(2026, 12, 30), 1, date(2026, 12, 31)),
    # Thursday 31 December 2026: Friday is New Year, so Monday 4 January.
    (date(2026, 12, 31), 1, date(2027, 1, 4)),
    # 20 days from Friday 4 December 2026: 7 (1), 8 off, 9-11 (4), 14-18 (9), 21-24 (13), 25 off,
    # 28-31 (17), 1 January off, 4, 5, 6 (20).
    (date(2026, 12, 4), 20, date(2027, 1, 6)),
]


@pytest.mark.parametrize(("start", "n", "end"), BY_HAND)
def test_workdays_are_those_of_the_calendar(start, n, end):
    assert add_workdays(start, n) == end
    assert workdays_between(start, end) == n
    assert workdays_between(end, start) == -n


def test_a_day_off_gives_way_to_the_next_working_day():
    assert add_workdays(date(2026, 9, 18), 0) == date(2026, 9, 21)
    assert add_workdays(date(2026, 9, 17), 0) == date(2026, 9, 17)
    assert workdays_between(date(2026, 9, 18), date(2026, 9, 20)) == 0


def test_saturdays_sundays_and_holidays_are_not_worked():
    assert not any(is_workday(date(2026, 11, day)) for day in (21, 22))
    assert not is_workday(date(2026, 12, 8))
    assert is_workday(date(2026, 12, 31))


def test_counting_back_is_refused():
    with pytest.raises(ValueError, match="forward"):
        add_workdays(date(2026, 9, 17), -1)
