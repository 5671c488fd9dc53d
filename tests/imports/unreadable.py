"""The corpus of files that cannot be taken in, each with words of the sentence it gives."""

import gzip
import zipfile
from collections.abc import Callable

from tests.imports import hostile, workbooks
from tests.imports.hostile import MB, OLE, SOUND

ILLEGIBLE = "Archivo ilegible"
PASSWORD = "contraseña"
EXPANDS = "se expande demasiado"
ROWS = "más de 10.000 filas"
COLUMNS = "más de 200 columnas"
NO_TITLES = "No se encontró la fila de títulos"
FORMAT = "Suba una planilla"
TOO_MUCH = "demasiado contenido"

Made = tuple[str, Callable[[], bytes], str]


def cut(size: float) -> Callable[[], bytes]:
    return lambda: SOUND[: int(len(SOUND) * size) if isinstance(size, float) else size]


def csv(text: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: text.encode(encoding)


UNREADABLE: dict[str, Made] = {
    "empty": ("a.xlsx", lambda: b"", "El archivo está vacío"),
    "one byte": ("a.xlsx", cut(1), ILLEGIBLE),
    "cut after the mark": ("a.xlsx", cut(4), ILLEGIBLE),
    "cut in the first part": ("a.xlsx", cut(60), ILLEGIBLE),
    "cut at a quarter": ("a.xlsx", cut(0.25), ILLEGIBLE),
    "cut in the middle": ("a.xlsx", cut(0.5), ILLEGIBLE),
    "cut in the directory": ("a.xlsx", cut(0.95), ILLEGIBLE),
    "cut before the end": ("a.xlsx", cut(-22), ILLEGIBLE),
    "cut by one": ("a.xlsx", cut(-1), ILLEGIBLE),
    "cut ods": ("a.ods", lambda: workbooks.ods(("A12", 40))[:-40], ILLEGIBLE),
    "image": ("a.xlsx", lambda: hostile.PNG, ILLEGIBLE),
    "pdf": ("a.xls", lambda: b"%PDF-1.7\n" + b"x" * 500, ILLEGIBLE),
    "program": ("a.xlsx", lambda: b"MZ" + b"\0" * 4000, ILLEGIBLE),
    "web page called xls": ("a.xls", lambda: b"<html><table><tr><td>A12", ILLEGIBLE),
    "text called ods": ("a.ods", lambda: b"A12;40\n" * 9, ILLEGIBLE),
    "gzip": ("a.xlsx", lambda: gzip.compress(SOUND), ILLEGIBLE),
    "garbage in OLE": ("a.xls", lambda: OLE + bytes(range(256)) * 64, ILLEGIBLE),
    "nothing in OLE": ("a.xls", lambda: OLE, ILLEGIBLE),
    "OLE over a bomb": (
        "a.xls",
        lambda: OLE + b"\0" * 504 + hostile.zipped({"xl/workbook.xml": b" " * 30 * MB}),
        EXPANDS,
    ),
    "macros by name": ("a.xlsm", lambda: SOUND, FORMAT),
    "program by name": ("a.xlsx.exe", lambda: SOUND, FORMAT),
    "no kind by name": ("avances", lambda: SOUND, FORMAT),
    "empty zip": ("a.xlsx", lambda: hostile.zipped({}), ILLEGIBLE),
    "document": ("a.xlsx", lambda: hostile.zipped({"word/document.xml": b"<a/>"}), ILLEGIBLE),
    "zip in a zip": ("a.xlsx", lambda: hostile.zipped({"a.xlsx": SOUND}), ILLEGIBLE),
    "garbage in ods": (
        "a.ods",
        lambda: hostile.zipped(
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": bytes(range(256)),
            },
            zipfile.ZIP_STORED,
        ),
        ILLEGIBLE,
    ),
    "no sheet": ("a.xlsx", lambda: hostile.altered(book=b"<workbook/>"), NO_TITLES),
    "entities within entities": ("a.xlsx", hostile.laughs, ILLEGIBLE),
    "entity of a file": (
        "a.xlsx",
        lambda: hostile.with_entities('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"),
        ILLEGIBLE,
    ),
    "broken sheet": ("a.xlsx", lambda: hostile.altered(sheet=b"<worksheet><row"), ILLEGIBLE),
    "bomb by ratio": (
        "a.xlsx",
        lambda: hostile.altered(sheet=hostile.sheet(" " * 30 * MB)),
        EXPANDS,
    ),
    "bomb by size": ("a.xlsx", hostile.slow_bomb, EXPANDS),
    "bomb by parts": (
        "a.xlsx",
        lambda: hostile.zipped({f"xl/{n}.xml": b"<a/>" for n in range(2_001)}),
        EXPANDS,
    ),
    "bomb that lies": ("a.xlsx", hostile.lying_bomb, ILLEGIBLE),
    "unusual compression": (
        "a.xlsx",
        lambda: hostile.zipped(hostile.parts_of(SOUND), zipfile.ZIP_LZMA),
        ILLEGIBLE,
    ),
    "wrong checksum": ("a.xlsx", hostile.wrong_crc, ILLEGIBLE),
    "encrypted parts": ("a.xlsx", hostile.encrypted_zip, PASSWORD),
    "password": ("a.xlsx", hostile.password_ole, PASSWORD),
    "password called xls": ("a.xls", hostile.password_ole, PASSWORD),
    "password in ods": ("a.ods", hostile.encrypted_ods, PASSWORD),
    "16 384 columns": (
        "a.xlsx",
        lambda: workbooks.xlsx(tuple(range(16_384))),
        COLUMNS,
    ),
    "201 columns of csv": ("a.csv", csv("A12" + ";1" * 200), COLUMNS),
    "a value in the last row": ("a.xlsx", lambda: hostile.one_at(1_048_576, 1), ROWS),
    "a value in the last cell": ("a.xlsx", lambda: hostile.one_at(1_048_576, 16_384), ILLEGIBLE),
    "10 001 rows": (
        "a.xlsx",
        lambda: workbooks.xlsx(*[("A12", 40)] * 10_001),
        ROWS,
    ),
    "10 001 rows of csv": ("a.csv", csv("Código;Avance\n" + "A12;40\n" * 10_001), ROWS),
    "10 MB of line ends": ("a.csv", csv("\n" * (10 * MB)), ROWS),
    "10 MB of separators": ("a.csv", csv(";" * (10 * MB)), NO_TITLES),
    "10 MB in a cell": ("a.csv", csv("a" * (10 * MB)), ILLEGIBLE),
    "10 MB of values": ("a.csv", csv("1;" * (5 * MB)), COLUMNS),
    "too many cells": ("a.csv", csv(("1;" * 40 + "\n") * 9_000), TOO_MUCH),
    "one text many times": (
        "a.xlsx",
        lambda: workbooks.xlsx(*[("A12", 40, hostile.WORDS)] * 2_500),
        TOO_MUCH,
    ),
    "over 10 MB": ("a.csv", csv(" " * (10 * MB + 1)), "pesa más de 10 MB"),
    "no titles": ("a.xlsx", lambda: workbooks.xlsx(("A12", 40), header=None), NO_TITLES),
    "one column of csv": ("a.csv", csv("Avance\n40\n12\n"), NO_TITLES),
    "titles too far down": (
        "a.xlsx",
        lambda: workbooks.xlsx(*[("x",)] * 25, ("Código", "Avance"), header=None),
        NO_TITLES,
    ),
    "two columns of progress": (
        "a.xlsx",
        lambda: workbooks.xlsx(("A12", 40, 41), header=("Código", "Avance", "AVANCE")),
        "más de una columna «Avance»",
    ),
    "empty workbook": ("a.xlsx", lambda: workbooks.xlsx(header=None), NO_TITLES),
    "hidden sheets alone": ("a.xlsx", lambda: hostile.many_sheets("hidden", "hidden"), NO_TITLES),
    "very hidden sheet": ("a.xlsx", lambda: hostile.many_sheets("veryHidden"), NO_TITLES),
    "NUL bytes": ("a.csv", csv("Código;Avance\nA12\0;40\n"), ILLEGIBLE),
    "UTF-16 without a mark": ("a.csv", csv("Código;Avance\n", "utf-16-le"), ILLEGIBLE),
    "quote without an end": ("a.csv", csv('Código;Avance\nA12;"40\nA13;12\n'), ILLEGIBLE),
    "bytes of no alphabet": ("a.csv", lambda: b"C\x81digo;Avance\nA12;40\n", ILLEGIBLE),
    "blanks": ("a.csv", csv(" \n \n"), NO_TITLES),
}
