"""The bodies, their sessions and commitments as the public reads them."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.governance import commitment_queries, queries, tables
from emra.governance.commitment_queries import Chosen
from emra.governance.forms import ChosenForm
from emra.governance.models import Commitment
from emra.ledger.http import ledger_etag
from emra.lib import files
from emra.lib.errors import DomainError, Unknown
from emra.lib.tables import respond

SECTION = {"section": "bodies"}


@access(PUBLIC)
@require_safe
@ledger_etag
def bodies(request: HttpRequest) -> HttpResponse:
    """The ten bodies, what comes next, and what is overdue."""
    now = timezone.now()
    today = timezone.localdate(now)
    every = queries.bodies(today)
    context = {
        **SECTION,
        "conducting": [row for row in every if not row.is_commission],
        "commissions": [row for row in every if row.is_commission],
        "coming": queries.coming(now),
        "late": commitment_queries.commitments(Chosen(late=True), today=today),
    }
    return render(request, "governance/bodies.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def bodies_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.bodies(queries.bodies(timezone.localdate())), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def body(request: HttpRequest, code: str) -> HttpResponse:
    """Everything public about a body."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = commitment_queries.commitments(Chosen(body=code), today=today)
    context = {
        **SECTION,
        "sheet": queries.sheet(code, now),
        "pending": [row for row in found if row.pending],
        "closed": [row for row in found if not row.pending],
    }
    return render(request, "governance/body.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def session(request: HttpRequest, code: str) -> HttpResponse:
    """A session whose minutes were approved."""
    found = queries.minutes(code)
    today = timezone.localdate()
    rows = Commitment.objects.public().filter(meeting=queries.number_of(code, "S"))
    context = {**SECTION, "minutes": found, "commitments": commitment_queries.views(rows, today)}
    return render(request, "governance/session.html", context)


@access(PUBLIC)
@require_safe
def signed_minutes(request: HttpRequest, code: str) -> HttpResponseBase:
    """The signed document of approved minutes."""
    found = queries.minutes(code)
    if not found.signed_sha256:
        raise Unknown(_("El acta de esa sesión no tiene un documento firmado."))
    return files.attachment(found.signed_sha256, "pdf", f"acta-{found.session.code}.pdf")


@access(PUBLIC)
@require_safe
@ledger_etag
def sessions_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.sessions(queries.sessions()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def commitments(request: HttpRequest) -> HttpResponse:
    """The commitments that match, what they moved and what moved without one."""
    form = ChosenForm(request.GET or None)
    today = timezone.localdate()
    good = not form.is_bound or form.is_valid()
    chosen = form.chosen() if good else Chosen()
    context = {
        **SECTION,
        "form": form,
        "chosen": chosen,
        "commitments": commitment_queries.commitments(chosen, today=today),
        "effects": commitment_queries.effects(today),
        "table_query": f"?{urlencode(form.asked())}" if good and chosen.any else "",
    }
    return render(request, "governance/commitments.html", context, status=200 if good else 400)


@access(PUBLIC)
@require_safe
@ledger_etag
def commitments_table(request: HttpRequest, form: str) -> HttpResponse:
    asked = ChosenForm(request.GET or None)
    if asked.is_bound and not asked.is_valid():
        said = " ".join(str(text) for errors in asked.errors.values() for text in errors)
        raise DomainError(said)
    chosen = asked.chosen() if asked.is_bound else Chosen()
    rows = commitment_queries.commitments(chosen, today=timezone.localdate())
    return respond(tables.commitments(rows), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """A commitment with its history and what was published after it."""
    found = commitment_queries.commitment(code, today=timezone.localdate())
    return render(request, "governance/commitment.html", {**SECTION, "commitment": found})


@access(PUBLIC)
@require_safe
def commitment_evidence(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file that shows that a commitment was met."""
    found = Commitment.objects.public().filter(pk=queries.number_of(code, "C")).first()
    if found is None or not found.sha256:
        raise Unknown(_("Ese compromiso no tiene un archivo público."))
    return files.attachment(found.sha256, found.extension, f"{found.code}.{found.extension}")
