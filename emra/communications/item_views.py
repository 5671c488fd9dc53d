"""A piece: written, quoted from, approved, returned, published, measured, discarded."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.communications import actions, months, queries, transitions
from emra.communications.forms import (
    BlamingForm,
    ItemForm,
    MeasureForm,
    PublishForm,
    QuoteForm,
    ReasonForm,
)
from emra.communications.models import ContentItem
from emra.lib.errors import DomainError, Unknown
from emra.notices.desk import READERS, me, page

SECTION = {"section": "communications-desk"}
APPROVERS = (Role.CLUSTER, Role.SECRETARIAT)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a new piece; `?dia=` is the day it starts from."""
    if request.method != "POST":
        return _new(request, ItemForm(initial={"scheduled_on": request.GET.get("dia", "")[:10]}))
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _new(request, form, status=400)
    try:
        row = actions.record_item(draft=form.draft(), ready="ready" in request.POST, by=me(request))
    except DomainError as error:
        form.blame(error)
        return _new(request, form, status=error.status)
    messages.success(request, _("%(code)s guardada.") % {"code": row.code})
    return redirect("communications-item", row.pk)


def _new(request: HttpRequest, form: ItemForm, status: int = 200) -> HttpResponse:
    return page(request, "communications/new.html", {**SECTION, "form": form}, status)


@access(*READERS)
@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """A piece with what may be done with it now."""
    return _item(request, pk)


@access(Role.SECRETARIAT)
@require_POST
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Write over a piece that is not published."""
    form = ItemForm(request.POST)
    if not form.is_valid():
        return _item(request, pk, status=400, form=form)
    try:
        actions.record_item(
            item=pk,
            draft=form.draft(),
            ready="ready" in request.POST,
            expected=form.cleaned_data["version"],
            by=me(request),
        )
    except Unknown:
        raise
    except DomainError as error:
        form.blame(error)
        return _item(request, pk, status=error.status, form=form)
    messages.success(request, _("Pieza guardada."))
    return redirect("communications-item", pk)


def _item(request: HttpRequest, pk: int, status: int = 200, **forms: Any) -> HttpResponse:
    row, view = queries.item(pk)
    writes = me(request).role == Role.SECRETARIAT
    today = timezone.localdate()

    def may(intention: str) -> bool:
        return transitions.allowed(intention, row.state)

    form = forms.get("form") or ItemForm(initial=ItemForm.initial_of(row))
    if status == 409 and form.is_bound:
        # The user has now seen what stands: saving again is a decision, not an accident.
        seen = request.POST.copy()
        seen["version"] = str(row.lock_version)
        form.data = seen
    context = {
        **SECTION,
        "row": row,
        "item": view,
        "month_code": months.code(months.of(view.on)) if view.on else "",
        "form": form if writes and may("note") else None,
        "quote": forms.get("quote") or QuoteForm() if writes and may("quote") else None,
        "decides": me(request).role in APPROVERS and may("approve"),
        "wrote": actions.wrote(row, me(request)),
        "back": forms.get("back") or ReasonForm(),
        "publish": forms.get("publish") or PublishForm(initial={"published_on": today})
        if writes and may("publish")
        else None,
        "measure": forms.get("measure") or MeasureForm(initial=_measured(row, today))
        if writes and may("measure")
        else None,
        "discards": writes and may("discard"),
    }
    return page(request, "communications/item.html", context, status)


def _measured(row: ContentItem, today: Any) -> dict[str, Any]:
    return {
        "reach": row.reach,
        "interactions": row.interactions,
        "measured_on": row.measured_on or today,
    }


@access(Role.SECRETARIAT)
@require_POST
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which figure of which publication the piece quotes."""
    form = QuoteForm(request.POST)
    return _with_form(
        request,
        pk,
        "quote",
        form,
        lambda: actions.quote_figure(item=pk, by=me(request), **form.cleaned_data),
        _("Cifra agregada."),
    )


@access(Role.SECRETARIAT)
@require_POST
def unquote(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a quoted figure off; `pk` is the quotation's."""
    try:
        row = actions.unquote_figure(quote=pk, by=me(request))
    except Unknown:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("communications-items")
    messages.success(request, _("Cifra quitada."))
    return redirect("communications-item", row.pk)


@access(*APPROVERS)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a drafted piece."""
    try:
        row = actions.approve_item(item=pk, by=me(request), expected=_seen(request))
    except Unknown:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(code)s aprobada.") % {"code": row.code})
    return redirect("communications-item", pk)


@access(*APPROVERS)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a drafted piece back with a reason."""
    form = ReasonForm(request.POST)
    return _with_form(
        request,
        pk,
        "back",
        form,
        lambda: actions.return_item(
            item=pk, reason=form.cleaned_data["reason"], by=me(request), expected=_seen(request)
        ),
        _("Pieza devuelta con su motivo."),
    )


@access(Role.SECRETARIAT)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Register where and when the piece went out."""
    form = PublishForm(request.POST)
    return _with_form(
        request,
        pk,
        "publish",
        form,
        lambda: actions.publish_item(
            item=pk,
            link=form.cleaned_data["link"],
            on=form.cleaned_data["published_on"],
            by=me(request),
        ),
        _("Publicación registrada: ya se ve en la página pública."),
    )


@access(Role.SECRETARIAT)
@require_POST
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what the piece reached."""
    form = MeasureForm(request.POST)
    return _with_form(
        request,
        pk,
        "measure",
        form,
        lambda: actions.measure_item(
            item=pk,
            reach=form.cleaned_data["reach"],
            interactions=form.cleaned_data["interactions"],
            on=form.cleaned_data["measured_on"],
            by=me(request),
        ),
        _("Medición guardada."),
    )


@access(Role.SECRETARIAT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a piece that nobody approved."""
    try:
        actions.discard_item(item=pk, by=me(request), expected=_seen(request))
    except Unknown:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("communications-item", pk)
    messages.success(request, _("Pieza descartada."))
    return redirect("communications-desk")


def _with_form(
    request: HttpRequest,
    pk: int,
    name: str,
    form: BlamingForm,
    act: Callable[[], object],
    said: str,
) -> HttpResponse:
    """Validate, do it, and show the piece again; what is wrong stands at its field."""
    if not form.is_valid():
        return _item(request, pk, status=400, **{name: form})
    try:
        act()
    except Unknown:
        raise
    except DomainError as error:
        form.blame(error)
        return _item(request, pk, status=error.status, **{name: form})
    messages.success(request, said)
    return redirect(f"{reverse('communications-item', args=[pk])}")


def _seen(request: HttpRequest) -> int | None:
    """The version the page showed; anything else than a number is the first one."""
    text = request.POST.get("version", "")
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
