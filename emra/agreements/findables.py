"""The agreements and their dimensions as the search finds them: as they are published."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emra.agreements import queries
from emra.lib import formats
from emra.lib.findables import Findable, Kind, sentences


def agreements() -> tuple[Findable, ...]:
    board = queries.published_or_none()
    if board is None:
        return ()
    return tuple(
        Findable(
            code=row.code,
            title=row.label,
            text=sentences(
                row.dimension_name,
                f"{board.edition.corte_name}: {formats.percent(row.percent)}",
                row.reason,
                row.note,
                row.setback_reason,
                f"{formats.number(row.target_value)} {row.target_unit}"
                if row.target_value is not None
                else "",
            ),
            path=reverse("agreement", args=[row.code]),
        )
        for row in board.agreements
    )


def dimensions() -> tuple[Findable, ...]:
    board = queries.published_or_none()
    if board is None:
        return ()
    return tuple(
        Findable(
            code=row.code,
            title=row.name,
            text=sentences(
                f"{board.edition.corte_name}: {formats.percent(row.mean_zero)}, {row.n_of_total}"
            ),
            path=reverse("dimension", args=[row.code]),
        )
        for row in board.dimensions
    )


KINDS = (
    Kind("acuerdos", _("Acuerdos"), 10, agreements),
    Kind("dimensiones", _("Dimensiones"), 20, dimensions),
)
