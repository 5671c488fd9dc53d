"""The child process that opens an uploaded spreadsheet, apart and within limits.

Run as `python -I sheet_reader.py FILE FORMAT MAX_ROWS MAX_COLUMNS`; prints one JSON line:
`{"rows": [[[kind, text], ...], ...]}` or `{"problem": code}`. It imports nothing of the
application: whatever a hostile file does to the parser stays in here.
"""

import csv
import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

MEMORY = 1024**3
SECONDS = 20
SEPARATORS = ";,\t"

Cell = tuple[str, str]


def main(path: str, form: str, max_rows: int, max_columns: int) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    rows = read_csv(path) if form == "csv" else read_workbook(path, max_rows)
    if len(rows) > max_rows + 1:
        return {"problem": "TOO_MANY_ROWS"}
    if any(len(row) > max_columns for row in rows):
        return {"problem": "TOO_MANY_COLUMNS"}
    return {"rows": rows}


def read_csv(path: str) -> list[list[Cell]]:
    """UTF-8 (BOM or not) or Windows-1252; the separator the first line has most of."""
    data = Path(path).read_bytes()
    if b"\0" in data:
        raise ValueError("binary")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return [[cell(value) for value in row] for row in reader]


def read_workbook(path: str, max_rows: int) -> list[list[Cell]]:
    """The first visible sheet that has anything in it."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    workbook = CalamineWorkbook.from_path(path)
    for sheet in workbook.sheets_metadata:
        if sheet.visible != SheetVisibleEnum.Visible:
            continue
        content = workbook.get_sheet_by_name(sheet.name)
        rows = content.to_python(skip_empty_area=False, nrows=max_rows + 2)
        if any(value not in ("", None) for row in rows for value in row):
            return [[cell(value) for value in trimmed(row)] for row in rows]
    return []


def trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] in ("", None):
        row.pop()
    return row


def cell(value: Any) -> Cell:
    """A cell as its kind and its text; numbers with a point, dates as ISO."""
    if value is None or value == "":
        return "empty", ""
    if isinstance(value, bool):
        return "bool", str(value)
    if isinstance(value, int | float):
        return "number", repr(round(value, 10)).removesuffix(".0")
    if isinstance(value, datetime | date | time | timedelta):
        return "date", str(value)
    return "text", str(value)


if __name__ == "__main__":
    try:
        answer = main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    except BaseException as error:  # the parser's panics are no Exception
        name = type(error).__name__
        answer = {"problem": "PASSWORD" if name == "PasswordError" else "UNREADABLE"}
    print(json.dumps(answer))
