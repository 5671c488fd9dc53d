"""Workbooks of the entry desk: the template to fill in, and a batch with its errors."""

import io
from collections.abc import Sequence
from math import isfinite
from typing import Any

from django.utils.translation import gettext as _

from emra.agreements.models import Absence, BatchRow, Period, ProgressReport
from emra.agreements.proposals import COLUMN_NAMES
from emra.agreements.staff_queries import BatchView, EntryRow
from emra.lib import formats
from emra.lib.tables import new_workbook

WORDS = {Absence.NO_DATA: "sin dato", Absence.NOT_APPLICABLE: "no aplica"}
WIDTHS = {"code": 9, "title": 60, "before": 16, "percent": 12, "note": 40}


def template(period: Period, rows: Sequence[EntryRow]) -> bytes:
    """An XLSX with one row per agreement: codes locked, the corte's values filled in.

    Importing it unchanged changes nothing.
    """
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        sheet = book.add_worksheet(_("Avances"))
        _instructions(book, period)
        _fill(book, sheet, rows)
    return stream.getvalue()


def errors(view: BatchView) -> bytes:
    """An XLSX of a batch's rows as they were read, with what is wrong in a red column."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        sheet = book.add_worksheet(_("Errores"))
        head = book.add_format({"bold": True, "bottom": 1})
        red = book.add_format({"font_color": "#9c0006", "bg_color": "#ffc7ce", "text_wrap": True})
        titles = [*COLUMN_NAMES.values(), _("Fila"), _("Error")]
        sheet.write_row(0, 0, titles, head)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMN_NAMES) - 1, 16)
        sheet.set_column(len(titles) - 1, len(titles) - 1, 70)
        for place, row in enumerate(view.rows, start=1):
            for column, name in enumerate(COLUMN_NAMES):
                _write_read(sheet, place, column, name, row)
            sheet.write_number(place, len(titles) - 2, row.number)
            if row.problem:
                sheet.write_string(place, len(titles) - 1, said(row), red)
    return stream.getvalue()


def said(row: BatchRow) -> str:
    """A row's error with its place: "Fila 7, columna Avance: ..."."""
    column = COLUMN_NAMES.get(row.column, row.column)
    return _("Fila %(row)s, columna %(column)s: %(problem)s") % {
        "row": row.number,
        "column": column,
        "problem": row.problem,
    }


# -- pieces ----------------------------------------------------------------------------------


def _write_read(sheet: Any, place: int, column: int, name: str, row: BatchRow) -> None:
    """A cell as it was read; a number stays a number."""
    read = {"code": row.code_text, "percent": row.percent_text}
    text = str(read[name] if name in read else getattr(row, name))
    if name == "percent" and row.percent_kind == "number" and isfinite(float(text)):
        sheet.write_number(place, column, float(text))
    else:
        sheet.write_string(place, column, text)


def _fill(book: Any, sheet: Any, rows: Sequence[EntryRow]) -> None:
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    fixed = book.add_format({"bg_color": "#eef2f5", "text_wrap": True, "valign": "top"})
    open_cell = book.add_format({"locked": False, "text_wrap": True, "valign": "top"})
    figure = book.add_format({"locked": False, "num_format": "0.00", "valign": "top"})
    titles = (
        COLUMN_NAMES["code"],
        _("Título"),
        _("Última aprobada"),
        COLUMN_NAMES["percent"],
        COLUMN_NAMES["absence_reason"],
        COLUMN_NAMES["note"],
        COLUMN_NAMES["setback_reason"],
        COLUMN_NAMES["correction_reason"],
    )
    sheet.write_row(0, 0, titles, head)
    for place, row in enumerate(rows, start=1):
        report = row.current
        sheet.write_string(place, 0, row.agreement.code, fixed)
        sheet.write_string(place, 1, row.agreement.title or _("no enumerado"), fixed)
        sheet.write_string(place, 2, _previous(row.previous), fixed)
        if report is not None and report.percent is not None:
            sheet.write_number(place, 3, float(report.percent), figure)
        else:
            sheet.write_string(place, 3, WORDS.get(_absence(report), ""), figure)
        for column, text in enumerate(_texts(report), start=4):
            sheet.write_string(place, column, text, open_cell)
    last = len(rows)
    sheet.data_validation(
        1,
        3,
        last,
        3,
        {
            "validate": "custom",
            "value": '=OR(AND(ISNUMBER(D2),D2>=0,D2<=100),D2="sin dato",D2="no aplica")',
            "error_title": _("Avance"),
            "error_message": _("Escriba un número de 0 a 100, «sin dato» o «no aplica»."),
        },
    )
    sheet.set_column(0, 0, WIDTHS["code"])
    sheet.set_column(1, 1, WIDTHS["title"])
    sheet.set_column(2, 2, WIDTHS["before"])
    sheet.set_column(3, 3, WIDTHS["percent"])
    sheet.set_column(4, 7, WIDTHS["note"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(titles) - 1)
    sheet.protect("", {"autofilter": True, "format_columns": True, "sort": True})


def _instructions(book: Any, period: Period) -> None:
    sheet = book.add_worksheet(_("Instrucciones"))
    sheet.set_column(0, 0, 100)
    for place, line in enumerate(
        (
            _("Corte %(code)s") % {"code": period.code},
            _("Escriba el avance de 0 a 100, por ejemplo 47,5; o «sin dato» o «no aplica»."),
            _("Con «sin dato» y «no aplica» el motivo es obligatorio."),
            _("Si la cifra baja respecto de la última aprobada, escriba el motivo del retroceso."),
            _("Una fila con el avance vacío no cambia nada."),
            _("Al importar se muestra primero qué cambiaría; nada se guarda hasta confirmar."),
        )
    ):
        sheet.write_string(place, 0, line)


def _texts(report: ProgressReport | None) -> list[str]:
    """What stands in the four columns of text; the reasons of an approved version are its own.

    Lines end as spreadsheets end them: a carriage return would show as `_x000D_` in some.
    """
    if report is None:
        return [""] * 4
    texts = [report.absence_reason, report.note]
    if report.state == ProgressReport.State.APPROVED:
        texts += ["", ""]
    else:
        texts += [report.setback_reason, report.correction_reason]
    return [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]


def _absence(report: ProgressReport | None) -> Any:
    return report.absence if report else ""


def _previous(report: ProgressReport | None) -> str:
    if report is None:
        return _("sin informar")
    if report.percent is None:
        return str(Absence(report.absence).label)
    return f"{formats.percent(report.percent, 2)} ({report.period.code})"
