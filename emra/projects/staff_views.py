"""The projects' desk: the list, a new project, a project as it stands, the sectors."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.ledger.four_eyes import State
from emra.lib.errors import DomainError
from emra.lib.forms import blame
from emra.notices.desk import READERS, me, page, with_form
from emra.projects import actions, changes, desk_queries, sector_actions
from emra.projects.actions import AUTHORS
from emra.projects.forms import (
    ChosenForm,
    EntryForm,
    InitiativeForm,
    ProjectForm,
    SectorForm,
)
from emra.projects.models import Entry, Sector

SECTION = {"section": "projects-desk"}


@access(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Every project and initiative with its open entry; what waits comes first."""
    form = ChosenForm(request.GET)
    form.is_valid()
    waiting = Entry.objects.filter(state=State.SUBMITTED).select_related("author")
    context = {
        **SECTION,
        "form": form,
        "rows": desk_queries.rows(**form.chosen()),
        "waiting": waiting.order_by("submitted_at"),
        "returned": Entry.objects.filter(state=State.RETURNED).order_by("reviewed_at"),
        "writes": me(request).role in AUTHORS,
    }
    return page(request, "projects/desk.html", context)


@access(*AUTHORS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_project(request: HttpRequest) -> HttpResponse:
    """Open a strategic project with its first entry."""
    return _new(request, ProjectForm, "projects/new_project.html")


@access(*AUTHORS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_initiative(request: HttpRequest) -> HttpResponse:
    """Open an initiative of the mechanism, by one of its tracks."""
    return _new(request, InitiativeForm, "projects/new_initiative.html")


def _new(request: HttpRequest, kind: type[ProjectForm], template: str) -> HttpResponse:
    if request.method != "POST":
        return page(request, template, {**SECTION, "form": kind()})
    form = kind(request.POST)
    if not form.is_valid():
        return page(request, template, {**SECTION, "form": form}, status=400)
    try:
        entry = actions.open_project(by=me(request), **form.cleaned_data)
    except DomainError as error:
        blame(form, error)
        return page(request, template, {**SECTION, "form": form}, status=error.status)
    messages.success(request, _("%(code)s abierto.") % {"code": entry.project_id})
    return redirect("projects-entry", entry.code)


@access(*READERS)
@require_safe
def project(request: HttpRequest, code: str) -> HttpResponse:
    """A project as it stands, its open entry and its history."""
    return _project(request, code)


@access(*AUTHORS)
@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Start telling what is new of a project."""
    form = EntryForm(request.POST)
    if not form.is_valid():
        return _project(request, code, 400, form)
    try:
        entry = actions.start_entry(project=code, by=me(request), **form.cleaned_data)
    except DomainError as error:
        blame(form, error)
        return _project(request, code, error.status, form)
    return redirect("projects-entry", entry.code)


def _project(
    request: HttpRequest, code: str, status: int = 200, form: EntryForm | None = None
) -> HttpResponse:
    row = desk_queries.project(code)
    current = Entry.objects.open().filter(project=row).select_related("author").first()
    writes = me(request).role in AUTHORS
    context: dict[str, Any] = {
        **SECTION,
        "project": row,
        "told": desk_queries.names([code]).get(code),
        "current": current,
        "start": form or (EntryForm() if writes and current is None else None),
        "standing": desk_queries.standing(row),
        "entries": Entry.objects.approved().filter(project=row).order_by("-id"),
        "history": changes.history(row),
        "initiatives": [each for each in desk_queries.rows("iniciativas") if each.parent == code],
    }
    return page(request, "projects/project_desk.html", context, status)


@access(*READERS)
@require_safe
def sectors(request: HttpRequest) -> HttpResponse:
    """The sectors that a project can be for."""
    return _sectors(request)


@access(*AUTHORS)
@require_POST
def add_sector(request: HttpRequest) -> HttpResponse:
    """Add a sector that is not in the list."""
    form = SectorForm(request.POST)
    return with_form(
        request,
        form,
        lambda: sector_actions.add_sector(by=me(request), **form.cleaned_data),
        lambda status: _sectors(request, status, form),
        _("Sector agregado."),
        "projects-sectors",
    )


def _sectors(
    request: HttpRequest, status: int = 200, form: SectorForm | None = None
) -> HttpResponse:
    writes = me(request).role in AUTHORS
    context = {
        **SECTION,
        "sectors": Sector.objects.all(),
        "form": form or (SectorForm() if writes else None),
    }
    return page(request, "projects/sectors.html", context, status)
