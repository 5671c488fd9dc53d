"""The objectives and their lines of action as the search finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emra.lib.findables import Findable, Kind, sentences
from emra.strategy import queries


def objectives() -> tuple[Findable, ...]:
    return tuple(
        Findable(row.code, row.title, "", reverse("objective", args=[row.code]))
        for row in queries.objectives()
    )


def lines() -> tuple[Findable, ...]:
    return tuple(
        Findable(
            code=line.code,
            title=line.title,
            text=sentences(
                f"{row.code} {row.title}",
                f"{line.horizon_name} {line.years}",
                line.follow_up.note if line.follow_up else "",
            ),
            path=f"{reverse('objective', args=[row.code])}#{line.code}",
        )
        for row in queries.objectives()
        for line in row.lines
    )


KINDS = (
    Kind("objetivos", _("Objetivos"), 30, objectives),
    Kind("lineas", _("Líneas de acción"), 40, lines),
)
