"""Sentences that count: none, one and several, each in its own words."""

from types import SimpleNamespace

import pytest

from emra.agreements.readmodel import REPORTED
from emra.dashboard import sentences

ABOVE, WITHIN, BELOW, UNKNOWN, OUTSIDE = (
    SimpleNamespace(state=state, percent=percent, expected_low=20, expected_high=30, health=health)
    for state, percent, health in (
        (REPORTED, 40, "ON_TRACK"),
        (REPORTED, 25, "AT_RISK"),
        (REPORTED, 5, "LATE"),
        ("NO_DATA", None, "NO_DATA"),
        ("NOT_APPLICABLE", None, "NO_DATA"),
    )
)


def plain(text):
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "No hay acuerdos en este corte."),
        ([ABOVE, BELOW], "De los 2 acuerdos, 1 alcanza lo esperado y 1 está por debajo."),
        (
            [ABOVE, ABOVE, WITHIN, UNKNOWN, OUTSIDE],
            "De los 5 acuerdos, 2 alcanzan lo esperado, 1 queda dentro del intervalo posible, "
            "1 no tiene dato y 1 no aplica.",
        ),
        (
            [WITHIN, WITHIN, BELOW, BELOW, UNKNOWN, UNKNOWN, OUTSIDE, OUTSIDE],
            "De los 8 acuerdos, 2 quedan dentro del intervalo posible, 2 están por debajo, "
            "2 no tienen dato y 2 no aplican.",
        ),
    ],
)
def test_each_count_agrees_with_its_verb_against_the_path(rows, said):
    assert sentences.against_path(rows) == said


def test_each_count_agrees_with_its_verb_in_plain_words():
    assert sentences.how_they_go([ABOVE, BELOW, UNKNOWN]) == (
        "De los 3 acuerdos, 1 va según lo esperado, 1 va atrasado y 1 no tiene dato."
    )
    assert sentences.how_they_go([BELOW, BELOW]) == "De los 2 acuerdos, 2 van atrasados."


def average(reported, applicable, total=19, mean=10, upper=90):
    return SimpleNamespace(
        reported=reported, applicable=applicable, total=total, mean_zero=mean, upper=upper
    )


@pytest.mark.parametrize(
    ("overall", "said"),
    [
        (average(0, 0), "Ningún acuerdo aplica en este corte: no hay promedio que mostrar."),
        (average(0, 19), "Ninguno de los 19 acuerdos informa avance"),
        (average(1, 19), "1 de los 19 acuerdos informa avance: el conjunto va en 10,0 %"),
        (average(18, 19), "informan avance: el conjunto va en 10,0 % si el que falta cuenta"),
        (average(2, 3), "2 de los 3 acuerdos que aplican informan avance"),
        (average(1, 1), "El único acuerdo que aplica informa avance y va en 10,0 %."),
        (average(19, 19), "Los 19 acuerdos informan avance y van, en promedio, en 10,0 %."),
    ],
)
def test_the_state_of_the_strategy_counts_one_as_one(overall, said):
    assert said in plain(sentences.state_of_the_strategy(overall))


def test_a_grid_with_one_value_says_so():
    def board(*percents):
        return SimpleNamespace(agreements=[SimpleNamespace(percent=value) for value in percents])

    assert sentences.grid([board(10, None)]).endswith("1 tiene un valor publicado.")
    assert sentences.grid([board(10, 0)]).endswith("2 tienen un valor publicado.")
    assert sentences.grid([board(None)]).endswith("0 tienen un valor publicado.")
