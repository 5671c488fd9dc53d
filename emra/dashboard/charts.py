"""The explorer's Plotly figures, built from the published boards.

Figures are computed for each answer and never stored. Values go as plain lists and an unknown as
null, so that a line breaks where there is no datum instead of falling to zero.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from emra.agreements.readmodel import AgreementFigure, Board
from emra.lib.svg import GridCell, GridRow, Share

PRIMARY: Final = "#006fb3"
INK: Final = "#14212c"
MUTED: Final = "#81909d"
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash")
SYMBOLS: Final = ("circle", "square", "diamond", "triangle-up", "x")
COLOURS: Final = (INK, PRIMARY, "#7a4d00", "#17693b", "#8a2a6b")
SEPARATORS: Final = ",."


def figures(boards: Sequence[Board]) -> dict[str, Any]:
    """All of them by name, each as `{data, layout}` ready for Plotly."""
    # Plotly and pandas cost seconds and many megabytes: only this answer pays for them.
    from plotly import graph_objects as go

    if not boards:
        return {}
    last = boards[-1]
    return {
        "averages": _plain(_averages(go, boards)),
        "paths": _plain(_paths(go, last)),
        "shares": _plain(_shares(go, last)),
    }


def grid_rows(boards: Sequence[Board]) -> tuple[GridRow, ...]:
    """Agreement by corte, for the server's grid."""
    if not boards:
        return ()
    by_corte = [{figure.code: figure for figure in board.agreements} for board in boards]
    return tuple(
        GridRow(
            figure.code,
            tuple(
                GridCell(row[figure.code].percent, row[figure.code].state)
                if figure.code in row
                else GridCell(None, "NO_DATA")
                for row in by_corte
            ),
        )
        for figure in boards[-1].agreements
    )


def shares(board: Board) -> tuple[tuple[str, str, tuple[Share, ...]], ...]:
    """Per dimension: code, name and how its agreements split by kind of datum."""
    return tuple(
        (
            row.code,
            row.name,
            (
                Share(_("con dato"), row.reported, "solid"),
                Share(_("sin dato"), row.applicable - row.reported, "hatch"),
                Share(_("no aplica"), row.total - row.applicable, "none"),
            ),
        )
        for row in (*board.dimensions, board.overall)
    )


def averages_frame(boards: Sequence[Board]) -> Any:
    """A `pandas.DataFrame` with one row per corte and scope, the 19 together first.

    Columns: corte, code, name, informed ("6/7"), mean_zero, lower, upper (float percent, NaN where
    undefined).
    """
    import pandas as pd

    rows = [
        {
            "corte": board.edition.corte,
            "code": row.code,
            "name": row.name,
            "informed": row.n_of_total,
            "mean_zero": _number(row.mean_zero),
            "lower": _number(row.lower),
            "upper": _number(row.upper),
        }
        for board in boards
        for row in (board.overall, *board.dimensions)
    ]
    return pd.DataFrame(rows).astype({"mean_zero": float, "lower": float, "upper": float})


def _averages(go: Any, boards: Sequence[Board]) -> Any:
    figure = go.Figure()
    series = averages_frame(boards).groupby("code", sort=False)
    for index, (_code, rows) in enumerate(series):
        figure.add_trace(
            go.Scatter(
                name=rows["name"].iloc[-1],
                x=rows["corte"].tolist(),
                y=_list(rows["mean_zero"]),
                customdata=list(
                    zip(rows["informed"], _list(rows["lower"]), _list(rows["upper"]), strict=True)
                ),
                mode="lines+markers",
                line={
                    "dash": DASHES[index],
                    "color": COLOURS[index],
                    "width": 3 if not index else 2,
                },
                marker={"symbol": SYMBOLS[index], "size": 11},
                hovertemplate=_(
                    "%{fullData.name}: %{y:.1f} %<br>%{customdata[0]} informados, sin dato = 0"
                    "<br>cotas %{customdata[1]:.1f} a %{customdata[2]:.1f} %<extra></extra>"
                ),
            )
        )
    figure.update_layout(**_layout(), yaxis=_percent_axis(), xaxis={"type": "category"})
    return figure


