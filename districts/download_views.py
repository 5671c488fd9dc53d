"""The districts as files: tables in three formats, GeoJSON and GeoPackage."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from districts import exports, figures, queries, tables
from districts.readmodel import RunView
from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag
from emra.lib.tables import Table, respond

# What can be asked for as a table of the published run, by its name in the address.
RUN_TABLES = {
    "faenas": tables.sites,
    "hexagonos": tables.cells,
    "estudio": tables.matches,
}


@access(PUBLIC)
@require_safe
@ledger_etag
def districts_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.districts(_published()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def run_table(request: HttpRequest, name: str, form: str) -> HttpResponse:
    return respond(_run_table(name), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def runs_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.runs(queries.runs()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def layer_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    layer = queries.layer(code)
    return respond(tables.layer(layer, queries.features(layer.current.pk)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def geojson(request: HttpRequest) -> HttpResponse:
    run = _published()
    return _file(exports.geojson(run), exports.GEOJSON_TYPE, f"distritos-{run.code}.geojson")


@access(PUBLIC)
@require_safe
@ledger_etag
def geopackage(request: HttpRequest) -> HttpResponse:
    run = _published()
    return _file(exports.geopackage(run), exports.GEOPACKAGE_TYPE, f"distritos-{run.code}.gpkg")


@access(PUBLIC)
@require_safe
def map_file(request: HttpRequest, form: str) -> HttpResponse:
    """Where the map was to be had before it was a published figure."""
    return redirect(reverse("figure-file", args=[figures.MAP, form]), permanent=True)


def _published() -> RunView:
    run = queries.published_run()
    if run is None:
        raise Http404(_("Todavía no hay una corrida publicada de los distritos."))
    return run


def _run_table(name: str) -> Table:
    return RUN_TABLES[name](_published())


def _file(content: bytes, kind: str, filename: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
