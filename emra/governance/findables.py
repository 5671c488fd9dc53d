"""Bodies, sessions with public minutes and public commitments as the search finds them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emra.governance import commitment_queries, queries
from emra.governance.models import Meeting
from emra.lib import formats
from emra.lib.findables import Findable, Kind, sentences


def bodies() -> tuple[Findable, ...]:
    return tuple(
        Findable(
            code=row.code,
            title=row.name,
            text=sentences(row.kind_name, row.role, row.organisation_name, row.objective_title),
            path=reverse("body", args=[row.code]),
        )
        for row in queries.bodies(timezone.localdate())
    )


def sessions() -> tuple[Findable, ...]:
    """With agenda and minutes, once a second person approved these."""
    told = Meeting.objects.told().select_related("body", "minutes").prefetch_related("agenda")
    return tuple(
        Findable(
            code=row.code,
            title=f"{row.body.name}, {formats.day(timezone.localdate(row.at))}",
            text=sentences(*(item.title for item in row.agenda.all()), row.minutes.text),
            path=reverse("session", args=[row.code]),
        )
        for row in told
    )


def commitments() -> tuple[Findable, ...]:
    return tuple(
        Findable(
            code=row.code,
            title=row.text,
            text=sentences(
                row.owner_name,
                row.body_name,
                row.state_name,
                row.about,
                row.reason,
                *(step.text for step in row.steps),
            ),
            path=reverse("commitment", args=[row.code]),
        )
        for row in commitment_queries.commitments(today=timezone.localdate())
    )


KINDS = (
    Kind("instancias", _("Comisiones y otras instancias"), 50, bodies),
    Kind("sesiones", _("Sesiones con acta publicada"), 60, sessions),
    Kind("compromisos", _("Compromisos"), 70, commitments),
)
