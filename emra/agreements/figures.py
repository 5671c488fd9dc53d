"""The agreements' published figures: dimensions, one dimension, one agreement's history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.agreements import findings, queries
from emra.agreements.http import publication_etag
from emra.agreements.models import INITIAL_CORTE, ProgressReport
from emra.agreements.progress import DEFAULT_TARGET_YEAR, STRATEGY_START
from emra.agreements.readmodel import Board, DimensionFigure, Edition, Sheet
from emra.lib import figures, formats, legends, svg
from emra.lib.figures import Column, Figure, Stamp
from emra.lib.source_text import SourceText
from emra.lib.svg import ExpectedPath
from emra.lib.svg_rows import BarRow, rows_chart
from emra.lib.templatetags.es_cl import RULE_LABELS, STATE_LABELS

PERCENT: Final = gettext_lazy("porcentaje de avance, de 0 a 100")


def register() -> None:
    figures.register(
        figures.Family(
            r"dimensiones",
            lambda: [("dimensiones", _("Promedio de las cuatro dimensiones"))],
            lambda _code, corte: of_dimensions(queries.board(corte or None), asked(corte)),
            publication_etag,
        )
    )
    figures.register(
        figures.Family(
            r"dimension-[a-z]+",
            lambda: [
                (f"dimension-{row.code}", _("Promedio de la dimensión %s") % row.name.lower())
                for row in queries.board().dimensions
            ],
            lambda code, corte: _dimension(code, queries.board(corte or None), asked(corte)),
            publication_etag,
        )
    )
    figures.register(
        figures.Family(
            r"acuerdo-A\d\d",
            lambda: [
                (f"acuerdo-{row.code}", SourceText(f"{row.code} {row.label}"))
                for row in queries.board().agreements
            ],
            lambda code, corte: of_sheet(
                queries.sheet(code.removeprefix("acuerdo-"), corte or None), asked(corte)
            ),
            publication_etag,
        )
    )


def of_dimensions(board: Board, query: str = "") -> Figure:
    """The four averages and that of the 19, one below the other."""
    rows = (*board.dimensions, board.overall)
    uid = "g-dimensiones"
    bars = [BarRow(row.name, words(row), _bar(row, f"{uid}-{row.code}")) for row in rows]
    finding = findings.dimensions(board.dimensions)
    return of_averages(
        board,
        rows,
        code="dimensiones",
        name=_("Promedio de las cuatro dimensiones"),
        finding=finding,
        sentence=findings.dimensions_read(board.dimensions),
        drawing=rows_chart(
            bars, uid=uid, title=finding, desc=findings.dimensions_read(board.dimensions)
        ),
        page=reverse("dimensions"),
        query=query,
        explore=reverse("explorer") + "#promedios",
    )


def of_dimension(board: Board, row: DimensionFigure, query: str = "") -> Figure:
    """One average with its bounds."""
    code = f"dimension-{row.code}"
    finding = findings.average(row)
    return of_averages(
        board,
        [row],
        code=code,
        name=_("Promedio de la dimensión %s") % row.name.lower(),
        finding=finding,
        sentence=findings.average_read(row),
        drawing=average_chart(row, f"g-{code}"),
        page=reverse("dimension", args=[row.code]),
        query=query,
        explore=reverse("explorer") + "#promedios",
    )


def of_averages(board: Board, rows: Sequence[DimensionFigure], **said: Any) -> Figure:
    """A figure over averages: the table they share, its source and edition."""
    printed = any(row.printed is not None for row in rows)
    columns = [
        Column("dimension", _("Dimensión"), numeric=False),
        Column("informados", _("Informados")),
        Column("aplican", _("Aplican")),
        Column("promedio_sin_dato_0_pct", _("Promedio, sin dato = 0"), places),
        Column("promedio_informados_pct", _("Solo informados"), places),
        Column("cota_inferior_pct", _("Cota inferior"), places),
        Column("cota_superior_pct", _("Cota superior"), places),
        Column("regla", _("Regla"), lambda rule: str(RULE_LABELS[rule]), numeric=False),
    ]
    values: list[tuple[Any, ...]] = [
        (
            row.name,
            row.reported,
            row.applicable,
            row.mean_zero,
            row.mean_reported,
            row.lower,
            row.upper,
            row.rule,
        )
        for row in rows
    ]
    if printed:
        columns.append(
            Column(
                "impreso_pct", _("Imprime la fuente"), lambda value: formats.percent(value, None)
            )
        )
        values = [(*value, row.printed) for value, row in zip(values, rows, strict=True)]
    uid = f"g-{said['code']}"
    query = said.pop("query")
    return Figure(
        **said,
        unit=str(PERCENT),
        keys=legends.interval(uid, printed=printed),
        columns=columns,
        rows=values,
        source=source(board.edition),
        as_of=as_of(board.edition),
        stamp=stamp(board.edition),
        asked=query,
    )


def by_corte(figure: Figure, boards: Sequence[Board]) -> Figure:
    """The same figure where each row is a corte, named by its code."""
    column = Column("corte", _("Corte"), numeric=False)
    rows = [(board.edition.corte, *row[1:]) for board, row in zip(boards, figure.rows, strict=True)]
    return replace(figure, columns=[column, *figure.columns[1:]], rows=rows)


def of_sheet(sheet: Sheet, query: str = "") -> Figure:
    """An agreement's published values against its expected path."""
    figure = sheet.figure
    code = f"acuerdo-{figure.code}"
    path = expected_path(sheet)
    finding = findings.history(figure.code, sheet.history)
    return Figure(
        code=code,
        name=SourceText(f"{figure.code} {figure.label}"),
        finding=finding,
        sentence=findings.history_read(figure, sheet.history, path.end.year),
        quoted=figure.label,
        unit=str(PERCENT),
        drawing=svg.history_chart(
            sheet.history,
            path,
            uid=f"g-{code}",
            label=finding,
        ),
        keys=legends.history(),
        columns=[
            Column("corte", _("Corte"), numeric=False),
            Column("fecha_corte", _("Fecha de corte"), formats.day, numeric=False),
            Column("avance_pct", _("Avance"), formats.percent),
            Column("dato", _("Dato"), lambda state: str(STATE_LABELS[state]), numeric=False),
            Column("arrastrado_de", _("Arrastrado de"), lambda of: of or "—", numeric=False),
            Column("esperado_desde_pct", _("Esperado desde"), formats.percent),
            Column("esperado_hasta_pct", _("Esperado hasta"), formats.percent),
            Column("publicado", _("Publicado"), formats.day, numeric=False),
        ],
        rows=[
            (
                point.corte,
                point.cutoff_on,
                point.percent,
                point.state,
                point.carried_from,
                point.expected_low,
                point.expected_high,
                point.published_at,
            )
            for point in sheet.history
        ],
        source=source_of(sheet),
        as_of=as_of(sheet.edition),
        page=reverse("agreement", args=[figure.code]),
        stamp=stamp(sheet.edition),
        asked=query,
        explore=reverse("explorer") + "#acuerdos",
    )


