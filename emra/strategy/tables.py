"""The objectives and their lines of action as tables to download."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from emra.lib.tables import Table
from emra.sources.queries import CitationView
from emra.strategy.columns import LINES, OBJECTIVES
from emra.strategy.queries import FollowUpView, ObjectiveView


def objectives(rows: Sequence[ObjectiveView]) -> Table:
    """The five objectives."""
    return Table(
        "objetivos-estrategicos",
        OBJECTIVES,
        [
            (
                row.code,
                row.title,
                row.commission,
                row.citation.document_code,
                row.citation.line_from,
                row.citation.line_to,
            )
            for row in rows
        ],
    )


def lines(
    rows: Sequence[ObjectiveView], source: CitationView, absolute: Callable[[str], str]
) -> Table:
    """The 38 lines of action with their objective and how they go; `absolute` ends a path."""
    return Table(
        "objetivos",
        LINES,
        [
            (
                *(line.code, row.code, row.title, row.commission, line.horizon, line.years),
                *(line.title, line.state, *_followed(line.follow_up, absolute)),
            )
            for row in rows
            for line in row.lines
        ],
        [(_("Documento"), source.document_title), (_("Editor"), source.publisher)],
    )


def _followed(told: FollowUpView | None, absolute: Callable[[str], str]) -> tuple[object, ...]:
    """The columns of a line's state; empty cells while nobody has reported on it."""
    if told is None:
        return (None,) * 5
    backing = told.link or (absolute(told.file) if told.file else None)
    return (told.percent, told.note, backing, told.reference, told.recorded_at)
