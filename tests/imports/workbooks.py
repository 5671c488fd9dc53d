"""Spreadsheets as the tests make them: sound ones by four writers, and what stands in them."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import xlsxwriter
from odf import table, text
from odf.namespaces import OFFICENS
from odf.opendocument import OpenDocumentSpreadsheet, load

HEADER = ("Código", "Avance")
Row = Sequence[Any]


def xlsx(*rows: Row, header: Row | None = HEADER) -> bytes:
    """An xlsx with these rows below a header."""
    book = openpyxl.Workbook()
    for row in _all(header, rows):
        book.active.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(*rows: Row, header: Row | None = HEADER) -> bytes:
    """The same as an ods: numbers as floats, dates as dates, the rest as text."""
    document = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Avances")
    for row in _all(header, rows):
        line = table.TableRow()
        for value in row:
            line.addElement(_ods_cell(value))
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def csv_of(
    *rows: Row, header: Row | None = HEADER, separator: str = ";", bom: bool = True
) -> bytes:
    """The same as a csv; with `;` numbers get a decimal comma."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator)
    for row in _all(header, rows):
        writer.writerow([_csv_cell(value, separator) for value in row])
    return stream.getvalue().encode("utf-8-sig" if bom else "utf-8")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(content: bytes) -> list[Row]:
    """The rows of the first sheet of an xlsx, None where a cell is empty."""
    return [list(row) for row in opened(content).worksheets[0].iter_rows(values_only=True)]


def by_openpyxl(content: bytes) -> bytes:
    """Opened and saved again, nothing touched."""
    return saved(opened(content))


def by_xlsxwriter(content: bytes) -> bytes:
    """Built anew, cell by cell."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Avances")
        for place, row in enumerate(rows_of(content)):
            sheet.write_row(place, 0, ["" if value is None else value for value in row])
    return stream.getvalue()


def by_odfpy(content: bytes) -> bytes:
    return ods(*rows_of(content), header=None)


def by_odfpy_twice(content: bytes) -> bytes:
    """An ods loaded and saved again."""
    stream = io.BytesIO()
    load(io.BytesIO(by_odfpy(content))).save(stream)
    return stream.getvalue()


def as_csv_for_excel(content: bytes) -> bytes:
    return csv_of(*rows_of(content), header=None)


def as_open_csv(content: bytes) -> bytes:
    return csv_of(*rows_of(content), header=None, separator=",", bom=False)


def _all(header: Row | None, rows: Sequence[Row]) -> list[Row]:
    return [*([header] if header else []), *rows]


def _csv_cell(value: Any, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and separator == ";":
        return str(value).replace(".", ",")
    return str(value)


def _ods_cell(value: Any) -> Any:
    if value is None or value == "":
        return table.TableCell()
    if isinstance(value, bool):
        kind = {"valuetype": "boolean", "booleanvalue": str(value).lower()}
    elif isinstance(value, int | float):
        kind = {"valuetype": "float", "value": str(value)}
    elif isinstance(value, date):
        kind = {"valuetype": "date", "datevalue": value.isoformat()}
    else:
        kind = {"valuetype": "string"}
    cell = table.TableCell(**kind)
    for line in str(value).split("\n"):
        paragraph = text.P()
        _add_text(paragraph, line)
        cell.addElement(paragraph)
    assert cell.attributes[OFFICENS, "value-type"] == kind["valuetype"]
    return cell


def _add_text(paragraph: Any, line: str) -> None:
    """Spaces as ods has them: one is itself, further ones are counted."""
    for place, part in enumerate(line.split("  ")):
        if place:
            paragraph.addElement(text.S(c=2))
        paragraph.addText(part)