def expected_path(sheet: Sheet) -> ExpectedPath:
    """The straight line the agreement is judged against: from the baseline in that edition."""
    year = sheet.figure.target_year or DEFAULT_TARGET_YEAR
    return ExpectedPath(sheet.baseline_on or STRATEGY_START, date(year, 12, 31))


def average_chart(row: DimensionFigure, uid: str) -> str:
    """An average with the values of its bounds below it, named by its finding."""
    drawn = _bar(row, uid, labelled=bool(row.reported))
    return figures.titled(drawn, findings.average(row), findings.average_read(row))


def words(row: DimensionFigure) -> str:
    """`41,7 % · 6/7 informados`; where nobody reports there is no figure to write."""
    said = formats.percent(row.mean_zero) if row.reported else formats.no_data()
    return _("%(said)s · %(n)s informados") % {"said": said, "n": row.n_of_total}


def places(value: Decimal) -> str:
    """A percentage with the two decimals it is stored with."""
    return formats.percent(value, 2)


def asked(corte: str) -> str:
    """The query of a corte asked for."""
    return f"?corte={corte}" if corte else ""


def stamp(edition: Edition) -> Stamp:
    """What signs a figure of an edition."""
    return Stamp(
        words=_("%(corte)s, publicación n.º %(number)s")
        % {"corte": edition.corte_name, "number": edition.number},
        seq=edition.ledger_seq,
        head=edition.ledger_head,
        edition=f"{edition.corte}/{edition.number}",
    )


def as_of(edition: Edition) -> str:
    """Corte, edition and both its dates, as a sentence."""
    day = (
        _("fecha de corte %(day)s") % {"day": formats.day(edition.cutoff_on)}
        if edition.cutoff_on
        else _("fecha de corte no indicada por la fuente")
    )
    return _("%(corte)s, publicación n.º %(number)s; %(day)s; publicado el %(at)s.") % {
        "corte": edition.corte_name,
        "number": edition.number,
        "day": day,
        "at": formats.day(edition.published_at),
    }


def source(edition: Edition) -> str:
    """Where the figures of an edition come from."""
    documents = ", ".join(queries.cited_documents())
    if edition.corte == INITIAL_CORTE:
        return documents
    return _(
        "EMRA Seguimiento, avances informados por la Secretaría Técnica y aprobados por otra "
        "persona; los iniciales, de %(documents)s"
    ) % {"documents": documents}


def source_of(sheet: Sheet) -> str:
    """Where one figure comes from: the source's lines, or the report that was approved."""
    code = sheet.figure.report_code
    version = next((row for row in sheet.versions if row.code == code), None)
    if version is not None and version.origin == ProgressReport.Origin.ENTRY:
        return _("EMRA Seguimiento, avance %(code)s, aprobado por %(office)s") % {
            "code": code,
            "office": version.reviewer_office,
        }
    cited = sheet.figure_citation
    assert cited is not None
    if cited.line_from == cited.line_to:
        return _("%(title)s, línea %(line)s") % {
            "title": cited.document_title,
            "line": cited.line_from,
        }
    return _("%(title)s, líneas %(first)s a %(last)s") % {
        "title": cited.document_title,
        "first": cited.line_from,
        "last": cited.line_to,
    }


def _dimension(code: str, board: Board, query: str) -> Figure:
    for row in board.dimensions:
        if code == f"dimension-{row.code}":
            return of_dimension(board, row, query)
    known = ", ".join(f"dimension-{row.code}" for row in board.dimensions)
    raise figures.UnknownFigure(
        _("No hay un gráfico «%(code)s». Los de dimensiones son: %(known)s.")
        % {"code": code[:60], "known": known}
    )


def _bar(row: DimensionFigure, uid: str, *, labelled: bool = False) -> str:
    known = row.reported > 0
    return svg.interval_bar(
        row.mean_zero,
        row.lower,
        row.upper,
        row.mean_reported if known else None,
        row.printed,
        uid=uid,
        label=row.name,
        labelled=labelled,
    )
