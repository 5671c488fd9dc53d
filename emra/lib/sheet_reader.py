"""The child process that opens an uploaded spreadsheet, apart and within limits.

Run as `python -I sheet_reader.py FILE FORMAT MAX_ROWS MAX_COLUMNS`; prints one JSON line:
`{"rows": [[[kind, text] or null, ...], ...]}` or `{"problem": code}`. It imports nothing of the
application: whatever a hostile file does to the parser stays in here.
"""

import csv
import io
import json
import re
import resource
import sys
import zipfile
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from posixpath import join, normpath
from typing import Any
from xml.etree import ElementTree

MEMORY = 1024**3
SECONDS = 20
SEPARATORS = ";,\t"
SAMPLE = 20
# More than any field takes, so that a text that was cut is refused for its length.
MAX_CELL_TEXT = 5_000
MAX_TEXT = 10_000_000
MAX_CELLS = 300_000
# What no database column of text and no XML file takes.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Cell = tuple[str, str] | None


class Problem(Exception):
    """What is wrong with a file that could be opened; the argument is its code."""


def main(path: str, form: str, max_rows: int, max_columns: int) -> list[list[Cell]]:
    confine()
    rows = (read_csv if form == "csv" else read_workbook)(path, max_rows, max_columns)
    cells = [cell for row in rows for cell in row if cell]
    if len(cells) > MAX_CELLS or sum(len(text) for _, text in cells) > MAX_TEXT:
        raise Problem("TOO_MUCH")
    return rows


def confine() -> None:
    """Bound memory and time, and let nothing be written: no file, no core dump."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def read_csv(path: str, max_rows: int, max_columns: int) -> list[list[Cell]]:
    """UTF-8 (BOM or not), UTF-16 with BOM or Windows-1252; the separator most lines have."""
    text = decoded(Path(path).read_bytes())
    lines = [line for line in islice(io.StringIO(text), SAMPLE) if line.strip()]
    separator = max(SEPARATORS, key=lambda mark: sum(mark in line for line in lines))
    rows: list[list[Cell]] = []
    for values in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
        if len(trimmed(values)) > max_columns:
            raise Problem("TOO_MANY_COLUMNS")
        if len(rows) > max_rows:
            raise Problem("TOO_MANY_ROWS")
        rows.append([cell(value) for value in values])
    return rows


def decoded(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16")
    if b"\0" in data:
        raise ValueError("binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def read_workbook(path: str, max_rows: int, max_columns: int) -> list[list[Cell]]:
    """The first visible sheet that has anything in it."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    verify(path)
    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheets_metadata:
        if sheet.visible != SheetVisibleEnum.Visible or sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        content = workbook.get_sheet_by_name(sheet.name)
        last_row, last_column = content.end or (0, 0)
        if last_row > max_rows:
            raise Problem("TOO_MANY_ROWS")
        if last_column >= max_columns:
            raise Problem("TOO_MANY_COLUMNS")
        rows = content.to_python(skip_empty_area=False)
        for row, column, text in overlooked(path, sheet.name):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = text
        if any(value not in ("", None) for row in rows for value in row):
            return [[cell(value) for value in trimmed(row)] for row in rows]
    return []


def verify(path: str) -> None:
    """Refuse a zip whose parts are not what its directory says: their sizes were trusted."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                raise ValueError("damaged")
            manifest = "META-INF/manifest.xml"
            if manifest in archive.namelist() and b"encryption-data" in archive.read(manifest):
                raise Problem("PASSWORD")


def overlooked(path: str, sheet: str) -> Iterator[tuple[int, int, str]]:
    """Cells of an xlsx that the parser gives as empty: errors, formulas nobody computed."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        part = sheet_part(archive, sheet)
        data = archive.read(part) if part else b""
    if b't="e"' not in data and b"<f" not in data:
        return
    for _event, element in ElementTree.iterparse(io.BytesIO(data)):  # noqa: S314
        if not element.tag.endswith("}c"):
            continue
        inside = {child.tag.rpartition("}")[2]: child.text or "" for child in element}
        kind, value = element.get("t", "n"), inside.get("v", "")
        place = re.fullmatch("([A-Z]{1,3})([0-9]{1,7})", element.get("r", ""))
        if place and (kind == "e" or ("f" in inside and not value and kind != "str")):
            yield int(place[2]) - 1, column_index(place[1]), value or f"={inside.get('f', '')}"
        element.clear()


def sheet_part(archive: zipfile.ZipFile, sheet: str) -> str:
    """The part an xlsx keeps a sheet in; empty where the file is no xlsx."""
    names = set(archive.namelist())
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, links} <= names:
        return ""
    found = ""
    for element in parsed(archive.read(book)).iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            found = next((v for k, v in element.items() if k.endswith("}id")), "")
    for link in parsed(archive.read(links)):
        if link.get("Id") == found:
            part = normpath(join("/xl", link.get("Target", ""))).lstrip("/")
            return part if part in names else ""
    return ""


def parsed(data: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(data)  # noqa: S314 (in this process, which is confined)


def column_index(letters: str) -> int:
    """0 for A, 26 for AA."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] in ("", None):
        row.pop()
    return row


def cell(value: Any) -> Cell:
    """A cell as its kind and its text; numbers with a point, dates as ISO; None when empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "bool", str(value)
    if isinstance(value, int | float):
        return "number", repr(round(value, 10) or 0).removesuffix(".0")
    if isinstance(value, datetime | date | time | timedelta):
        return "date", str(value)
    return "text", UNPRINTABLE.sub("", str(value))[:MAX_CELL_TEXT]


if __name__ == "__main__":
    answer: dict[str, Any]
    try:
        answer = {"rows": main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))}
    except Problem as problem:
        answer = {"problem": str(problem)}
    except BaseException as error:  # the parser's panics are no Exception
        name = type(error).__name__
        answer = {"problem": "PASSWORD" if name == "PasswordError" else "UNREADABLE"}
    print(json.dumps(answer))
