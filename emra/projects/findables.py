"""The projects and initiatives as the search finds them: approved entries alone."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emra.lib.findables import Findable, Kind, sentences
from emra.projects import queries
from emra.projects.models import Entry


def projects() -> tuple[Findable, ...]:
    told: dict[str, list[str]] = {}
    for code, text in Entry.objects.approved().order_by("-id").values_list("project", "text"):
        told.setdefault(code, []).append(text)
    return tuple(
        Findable(
            code=row.code,
            title=row.name,
            text=sentences(
                row.summary,
                row.sector_name,
                row.lead_name,
                row.objective_title,
                row.track_name,
                f"BIP {row.bip}" if row.bip else "",
                ", ".join(commune.name for commune in row.communes),
                *(each.name for each in row.partners),
                *told.get(row.code, ()),
            ),
            path=reverse("project", args=[row.code]),
        )
        for row in queries.projects(timezone.localdate())
    )


KINDS = (Kind("proyectos", _("Proyectos e iniciativas"), 80, projects),)
