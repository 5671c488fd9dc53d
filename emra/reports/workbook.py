"""The workbook of a corte: its figures in typed cells, with where each comes from."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from textwrap import wrap
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from emra.agreements import queries as agreements
from emra.agreements.readmodel import Board
from emra.dashboard import reconciliations
from emra.governance import commitment_queries
from emra.lib import office
from emra.lib.percent import RULE_TEXT
from emra.lib.tables import new_workbook
from emra.projects import queries as projects
from emra.reports import agreement_pages, project_pages, room_pages
from emra.reports.pages import Report
from emra.strategy import queries as strategy

HEAD, WIDEST = "#EAF3F9", 60
LINE_HIGH, DEEPEST = 15, 27  # a row of Excel is no taller than 409 points
LETTER, FOOT = 1, "&L&A&R&P / &N"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings, its rows; an unknown is an empty cell."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def whole(self, column: int) -> bool:
        """Whether a column holds no fraction: one format for all of its figures."""
        found = (row[column] for row in self.rows)
        return all(not isinstance(one, Decimal | float) or one == int(one) for one in found)


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
            "head": book.add_format(
                {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": HEAD}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "number": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
            "day": book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"}),
        }
        for sheet in _sheets(report, agreements.board(corte)):
            _put(book, sheet, formats)
    return office.settled(stream.getvalue(), report.made_of)


def _put(book: Any, sheet: Sheet, formats: dict[str, Any]) -> None:
    drawn = book.add_worksheet(sheet.name)
    for column, name in enumerate(sheet.columns):
        drawn.write_string(0, column, name, formats["head"])
    widths = [
        min(
            WIDEST,
            2 + max(len(said) for said in (name, *(_said(row[column]) for row in sheet.rows))),
        )
        for column, name in enumerate(sheet.columns)
    ]
    for place, row in enumerate(sheet.rows, start=1):
        # Not every program makes a row as tall as its text: LibreOffice leaves it at one line.
        deep = max(map(_lines, row, widths))
        drawn.set_row(place, LINE_HIGH * min(deep, DEEPEST))
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            if isinstance(value, Decimal | int | float):
                kind = "whole" if isinstance(value, int) or sheet.whole(column) else "number"
                drawn.write_number(place, column, float(value), formats[kind])
            elif isinstance(value, date):
                drawn.write_datetime(place, column, value, formats["day"])
            else:
                drawn.write_string(place, column, str(value), formats["text"])
    for column, width in enumerate(widths):
        drawn.set_column(column, column, width)
    drawn.freeze_panes(1, 0)
    # As who prints it finds it: headings on every page, all columns on the width of one.
    drawn.repeat_rows(0)
    drawn.set_landscape()
    drawn.set_paper(LETTER)
    drawn.fit_to_pages(1, 0)
    drawn.set_footer(FOOT)
    if sheet.rows:
        drawn.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _lines(value: Any, wide: int) -> int:
    """How many lines a text takes in a column of so many characters."""
    return max(1, len(wrap(_said(value), wide - 4)))


def _sheets(report: Report, board: Board) -> tuple[Sheet, ...]:
    return (
        _about(report),
        _summary(report, board),
        _agreements(board),
        _dimensions(board),
        _commitments(report.day),
        _projects(report.day),
        _objectives(),
        _checks(),
        _sources(report),
    )


def _about(report: Report) -> Sheet:
    """What the workbook is, how its figures are to be read and how to check them."""
    site = settings.SITE_URL
    rows = (
        (
            _("Qué es"),
            _("Los datos de %(edition)s de la estrategia.") % {"edition": report.edition},
        ),
        *((_("Fechas"), said) for said in report.about),
        (_("Sello de la bitácora"), report.seal),
        (_("Situación"), report.state),
        (
            _("Promedios"),
            _("Regla: %(rule)s. Las cotas ponen todos los sin dato en 0 y en 100.")
            % {"rule": RULE_TEXT},
        ),
        (
            _("Cuántos informan"),
            _("Un promedio se lee con «informan» y «aplican»: informan 15 de 18 se escribe 15/18."),
        ),
        (
            _("Celdas vacías"),
            _("Una celda vacía es una cifra que nadie conoce; cero es cero. El motivo va al lado."),
        ),
        (
            _("Unidades"),
            _("Avances, promedios y cotas en por ciento, de 0 a 100; fechas día-mes-año."),
        ),
        (
            _("Fuentes"),
            _("La hoja «fuentes» dice de qué documento y líneas, o informe, sale cada cifra."),
        ),
        (
            _("Cómo comprobarlo"),
            _("Su huella SHA-256 está en %(site)s/informes/; el sello, en la bitácora.")
            % {"site": site},
        ),
    )
    return Sheet("léame", (_("tema"), _("qué saber")), rows)


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
