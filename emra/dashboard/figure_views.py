"""The published figures as files, as pages to embed, and the list of them."""

from collections.abc import Callable
from typing import Any

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements.http import publication_etag
from emra.lib import drawings, figures, posters, tables
from emra.lib.figures import Figure

SVG, PNG, CSV = "svg", "png", "csv"
# The one page that others may show inside theirs: no script, no form, nothing from elsewhere.
EMBED_CSP = {"frame-ancestors": ["*"], "script-src": [NONE], "form-action": [NONE]}


class FileConverter:
    """The ending of a figure's file."""

    regex = "svg|png|csv"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def _svg(figure: Figure) -> HttpResponse:
    return HttpResponse(posters.svg(figure), content_type="image/svg+xml; charset=utf-8")


def _png(figure: Figure) -> HttpResponse:
    return HttpResponse(posters.png(figure), content_type="image/png")


def _csv(figure: Figure) -> HttpResponse:
    return tables.respond(figure.table, tables.OPEN)


WRITERS: dict[str, Callable[[Figure], HttpResponse]] = {SVG: _svg, PNG: _png, CSV: _csv}


@access(PUBLIC)
@require_safe
@publication_etag
def listing(request: HttpRequest) -> HttpResponse:
    """Every figure by its name, with its files."""
    return render(request, "dashboard/figures.html", {"rows": figures.listed()})


@access(PUBLIC)
@require_safe
def file(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """A figure as SVG, PNG or CSV; shown by the browser, save the table."""

    def draw(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        response = WRITERS[form](_asked(request, code))
        if form != CSV:
            response["Content-Disposition"] = f'inline; filename="{code}.{form}"'
        return response

    return figures.family(code).kept(draw)(request)


@access(PUBLIC)
@require_safe
@publication_etag
def stylesheet(request: HttpRequest) -> HttpResponse:
    """The look of an embedded page, from the sheets of the site."""
    return HttpResponse(drawings.sheet(), content_type="text/css; charset=utf-8")


@access(PUBLIC)
@xframe_options_exempt
@require_safe
def embed(request: HttpRequest, code: str) -> HttpResponseBase:
    """A figure as a page of its own, for the frame of another site."""

    def draw(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        figure = _asked(request, code)
        context = {"figure": figure, "site": settings.SITE_URL}
        return render(request, "dashboard/embed.html", context)

    # Outside of what is kept of an answer: the policy is written for each one.
    @csp_replace(EMBED_CSP)
    def framed(request: HttpRequest) -> HttpResponseBase:
        return figures.family(code).kept(draw)(request)

    return framed(request)


def _asked(request: HttpRequest, code: str) -> Figure:
    return figures.figure(code, request.GET.get("corte", ""))
