"""What the charts' titles say, against hand calculations: unknowns, ties, nothing known."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from emra.agreements import findings
from emra.agreements.readmodel import DimensionFigure, HistoryPoint

NAMES = {"social": "Social", "ambiental": "Ambiental", "economica": "Económica"}


def plain(text):
    return text.replace("\u00a0", " ")


def mean(code, *percents, total=None):
    """An average over readings: a number, None for no datum."""
    known = [Decimal(value) for value in percents if value is not None]
    n, k = len(percents), len(known)
    low = (sum(known, Decimal(0)) / n).quantize(Decimal("0.01")) if n else None
    high = ((sum(known, Decimal(0)) + 100 * (n - k)) / n).quantize(Decimal("0.01")) if n else None
    return DimensionFigure(
        code=code,
        name=NAMES.get(code, "Los 19 acuerdos"),
        total=total or n,
        applicable=n,
        reported=k,
        mean_zero=low,
        mean_reported=(sum(known, Decimal(0)) / k).quantize(Decimal("0.01")) if k else None,
        lower=low,
        upper=high,
        rule="UNKNOWN_AS_ZERO",
        printed=None,
        previous=None,
    )


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        # (25 + 31 + 12 + 17 + 0) / 5 = 17; with 100 in place of the 0: 185 / 5 = 37.
        (mean("social", 25, 31, 12, 17, None),
         "El promedio de la dimensión social va en 17,0 % (4/5) y podría llegar a 37,0 %: "
         "falta el dato de uno"),
        # (17 + 0 + 0) / 3 = 5.67; (17 + 200) / 3 = 72.33.
        (mean("ambiental", 17, None, None),
         "El promedio de la dimensión ambiental va en 5,7 % (1/3) y podría llegar a 72,3 %: "
         "faltan los datos de 2"),
        (mean("social", 10, 20),
         "El promedio de la dimensión social es 15,0 % y no falta ningún dato (2/2)"),
        (mean("social", 0, 0),
         "El promedio de la dimensión social es 0,0 % y no falta ningún dato (2/2)"),
        (mean("social", None, None),
         "En la dimensión social nadie informa todavía: no se sabe cuánto se ha avanzado"),
        (mean("social", total=4), "En la dimensión social ninguno aplica: no hay promedio"),
        (mean("all", 50, None, total=19),
         "El promedio de los 19 acuerdos va en 25,0 % (1/2) y podría llegar a 75,0 %: "
         "falta el dato de uno"),
    ],
)  # fmt: skip
def test_an_average_says_how_much_how_many_and_how_much_more(figure, said):
    assert plain(findings.average(figure)) == said


def test_an_average_of_nothing_is_never_told_as_zero():
    figure = mean("social", None, None)
    assert figure.mean_zero == 0, "the rule gives 0, and that is not what is known"
    assert "0,0" not in findings.average(figure)
    assert "sin dato no es cero" in findings.average_read(figure)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([mean("ambiental", 40, 60), mean("social", 10, None)],
         "El mayor promedio es de ambiental (2/2), 50,0 %; el menor, de social (1/2), 5,0 %"),
        ([mean("ambiental", 40), mean("social", 40), mean("economica", 20)],
         "El mayor promedio es de ambiental (1/1) y social (1/1), 40,0 %; el menor, de económica "
         "(1/1), 20,0 %"),
        ([mean("ambiental", 30), mean("social", 30)],
         "Las 2 dimensiones que informan van en el mismo promedio: 30,0 %"),
        ([mean("ambiental", 30), mean("social", None)],
         "Solo la dimensión ambiental informa: va en 30,0 % (1/1)"),
        ([mean("ambiental", None), mean("social", None)],
         "Ninguna dimensión informa todavía: no se sabe cuál ha avanzado más"),
    ],
)  # fmt: skip
def test_the_dimensions_are_ranked_with_ties_and_without_those_that_say_nothing(figures, said):
    assert plain(findings.dimensions(figures)) == said


def test_an_order_that_the_missing_data_could_change_is_said_to_be_one():
    # Social could reach (10 + 100) / 2 = 55, above the 50 of ambiental.
    doubtful = [mean("ambiental", 40, 60), mean("social", 10, None)]
    assert "el orden puede cambiar" in findings.dimensions_read(doubtful)
    certain = [mean("ambiental", 40, 60), mean("social", 10, 20)]
    assert "Ningún dato que falte puede cambiar" in findings.dimensions_read(certain)
    silent = [mean("ambiental", 40), mean("social", None)]
    assert "Sin ningún dato: social." in findings.dimensions_read(silent)


def point(corte, percent, carried=""):
    return HistoryPoint(
        corte=corte,
        cutoff_on=date(2026, 6, 30),
        first=date(2026, 6, 30),
        last=date(2026, 6, 30),
        percent=None if percent is None else Decimal(percent),
        state="NO_DATA" if percent is None else "REPORTED",
        carried_from=carried,
        expected_low=Decimal(40),
        expected_high=Decimal(40),
        published_at=datetime(2026, 7, 1, tzinfo=UTC),
        reason="",
    )


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ([point("T1", None)], "A12: sin dato en T1"),
        ([point("T1", 0)], "A12 va en 0,0 % en el primer corte publicado"),
        ([point("T1", None), point("T2", 40)], "A12 va en 40,0 %: antes de T2 no tenía dato"),
        ([point("T1", 20), point("T2", 40)], "A12 subió de 20,0 % en T1 a 40,0 % en T2"),
        ([point("T1", 20), point("T2", None), point("T3", 10)],
         "A12 retrocedió de 20,0 % en T1 a 10,0 % en T3"),
        ([point("T1", 20), point("T2", 20)], "A12 se mantiene en 20,0 % desde T1"),
        ([point("T1", 20), point("T2", 20, "T1")], "A12 sigue en 20,0 %: la cifra es de T1"),
        ([point("T1", 20), point("T2", None)], "A12: sin dato en T2"),
    ],
)  # fmt: skip
def test_the_history_of_an_agreement_says_from_where_to_where(points, said):
    assert plain(findings.history("A12", points)) == said
