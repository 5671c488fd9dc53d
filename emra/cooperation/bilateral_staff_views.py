"""The desk of the bilateral projects: sheets and reports, written and reviewed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.cooperation import bilateral_actions as actions
from emra.cooperation import bilateral_desk
from emra.cooperation import bilateral_report_actions as reports
from emra.cooperation.bilateral_actions import AUTHORS, REVIEWERS
from emra.cooperation.bilateral_content import content_of
from emra.cooperation.bilateral_forms import ReasonForm, ReportForm, WholeSheet
from emra.lib import files
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame, version_seen
from emra.notices.desk import READERS, after, me, page, with_form

SECTION = {"section": "cooperation-desk"}


@access(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Every project with what waits for somebody."""
    context = {**SECTION, "rows": bilateral_desk.projects(), "writes": me(request).role in AUTHORS}
    return page(request, "cooperation/bilateral_desk.html", context)


@access(*READERS)
@require_safe
def project(request: HttpRequest, code: str) -> HttpResponse:
    """A project: its open sheet before and after, its results, what may be done now."""
    return _project(request, code)


def _project(
    request: HttpRequest, code: str, status: int = 200, form: ReasonForm | None = None, at: str = ""
) -> HttpResponse:
    view = bilateral_desk.project(code, person=me(request))
    context = {
        **SECTION,
        "project": view,
        "writes": me(request).role in AUTHORS,
        "reviews": me(request).role in REVIEWERS,
        "form": form or ReasonForm(),
        "wrong": at,
    }
    return page(request, "cooperation/bilateral_project.html", context, status)


@access(*AUTHORS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a project with its first sheet."""
    if request.method != "POST":
        return _sheet(request, WholeSheet(first=True))
    form = WholeSheet(request.POST, first=True)
    return _saved(
        request,
        form,
        None,
        lambda: actions.record_project(content=form.content(), by=me(request)).project_id,
    )


@access(*AUTHORS)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Write the open draft of a sheet, or the next version of the one in force."""
    held = actions.find_project(code)
    draft, standing = actions.open_sheet(held), actions.in_force(held)
    if request.method != "POST":
        told = draft or standing
        form = WholeSheet(
            content=content_of(told) if told else None,
            reason=draft.reason if draft else "",
            version=draft.lock_version if draft else 0,
            first=standing is None,
        )
        return _sheet(request, form, code)
    form = WholeSheet(request.POST, first=standing is None)

    def write() -> str:
        actions.write_sheet(
            project=code,
            content=form.content(),
            reason=form.reason,
            expected=form.version,
            by=me(request),
        )
        return code

    return _saved(request, form, code, write)


@access(*AUTHORS)
@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    return after(
        request,
        lambda: actions.submit_sheet(project=code, by=me(request), expected=version_seen(request)),
        _("Ficha enviada a revisión."),
        "bilateral-desk-project",
        code,
    )


@access(*REVIEWERS)
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    return after(
        request,
        lambda: actions.approve_sheet(project=code, by=me(request), expected=version_seen(request)),
        _("Ficha aprobada: ya es la vigente."),
        "bilateral-desk-project",
        code,
    )


@access(*REVIEWERS)
@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    return with_form(
        request,
        form,
        lambda: actions.return_sheet(
            project=code, by=me(request), expected=version_seen(request), **form.cleaned_data
        ),
        lambda status: _project(request, code, status, form, "sheet"),
        _("Ficha devuelta."),
        "bilateral-desk-project",
        code,
    )


@access(*AUTHORS)
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    return after(
        request,
        lambda: actions.discard_sheet(project=code, by=me(request), expected=version_seen(request)),
        _("Borrador descartado."),
        "bilateral-desk",
    )


# -- reports ---------------------------------------------------------------------------------


@access(*AUTHORS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Tell how a result goes: the open report, or a new one."""
    held = actions.find_project(code)
    target = reports.find_result(held, number)
    row = reports.open_report(held, number)
    has_file = bool(row and row.sha256)
    context: dict[str, Any] = {**SECTION, "code": code, "target": target, "row": row}
    if request.method != "POST":
        names = ("on", "text", "done", "reached", "link")
        told = {name: getattr(row, name) for name in names} if row else {}
        initial = {**told, "version": row.lock_version if row else 0}
        context["form"] = ReportForm(initial=initial, has_file=has_file)
        return page(request, "cooperation/bilateral_report.html", context)
    form = context["form"] = ReportForm(request.POST, request.FILES, has_file=has_file)
    if not form.is_valid():
        return page(request, "cooperation/bilateral_report.html", context, status=400)
    try:
        reports.write_report(
            project=code,
            result=number,
            report=form.report(),
            upload=form.cleaned_data["file"],
            drop_file=form.cleaned_data.get("drop", False),
            expected=form.cleaned_data["version"] or 0,
            by=me(request),
        )
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return page(request, "cooperation/bilateral_report.html", context, status=error.status)
    messages.success(request, _("Informe guardado. Envíelo a revisión cuando esté listo."))
    return redirect("bilateral-desk-project", code)


@access(*AUTHORS)
@require_POST
def submit_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _on_report(request, pk, reports.submit_report, _("Informe enviado a revisión."))


@access(*REVIEWERS)
@require_POST
def approve_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _on_report(request, pk, reports.approve_report, _("Informe aprobado y publicado."))


@access(*REVIEWERS)
@require_POST
def return_report(request: HttpRequest, pk: int) -> HttpResponse:
    code = bilateral_desk.report(pk).project_id
    form = ReasonForm(request.POST)
    return with_form(
        request,
        form,
        lambda: reports.return_report(
            report=pk, by=me(request), expected=version_seen(request), **form.cleaned_data
        ),
        lambda status: _project(request, code, status, form, str(pk)),
        _("Informe devuelto."),
        "bilateral-desk-project",
        code,
    )


@access(*AUTHORS)
@require_POST
def discard_report(request: HttpRequest, pk: int) -> HttpResponse:
    return _on_report(request, pk, reports.discard_report, _("Informe descartado."))


@access(*READERS)
@require_safe
def report_evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file of a report, approved or not."""
    row = bilateral_desk.report(pk)
    if not row.sha256:
        raise Unknown(_("El informe %(code)s no tiene un archivo.") % {"code": row.code})
    return files.attachment(row.sha256, row.extension, f"{row.code}.{row.extension}")


# -- pieces ----------------------------------------------------------------------------------


def _on_report(request: HttpRequest, pk: int, act: Callable[..., Any], said: str) -> HttpResponse:
    """One step of a report, and back to its project."""
    code = bilateral_desk.report(pk).project_id
    return after(
        request,
        lambda: act(report=pk, by=me(request), expected=version_seen(request)),
        said,
        "bilateral-desk-project",
        code,
    )


def _sheet(
    request: HttpRequest, form: WholeSheet, code: str | None = None, status: int = 200
) -> HttpResponse:
    context = {**SECTION, "form": form, "code": code}
    return page(request, "cooperation/bilateral_form.html", context, status)


def _saved(
    request: HttpRequest, form: WholeSheet, code: str | None, write: Callable[[], str]
) -> HttpResponse:
    """Write it where the form is good; otherwise the form again, as it was sent."""
    if not form.is_valid():
        return _sheet(request, form, code, status=400)
    try:
        written = write()
    except Unknown:
        raise
    except DomainError as error:
        form.blame(error)
        return _sheet(request, form, code, status=error.status)
    messages.success(request, _("Borrador guardado. Envíelo a revisión cuando esté completo."))
    return redirect("bilateral-desk-project", written)
