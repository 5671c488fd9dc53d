"""The desk of incidents: those there are, one with its timeline, opening, noting, closing."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.lib.errors import DomainError
from emra.lib.forms import blame
from emra.notices.desk import me, page, with_form
from emra.operations import actions
from emra.operations.forms import CloseForm, IncidentForm, NoteForm
from emra.operations.models import Incident

SECTION = {"section": "incidents"}


@access(*actions.KEEPERS)
@require_safe
@never_cache
def incidents(request: HttpRequest) -> HttpResponse:
    rows = Incident.objects.all()
    context = {
        **SECTION,
        "still_open": rows.still_open(),
        "closed": rows.exclude(closed_at=None),
    }
    return page(request, "operations/incidents.html", context)


@access(*actions.KEEPERS)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def open_one(request: HttpRequest) -> HttpResponse:
    form = IncidentForm(request.POST or None, initial={"noticed_by": me(request).public_office})
    status = 200
    if request.method == "POST":
        status = 400
        form = IncidentForm(request.POST)
        if form.is_valid():
            try:
                row = actions.open_incident(by=me(request), **form.values())
            except DomainError as error:
                blame(form, error)
                status = error.status
            else:
                said = _("Abierto el incidente %(code)s: anote en él cada medida.")
                messages.success(request, said % {"code": row.code})
                return redirect("incident", row.code)
    return page(request, "operations/open_incident.html", {**SECTION, "form": form}, status)


@access(*actions.KEEPERS)
@require_safe
@never_cache
def incident(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code)


@access(*actions.KEEPERS)
@require_POST
def add_note(request: HttpRequest, code: str) -> HttpResponse:
    actions.one(code)
    form = NoteForm(request.POST, auto_id="note_%s")
    return with_form(
        request,
        form,
        lambda: actions.add_note(incident=code, by=me(request), **form.cleaned_data),
        lambda status: _page(request, code, status, note=form),
        _("Anotado."),
        "incident",
        code,
    )


@access(*actions.KEEPERS)
@require_POST
def close(request: HttpRequest, code: str) -> HttpResponse:
    actions.one(code)
    form = CloseForm(request.POST, auto_id="close_%s")
    return with_form(
        request,
        form,
        lambda: actions.close_incident(incident=code, by=me(request), **form.cleaned_data),
        lambda status: _page(request, code, status, close=form),
        _("Cerrado."),
        "incident",
        code,
    )


def _page(request: HttpRequest, code: str, status: int = 200, **bound: Form) -> HttpResponse:
    row = actions.one(code)
    context = {
        **SECTION,
        "row": row,
        "notes": row.notes.select_related("by"),
        "note": bound.get("note") or NoteForm(auto_id="note_%s"),
        "close": bound.get("close") or CloseForm(auto_id="close_%s"),
        "problem": next(iter(bound.values()), None),
    }
    return page(request, "operations/incident.html", context, status)
