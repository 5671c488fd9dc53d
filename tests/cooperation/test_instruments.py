"""The annex of instruments: read from its text, row by row, without losing or inventing one."""

from collections import Counter
from pathlib import Path

import pytest

from emra.cooperation import instruments, seed_actions
from emra.cooperation.instruments import INTEGRAL, MULTISECTORIAL, REGIONAL, SECTORAL, parse

# Lines 1832 to 2223 of the document: the table alone.
ANNEX = (Path(__file__).parent / "anexo_instrumentos.txt").read_text(encoding="utf-8")
FIRST_LINE = 1832


@pytest.fixture(scope="module")
def rows():
    return parse(ANNEX, first_line=FIRST_LINE)


def named(rows, name):
    return next(row for row in rows if row.name == name)


def test_the_groups_have_the_numbers_that_the_document_prints(rows):
    counted = Counter(row.group for row in rows)
    assert counted == {MULTISECTORIAL: 28, SECTORAL: 31, INTEGRAL: 11, REGIONAL: 4}
    assert sum(counted.values()) - counted[REGIONAL] == 70


def test_the_columns_foot_in_each_group(rows):
    # Counted by hand in the table, column by column.
    by_area = Counter((row.group, row.area) for row in rows if row.group != REGIONAL)
    assert [by_area[MULTISECTORIAL, area] for area in instruments.TABLES[0][2]] == [6, 4, 9, 9]
    assert [by_area[SECTORAL, area] for area in instruments.TABLES[1][2]] == [13, 6, 8, 4]
    assert [by_area[INTEGRAL, area] for area in instruments.TABLES[2][2]] == [4, 1, 1, 2, 3]


def test_an_empty_cell_moves_the_next_one_to_its_column(rows):
    # " Red computacional": one blank, so not the second column but the third.
    assert named(rows, "Red computacional de oportunidades de inversión").area == (
        "Promoción de inversiones"
    )
    # "  Convenio …": two, so the fourth.
    pirquineros = [row for row in rows if "carbón" in row.name]
    assert [row.area for row in pirquineros] == ["Minero"]


@pytest.mark.parametrize(
    ("name", "institution", "lines"),
    [
        ("Fondo de fomento – FONDEF", "CONICYT - Ministerio de Educación", (1865, 1867)),
        (
            "Fondo Nacional de desarrollo tecnológico y productivo – FONTEC",
            "CORFO",
            (1848, 1851),
        ),
        ("Línea de crédito BM-leasing y BID – leasing", "CORFO", (1889, 1891)),
        ("Línea de crédito CORFO-BIRF-SERCOTEC", "SERCOTEC - CORFO", (2031, 2034)),
        ("Leasing", "Banco del Estado", (1996, 1997)),
        (
            "Programa de protección, recuperación de suelos y forestación campesina e indígena",
            "FOSIS - CONAF - Comisión Especial de Pueblos Indígenas - CEPI",
            (2177, 2184),
        ),
    ],
)
def test_broken_lines_are_joined_and_the_institution_is_what_is_printed(
    rows, name, institution, lines
):
    row = named(rows, name)
    assert row.institution == institution
    assert (row.line_from, row.line_to) == lines


def test_only_the_regional_funds_name_no_institution_and_no_area(rows):
    assert {row.group for row in rows if not row.institution} == {REGIONAL}
    assert {row.group for row in rows if not row.area} == {REGIONAL}
    assert named(rows, "Convenios de Programación").line_from == 2213


def test_the_seed_is_what_the_parser_reads(rows):
    assert [
        {
            "name": row.name,
            "institution": row.institution,
            "area": row.area,
            "group": row.group,
            "line_from": row.line_from,
            "line_to": row.line_to,
        }
        for row in rows
    ] == seed_actions.instruments()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Nada que leer", "Multisectoriales."),
        (ANNEX.replace("Manufacturero Minero", "Otro Minero"), "Manufacturero Minero"),
        (ANNEX.replace("Total de Instrumentos", ""), "Total de Instrumentos"),
    ],
)
def test_a_text_that_is_not_the_annex_is_refused(text, said):
    with pytest.raises(ValueError, match=said):
        parse(text)
