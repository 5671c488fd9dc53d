"""Covenants, bilateral projects and promotion instruments as the search finds them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emra.cooperation import bilateral_queries, queries
from emra.lib.findables import Findable, Kind, sentences


def covenants() -> tuple[Findable, ...]:
    return tuple(
        Findable(
            code=row.code,
            title=row.name,
            text=sentences(
                row.programme,
                row.province,
                ", ".join(party.name for party in row.parties),
                ", ".join(place.name for place in row.localities),
                *(f"{axis.commune_name}: {axis.name}" for axis in row.axes),
                *(result.text for result in row.results),
                *(each.findings for each in row.evaluations),
            ),
            path=reverse("covenant", args=[row.code]),
        )
        for row in queries.covenants(timezone.localdate())
    )


def bilaterals() -> tuple[Findable, ...]:
    return tuple(
        Findable(
            code=row.code,
            title=row.content.name,
            text=sentences(
                row.content.area,
                row.content.description,
                ", ".join(row.countries),
                ", ".join(each.name for each in row.content.institutions),
                *row.content.topics,
                *(each.result.text for each in row.results),
                *(told.text for each in row.results for told in each.reports),
            ),
            path=row.path,
        )
        for row in bilateral_queries.projects()
    )


KINDS = (
    Kind("convenios", _("Convenios"), 90, covenants),
    Kind("bilaterales", _("Proyectos bilaterales"), 100, bilaterals),
)
