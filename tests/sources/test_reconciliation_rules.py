"""Printed figures against their recalculation: verdicts and implied values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emra.lib.percent import cut, quantise
from emra.sources.reconciliation import (
    REPORTED_ONLY,
    UNKNOWN_AS_ZERO,
    Candidate,
    Implied,
    Verdict,
    implied_unknown,
    reconcile,
)


def both_rules(known_sum: int, reported: int, applicable: int) -> list[Candidate]:
    return [
        Candidate(UNKNOWN_AS_ZERO, Decimal(known_sum) / applicable),
        Candidate(REPORTED_ONLY, Decimal(known_sum) / reported),
    ]


AMBIENTAL, SOCIAL = both_rules(292, 6, 7), both_rules(85, 4, 5)
ECONOMICA, INSTITUCIONAL = both_rules(46, 3, 4), both_rules(17, 1, 3)
NEEDED = Implied(Decimal(37), Decimal(43), "CUT")


@pytest.mark.parametrize(
    ("printed", "candidates", "verdict", "how", "rule", "recomputed", "difference"),
    [
        (17, SOCIAL, Verdict.MATCHES, "EXACT", UNKNOWN_AS_ZERO, "17.00", "0.00"),
        (21, SOCIAL, Verdict.MATCHES_ROUNDED, "ROUNDED", REPORTED_ONLY, "21.25", "-0.25"),
        (12, ECONOMICA, Verdict.MATCHES_ROUNDED, "ROUNDED", UNKNOWN_AS_ZERO, "11.50", "0.50"),
        (11, ECONOMICA, Verdict.MATCHES_ROUNDED, "CUT", UNKNOWN_AS_ZERO, "11.50", "-0.50"),
        ("15.33", ECONOMICA, Verdict.MATCHES, "EXACT", REPORTED_ONLY, "15.33", "0.00"),
        (47, AMBIENTAL, Verdict.NO_RULE_MATCHES, "", UNKNOWN_AS_ZERO, "41.71", "5.29"),
        (None, INSTITUCIONAL, Verdict.NOT_COMPUTABLE, "", UNKNOWN_AS_ZERO, "5.67", None),
        (9, [Candidate("SUM", None)], Verdict.NOT_COMPUTABLE, "", "", None, None),
        (None, [], Verdict.NOT_COMPUTABLE, "", "", None, None),
    ],
)
def test_the_verdict_says_how_far_the_figure_holds(
    printed, candidates, verdict, how, rule, recomputed, difference
):
    found = reconcile(None if printed is None else Decimal(printed), candidates)
    assert (found.verdict, found.how, found.rule) == (verdict, how, rule)
    assert found.recomputed == (None if recomputed is None else Decimal(recomputed))
    assert found.difference == (None if difference is None else Decimal(difference))
    assert found.candidates == tuple(candidates)


def test_an_exact_match_of_a_later_rule_wins_over_a_rounded_match_of_the_first():
    candidates = [Candidate("FIRST", Decimal("16.8")), Candidate("SECOND", Decimal(17))]
    assert reconcile(Decimal(17), candidates).rule == "SECOND"


def test_an_implied_value_is_kept_only_when_no_rule_matches():
    assert reconcile(Decimal(47), AMBIENTAL, implied=NEEDED).implied == NEEDED
    assert reconcile(Decimal(17), SOCIAL, implied=NEEDED).implied is None
    assert reconcile(None, AMBIENTAL, implied=NEEDED).implied is None


def test_a_rule_that_cannot_be_computed_is_skipped_but_kept_on_record():
    candidates = [Candidate("FIRST", None), Candidate("SECOND", Decimal(17))]
    found = reconcile(Decimal(17), candidates)
    assert (found.rule, len(found.candidates)) == ("SECOND", 2)


def test_the_decimals_of_the_document_are_those_compared():
    assert reconcile(Decimal("0.065"), [Candidate("WEIGHT", Decimal("0.065"))]).how == "EXACT"
    third = [Candidate("SHARE", Decimal(200) / 3)]
    assert reconcile(Decimal("66.7"), third, places=1).how == "ROUNDED"
    assert reconcile(Decimal("66.6"), third, places=1).how == "CUT"
    assert reconcile(Decimal("66.7"), third).verdict is Verdict.NO_RULE_MATCHES
    finest = reconcile(Decimal("66.6667"), third, places=4)
    assert (finest.how, finest.difference) == ("ROUNDED", 0)


@pytest.mark.parametrize("wrong", [47.0, Decimal("NaN")])
def test_inexact_figures_are_refused(wrong):
    with pytest.raises(ValueError):
        reconcile(wrong, SOCIAL)
    with pytest.raises(ValueError):
        reconcile(Decimal(47), [Candidate("SUM", wrong)])


@given(st.decimals(0, 100, places=4), st.integers(0, 3))
def test_a_rounded_or_cut_value_always_reconciles_within_one_unit(value, places):
    for shorten in (quantise, cut):
        found = reconcile(shorten(value, places), [Candidate("SUM", value)], places=places)
        assert found.verdict in (Verdict.MATCHES, Verdict.MATCHES_ROUNDED)
        assert abs(found.difference) <= Decimal(1).scaleb(-min(places, 2))


@pytest.mark.parametrize(
    ("printed", "known_sum", "total", "is_cut", "implied"),
    [
        # Cut: 47*7 - 292 = 37 and 48*7 - 292 = 44, which is already too much.
        (47, 292, 7, True, NEEDED),
        # Rounded: 46.5*7 - 292 = 33.5 and 47.5*7 - 292 = 40.5.
        (47, 292, 7, False, Implied(Decimal(34), Decimal(40), "ROUNDED")),
        (56, 292, 7, True, Implied(Decimal(100), Decimal(100), "CUT")),
        (57, 292, 7, True, None),
        (40, 292, 7, True, None),
        (11, 46, 4, True, Implied(Decimal(0), Decimal(1), "CUT")),
    ],
)
def test_the_unnamed_value_that_a_printed_mean_needs(printed, known_sum, total, is_cut, implied):
    found = implied_unknown(Decimal(printed), Decimal(known_sum), total, cut=is_cut)
    assert found == implied


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12), st.integers(0, 100), st.booleans())
def test_the_true_value_is_always_inside_what_is_implied(known, hidden, is_cut):
    total = len(known) + 1
    shorten = cut if is_cut else quantise
    printed = shorten(Decimal(sum(known) + hidden) / total, 0)
    found = implied_unknown(printed, Decimal(sum(known)), total, cut=is_cut)
    assert found.lower <= hidden <= found.upper


def test_a_mean_over_nothing_implies_nothing():
    with pytest.raises(ValueError, match="at least 1"):
        implied_unknown(Decimal(1), Decimal(0), 0, cut=True)
