"""The cortes' desk: open, correct, discard, close, publish."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.agreements import actions, period_actions, staff_queries
from emra.agreements.models import Period
from emra.agreements.period_forms import DatesForm, DiscardForm, PeriodForm, PublishForm
from emra.agreements.preview import publication_preview
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame
from emra.notices.desk import READERS, me, page


@access(*READERS)
@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    """The cortes and the form of a new one."""
    return _periods_page(request, PeriodForm())


def _periods_page(request: HttpRequest, form: PeriodForm, status: int = 200) -> HttpResponse:
    context = {
        "section": "periods",
        "periods": Period.objects.order_by("-id"),
        "reads": True,
        "form": form,
    }
    return page(request, "agreements/periods.html", context, status)


@access(Role.SECRETARIAT)
@require_POST
def open_period(request: HttpRequest) -> HttpResponse:
    """Open a corte for entry."""
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _periods_page(request, form, status=400)
    try:
        period = period_actions.open_period(**form.cleaned_data, by=me(request))
    except DomainError as error:
        blame(form, error)
        return _periods_page(request, form, status=error.status)
    messages.success(request, _("Corte %(code)s abierto.") % {"code": period.code})
    return redirect("entries", period.code)


@access(*READERS)
@require_safe
def period(request: HttpRequest, corte: str) -> HttpResponse:
    """A corte's checklist before closing and publishing."""
    return _period_page(request, corte, PublishForm())


def _period_page(
    request: HttpRequest, corte: str, form: forms.Form, status: int = 200, *, at: str = ""
) -> HttpResponse:
    """The page with `form` as it was sent; `at` names it where it is not that of publishing."""
    row = actions.get_period(corte)
    rows = staff_queries.entry_rows(row)
    context = {
        "section": "periods",
        "period": row,
        "pending": period_actions.pending(row),
        "rows": rows,
        "missing": ", ".join(each.agreement.code for each in rows if each.is_missing),
        "preview": publication_preview(row),
        "publications": row.publications.order_by("-edition"),
        "started": row.reports.exists(),
        "dates": _dates_form(row),
        "discard": _discard_form(),
        "form": form,
        "wrong": at,
        **({at: form} if at else {}),
    }
    return page(request, "agreements/period.html", context, status)


def _dates_form(row: Period, data: QueryDict | None = None) -> DatesForm:
    return DatesForm(data, auto_id="fechas_%s", initial=DatesForm.initial_of(row))


def _discard_form(data: QueryDict | None = None) -> DiscardForm:
    return DiscardForm(data, auto_id="descarte_%s")


@access(Role.SECRETARIAT)
@require_POST
def correct_dates(request: HttpRequest, corte: str) -> HttpResponse:
    """Correct the dates of an open corte, with a reason."""
    form = _dates_form(actions.get_period(corte), request.POST)
    if not form.is_valid():
        return _period_page(request, corte, form, status=400, at="dates")
    try:
        period_actions.correct_dates(period=corte, **form.cleaned_data, by=me(request))
    except DomainError as error:
        blame(form, error)
        return _period_page(request, corte, form, status=error.status, at="dates")
    messages.success(request, _("Fechas del corte %(code)s corregidas.") % {"code": corte})
    return redirect("period", corte)


@access(Role.SECRETARIAT)
@require_POST
def discard_period(request: HttpRequest, corte: str) -> HttpResponse:
    """Remove a corte that was opened by mistake."""
    actions.get_period(corte)
    form = _discard_form(request.POST)
    if not form.is_valid():
        return _period_page(request, corte, form, status=400, at="discard")
    try:
        period_actions.discard_period(period=corte, **form.cleaned_data, by=me(request))
    except DomainError as error:
        blame(form, error)
        return _period_page(request, corte, form, status=error.status, at="discard")
    messages.success(request, _("Corte %(code)s descartado.") % {"code": corte})
    return redirect("periods")


@access(Role.SECRETARIAT)
@require_POST
def close_period(request: HttpRequest, corte: str) -> HttpResponse:
    """Stop taking new reports in a corte."""
    try:
        period_actions.close_period(period=corte, by=me(request))
        messages.success(request, _("Corte %(code)s cerrado.") % {"code": corte})
    except Unknown:
        raise
    except DomainError as error:
        form = PublishForm({})
        form.add_error(None, str(error))
        return _period_page(request, corte, form, status=error.status)
    return redirect("period", corte)


@access(Role.SECRETARIAT)
@require_POST
def publish(request: HttpRequest, corte: str) -> HttpResponse:
    """Publish a corte, or a new edition of it with its reason."""
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _period_page(request, corte, form, status=400)
    try:
        edition = period_actions.publish(
            period=corte, by=me(request), reason=form.cleaned_data["reason"]
        ).edition
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return _period_page(request, corte, form, status=error.status)
    messages.success(
        request,
        _("Corte %(code)s publicado, edición %(edition)s.") % {"code": corte, "edition": edition},
    )
    return redirect("period", corte)
