"""A month against its quota, by arithmetic alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.communications import months
from emra.communications.quotas import Line, meter

MAY = date(2026, 5, 1)
DURING, AFTER, BEFORE = date(2026, 5, 20), date(2026, 6, 1), date(2026, 4, 30)
POSTS = Line("publicacion", "Publicaciones", 40, 48)
REELS = Line("reel", "Reels", 4, 4)


@pytest.mark.parametrize(
    ("done", "planned", "today", "state", "missing"),
    [
        (40, 0, DURING, "MET", 0),
        (48, 0, AFTER, "MET", 0),
        (49, 0, AFTER, "OVER", 0),
        (30, 10, DURING, "ON_COURSE", 0),
        (30, 9, DURING, "SHORT", 1),
        (0, 0, DURING, "SHORT", 40),
        # Once the month is over what was only planned covers nothing.
        (39, 20, AFTER, "MISSED", 1),
        (0, 0, AFTER, "MISSED", 40),
        (39, None, DURING, "RUNNING", 1),
        (0, None, BEFORE, "AHEAD", 40),
        (40, None, DURING, "MET", 0),
    ],
)
def test_a_month_is_met_missed_or_on_its_way(done, planned, today, state, missing):
    found = meter(POSTS, done=done, planned=planned, month=MAY, today=today)
    assert (found.state, found.missing) == (state, missing)


def test_the_sentence_says_what_the_bar_shows():
    def said(done, planned, today):
        return meter(REELS, done=done, planned=planned, month=MAY, today=today).sentence

    assert said(4, 0, DURING) == "Reels: 4 de 4; cuota cumplida."
    assert said(6, 0, DURING) == "Reels: 6 de 4; pasó el máximo por 2."
    assert said(3, 9, AFTER) == "Reels: 3 de 4; el mes terminó y faltaron 1."
    assert said(1, 2, DURING) == "Reels: 1 de 4, 2 en preparación; falta programar 1."
    assert said(1, None, DURING) == "Reels: 1 de 4; faltan 3, el mes no ha terminado."


def test_a_rule_reads_as_its_ends():
    rules = [Line("a", "A", 40, 48).rule, Line("a", "A", 4, 4).rule, Line("a", "A", 3, None).rule]
    assert rules == ["40 a 48", "4", "al menos 3"]


counts = st.integers(0, 200)


@given(done=counts, planned=counts, low=counts, room=counts)
def test_done_planned_and_missing_cover_the_minimum(done, planned, low, room):
    line = Line("x", "X", low, low + room)
    during = meter(line, done=done, planned=planned, month=MAY, today=DURING)
    assert during.done + planned + during.missing >= low
    assert during.missing == 0 or during.done + planned + during.missing == low
    after = meter(line, done=done, planned=planned, month=MAY, today=AFTER)
    assert after.missing >= during.missing
    assert (after.state == "MISSED") == (done < low)


def test_a_negative_count_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="not negative"):
        meter(REELS, done=-1, planned=0, month=MAY, today=DURING)


def test_a_plan_goes_from_april_to_march():
    found = months.of_plan(2026)
    assert (found[0], found[-1], len(found)) == (date(2026, 4, 1), date(2027, 3, 1), 12)
    assert all(months.plan_of(month) == 2026 for month in found)


@pytest.mark.parametrize("text", ["", "2026-13", "2026-00", "2026-5", "1999-01", "9999-01", "mayo"])
def test_what_is_no_month_is_refused_with_an_example(text):
    with pytest.raises(months.NotAMonth, match="escríbalo como 2026-05"):
        months.parse(text)


@given(st.dates(date(2023, 1, 1), date(2050, 12, 31)))
def test_a_month_is_read_as_it_is_written(day):
    month = months.of(day)
    assert months.parse(months.code(month)) == month
    assert months.move(months.move(month, 7), -7) == month