def _paths(go: Any, board: Board) -> Any:
    rows = list(reversed(board.agreements))
    codes = [row.code for row in rows]
    figure = go.Figure()
    figure.add_trace(
        go.Bar(
            name=_("esperado a la fecha"),
            orientation="h",
            y=codes,
            base=[_number(row.expected_low) for row in rows],
            x=[_span(row) for row in rows],
            width=0.6,
            marker={"color": "rgba(129,144,157,.45)", "line": {"color": INK, "width": 1}},
            hovertemplate=_("%{y}: se espera de %{base:.1f} a %{x:.1f} %<extra></extra>"),
        )
    )
    figure.add_trace(
        go.Scatter(
            name=_("avance publicado"),
            mode="markers",
            y=codes,
            x=[_number(row.percent) for row in rows],
            text=[row.label for row in rows],
            marker={"color": PRIMARY, "size": 13, "symbol": "diamond"},
            hovertemplate="%{y} %{text}: %{x:.1f} %<extra></extra>",
        )
    )
    without = [row for row in rows if row.percent is None]
    figure.add_trace(
        go.Scatter(
            name=_("sin dato (no es cero)"),
            mode="text",
            y=[row.code for row in without],
            x=[50 for _row in without],
            text=[_("sin dato") for _row in without],
            hoverinfo="skip",
        )
    )
    figure.update_layout(
        **_layout(height=660),
        xaxis=_percent_axis(),
        yaxis={"type": "category", "dtick": 1},
        barmode="overlay",
    )
    return figure


def _shares(go: Any, board: Board) -> Any:
    rows = list(reversed(board.dimensions))
    parts = (
        (_("con dato"), [row.reported for row in rows], PRIMARY, ""),
        (_("sin dato"), [row.applicable - row.reported for row in rows], "#ffffff", "/"),
        (_("no aplica"), [row.total - row.applicable for row in rows], "#d5dde4", "."),
    )
    figure = go.Figure()
    for name, counts, colour, shape in parts:
        figure.add_trace(
            go.Bar(
                name=name,
                orientation="h",
                y=[row.name for row in rows],
                x=counts,
                marker={
                    "color": colour,
                    "line": {"color": MUTED, "width": 1},
                    "pattern": {"shape": shape, "fgcolor": MUTED},
                },
                hovertemplate="%{y}: %{x} %{fullData.name}<extra></extra>",
            )
        )
    figure.update_layout(
        **_layout(height=320), barmode="stack", xaxis={"dtick": 1, "title": {"text": _("acuerdos")}}
    )
    return figure


def _layout(height: int = 420) -> dict[str, Any]:
    return {
        "height": height,
        "separators": SEPARATORS,
        "template": "none",
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
        "font": {"family": "system-ui, sans-serif", "size": 15, "color": INK},
        "margin": {"l": 8, "r": 40, "t": 12, "b": 8},
        "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        "hoverlabel": {"font": {"size": 15}},
    }


def _percent_axis() -> dict[str, Any]:
    return {
        "range": [0, 101],
        "dtick": 20,
        "ticksuffix": " %",
        "gridcolor": "#d5dde4",
        "zeroline": True,
        "zerolinecolor": MUTED,
        "automargin": True,
    }


def _plain(figure: Any) -> dict[str, Any]:
    figure.update_xaxes(automargin=True)
    figure.update_yaxes(automargin=True)
    plain = figure.to_dict()
    plain["layout"].pop("template", None)
    return {"data": plain["data"], "layout": plain["layout"]}


def _list(column: Any) -> list[float | None]:
    """A float column as JSON values: NaN as null."""
    return [None if value != value else value for value in column.tolist()]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _span(row: AgreementFigure) -> float | None:
    if row.expected_low is None or row.expected_high is None:
        return None
    return float(max(row.expected_high - row.expected_low, Decimal("0.5")))
