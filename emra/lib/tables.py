"""Tables on their way out: open CSV, CSV for Excel, XLSX and JSON, none of which runs anything."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

# A cell that starts with one of these would be taken for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
OPEN, EXCEL, XLSX, JSON = "csv", "csv-excel", "xlsx", "json"
CONTENT_TYPES = {
    OPEN: "text/csv; charset=utf-8",
    EXCEL: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JSON: "application/json",
}


@dataclass(frozen=True)
class Table:
    """A table as it is downloaded: `about` says what it is and where it comes from.

    The columns of a public table are `columns.Column`, which say what they hold.
    """

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    about: Sequence[tuple[str, Any]] = ()

    def without(self, *names: str) -> "Table":
        """The same table without some of its columns."""
        kept = [place for place, name in enumerate(self.columns) if name not in names]
        rows = [tuple(row[place] for place in kept) for row in self.rows]
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows)


class FormatConverter:
    """The ending of a table's address: csv, csv-excel, xlsx or json."""

    regex = "csv-excel|csv|xlsx|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def respond(table: Table, form: str) -> HttpResponse:
    """The table as a download in one of the four formats.

    `csv`: UTF-8, comma, decimal point, ISO dates. `csv-excel`: byte order mark, semicolon, decimal
    comma, dates as 21-11-2026. `xlsx`: typed cells, frozen heading, filters, a sheet that says
    where it comes from. `json`: an object for each row. An unknown is an empty cell in the first
    three and null in the last.
    """
    ending = "csv" if form == EXCEL else form
    return HttpResponse(
        written(table, form),
        content_type=CONTENT_TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{table.name}.{ending}"'},
    )


def written(table: Table, form: str) -> bytes:
    """The table in one of the four formats."""
    return {OPEN: _open_csv, EXCEL: _excel_csv, XLSX: _xlsx, JSON: _json}[form](table)


def xlsx_response(filename: str, content: bytes) -> HttpResponse:
    """A finished workbook as a download."""
    return HttpResponse(
        content,
        content_type=CONTENT_TYPES[XLSX],
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def new_workbook(stream: io.BytesIO) -> Any:
    """An empty workbook in which text stays text: no formula, link or number by chance."""
    import xlsxwriter

    return xlsxwriter.Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
            "remove_timezone": True,
            "default_date_format": "dd-mm-yyyy",
        },
    )


def cell(value: Any) -> str:
    """One value as open text; text that looks like a formula gets a leading apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | int | float):
        return str(value)
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def excel_cell(value: Any) -> str:
    """One value as a Spanish Excel reads it."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, bool):
        return "sí" if value else "no"
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    return cell(value)


def _open_csv(table: Table) -> bytes:
    return _csv(table, cell, ",").encode()


def _excel_csv(table: Table) -> bytes:
    return _csv(table, excel_cell, ";").encode("utf-8-sig")


def _csv(table: Table, write: Any, separator: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([write(value) for value in row] for row in table.rows)
    return stream.getvalue()


def _json(table: Table) -> bytes:
    """An array of objects; text is given as it is, for nothing runs it."""
    rows = [dict(zip(table.columns, map(_json_value, row), strict=True)) for row in table.rows]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode()


def _json_value(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float) else str(value)


def _xlsx(table: Table) -> bytes:
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        sheet = book.add_worksheet("Datos")
        sheet.write_row(0, 0, table.columns, bold)
        for place, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, place, column, value, moment)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
        sheet.autofit(400)
        about = book.add_worksheet("Fuente")
        for place, (label, value) in enumerate(table.about):
            about.write_string(place, 0, label, bold)
            _write(about, place, 1, value, moment)
        about.autofit(600)
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal | int | float):
        sheet.write_number(row, column, float(value))
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, timezone.localtime(value), moment)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_string(row, column, str(value))
