"""What a reconciliation says to a citizen."""

from decimal import Decimal

import pytest

from emra.sources.reconciliation import (
    REPORTED_ONLY,
    UNKNOWN_AS_ZERO,
    Candidate,
    implied_unknown,
    reconcile,
    sentence,
)


def both_rules(known_sum: int, reported: int, applicable: int) -> list[Candidate]:
    return [
        Candidate(UNKNOWN_AS_ZERO, Decimal(known_sum) / applicable),
        Candidate(REPORTED_ONLY, Decimal(known_sum) / reported),
    ]


AMBIENTAL, SOCIAL = both_rules(292, 6, 7), both_rules(85, 4, 5)
ECONOMICA, INSTITUCIONAL = both_rules(46, 3, 4), both_rules(17, 1, 3)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("found", "unit", "text"),
    [
        (
            reconcile(Decimal(17), SOCIAL),
            "%",
            "La fuente imprime 17 %. El recálculo contando los sin dato como 0 da 17,00 %: "
            "coincide.",
        ),
        (
            reconcile(Decimal(11), ECONOMICA),
            "%",
            "La fuente imprime 11 %. El recálculo contando los sin dato como 0 da 11,50 %: "
            "coincide si se corta el decimal (no si se redondea).",
        ),
        (
            reconcile(
                Decimal(47),
                AMBIENTAL,
                implied=implied_unknown(Decimal(47), Decimal(292), 7, cut=True),
            ),
            "%",
            "La fuente imprime 47 %. Ninguna regla llega a esa cifra: el recálculo contando los "
            "sin dato como 0 da 41,71 % y promediando solo los informados da 48,67 %. Para que "
            "resultara, el único valor sin dato tendría que estar entre 37 % y 43 % (si al "
            "promedio se le corta el decimal); es una deducción, no un dato.",
        ),
        (
            reconcile(None, INSTITUCIONAL),
            "%",
            "La fuente no imprime cifra ('-'): el cálculo contando los sin dato como 0 da 5,67 %, "
            "pero no hay con qué compararlo.",
        ),
        (
            reconcile(Decimal(9), []),
            "%",
            "La fuente imprime 9 %, pero faltan datos para recalcular esa cifra.",
        ),
        (
            reconcile(None, []),
            "%",
            "La fuente no imprime cifra ('-') y faltan datos para calcularla.",
        ),
        (
            reconcile(Decimal(1500), [Candidate("SUM_OF_PARTS", Decimal(1499))]),
            "M$",
            "La fuente imprime M$ 1.500. Ninguna regla llega a esa cifra: el recálculo sumando "
            "las partidas da M$ 1.499.",
        ),
    ],
)
def test_the_sentence_tells_a_citizen_what_was_found(found, unit, text):
    assert plain(sentence(found, unit=unit)) == text


def test_a_single_implied_value_is_named_alone():
    needed = implied_unknown(Decimal(56), Decimal(292), 7, cut=True)
    found = reconcile(Decimal(56), AMBIENTAL, implied=needed)
    assert "el único valor sin dato tendría que ser 100 % (si" in plain(sentence(found))


def test_a_rule_of_another_room_brings_its_own_words():
    found = reconcile(Decimal(5), [Candidate("FLOOR", Decimal(5))])
    assert "según la regla declarada" in sentence(found)
    assert "aplicando el piso" in sentence(found, phrases={"FLOOR": "aplicando el piso"})
