"""The published agreements as tables to download."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from emra.agreements.columns import (
    AGREEMENTS,
    COMPARISON,
    DIMENSIONS,
    EDITIONS,
    GOALPOSTS,
    HISTORY,
    VALUES,
)
from emra.agreements.comparison import AverageMove, BoardComparison
from emra.agreements.goalpost_queries import ChangeView
from emra.agreements.readmodel import AgreementFigure, Board, Edition, ReadingView, Sheet
from emra.lib.tables import Table


def agreements(board: Board, figures: Sequence[AgreementFigure]) -> Table:
    """The agreements of an edition, as filtered and sorted by the list."""
    rows = [
        (
            figure.code,
            figure.dimension,
            figure.title,
            figure.percent,
            figure.state,
            figure.health,
            figure.pairing,
            figure.carried_from,
            figure.expected_low,
            figure.expected_high,
            figure.target_value,
            figure.target_unit,
            figure.target_year,
            board.edition.corte,
            board.edition.number,
            board.edition.ledger_head,
        )
        for figure in figures
    ]
    return Table(f"acuerdos-{board.edition.corte}", AGREEMENTS, rows, about(board.edition))


def history(sheet: Sheet) -> Table:
    """An agreement's reading in each published corte."""
    rows = [
        (
            sheet.figure.code,
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
    ]
    return Table(f"acuerdo-{sheet.figure.code}", HISTORY, rows, about(sheet.edition))


def dimensions(board: Board) -> Table:
    """The averages of an edition, the 19 together last."""
    rows = [
        (
            figure.code,
            figure.name,
            figure.reported,
            figure.applicable,
            figure.total,
            figure.mean_zero,
            figure.mean_reported,
            figure.lower,
            figure.upper,
            figure.rule,
            figure.printed,
            board.edition.corte,
        )
        for figure in (*board.dimensions, board.overall)
    ]
    return Table(f"dimensiones-{board.edition.corte}", DIMENSIONS, rows, about(board.edition))


def goalposts(changes: Sequence[ChangeView]) -> Table:
    """The changes of goalposts that hold, a row for each thing moved."""
    rows = [
        (
            change.code,
            change.agreement,
            moved.field,
            _said(getattr(change.before, moved.field)),
            _said(getattr(change.after, moved.field)),
            change.decision_kind,
            change.decision_code,
            change.decision_on,
            change.reason,
            change.proposed_by,
            change.decided_by,
            change.decided_at,
        )
        for change in changes
        for moved in change.fields
    ]
    return Table("cambios-de-metas", GOALPOSTS, rows)


def comparison(found: BoardComparison) -> Table:
    """Two editions: a row for each average and, below, one for each agreement."""
    cortes = (_edition(found.a.edition), _edition(found.b.edition))
    rows = [_average_row(move, cortes) for move in (*found.averages, found.overall)]
    rows += [
        (
            "ACUERDO",
            move.code,
            move.after.dimension,
            move.after.title,
            move.before.percent,
            move.before.state,
            *(None,) * 4,
            move.after.percent,
            move.after.state,
            *(None,) * 4,
            "",
            move.difference,
            move.of_dimension,
            move.of_all,
            move.kind,
            move.carried_from,
            "; ".join(f"{row.name}: {row.before} → {row.after}" for row in move.goalposts),
            *cortes,
        )
        for move in found.agreements
    ]
    name = f"comparacion-{'-y-'.join(corte.replace('/', '-') for corte in cortes)}"
    return Table(name, COMPARISON, rows, about(found.b.edition))


def _average_row(move: AverageMove, cortes: tuple[str, str]) -> tuple[object, ...]:
    return (
        "PROMEDIO",
        move.code,
        "",
        move.after.name,
        move.before.mean_zero,
        "",
        move.before.reported,
        move.before.applicable,
        move.before.lower,
        move.before.upper,
        move.after.mean_zero,
        "",
        move.after.reported,
        move.after.applicable,
        move.after.lower,
        move.after.upper,
        move.after.rule,
        move.difference,
        None,
        None,
        "",
        "",
        "",
        *cortes,
    )


def _edition(edition: Edition) -> str:
    return f"{edition.corte}/{edition.number}"


def editions(rows: Sequence[Edition]) -> Table:
    """Each publication of each corte with what seals it."""
    return Table(
        "cortes",
        EDITIONS,
        [
            (
                row.corte,
                row.number,
                row.corte_name,
                row.cutoff_on,
                row.published_at,
                row.reason,
                row.ledger_seq,
                row.ledger_head,
                row.digest,
            )
            for row in rows
        ],
    )


def values(rows: Sequence[ReadingView]) -> Table:
    """What each edition says of each agreement: published rows, which never change."""
    return Table(
        "acuerdos-historia",
        VALUES,
        [
            (
                row.agreement,
                row.corte,
                row.edition,
                row.title,
                row.percent,
                row.state,
                row.carried_from,
            )
            for row in rows
        ],
    )


def about(edition: Edition) -> list[tuple[str, object]]:
    """Where the figures of an edition come from and what seals them."""
    return [
        (_("Corte"), edition.corte),
        (_("Fecha de corte"), edition.cutoff_on or _("no indicada por la fuente")),
        (_("Publicación"), edition.number),
        (_("Publicado"), edition.published_at),
        (_("Bitácora, evento"), edition.ledger_seq),
        (_("Bitácora, cabeza"), edition.ledger_head),
        (_("Sello del contenido"), edition.digest),
    ]


def _said(value: object) -> str | None:
    """A title, a number, a year or a day as text: one column holds them all."""
    return None if value is None else str(value)
