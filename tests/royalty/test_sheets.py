"""From a spreadsheet's cells to amounts and values, or to what is wrong with each row."""

from decimal import Decimal

import pytest

from emra.lib.spreadsheets import EMPTY, Cell
from emra.royalty.sheets import ALLOCATION_COLUMNS, read_allocations, read_values

pytestmark = pytest.mark.embedded

REGIONS = {"02": 9, "04": 15}
COMMUNES = frozenset({"02201", "02202", "04101"})
INDICATORS = ("pobreza", "predios-exentos")


def cells(*rows):
    return [[cell(value) for value in row] for row in rows]


def cell(value):
    if value in ("", None):
        return EMPTY
    return Cell("text" if isinstance(value, str) else "number", str(value))


def allocations(*rows):
    return read_allocations(cells(ALLOCATION_COLUMNS, *rows), REGIONS, COMMUNES)


def values(*rows, header=("codigo", "nombre", *INDICATORS)):
    return read_values(cells(header, *rows), INDICATORS, COMMUNES)


def said(reading):
    return [str(problem) for problem in reading.problems]


def test_amounts_are_read_by_fund_and_an_empty_cell_is_unknown():
    rows = allocations(
        ("02", "Antofagasta", "", 7, 100, 9, "1.234.567", 9, ""),
        ("02202", "Ollagüe", 500, "", 0, "", "", "", 30.0),
    ).allocations
    assert rows[0].amounts == {"FET": 100, "FCMI": 1_234_567, None: 1_234_667}
    assert rows[0].counts == {"FET": 7, "FCMI": 9, None: 9}
    assert (rows[1].own_income, rows[1].amounts) == (500, {"FET": 0, None: 30})


@pytest.mark.parametrize("code", ["2202", 2202, "02202", "2202.0"])
def test_a_code_that_lost_its_first_zero_is_known_again(code):
    assert allocations((code, "", "", "", "", "", 5, "", "")).allocations[0].code == "02202"


def test_a_sum_may_differ_by_the_peso_that_rounding_moves():
    assert not allocations(("04", "", "", "", 10, "", 20, "", 31)).problems
    assert said(allocations(("04", "", "", "", 10, "", 20, "", 32))) == [
        "Fila 2, columna «ambos»: los dos fondos suman 30, no 32."
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("99999", *[""] * 8), "columna «codigo»: no existe «99999»."),
        (("Calama", *[""] * 8), "columna «codigo»: no existe «Calama»."),
        (("", "Calama", "", "", 5, "", "", "", ""), "columna «codigo»: falta el código"),
        (("02202", "", "", "", -5, "", "", "", ""), "«fet»: es negativo: debe ser 0 o más."),
        (("02202", "", "", "", 1.5, "", "", "", ""), "«fet»: debe ser un número entero"),
        (("02202", "", "", "", "mucho", "", "", "", ""), "«fet»: «mucho» no es un número"),
        (("02202", "", "", "", "1.234", "", "", "", ""), "«1.234» se puede leer de dos maneras"),
        (("02202", "", "", "", 10**15, "", "", "", ""), "«fet»: es demasiado grande."),
        (("02202", "", 0, "", 5, "", "", "", ""), "los ingresos propios son mayores que 0."),
        (("02", "", "", 10, 5, "", "", "", ""), "«comunas_fet»: la región tiene 9 comunas."),
    ],
)
def test_each_wrong_row_is_told_with_its_place(row, problem):
    reading = allocations(("04101", "", "", "", 5, "", "", "", ""), row)
    assert len(reading.problems) == 1
    assert said(reading)[0].startswith("Fila 3, columna")
    assert problem in said(reading)[0]


def test_a_repeated_commune_is_told_with_both_rows():
    row = ("02201", "", "", "", 5, "", "", "", "")
    assert said(allocations(row, row)) == [
        "Fila 3, columna «codigo»: «02201» está repetida: ya está en la fila 2."
    ]


def test_every_indicator_of_every_commune_is_needed_and_zero_is_a_value():
    reading = values(("02201", "Calama", "2,5", 0), ("02202", "Ollagüe", 3, ""))
    assert said(reading) == [
        "Fila 3, columna «predios-exentos»: falta el valor: si es cero, escriba 0."
    ]
    whole = values(("02201", "Calama", "2,5", 0), ("02202", "Ollagüe", 3, 4))
    assert whole.values == {
        "pobreza": {"02201": Decimal("2.5"), "02202": Decimal(3)},
        "predios-exentos": {"02201": Decimal(0), "02202": Decimal(4)},
    }


def test_a_negative_value_is_told_once():
    assert said(values(("02201", "", -1, 0))) == [
        "Fila 2, columna «pobreza»: es negativo: debe ser 0 o más."
    ]


def test_a_value_with_too_many_decimals_is_told():
    assert "más de 6 decimales" in said(values(("02201", "", "0,1234567", 0)))[0]


def test_columns_that_are_missing_unknown_or_repeated_stop_the_reading():
    header = ("codigo", "nombre", "pobreza", "pobreza", "otra")
    assert said(values(("x", "", 1, 1, 1), header=header)) == [
        "Fila 1, columna «predios-exentos»: falta la columna: use la plantilla.",
        "Fila 1, columna «otra»: columna desconocida: use los títulos de la plantilla.",
        "Fila 1, columna «títulos»: hay una columna repetida.",
    ]


def test_a_sheet_without_rows_is_told():
    assert "no trae ninguna fila" in said(values())[0]
    assert said(read_values([], INDICATORS, COMMUNES))
