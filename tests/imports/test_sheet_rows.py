"""Which column is which in a sheet or a pasted column, and which row is which agreement."""

import pytest

from emra.agreements.proposals import (
    Fractions,
    NoHeader,
    TypedCell,
    find_header,
    interpret,
    pasted_rows,
    raw_rows,
)

KNOWN = frozenset(f"A{n:02}" for n in range(1, 20))
CODES = sorted(KNOWN)


def sheet(*rows):
    return [[TypedCell("text" if value else "empty", value or "") for value in row] for row in rows]


@pytest.mark.parametrize(
    "titles",
    [
        ("Código", "Avance"),
        ("CODIGO", "AVANCE (%)"),
        (" cód. ", "% de avance"),
        ("Acuerdo", "Porcentaje"),
        ("N°", "%"),
        ("Nº", "Progreso"),
        ("Id", "avance\nen %"),
        ("CO\u0301DIGO", "Avance"),
    ],
)
def test_a_title_is_known_by_any_of_its_names(titles):
    assert find_header(sheet(titles)) == (0, {"code": 0, "percent": 1})


def test_columns_stand_in_any_order_among_others():
    index, places = find_header(
        sheet(("Título", "Observación", "Avance", "Motivo", "Última aprobada", "Código"))
    )
    assert (index, places) == (0, {"code": 5, "percent": 2, "absence_reason": 3, "note": 1})


def test_titles_come_after_other_rows_and_numbers_count_from_the_first():
    rows = sheet(("EMRA 2023-2050",), (), ("Código", "Avance"), ("A12", "40"), (None,), ("A13", ""))
    assert [row.number for row in raw_rows(rows)] == [4, 6]


def test_the_number_of_a_row_is_not_its_code_where_there_is_a_code():
    _index, places = find_header(sheet(("N°", "Acuerdo", "Código", "%", "Avance")))
    assert places == {"code": 2, "percent": 4}


def test_two_columns_of_one_name_are_not_chosen_between():
    with pytest.raises(NoHeader, match="más de una columna «Avance»"):
        find_header(sheet(("Código", "Avance", "avance")))


@pytest.mark.parametrize("titles", [("Código",), ("Avance",), ("Código", "Nota"), ()])
def test_without_both_columns_there_is_no_header(titles):
    with pytest.raises(NoHeader, match="«Código» y una «Avance»"):
        find_header(sheet(titles))


def test_a_row_without_a_code_is_an_error_as_under_a_merged_cell():
    rows = raw_rows(sheet(("Código", "Avance"), ("A12", "40"), (None, "41")))
    first, second = interpret(rows, known=KNOWN, fractions=Fractions.ASK)
    assert first.percent == 40
    assert (second.number, second.problem) == (3, "Falta el código del acuerdo.")


def test_a_code_that_comes_again_names_the_row_it_came_in():
    rows = raw_rows(sheet(("Código", "Avance"), ("A12", "40"), ("A13", "1"), ("a12", "40")))
    found = interpret(rows, known=KNOWN, fractions=Fractions.ASK)
    assert [bool(proposal.problem) for proposal in found] == [False, False, True]
    assert found[2].problem == "El código A12 ya está en la fila 2."


def pasted(text, start="A01"):
    return [
        (row.number, row.text("code"), row.text("percent"))
        for row in pasted_rows(text, CODES, start=start)
    ]


def test_a_pasted_column_fills_the_agreements_from_the_one_named():
    assert pasted("40\n41\n", start="A18") == [(1, "A18", "40"), (2, "A19", "41")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_empty_line_skips_an_agreement_whatever_the_line_ends(end):
    text = end.join(("40", "", "  ", "43", "", ""))
    assert pasted(text) == [(1, "A01", "40"), (4, "A04", "43")]


def test_lines_past_the_last_agreement_are_said_and_not_dropped():
    rows = pasted_rows("40\n41\n42", CODES, start="A18")
    last = interpret(rows, known=KNOWN, fractions=Fractions.ASK)[-1]
    assert last.problem == "No existe el acuerdo «+3»."


def test_of_several_pasted_columns_the_first_counts():
    assert pasted("40\tuna nota\n41\t") == [(1, "A01", "40"), (2, "A02", "41")]


def test_19_pasted_lines_are_the_19_agreements():
    found = pasted("\n".join(str(n) for n in range(19)))
    assert [code for _number, code, _percent in found] == CODES


def test_nothing_pasted_is_nothing():
    assert pasted("\n \n") == []
