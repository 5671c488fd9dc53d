"""The workbook of a corte: its figures in typed cells, with where each comes from."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from emra.agreements import queries as agreements
from emra.agreements.readmodel import Board
from emra.dashboard import reconciliations
from emra.governance import commitment_queries
from emra.lib import office
from emra.lib.tables import new_workbook
from emra.projects import queries as projects
from emra.reports import agreement_pages, project_pages, room_pages
from emra.reports.pages import Report
from emra.strategy import queries as strategy


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings, its rows; an unknown is an empty cell."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def render(report: Report, corte: str | None) -> bytes:
    """The workbook as the bytes of an XLSX; equal for an equal state. No macro, no formula."""
    stream = io.BytesIO()
    with new_workbook(stream) as book:
        book.set_properties(
            {
                "title": report.title,
                "subject": report.edition,
                "author": "EMRA Seguimiento",
                "comments": report.seal,
                "created": report.made_of,
            }
        )
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "#,##0.##", "valign": "top"}),
            "day": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"}),
        }
        for sheet in _sheets(report, agreements.board(corte)):
            _put(book, sheet, formats)
    return office.settled(stream.getvalue(), report.made_of)


def _put(book: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    drawn = book.add_worksheet(sheet.name)
    for column, name in enumerate(sheet.columns):
        drawn.write_string(0, column, name, formats["head"])
    widths = [len(name) + 2 for name in sheet.columns]
    for place, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, Decimal | int | float):
                drawn.write_number(place, column, float(value), formats["number"])
            elif isinstance(value, date):
                drawn.write_datetime(place, column, value, formats["day"])
            else:
                drawn.write_string(place, column, str(value), formats["text"])
            widths[column] = min(60, max(widths[column], len(str(value)) + 2))
    for column, width in enumerate(widths):
        drawn.set_column(column, column, width)
    drawn.freeze_panes(1, 0)
    if sheet.rows:
        drawn.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _sheets(report: Report, board: Board) -> tuple[Sheet, ...]:
    return (
        _summary(report, board),
        _agreements(board),
        _dimensions(board),
        _commitments(report.day),
        _projects(report.day),
        _objectives(),
        _checks(),
        _sources(report),
    )


def _summary(report: Report, board: Board) -> Sheet:
    overall, edition = board.overall, board.edition
    rows: tuple[tuple[str, Any], ...] = (
        (_("Estrategia"), report.title),
        (_("Corte"), edition.corte),
        (_("Edición"), edition.number),
        (_("Fecha de corte"), edition.cutoff_on or _("no indicada por la fuente")),
        (_("Acuerdos"), overall.total),
        (_("Acuerdos que aplican"), overall.applicable),
        (_("Acuerdos que informan"), overall.reported),
        (_("Promedio, los sin dato como 0 (%)"), overall.mean_zero),
        (_("Promedio de los que informan (%)"), overall.mean_reported),
        (_("Cota inferior (%)"), overall.lower),
        (_("Cota superior (%)"), overall.upper),
        (_("Regla"), overall.rule),
        (_("Sello de la bitácora"), report.seal),
        (_("Situación de las salas sin ediciones"), report.state),
    )
    return Sheet("resumen", (_("dato"), _("valor")), rows)


def _agreements(board: Board) -> Sheet:
    cited = agreement_pages.citations()
    columns = (
        *("codigo", "dimension", "acuerdo", "avance", "estado", "motivo", "anterior"),
        *("retroceso", "arrastrado_de", "salud", "meta_ano", "informe", "fuente"),
    )
    return Sheet(
        "acuerdos",
        columns,
        [
            (
                *(row.code, row.dimension_name, row.label, row.percent, row.state, row.reason),
                *(row.previous, "sí" if row.setback else "no", row.carried_from, row.health),
                str(row.target_year or ""),
                row.report_code,
                agreement_pages.source_of(row, cited),
            )
            for row in board.agreements
        ],
    )


def _dimensions(board: Board) -> Sheet:
    columns = (
        *("codigo", "dimension", "acuerdos", "aplican", "informan", "promedio_sin_dato_0"),
        *("promedio_informados", "cota_inferior", "cota_superior", "anterior", "regla"),
    )
    return Sheet(
        "dimensiones",
        columns,
        [
            (
                *(row.code, row.name, row.total, row.applicable, row.reported, row.mean_zero),
                *(row.mean_reported, row.lower, row.upper, row.previous, row.rule),
            )
            for row in (*board.dimensions, board.overall)
        ],
    )


def _commitments(day: date) -> Sheet:
    columns = ("codigo", "instancia", "compromiso", "responsable", "plazo", "estado", "atraso_dias")
    return Sheet(
        "compromisos",
        columns,
        [
            (
                *(row.code, row.body_name, row.text, row.owner_name, row.due_on),
                *(row.state_name, row.late),
            )
            for row in commitment_queries.commitments(today=day)
        ],
    )


def _projects(day: date) -> Sheet:
    columns = (
        *("codigo", "parte_de", "proyecto", "a_cargo", "inicio_previsto", "termino_previsto"),
        *("inicio", "termino", "montos", "estado"),
    )
    return Sheet(
        "proyectos",
        columns,
        [
            (
                *(row.code, row.parent, row.name, row.lead_name, row.planned_start.day),
                *(row.planned_end.day, row.actual_start.day, row.actual_end.day),
                project_pages.amounts(row),
                project_pages.project_state(row),
            )
            for row in projects.projects(day)
        ],
    )


def _objectives() -> Sheet:
    columns = ("objetivo", "titulo", "linea", "linea_de_accion", "plazo", "estado", "avance")
    return Sheet(
        "objetivos",
        columns,
        [
            (
                *(each.code, each.title, line.code, line.title, line.years),
                room_pages.line_state(line),
                line.follow_up.percent if line.follow_up else None,
            )
            for each in strategy.objectives()
            for line in each.lines
        ],
    )


def _checks() -> Sheet:
    found = reconciliations.table()
    return Sheet("cuadraturas", found.columns, found.rows)


def _sources(report: Report) -> Sheet:
    rows = [(page.section, page.title, said) for page in report.pages for said in page.sources]
    return Sheet("fuentes", ("seccion", "hallazgo", "fuente"), rows)
