"""The published figures over a whole edition, and over all of them."""

from collections.abc import Callable, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.agreements import figures as ours
from emra.agreements import findings, queries
from emra.agreements.http import publication_etag
from emra.agreements.readmodel import Board
from emra.dashboard import charts, sentences
from emra.lib import figures, formats, legends, svg
from emra.lib.figures import Column, Figure
from emra.lib.svg_rows import BarRow, cut, rows_chart
from emra.lib.templatetags.es_cl import STATE_LABELS

# Letters of an agreement's title beside its value, on a phone.
_TITLE: Final = 27
OVERALL: Final = gettext_lazy("Promedio de los 19 acuerdos")
PATHS: Final = gettext_lazy("Cada acuerdo frente a lo esperado")
TREND: Final = gettext_lazy("Promedio de los 19 en cada corte")
GRID: Final = gettext_lazy("Acuerdos por corte")
SHARES: Final = gettext_lazy("Cuánto se sabe en cada dimensión")


def register() -> None:
    _register("avance", OVERALL, lambda corte, query: overall(_board(corte), query))
    _register("acuerdos", PATHS, lambda corte, query: paths(_board(corte), query))
    _register("reparto", SHARES, lambda corte, query: shares(_board(corte), query))
    _register("promedios", TREND, lambda corte, query: trend(_boards(corte), query))
    _register("cuadricula", GRID, lambda corte, query: grid(_boards(corte), query))


def _boards(corte: str) -> tuple[Board, ...]:
    """What the tablero shows of a corte; `board` refuses where nothing is published."""
    return queries.trend(corte or None) or (queries.board(),)


def overall(board: Board, query: str = "") -> Figure:
    """The average of the 19 with its bounds."""
    row = board.overall
    return ours.of_averages(
        board,
        [row],
        code="avance",
        name=str(OVERALL),
        finding=findings.average(row),
        sentence=findings.average_read(row),
        drawing=ours.average_chart(row, "g-avance"),
        page=reverse("home"),
        query=query,
        explore=reverse("explorer") + "#promedios",
    )


def paths(board: Board, query: str = "") -> Figure:
    """Every agreement of an edition against what is expected at its date."""
    uid, finding = "g-acuerdos", findings.against_path(board.agreements)
    rows = [
        BarRow(
            f"{row.code} {cut(row.label, _TITLE)}",
            str(STATE_LABELS[row.state]).lower()
            if row.percent is None
            else formats.percent(row.percent),
            svg.percent_bar(
                row.percent,
                row.expected_low,
                row.expected_high,
                row.state,
                uid=f"{uid}-{row.code}",
                label=row.code,
            ),
        )
        for row in board.agreements
    ]
    sentence = sentences.against_path(board.agreements)
    return Figure(
        code="acuerdos",
        name=str(PATHS),
        finding=finding,
        sentence=sentence,
        unit=str(ours.PERCENT),
        drawing=rows_chart(rows, uid=uid, title=finding, desc=sentence),
        keys=legends.percent(),
        columns=[
            Column("acuerdo", _("Acuerdo"), numeric=False),
            Column("titulo", _("Título"), numeric=False),
            Column("avance_pct", _("Avance"), formats.percent),
            Column("dato", _("Dato"), _state, numeric=False),
            Column("esperado_desde_pct", _("Esperado desde"), formats.percent),
            Column("esperado_hasta_pct", _("Esperado hasta"), formats.percent),
        ],
        rows=[
            (row.code, row.label, row.percent, row.state, row.expected_low, row.expected_high)
            for row in board.agreements
        ],
        source=ours.source(board.edition),
        as_of=ours.as_of(board.edition),
        page=reverse("agreements"),
        stamp=ours.stamp(board.edition),
        asked=query,
        explore=reverse("explorer") + "#acuerdos",
    )


