"""The corpus of files that can be read and say something wrong: rows, and what comes of each.

Of each file: its name, its bytes, and per code what the row is, or words of its sentence.
"""

from collections.abc import Callable
from datetime import date, datetime

from tests.imports import hostile, workbooks
from tests.imports.hostile import one_cell
from tests.imports.unreadable import csv

NOT_A_PERCENT = "no es un porcentaje"
Made = tuple[str, Callable[[], bytes], dict[str, str]]
TITLES = ("Código", "Avance", "Nota")


def cell(xml: str) -> Callable[[], bytes]:
    return lambda: one_cell(xml)


def rows(*values: tuple, header: tuple = TITLES) -> Callable[[], bytes]:
    return lambda: workbooks.xlsx(*values, header=header)


DOUBTFUL: dict[str, Made] = {
    "formula without a value": ("a.xlsx", rows(("A12", "=1+1")), {"A12": NOT_A_PERCENT}),
    "command": ("a.csv", csv("Código;Avance\nA12;=cmd|'/C calc'!A0\n"), {"A12": NOT_A_PERCENT}),
    "link by formula": (
        "a.xlsx",
        rows(("A12", '=HYPERLINK("http://example.cl","47")')),
        {"A12": NOT_A_PERCENT},
    ),
    "value of another book": ("a.xlsx", rows(("A12", "=[1]Hoja1!A1")), {"A12": NOT_A_PERCENT}),
    "formula with a value": ("a.xlsx", cell('<c r="B2"><f>A1</f><v>40</v></c>'), {"A12": "NEW"}),
    "formula as a code": ("a.csv", csv("Código;Avance\n=1+1;40\n"), {"=1+1": "No existe"}),
    "formula in a note": ("a.xlsx", rows(("A12", 40, "'=1+1")), {"A12": "NEW"}),
    "at sign": ("a.csv", csv("Código;Avance\nA12;@SUM(A1)\n"), {"A12": NOT_A_PERCENT}),
    "plus sign": ("a.csv", csv("Código;Avance\nA12;+40\n"), {"A12": NOT_A_PERCENT}),
    "#N/D as an error": ("a.xlsx", cell('<c r="B2" t="e"><v>#N/A</v></c>'), {"A12": "motivo"}),
    "division by zero": (
        "a.xlsx",
        cell('<c r="B2" t="e"><v>#DIV/0!</v></c>'),
        {"A12": NOT_A_PERCENT},
    ),
    "a code twice": ("a.xlsx", rows(("A12", 40), ("a12 Agua", 41)), {"a12 Agua": "ya está"}),
    "codes of something else": (
        "a.xlsx",
        rows(("OE1", 1), ("C03", 1), ("A00", 1), ("A20", 1), ("A1B", 1), ("Total", 1)),
        dict.fromkeys(("OE1", "C03", "A00", "A20", "A1B", "Total"), "No existe el acuerdo"),
    ),
    "no code": ("a.xlsx", rows((None, 40)), {"": "Falta el código"}),
    "merged codes": ("a.xlsx", hostile.merged, {"A12": "NEW", "": "Falta el código"}),
    "date": ("a.xlsx", rows(("A12", date(2026, 5, 4))), {"A12": "es una fecha"}),
    "moment": ("a.xlsx", rows(("A12", datetime(2026, 5, 4, 12))), {"A12": "es una fecha"}),
    "date in ods": (
        "a.ods",
        lambda: workbooks.ods(("A12", date(2026, 5, 4))),
        {"A12": "es una fecha"},
    ),
    "date in csv": ("a.csv", csv("Código;Avance\nA12;04-may\n"), {"A12": NOT_A_PERCENT}),
    "true": ("a.xlsx", rows(("A12", True)), {"A12": "verdadero o falso"}),
    "true in ods": ("a.ods", lambda: workbooks.ods(("A12", True)), {"A12": "verdadero o falso"}),
    "negative": ("a.xlsx", rows(("A12", -3)), {"A12": "negativo"}),
    "over 100": ("a.xlsx", rows(("A12", 140), ("A16", 100.01)), {"A12": "mayor", "A16": "mayor"}),
    "NaN": ("a.xlsx", cell('<c r="B2"><v>NaN</v></c>'), {"A12": NOT_A_PERCENT}),
    "infinity": ("a.xlsx", cell('<c r="B2"><v>inf</v></c>'), {"A12": NOT_A_PERCENT}),
    "1e308": ("a.xlsx", cell('<c r="B2"><v>1e308</v></c>'), {"A12": NOT_A_PERCENT}),
    "-1e-320": ("a.xlsx", cell('<c r="B2"><v>-1e-320</v></c>'), {"A12": "NEW"}),
    "exponent": ("a.csv", csv("Código;Avance\nA12;4e1\n"), {"A12": NOT_A_PERCENT}),
    "words": ("a.xlsx", rows(("A12", "cuarenta"), ("A16", "-")), {"A12": NOT_A_PERCENT}),
    "three decimals": ("a.xlsx", rows(("A12", 47.555)), {"A12": "más de dos decimales"}),
    "float noise": ("a.xlsx", rows(("A12", 40.1 + 0.2)), {"A12": "NEW"}),
    "mixed decimals": (
        "a.csv",
        csv("Código;Avance\nA12;47,5\nA16;47.5\nA07;1.234,5\nA19;0,475\n"),
        {"A12": "NEW", "A16": "NEW", "A07": NOT_A_PERCENT, "A19": "QUESTION"},
    ),
    "digits of another script": ("a.xlsx", rows(("A12", "٤٠")), {"A12": NOT_A_PERCENT}),
    "no data without a reason": ("a.xlsx", rows(("A12", "S/D")), {"A12": "necesita su motivo"}),
    "a cell of 32 000 letters": ("a.xlsx", rows(("A12", "9" * 32_000)), {"A12": "mayor que 100"}),
    "a code of 32 000 letters": (
        "a.xlsx",
        rows(("A" * 32_000, 40)),
        {"A" * 300: "No existe el acuerdo"},
    ),
    "a note of 32 000 letters": (
        "a.xlsx",
        rows(("A12", 40, "n" * 32_000)),
        {"A12": "más de 4000 caracteres"},
    ),
    "control characters": (
        "a.csv",
        csv("Código;Avance;Nota\nA12;40;a\x01\x0b\x1b[31m\n"),
        {"A12": "NEW"},
    ),
    "escaped control characters": (
        "a.xlsx",
        cell('<c r="B2" t="inlineStr"><is><t>4_x0000_0</t></is></c>'),
        {"A12": ""},
    ),
    "reversed writing": ("a.xlsx", rows(("A12", "\u202e04")), {"A12": NOT_A_PERCENT}),
    "Windows-1252": (
        "a.csv",
        csv("Código;Avance;Observación\nA12;40;año\n", "cp1252"),
        {"A12": "NEW"},
    ),
    "UTF-16 with its mark": ("a.csv", csv("Código\tAvance\nA12\t40\n", "utf-16"), {"A12": "NEW"}),
    "line that names the separator": (
        "a.csv",
        csv("sep=;\nCódigo;Avance\nA12;47,5\n"),
        {"A12": "NEW"},
    ),
    "title with commas": (
        "a.csv",
        csv("EMRA, avances, 2026, T2\nCódigo;Avance\nA12;47,5\nA16;1,5\nA07;2,5\n"),
        {"A12": "NEW", "A16": "NEW", "A07": "NEW"},
    ),
    "hidden first sheet": (
        "a.xlsx",
        lambda: hostile.many_sheets("hidden", "visible"),
        {"A12": "NEW"},
    ),
    "very hidden first sheet": (
        "a.xlsx",
        lambda: hostile.many_sheets("veryHidden", "hidden", "visible"),
        {"A12": "NEW"},
    ),
    "all rows declared": (
        "a.xlsx",
        lambda: hostile.altered(
            sheet=hostile.parts_of(hostile.SOUND)["xl/worksheets/sheet1.xml"].replace(
                b'ref="A1:B3"', b'ref="A1:XFD1048576"'
            )
        ),
        {"A12": "NEW", "A13": "NEW"},
    ),
    "macros inside": (
        "a.xlsx",
        lambda: hostile.altered(**{"xl/vbaProject.bin": hostile.OLE * 50}),
        {"A12": "NEW", "A13": "NEW"},
    ),
    "names that leave the folder": (
        "a.xlsx",
        lambda: hostile.altered(**{"../../../../tmp/emra": b"x", "/etc/emra": b"x"}),
        {"A12": "NEW", "A13": "NEW"},
    ),
    "titles alone": ("a.xlsx", rows(), {}),
    "titles after others": (
        "a.xlsx",
        rows(("EMRA",), (), ("N°", "Código", "Avance"), (1, "A12", 40), header=("Avances",)),
        {"A12": "NEW"},
    ),
}
