"""An entry on the desk: its words, its parts, what backs it, its review."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.governance.forms import ReasonForm
from emra.ledger.four_eyes import WRITABLE, State, entered_by
from emra.lib import files
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame, version_seen
from emra.notices.desk import READERS, after, me, page, with_form
from emra.projects import actions, desk_queries, evidence_actions, parts_actions
from emra.projects.actions import AUTHORS, REVIEWERS
from emra.projects.forms import EntryForm, FileForm, LinkForm
from emra.projects.models import Evidence
from emra.projects.part_forms import PartForm
from emra.projects.staff_views import SECTION


@access(*READERS)
@require_safe
def entry(request: HttpRequest, code: str) -> HttpResponse:
    """An entry with what may be done with it now."""
    return _entry(request, code)


def _entry(
    request: HttpRequest, code: str, status: int = 200, part: PartForm | None = None, **sent: Form
) -> HttpResponse:
    row = actions.find_entry(code)
    person = me(request)
    writes = person.role in AUTHORS and row.state in WRITABLE
    context: dict[str, Any] = {
        **SECTION,
        "entry": row,
        "told": desk_queries.names([row.project_id]).get(row.project_id),
        "sections": desk_queries.sections(row, writes=writes, sent=part),
        "evidence": row.evidence.all(),
        "writes": writes,
        "decides": person.role in REVIEWERS and row.state == State.SUBMITTED,
        "wrote": entered_by(row, person),
        "back": sent.get("back") or ReasonForm(prefix="devolver"),
    }
    if writes:
        context |= {
            "form": sent.get("form") or EntryForm(initial={"on": row.on, "text": row.text}),
            "file": sent.get("file") or FileForm(prefix="archivo"),
            "link": sent.get("link") or LinkForm(prefix="enlace"),
        }
    return page(request, "projects/entry.html", context, status)


@access(*AUTHORS)
@require_POST
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Write what happened, and when."""
    form = EntryForm(request.POST)
    return with_form(
        request,
        form,
        lambda: actions.write_entry(
            entry=code, by=me(request), expected=version_seen(request), **form.cleaned_data
        ),
        lambda status: _entry(request, code, status, form=form),
        _("Texto guardado."),
        "projects-entry",
        code,
    )


@access(*AUTHORS)
@require_POST
def write_part(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Write a part of the entry: `slug` is its kind, the sent `key` which one."""
    row = actions.find_entry(code)
    form = desk_queries.form_of(row, slug, request.POST.get("key", ""), request.POST)
    if not form.is_valid():
        return _entry(request, code, 400, part=form)
    try:
        told = form.record(entry=code, by=me(request), expected=version_seen(request))
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return _entry(request, code, error.status, part=form)
    if told:
        messages.success(request, _("Anotado en el seguimiento."))
    else:
        messages.info(request, _("Es lo que ya está vigente: no hay un cambio que anotar."))
    return redirect(f"{reverse('projects-entry', args=[code])}#{slug}")


@access(*AUTHORS)
@require_POST
def remove_part(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Take a change off the entry."""
    return after(
        request,
        lambda: parts_actions.remove_part(
            entry=code, kind=kind, part=pk, by=me(request), expected=version_seen(request)
        ),
        _("Cambio quitado: sigue vigente lo que estaba."),
        "projects-entry",
        code,
    )


@access(*AUTHORS)
@require_POST
def attach_file(request: HttpRequest, code: str) -> HttpResponse:
    """Add a file that backs the entry."""
    form = FileForm(request.POST, request.FILES, prefix="archivo")
    return with_form(
        request,
        form,
        lambda: evidence_actions.attach_file(
            entry=code,
            upload=form.cleaned_data["file"],
            title=form.cleaned_data["title"],
            by=me(request),
            expected=version_seen(request),
        ),
        lambda status: _entry(request, code, status, file=form),
        _("Archivo adjuntado."),
        "projects-entry",
        code,
    )


@access(*AUTHORS)
@require_POST
def attach_link(request: HttpRequest, code: str) -> HttpResponse:
    """Add a public address that backs the entry."""
    form = LinkForm(request.POST, prefix="enlace")
    return with_form(
        request,
        form,
        lambda: evidence_actions.attach_link(
            entry=code, by=me(request), expected=version_seen(request), **form.cleaned_data
        ),
        lambda status: _entry(request, code, status, link=form),
        _("Enlace agregado."),
        "projects-entry",
        code,
    )


@access(*AUTHORS)
@require_POST
def remove_evidence(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a piece of evidence off the entry."""
    return after(
        request,
        lambda: evidence_actions.remove_evidence(
            entry=code, evidence=pk, by=me(request), expected=version_seen(request)
        ),
        _("Respaldo quitado."),
        "projects-entry",
        code,
    )


@access(*READERS)
@require_safe
def evidence_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A file that backs an entry, in any state."""
    row = Evidence.objects.filter(entry=actions.find_entry(code), pk=pk).exclude(sha256="").first()
    if row is None:
        raise Unknown(_("Ese archivo no existe."))
    return files.attachment(row.sha256, row.extension, f"{code}-{row.pk}.{row.extension}")


@access(*AUTHORS)
@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Hand the entry over to review."""
    return after(
        request,
        lambda: actions.submit_entry(entry=code, by=me(request), expected=version_seen(request)),
        _("%(code)s enviado a revisión.") % {"code": code},
        "projects-entry",
        code,
    )


@access(*REVIEWERS)
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Put in force what another person entered."""
    return after(
        request,
        lambda: actions.approve_entry(entry=code, by=me(request), expected=version_seen(request)),
        _("%(code)s aprobado: ya está vigente y publicado.") % {"code": code},
        "projects-entry",
        code,
    )


@access(*REVIEWERS)
@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """Return the entry with the reason."""
    form = ReasonForm(request.POST, prefix="devolver")
    return with_form(
        request,
        form,
        lambda: actions.return_entry(
            entry=code,
            reason=form.cleaned_data["reason"],
            by=me(request),
            expected=version_seen(request),
        ),
        lambda status: _entry(request, code, status, back=form),
        _("%(code)s devuelto con su motivo.") % {"code": code},
        "projects-entry",
        code,
    )


@access(*AUTHORS)
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Drop the entry; a project of which nothing was approved goes with it."""
    try:
        stays = actions.discard_entry(entry=code, by=me(request), expected=version_seen(request))
    except Unknown:
        raise
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("projects-entry", code)
    messages.success(request, _("%(code)s descartado.") % {"code": code})
    return redirect("projects-desk-project", stays.pk) if stays else redirect("projects-desk")
