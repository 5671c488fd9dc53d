"""Two editions side by side: kinds of change, contributions that add up, warnings on n."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emra.agreements import comparison, queries, review_actions
from emra.agreements import comparison_sentences as sentences
from emra.agreements.comparison import DENOMINATOR, contributions, kind_of, rounded

NO_DATA, OUTSIDE = "NO_DATA", "NOT_APPLICABLE"
READING = st.one_of(st.decimals(0, 100, places=2), st.sampled_from([NO_DATA, OUTSIDE]))


def figure(code: str, value: Any) -> Any:
    known = isinstance(value, Decimal)
    return SimpleNamespace(
        code=code,
        percent=value if known else None,
        state="REPORTED" if known else value,
    )


def pairs(*rows: tuple[Any, Any]) -> list[Any]:
    return [(figure(f"A{n:02}", a), figure(f"A{n:02}", b)) for n, (a, b) in enumerate(rows, 1)]


def mean(values: list[Any]) -> Fraction:
    applicable = [value for value in values if value != OUTSIDE]
    known = [Fraction(value) for value in applicable if isinstance(value, Decimal)]
    return sum(known, Fraction(0)) / len(applicable)


@settings(max_examples=40)
@given(st.lists(st.tuples(READING, READING), min_size=1, max_size=19))
def test_contributions_add_up_exactly_to_the_change_of_the_mean(rows):
    before, after = [row[0] for row in rows], [row[1] for row in rows]
    found = contributions(pairs(*rows))
    if set(before) == {OUTSIDE} or set(after) == {OUTSIDE}:
        assert found == {}
        return
    assert sum(found.values()) == mean(after) - mean(before)
    published = _published(mean(after)) - _published(mean(before))
    shown = rounded(found, published)
    assert sum(shown.values()) == published
    for name, value in shown.items():
        assert abs(Fraction(value) - found[name]) < Fraction(1, 100), name
        assert value == 0 or found[name] != 0, "nothing is laid on what did not move"


def _published(value: Fraction) -> Decimal:
    """Half up at the second decimal, as the averages are stored."""
    return Decimal(int(value * 100 + Fraction(1, 2))).scaleb(-2)


def test_a_mean_that_moves_by_its_denominator_alone_is_all_denominator():
    # 60, 20 and an applicable unknown: 80/3. Without the unknown 80/2: +13.33 by n alone.
    found = contributions(pairs((Decimal(60),) * 2, (Decimal(20),) * 2, (NO_DATA, OUTSIDE)))
    assert found[DENOMINATOR] == Fraction(80, 2) - Fraction(80, 3)
    assert [found[code] for code in ("A01", "A02", "A03")] == [0, 0, 0]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Decimal(10), Decimal(20), comparison.UP),
        (Decimal(20), Decimal(0), comparison.DOWN),
        (Decimal(0), Decimal(0), comparison.SAME),
        (NO_DATA, Decimal(0), comparison.APPEARED),
        (Decimal(0), NO_DATA, comparison.DISAPPEARED),
        (NO_DATA, NO_DATA, comparison.SAME),
        (Decimal(10), OUTSIDE, comparison.LEFT),
        (OUTSIDE, NO_DATA, comparison.JOINED),
    ],
)
def test_every_pair_of_readings_has_its_kind(before, after, kind):
    assert kind_of(figure("A01", before), figure("A01", after)) == kind


def test_what_moved_is_told_with_its_share(corte, approve, publish):
    approve("A12", "40")
    approve("A01", "56", setback_reason="Sequía")
    publish()
    found = queries.comparison("2025-inicial", "2026-T2")
    assert [(row.code, row.kind, row.difference, row.of_all) for row in found.moved] == [
        # 40/19 = 2.105, cut to 2.10; -4/19 = -0.2105, floor -0.22 and the hundredth left: -0.21.
        ("A12", comparison.APPEARED, None, Decimal("2.10")),
        ("A01", comparison.DOWN, Decimal("-4.00"), Decimal("-0.21")),
    ]
    # (440 + 40 - 4) / 19 = 25.05; the source's own 23.16 is 440 / 19.
    assert found.overall.difference == Decimal("1.89")
    assert found.overall.shares == comparison.Shares(
        known_in_both=Decimal("-0.21"),
        appeared=Decimal("2.10"),
        disappeared=Decimal(0),
        denominator=Decimal(0),
    )
    assert (found.overall.common, found.overall.common_before) == (14, Decimal("31.43"))
    assert found.overall.common_after == Decimal("31.14")  # (440 - 4) / 14
    # Every agreement with data but the two that were told, and the five without.
    assert len(found.carried) == 19 - 2 - 4
    warned = sentences.warnings(found.overall)
    assert "1 acuerdo pasó a tener dato; antes contaba como cero" in warned[0]
    assert "31,43 % a 31,14 %" in warned[1].replace("\N{NO-BREAK SPACE}", " ")


def test_an_agreement_that_no_longer_applies_is_told_as_another_denominator(
    corte, submit, reviewer, publish
):
    report = submit("A12", None, absence=OUTSIDE, absence_reason="Se retiró")
    review_actions.approve_progress(report=report.code, by=reviewer)
    publish()
    social = next(row for row in queries.comparison().averages if row.code == "social")
    # 85 / 5 = 17 becomes 85 / 4 = 21.25 though no reading moved.
    assert (social.difference, social.own_denominator) == (Decimal("4.25"), Decimal("4.25"))
    assert sentences.warnings(social) == (
        "El denominador pasó de 5 a 4 acuerdos que aplican: eso, y no un avance, aporta "
        "+4,25\N{NO-BREAK SPACE}puntos.",
    )


def test_nothing_moved_between_an_edition_and_itself(strategy):
    found = queries.comparison("2025-inicial", "2025-inicial")
    assert found.same
    assert found.moved == ()
    assert found.overall.difference == 0
    assert sentences.warnings(found.overall) == ()


def test_backwards_every_sign_turns(corte, approve, publish):
    approve("A12", "40")
    publish()
    there, back = queries.comparison("2025-inicial"), queries.comparison("2026-T2", "2025-inicial")
    assert (there.reversed, back.reversed) == (False, True)
    assert back.overall.difference == -there.overall.difference
    assert [row.kind for row in back.moved] == [comparison.DISAPPEARED]


def test_the_parameters_default_to_the_last_corte_and_the_one_before(
    corte, approve, publish, secretary
):
    alone = queries.comparison()
    assert (alone.a.edition.corte, alone.same) == ("2025-inicial", True)
    approve("A12", "40")
    publish()
    approve("A12", "41", correction_reason="Una obra más")
    publish("2026-T2", reason="Una obra más")
    found = queries.comparison()
    assert (found.a.edition.corte, found.b.edition.number) == ("2025-inicial", 2)
    errata = queries.comparison("2026-T2/1", "2026-T2")
    assert [(row.code, row.difference) for row in errata.moved] == [("A12", Decimal("1.00"))]
    for a, b in (("2031-T1", None), (None, "2031-T1"), ("2026-T2/9", "2026-T2")):
        with pytest.raises(queries.NotPublished, match="2026-T2, 2025-inicial"):
            queries.comparison(a, b)
