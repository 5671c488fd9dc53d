"""Bilateral projects as the public reads them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.cooperation import bilateral_ficha, bilateral_tables
from emra.cooperation import bilateral_queries as queries
from emra.ledger.http import ledger_etag
from emra.lib import files, pdf
from emra.lib.tables import respond

SECTION = {"section": "cooperation"}


@access(PUBLIC)
@require_safe
@ledger_etag
def projects(request: HttpRequest) -> HttpResponse:
    return render(
        request, "cooperation/bilaterals.html", {**SECTION, "projects": queries.projects()}
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def projects_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(bilateral_tables.projects(queries.projects()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def results_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(bilateral_tables.results(queries.projects()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def project(request: HttpRequest, code: str) -> HttpResponse:
    """The ficha: the table of the source, how the results go, the versions."""
    view = queries.project(code)
    context = {**SECTION, "project": view, "sources": bilateral_ficha.sources(view.rows)}
    return render(request, "cooperation/bilateral.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def project_table(request: HttpRequest, code: str, form: str) -> HttpResponse:
    return respond(bilateral_tables.ficha(queries.project(code)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def project_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The ficha as a PDF, on A4 or with `?papel=carta` on Carta."""
    paper = request.GET.get("papel", pdf.A4)
    if paper not in pdf.PAPERS:
        raise Http404(_("El papel es «a4» o «carta», por ejemplo ?papel=carta."))
    view = queries.project(code)
    return HttpResponse(
        pdf.render(bilateral_ficha.document(view), paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="ficha-{view.code}.pdf"'},
    )


@access(PUBLIC)
@require_safe
def report_evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file that backs an approved report."""
    row = queries.evidence(pk)
    return files.attachment(row.sha256, row.extension, f"{row.code}.{row.extension}")
