"""Terms as they are stated, and the days evaluations are due."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.cooperation.terms import Term, due_days, first_day, last_day, written


@pytest.mark.parametrize("text", ["98", "1998-13", "1998-1", "1998-02-01", " 1998", "1998\n"])
def test_a_term_is_a_year_or_a_month(text):
    with pytest.raises(ValueError, match="year or a month"):
        Term(text, "")


@pytest.mark.parametrize(
    ("starts", "ends", "possible"),
    [
        ("1995", "1998", True),
        ("1998", "2000-02", True),
        ("1998-05", "1998", True),  # it may end in december
        ("1999", "1998", False),
        ("1998-05", "1998-04", False),
        ("", "1998", True),
        ("1998", "", True),
    ],
)
def test_a_term_ends_no_sooner_than_it_begins(starts, ends, possible):
    assert Term(starts, ends).in_order is possible


def test_a_term_without_a_stated_end_goes_on():
    assert not Term("2020", "").is_over(date(2026, 1, 1))
    assert Term("2020", "2025").is_over(date(2026, 1, 1))
    assert not Term("2020", "2026-01").is_over(date(2026, 1, 31))


def test_evaluations_are_due_until_today_and_once_more():
    # Every six months from 30 June 2025; today is 21 November 2026.
    assert due_days(date(2025, 6, 30), 6, ends="", until=date(2026, 11, 21)) == (
        date(2025, 6, 30),
        date(2025, 12, 30),
        date(2026, 6, 30),
        date(2026, 12, 30),
    )


def test_no_evaluation_is_due_after_the_end():
    assert due_days(date(2025, 6, 30), 6, ends="2026-06", until=date(2027, 1, 1)) == (
        date(2025, 6, 30),
        date(2025, 12, 30),
        date(2026, 6, 30),
    )
    assert due_days(date(2025, 6, 30), 6, ends="2024", until=date(2027, 1, 1)) == ()


def test_a_schedule_needs_a_month_at_least():
    with pytest.raises(ValueError, match="at least 1"):
        due_days(date(2025, 1, 1), 0, ends="", until=date(2026, 1, 1))


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(1, 24))
def test_the_days_rise_and_only_the_last_is_ahead(first, every):
    until = date(2030, 6, 15)
    days = due_days(first, every, ends="", until=until)
    assert days[0] == first
    assert list(days) == sorted(set(days))
    assert all(day <= until for day in days[:-1])
    assert days[-1] > until


def test_a_term_is_written_as_people_write_it():
    assert written("2000-02") == "febrero de 2000"
    assert (first_day("2000-02"), last_day("2000-02")) == (date(2000, 2, 1), date(2000, 2, 29))
