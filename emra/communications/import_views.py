"""Pieces in from a spreadsheet: template, preview with the rows' errors, confirmation, undo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.communications import import_actions, sheets
from emra.communications.forms import ImportForm
from emra.lib.errors import DomainError
from emra.lib.tables import xlsx_response
from emra.notices.desk import after, me, page

SECTION = {"section": "communications-desk"}
SHOWN = 200


@access(Role.SECRETARIAT)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The spreadsheet to fill in."""
    return xlsx_response("piezas.xlsx", sheets.template())


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Send a spreadsheet; nothing of it becomes a piece yet."""
    if request.method != "POST":
        return _upload(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload(request, form, status=400)
    try:
        batch = import_actions.receive(upload=form.cleaned_data["file"], by=me(request))
    except DomainError as error:
        form.add_error("file", str(error))
        return _upload(request, form, status=error.status)
    return redirect("communications-batch", batch.pk)


def _upload(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    return page(request, "communications/import.html", {**SECTION, "form": form}, status)


@access(Role.SECRETARIAT)
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """What each row would do, or what is wrong with it; errors first."""
    row = import_actions.find(pk, me(request))
    rows = list(
        row.rows.select_related("channel", "format", "kind", "campaign", "objective", "item")
    )
    rows.sort(key=lambda one: (not one.problem, one.number))
    context = {
        **SECTION,
        "batch": row,
        "rows": rows[:SHOWN],
        "total": len(rows),
        "errors": sum(bool(one.problem) for one in rows),
    }
    return page(request, "communications/batch.html", context)


@access(Role.SECRETARIAT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a piece of every row."""
    said = _("Piezas creadas. Si se equivocó, puede deshacer la importación completa.")
    return after(
        request,
        lambda: import_actions.confirm_import(batch=pk, by=me(request)),
        said,
        "communications-batch",
        pk,
    )


@access(Role.SECRETARIAT)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the import back."""
    said = _("Importación deshecha: todo quedó como antes.")
    return after(
        request,
        lambda: import_actions.undo_import(batch=pk, by=me(request)),
        said,
        "communications-batch",
        pk,
    )


@access(Role.SECRETARIAT)
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop the spreadsheet."""
    said = _("Importación descartada: no se guardó nada.")
    return after(
        request,
        lambda: import_actions.discard_import(batch=pk, by=me(request)),
        said,
        "communications-batch",
        pk,
    )
