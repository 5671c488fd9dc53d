"""Where nothing moves and who has not reported, as pages and as tables."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.agreements.queries import NotPublished
from emra.agreements.views import corte_query
from emra.ledger.http import ledger_etag
from emra.lib.errors import DomainError
from emra.lib.tables import respond
from emra.portal import attention_words, reporting_words
from emra.portal.attention import DAYS, Attention
from emra.portal.attention import attention as read_attention
from emra.portal.reporting import Reporting
from emra.portal.reporting import reporting as read_reporting


@access(PUBLIC)
@require_safe
@ledger_etag
def attention(request: HttpRequest) -> HttpResponse:
    found = _attention(request)
    return render(
        request,
        "portal/attention.html",
        {
            "section": "attention",
            "found": found,
            "days": DAYS,
            "today": timezone.localdate(),
            "asked": request.GET.get("al", ""),
            "sentence": attention_words.finding(found),
            "tables": (
                ("objetivos", found.objectives, ""),
                ("dimensiones", found.dimensions, attention_words.of_dimensions(found)),
            ),
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def attention_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(attention_words.table(_attention(request)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def reporting(request: HttpRequest) -> HttpResponse:
    found = _reporting(request)
    context: dict[str, object] = {"section": "reporting"}
    if found is None:
        return render(request, "portal/reporting.html", context)
    context |= {
        "edition": found.edition,
        "newest": found.editions[0],
        "board": found,
        "editions": found.editions,
        "found": found,
        "sentence": reporting_words.finding(found),
        "corte_query": corte_query(request.GET.get("corte", "")),
    }
    return render(request, "portal/reporting.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def reporting_table(request: HttpRequest, form: str) -> HttpResponse:
    found = _reporting(request)
    if found is None:
        raise Http404(_("Todavía no se ha publicado ningún corte."))
    return respond(reporting_words.table(found), form)


def day_asked(text: str) -> date | None:
    """The day of `?al=`; None where it is not given, DomainError where it is none."""
    if not text:
        return None
    try:
        if len(text) != len("2026-11-21"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError as error:
        raise DomainError(
            _("«al» es un día, como 2026-11-21; se leyó «%(text)s».") % {"text": text[:20]},
            field="al",
        ) from error


def _attention(request: HttpRequest) -> Attention:
    return read_attention(day_asked(request.GET.get("al", "")))


def _reporting(request: HttpRequest) -> Reporting | None:
    corte = request.GET.get("corte", "")
    try:
        return read_reporting(corte or None)
    except NotPublished as missing:
        if corte:
            raise Http404(str(missing)) from missing
        return None
