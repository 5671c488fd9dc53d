"""The Cluster's reviews: the signed ones for everyone, the desk where they are written."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import PUBLIC, access, require_role
from emra.accounts.models import Role
from emra.agreements.actions import get_period
from emra.governance import review_actions, review_queries, tables
from emra.governance.models import CommissionReview, LineReview
from emra.governance.review_forms import CorrectForm, ReviewForm, SignForm
from emra.ledger.http import ledger_etag
from emra.lib import files
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame, version_seen
from emra.lib.tables import respond
from emra.notices.desk import READERS, me, page

SECTION = {"section": "governance-desk"}


@access(PUBLIC)
@require_safe
@ledger_etag
def review(request: HttpRequest, code: str, corte: str) -> HttpResponse:
    """A signed review, as a sheet to print."""
    found = review_queries.sheet(code, corte, request.GET.get("version", ""))
    return render(request, "governance/review.html", {"section": "bodies", "sheet": found})


@access(PUBLIC)
@require_safe
@ledger_etag
def reviews_table(request: HttpRequest, form: str) -> HttpResponse:
    """Each line of each review in force."""
    sheets = [review_queries.sheet(row.body, row.corte) for row in review_queries.signed()]
    return respond(tables.reviews(sheets), form)


@access(PUBLIC)
@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file behind a line of a signed review."""
    return _download(review_queries.evidence(pk, signed=True))


# -- the desk --------------------------------------------------------------------------------


@access(*READERS)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Each commission at each corte."""
    context = {**SECTION, "cells": review_queries.desk()}
    return page(request, "governance/reviews.html", context)


@access(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_review(request: HttpRequest, code: str, corte: str) -> HttpResponse:
    """Write the draft of a review; read what is signed."""
    body, period = review_queries.commission(code), get_period(corte)
    if request.method != "POST":
        return _desk(request, code, corte)
    require_role(me(request), frozenset({Role.CLUSTER}))
    draft = review_queries.last(body, period, "DRAFT")
    form = _form(request, code, draft)
    if not form.is_valid():
        return _desk(request, code, corte, form=form, status=400)
    try:
        review_actions.write_review(
            body=code,
            period=corte,
            content=form.content(),
            by=me(request),
            expected=form.cleaned_data["version"],
        )
    except review_actions.StaleReview as error:
        form.add_error(None, str(error))
        # The user has now been told: saving again is a decision, not an accident.
        stands = review_queries.last(body, period, "DRAFT")
        form.data = {**request.POST.dict(), "version": str(stands.lock_version if stands else 0)}
        return _desk(request, code, corte, form=form, status=error.status)
    except DomainError as error:
        blame(form, error)
        return _desk(request, code, corte, form=form, status=error.status)
    messages.success(request, _("Borrador guardado: lo firma otra persona de la Corporación."))
    return redirect("desk-review", code, corte)


@access(Role.CLUSTER)
@require_POST
def sign(request: HttpRequest, code: str, corte: str) -> HttpResponse:
    """Sign a draft that another person wrote."""
    form = SignForm(request.POST)
    if not form.is_valid():
        return _desk(request, code, corte, sign=form, status=400)
    try:
        review_actions.sign_review(
            body=code, period=corte, by=me(request), expected=form.cleaned_data["version"]
        )
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return _desk(request, code, corte, sign=form, status=error.status)
    messages.success(request, _("Revisión firmada: ya es pública y no cambia."))
    return redirect("desk-review", code, corte)


@access(Role.CLUSTER)
@require_POST
def correct(request: HttpRequest, code: str, corte: str) -> HttpResponse:
    """Open a new version of a signed review."""
    form = CorrectForm(request.POST)
    if not form.is_valid():
        return _desk(request, code, corte, correct=form, status=400)
    try:
        review_actions.correct_review(
            body=code, period=corte, reason=form.cleaned_data["reason"], by=me(request)
        )
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return _desk(request, code, corte, correct=form, status=error.status)
    messages.success(request, _("Versión nueva abierta como borrador; la firmada queda igual."))
    return redirect("desk-review", code, corte)


@access(Role.CLUSTER)
@require_POST
def discard(request: HttpRequest, code: str, corte: str) -> HttpResponse:
    """Drop a draft."""
    try:
        review_actions.discard_review(
            body=code, period=corte, by=me(request), expected=version_seen(request) or 0
        )
    except Unknown:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("desk-review", code, corte)
    messages.success(request, _("Borrador descartado."))
    return redirect("desk-reviews")


@access(*READERS)
@require_safe
def draft_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """A file behind a line of a draft."""
    return _download(review_queries.evidence(pk, signed=False))


def _form(request: HttpRequest, code: str, draft: CommissionReview | None) -> ReviewForm:
    body = review_queries.commission(code)
    posted = request.method == "POST" and "opinion" in request.POST
    return ReviewForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=ReviewForm.initial_of(draft),
        lines=review_queries.lines_of(body),
        agreements=review_queries.followed_by(body),
        kept={part.line_id: part for part in draft.lines.all()} if draft else {},
    )


def _desk(request: HttpRequest, code: str, corte: str, status: int = 200, **given: Any) -> Any:
    body, period = review_queries.commission(code), get_period(corte)
    draft = review_queries.last(body, period, "DRAFT")
    signed = review_queries.last(body, period, "SIGNED")
    writes = me(request).role == Role.CLUSTER and (draft is not None or signed is None)
    form = given.get("form") or (_form(request, code, draft) if writes else None)
    context = {
        **SECTION,
        "body": body,
        "period": period,
        "draft": draft,
        "sheet": review_queries.sheet(code, corte) if signed else None,
        "form": form,
        "is_own": draft is not None and review_actions.wrote(draft, me(request)),
        "is_cluster": me(request).role == Role.CLUSTER,
        "sign": given.get("sign") or SignForm(initial={"version": draft and draft.lock_version}),
        "correct": given.get("correct") or CorrectForm(),
    }
    return page(request, "governance/review_desk.html", context, status)


def _download(row: LineReview) -> FileResponse:
    return files.attachment(row.sha256, row.extension, f"{row.line_id}-respaldo.{row.extension}")
