"""The map of the region's communes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.dashboard import commune_map, map_figure
from emra.ledger.http import ledger_etag
from emra.lib.tables import respond


@access(PUBLIC)
@require_safe
@ledger_etag
def communes_map(request: HttpRequest) -> HttpResponse:
    found = commune_map.commune_map()
    context = {
        "section": "map",
        "found": found,
        "figure": map_figure.of_map(found),
    }
    return render(request, "dashboard/map.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def communes_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(commune_map.communes_table(commune_map.commune_map()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def localities_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(commune_map.localities_table(commune_map.commune_map()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def communes_geojson(request: HttpRequest) -> HttpResponse:
    """The outlines with their counts, for the interactive map and for anyone."""
    content = commune_map.geojson(commune_map.commune_map())
    return HttpResponse(content, content_type="application/geo+json")
