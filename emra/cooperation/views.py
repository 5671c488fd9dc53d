"""Cooperation as the public reads it: covenants, their lineage, the promotion instruments."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.cooperation import bilateral_queries, changes, instrument_queries, queries, tables
from emra.cooperation.forms import AskedForm
from emra.cooperation.instrument_queries import Asked
from emra.cooperation.lineage import lineage as lineage_of
from emra.governance import commitment_queries
from emra.ledger.http import ledger_etag
from emra.lib import files
from emra.lib.errors import DomainError
from emra.lib.tables import respond

SECTION = {"section": "cooperation"}


@access(PUBLIC)
@require_safe
@ledger_etag
def cooperation(request: HttpRequest) -> HttpResponse:
    """Every covenant, those with late evaluations first, and the bilateral projects."""
    found = queries.covenants(timezone.localdate())
    context = {
        **SECTION,
        "late": [row for row in found if row.late],
        "today": [row for row in found if not row.is_over],
        "past": [row for row in found if row.is_over],
        "projects": bilateral_queries.projects(),
    }
    return render(request, "cooperation/cooperation.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def covenant(request: HttpRequest, code: str) -> HttpResponse:
    """Everything public about a covenant; `?version=` shows an earlier one."""
    today = timezone.localdate()
    versions = queries.versions(code)
    found = queries.covenant(code, today, request.GET.get("version", ""))
    related = {row.code: row for row in queries.covenants(today)}
    context = {
        **SECTION,
        "covenant": found,
        "predecessor": related.get(found.predecessor),
        "successors": [related[each] for each in found.successors if each in related],
        "versions": [(row, changes.of_version(code, row.version)) for row in versions],
        "is_last": found.version == versions[0].version,
        "commitments": commitment_queries.about("COVENANT", code, today=today),
    }
    return render(request, "cooperation/covenant.html", context)


@access(PUBLIC)
@require_safe
def evaluation_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The document behind an approved evaluation."""
    row = queries.evaluation(pk)
    return files.attachment(row.sha256, row.extension, f"{row.code}.{row.extension}")


@access(PUBLIC)
@require_safe
@ledger_etag
def lineage(request: HttpRequest) -> HttpResponse:
    """What came of past covenants, beside today's."""
    found = lineage_of(queries.covenants(timezone.localdate()))
    return render(request, "cooperation/lineage.html", {**SECTION, "lineage": found})


@access(PUBLIC)
@require_safe
@ledger_etag
def instruments(request: HttpRequest) -> HttpResponse:
    """The promotion instruments that match, with counts that foot."""
    form = AskedForm(request.GET or None)
    good = not form.is_bound or form.is_valid()
    asked = form.chosen() if good else Asked()
    found = instrument_queries.instruments(asked)
    counts = instrument_queries.count(found)
    context = {
        **SECTION,
        "form": form,
        "asked": asked,
        "instruments": found,
        "counts": counts,
        "in_total": sum(row.total for row in counts if row.in_total),
        "apart": sum(row.total for row in counts if not row.in_total),
        "table_query": f"?{urlencode(form.asked())}" if good and asked.any else "",
    }
    return render(request, "cooperation/instruments.html", context, status=200 if good else 400)


# -- tables ----------------------------------------------------------------------------------


@access(PUBLIC)
@require_safe
@ledger_etag
def covenants_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.covenants(queries.covenants(timezone.localdate())), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def localities_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.localities(queries.covenants(timezone.localdate())), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def organisations_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.organisations(queries.covenants(timezone.localdate())), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def evaluations_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.evaluations(queries.covenants(timezone.localdate())), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def assessments_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.assessments(queries.assessments()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def instruments_table(request: HttpRequest, form: str) -> HttpResponse:
    asked = AskedForm(request.GET or None)
    if asked.is_bound and not asked.is_valid():
        said = " ".join(str(text) for errors in asked.errors.values() for text in errors)
        raise DomainError(said)
    return respond(tables.instruments(instrument_queries.instruments(asked.chosen())), form)
