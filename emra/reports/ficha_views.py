"""The fichas as PDF, of what is published of an agreement, a body, a project."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements import queries as agreements
from emra.governance import queries as governance
from emra.ledger.http import ledger_etag
from emra.lib import pdf
from emra.projects import queries as projects
from emra.reports import fichas


@access(PUBLIC)
@require_safe
@ledger_etag
def agreement(request: HttpRequest, code: str) -> HttpResponse:
    """As of the latest edition, or of `?corte=`."""
    sheet = agreements.sheet(code, request.GET.get("corte"))
    return _answer(request, fichas.agreement(sheet), f"acuerdo-{code}")


@access(PUBLIC)
@require_safe
@ledger_etag
def body(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    return _answer(request, fichas.body(governance.sheet(code, now), now), f"instancia-{code}")


@access(PUBLIC)
@require_safe
@ledger_etag
def project(request: HttpRequest, code: str) -> HttpResponse:
    now = timezone.now()
    sheet = projects.sheet(code, timezone.localdate(now))
    return _answer(request, fichas.project(sheet, now), f"proyecto-{sheet.project.code}")


def _answer(request: HttpRequest, document: pdf.Document, name: str) -> HttpResponse:
    """On Carta, or with `?papel=a4` on A4."""
    paper = request.GET.get("papel", pdf.LETTER)
    if paper not in pdf.PAPERS:
        raise Http404(_("El papel es «a4» o «carta», por ejemplo ?papel=a4."))
    return HttpResponse(
        pdf.render(document, paper),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="ficha-{name}.pdf"'},
    )