def shares(board: Board, query: str = "") -> Figure:
    """How much is known of each dimension."""
    uid, finding = "g-reparto", sentences.share_by_dimension(board).rstrip(".")
    parts = charts.shares(board)
    rows = [
        BarRow(
            name,
            ", ".join(f"{share.count} {share.label}" for share in split if share.count),
            svg.share_bar(split, uid=f"{uid}-{code}", label=name),
        )
        for code, name, split in parts
    ]
    sentence = _("Sin dato no es cero: son acuerdos de los que no se publica un avance.")
    return Figure(
        code="reparto",
        name=str(SHARES),
        finding=finding,
        sentence=sentence,
        unit=_("acuerdos"),
        drawing=rows_chart(rows, uid=uid, title=finding, desc=sentence),
        keys=legends.shares(uid),
        columns=[
            Column("dimension", _("Dimensión"), numeric=False),
            Column("con_dato", _("Con dato")),
            Column("sin_dato", _("Sin dato")),
            Column("no_aplica", _("No aplica")),
        ],
        rows=[(name, *(share.count for share in split)) for _code, name, split in parts],
        source=ours.source(board.edition),
        as_of=ours.as_of(board.edition),
        page=reverse("explorer") + "#reparto",
        stamp=ours.stamp(board.edition),
        asked=query,
        explore=reverse("explorer") + "#reparto",
    )


def trend(boards: Sequence[Board], query: str = "") -> Figure:
    """The average of the 19 in each corte, with its bounds."""
    uid, last = "g-promedios", boards[-1]
    finding = sentences.averages_by_corte(boards).rstrip(".")
    rows = [
        BarRow(
            board.edition.corte_name,
            ours.words(board.overall),
            ours.average_chart(board.overall, f"{uid}-{board.edition.id}"),
        )
        for board in boards
    ]
    figure = ours.of_averages(
        last,
        [board.overall for board in boards],
        code="promedios",
        name=str(TREND),
        finding=finding,
        sentence=findings.average_read(last.overall),
        drawing=rows_chart(rows, uid=uid, title=finding, desc=findings.average_read(last.overall)),
        page=reverse("explorer") + "#promedios",
        query=query,
        explore=reverse("explorer") + "#promedios",
    )
    return ours.by_corte(figure, boards)


def grid(boards: Sequence[Board], query: str = "") -> Figure:
    """Every agreement in every corte."""
    last, columns = boards[-1], [board.edition.corte for board in boards]
    rows = charts.grid_rows(boards)
    finding = sentences.grid(boards).rstrip(".")
    sentence = _("Mientras más oscura la celda, mayor el avance; borde cortado es sin dato.")
    drawn = svg.grid_chart(columns, rows, uid="g-cuadricula", label=finding)
    return Figure(
        code="cuadricula",
        name=str(GRID),
        finding=finding,
        sentence=sentence,
        unit=str(ours.PERCENT),
        drawing=figures.titled(drawn, finding),
        keys=[legends.unknown(_("sin dato: no es cero"))],
        columns=[
            Column("acuerdo", _("Acuerdo"), numeric=False),
            Column("titulo", _("Título"), numeric=False),
            *(Column(code, code, formats.percent) for code in columns),
        ],
        rows=[
            (row.label, figure.label, *(cell.percent for cell in row.cells))
            for figure, row in zip(last.agreements, rows, strict=True)
        ],
        source=ours.source(last.edition),
        as_of=ours.as_of(last.edition),
        page=reverse("explorer") + "#cuadricula",
        stamp=ours.stamp(last.edition),
        asked=query,
        explore=reverse("explorer") + "#cuadricula",
    )


def _register(code: str, name: object, draw: Callable[[str, str], Figure]) -> None:
    """A family of one; `draw` gets the corte asked for and the query that repeats it."""

    def listed() -> list[tuple[str, str]]:
        queries.board()  # nothing to list before the first publication
        return [(code, str(name))]

    def drawn(_code: str, corte: str) -> Figure:
        return draw(corte, ours.asked(corte))

    figures.register(figures.Family(code, listed, drawn, publication_etag))


def _board(corte: str) -> Board:
    return queries.board(corte or None)


def _state(state: str) -> str:
    return str(STATE_LABELS[state])
