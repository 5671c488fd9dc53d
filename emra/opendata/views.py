"""Open data: the index, a page and four files for each dataset, package, catalogue and ZIPs."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from emra import __version__
from emra.accounts.access import PUBLIC, access
from emra.agreements import queries as agreements
from emra.agreements.readmodel import Edition
from emra.ledger.http import ledger_etag
from emra.lib.errors import Unknown
from emra.lib.tables import respond as respond_table
from emra.opendata import archives, datapackage, dcat, files, listing, snippets
from emra.opendata.files import Built
from emra.opendata.registry import THEMES
from emra.opendata.terms import Terms, reserved, terms
from emra.sources.models import SourceDocument

SECTION = {"section": "opendata"}
JSON_LD = "application/ld+json"
# Characters that could end the element the text stands in.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@access(PUBLIC)
@require_safe
@ledger_etag
def index(request: HttpRequest) -> HttpResponse:
    now = files.state()
    every = listing.listed(now)
    groups = [
        (name, [one for one in every if one.dataset.theme == theme])
        for theme, name in THEMES.items()
    ]
    context = {
        **SECTION,
        "now": now,
        "groups": [(name, rows) for name, rows in groups if rows],
        "count": len(every),
        "size": sum(one.open.size for one in every),
        "terms": terms(),
        "reserved": reserved(),
        "editions": agreements.editions(),
    }
    return render(request, "opendata/index.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def dataset(request: HttpRequest, code: str) -> HttpResponse:
    one, corte = _asked(request, code)
    said = terms()
    query = f"?corte={corte}" if corte and one.dataset.of_edition else ""
    address = f"{settings.SITE_URL}/datos/{code}.csv{query}"
    described = dcat.schema_org(one, said, site=settings.SITE_URL)
    context = {
        **SECTION,
        "one": one,
        "dataset": one.dataset,
        "now": one.state,
        "query": query,
        "terms": said,
        "reserved": reserved(),
        "documents": SourceDocument.objects.filter(code__in=one.dataset.documents),
        "schema": datapackage.schema(one),
        "snippet": snippets.pandas(one, address),
        "described": json.dumps(described, ensure_ascii=False).translate(ESCAPES),
        "editions": agreements.editions() if one.dataset.of_edition else (),
        "address": f"{settings.SITE_URL}/datos/{code}/{query}",
    }
    return render(request, "opendata/dataset.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def dataset_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    one = _asked(request, code)[0]
    kept, said = one.content.get(form), terms()
    if kept is None:
        about = (*one.table.about, (_("Licencia"), said.said))
        response = respond_table(replace(one.table, about=about), form)
    else:
        response = HttpResponse(kept, content_type=one.files[form].content_type)
    ending = form.partition("-")[0]
    response["Content-Disposition"] = f'attachment; filename="{code}.{ending}"'
    response["Link"] = _links(code, said)
    return response


@access(PUBLIC)
@require_safe
@ledger_etag
def package(request: HttpRequest) -> HttpResponse:
    now = files.state()
    found = datapackage.package(files.every(now), now, terms(), site=settings.SITE_URL)
    return _json(found, "application/json")


@access(PUBLIC)
@require_safe
@ledger_etag
def catalogue(request: HttpRequest) -> HttpResponse:
    now = files.state()
    found = dcat.catalogue(files.every(now), now, terms(), site=settings.SITE_URL)
    return _json(found, JSON_LD)


@access(PUBLIC)
@require_safe
@ledger_etag
def checksums(request: HttpRequest) -> HttpResponse:
    """The open CSV files as `sha256sum -c` reads them."""
    every = listing.listed(files.state())
    lines = [f"{one.open.sha256}  {one.dataset.code}.csv\n" for one in every]
    return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8")


def _edition_tag(request: HttpRequest, corte: str, number: int) -> str | None:
    try:
        found = _edition(f"{corte}/{number}")
    except Unknown:
        return None
    parts = (__version__, found.digest, found.ledger_head)
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@access(PUBLIC)
@require_safe
def corte_archive(request: HttpRequest, corte: str) -> HttpResponseBase:
    """The ZIP of the last edition of a corte: where it lies for good."""
    found = _edition(corte)
    return edition_archive(request, found.corte, found.number)


@access(PUBLIC)
@require_safe
@condition(etag_func=_edition_tag)
def edition_archive(request: HttpRequest, corte: str, number: int) -> HttpResponseBase:
    found = _edition(f"{corte}/{number}")
    content = archives.of_edition(found)
    name = f"emra-{found.corte}-{found.number}.zip"
    return FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")


@access(PUBLIC)
@require_safe
@ledger_etag
def present_archive(request: HttpRequest) -> HttpResponseBase:
    content = archives.present(files.state(), terms(), site=settings.SITE_URL)
    return FileResponse(
        content, as_attachment=True, filename="emra-actual.zip", content_type="application/zip"
    )


# -- pieces ----------------------------------------------------------------------------------


def _asked(request: HttpRequest, code: str) -> tuple[Built, str]:
    """The dataset in the corte of `?corte=`, or in the present."""
    corte = request.GET.get("corte", "")
    edition = _edition(corte) if corte else None
    return files.find(code, files.state(edition)), corte


def _links(code: str, said: Terms) -> str:
    """Where a file without room for it says what its columns and its terms are (RFC 8288)."""
    found = [f'<{settings.SITE_URL}/datos/{code}/>; rel="describedby"']
    if said.is_licensed:
        found.append(f'<{said.licence_url}>; rel="license"')
    return ", ".join(found)


def _edition(corte: str) -> Edition:
    return agreements.choose(agreements.editions(), corte)


def _json(found: dict[str, Any], kind: str) -> HttpResponse:
    body = json.dumps(found, ensure_ascii=False, indent=1)
    return HttpResponse(body, content_type=f"{kind}; charset=utf-8")
