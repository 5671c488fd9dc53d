"""The states of the lines of action, as they were told."""

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.lib.happenings import Happening, shortened
from emra.strategy.models import LineProgress, LineState


def everything() -> tuple[Happening, ...]:
    return tuple(
        Happening(
            key=f"linea/{row.pk}",
            at=row.recorded_at,
            title=_("Línea de acción %(code)s: %(state)s")
            % {"code": row.line_id, "state": str(LineProgress(row.state).label).lower()},
            text=shortened(f"{row.line.title}. {row.note}"),
            path=f"{reverse('objective', args=[row.line.objective_id])}#{row.line_id}",
            about=frozenset({row.line_id, row.line.objective_id}),
        )
        for row in LineState.objects.select_related("line")
    )
