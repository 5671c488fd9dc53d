"""The royalty funds as the public reads them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.ledger.http import ledger_etag
from emra.lib.tables import respond
from emra.royalty import figures, queries, sentences, tables
from emra.royalty.readmodel import FundView, YearView

HOME_REGION = "antofagasta"


@access(PUBLIC)
@require_safe
@ledger_etag
def funds(request: HttpRequest) -> HttpResponse:
    view = _year(request)
    home = view.of_region(HOME_REGION)
    region = next((row for row in view.regions if row.slug == HOME_REGION), None)
    return _page(
        request,
        "royalty/funds.html",
        view,
        {
            "sentence": sentences.year(view),
            "weights": [(fund, figures.weights(view, fund)) for fund in view.funds],
            "home": home,
            "home_region": region,
            "home_sentence": sentences.what_is_known(region, home) if region else "",
            "figure": figures.home_map(view) if region else None,
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def regions(request: HttpRequest) -> HttpResponse:
    view = _year(request)
    context = {
        "sentence": sentences.regions(view),
        "figure": figures.regions(view),
    }
    return _page(request, "royalty/regions.html", view, context)


@access(PUBLIC)
@require_safe
@ledger_etag
def regions_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.regions(_year(request)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def region(request: HttpRequest, slug: str) -> HttpResponse:
    view = _year(request)
    row = _found(queries.region, view, slug)
    communes = view.of_region(slug)
    context = {
        "region": row,
        "communes": communes,
        "sentence": sentences.region(row),
        "known_sentence": sentences.what_is_known(row, communes),
        "figure": figures.home_map(view) if slug == HOME_REGION else None,
    }
    return _page(request, "royalty/region.html", view, context)


@access(PUBLIC)
@require_safe
@ledger_etag
def communes(request: HttpRequest) -> HttpResponse:
    view = _year(request)
    slug, chosen = _chosen(request, view)
    region = next((row for row in view.regions if row.slug == slug), None)
    known = any(row.both_percent is not None for row in chosen)
    context = {
        "slug": slug,
        "communes": chosen,
        "figure": figures.by_commune(view, chosen, region) if known else None,
    }
    return _page(request, "royalty/communes.html", view, context)


@access(PUBLIC)
@require_safe
@ledger_etag
def communes_table(request: HttpRequest, form: str) -> HttpResponse:
    view = _year(request)
    return respond(tables.communes(view, _chosen(request, view)[1]), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def commune(request: HttpRequest, cut: str) -> HttpResponse:
    view = _year(request)
    row = _found(queries.commune, view, cut)
    region = next((found for found in view.regions if found.slug == row.region), None)
    context = {
        "commune": row,
        "region": region,
        "sentence": sentences.commune(row, region, view),
    }
    return _page(request, "royalty/commune.html", view, context)


@access(PUBLIC)
@require_safe
@ledger_etag
def indicators_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.indicators(queries.funds()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def indicators_template(request: HttpRequest, fund: str, form: str) -> HttpResponse:
    """The spreadsheet to fill in with a fund's indicator values."""
    view = _year(request)
    return respond(tables.indicators_template(find_fund(view, fund), view.communes), form)


def find_fund(view: YearView, code: str) -> FundView:
    """The fund, or 404."""
    found = view.fund(code)
    if found is None:
        raise Http404(_("No hay criterios publicados de ese fondo: los fondos son FET y FCMI."))
    return found


def published_year(text: str) -> YearView:
    """The year that an address asks for, or the last one published; 404 for any other."""
    if text and not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Http404(_("«ano» debe ser un año, por ejemplo ?ano=2024."))
    try:
        return queries.year(int(text) if text else None)
    except queries.NotPublished as missing:
        raise Http404(str(missing)) from missing


def _year(request: HttpRequest) -> YearView:
    return published_year(request.GET.get("ano", ""))


def _page(
    request: HttpRequest, template: str, view: YearView, context: dict[str, Any]
) -> HttpResponse:
    year = request.GET.get("ano", "")
    shared = {"section": "royalty", "view": view, "year_query": f"?ano={year}" if year else ""}
    return render(request, template, {**shared, **context})


def _found(find: Any, view: YearView, key: str) -> Any:
    try:
        return find(view, key)
    except queries.NotPublished as missing:
        raise Http404(str(missing)) from missing


def _chosen(request: HttpRequest, view: YearView) -> tuple[str, Any]:
    """All communes of `?region=`, or those with an amount."""
    slug = request.GET.get("region", "")
    if not slug:
        return slug, view.known_communes
    _found(queries.region, view, slug)
    return slug, view.of_region(slug)
