"""A rule that gives a lower bound: printed figures may exceed it, never stay below it."""

from decimal import Decimal

import pytest

from emra.sources.reconciliation import Candidate, Verdict, reconcile, sentence

FLOOR = [Candidate("FLOOR", Decimal("212939534.8837"))]
WORDS = {"FLOOR": "por partes iguales"}


@pytest.mark.parametrize(
    ("printed", "verdict", "difference"),
    [
        (224_589_134, Verdict.MATCHES, "11649599.12"),
        (212_939_535, Verdict.MATCHES, "0.12"),
        (212_939_534, Verdict.NO_RULE_MATCHES, "-0.88"),
    ],
)
def test_a_printed_figure_respects_its_bound_or_falls_short_of_it(printed, verdict, difference):
    found = reconcile(Decimal(printed), FLOOR, at_least=True)
    assert (found.verdict, found.how, found.rule) == (verdict, "AT_LEAST", "FLOOR")
    assert found.recomputed == Decimal("212939534.88")
    assert found.difference == Decimal(difference)


def test_the_sentence_says_whether_the_bound_holds():
    kept = reconcile(Decimal(224_589_134), FLOOR, at_least=True)
    broken = reconcile(Decimal(200_000_000), FLOOR, at_least=True)
    said = [sentence(found, unit="$", phrases=WORDS) for found in (kept, broken)]
    assert [text.replace("\u00a0", " ") for text in said] == [
        "La fuente imprime $ 224.589.134. La cota inferior por partes iguales es "
        "$ 212.939.534,88: la cifra impresa la respeta.",
        "La fuente imprime $ 200.000.000. La cota inferior por partes iguales es "
        "$ 212.939.534,88: la cifra impresa queda por debajo.",
    ]


def test_a_bound_without_figure_or_without_rule_cannot_be_checked():
    for found in (
        reconcile(None, FLOOR, at_least=True),
        reconcile(Decimal(1), [Candidate("FLOOR", None)], at_least=True),
    ):
        assert (found.verdict, found.how) == (Verdict.NOT_COMPUTABLE, "")
