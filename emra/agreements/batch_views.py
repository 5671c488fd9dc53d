"""Spreadsheets in and out of the entry grid: template, import, pasted columns, undo."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.agreements import actions, batch_actions, imports, sheets
from emra.agreements.forms import FractionsForm, ImportForm, PasteForm
from emra.agreements.models import BatchRow, EntryBatch
from emra.agreements.proposals import COLUMN_NAMES, pasted_rows
from emra.agreements.staff_queries import batch as find_batch
from emra.agreements.staff_queries import entry_rows
from emra.lib import jobs
from emra.lib.errors import DomainError, Unknown
from emra.lib.tables import xlsx_response
from emra.notices.desk import after, me, page

# Rows a page shows; the errors of all of them come as a spreadsheet.
SHOWN = 200
READ_IMPORTS = "emra.agreements.tasks.read_imports"


@access(Role.SECRETARIAT)
@require_safe
def template(request: HttpRequest, corte: str) -> HttpResponse:
    """The corte's spreadsheet: one locked row per agreement, the last values, instructions."""
    period = actions.get_period(corte)
    return xlsx_response(f"avances-{corte}.xlsx", sheets.template(period, entry_rows(period)))


@access(Role.SECRETARIAT)
@require_safe
def import_page(request: HttpRequest, corte: str) -> HttpResponse:
    """Where a spreadsheet is sent or a column pasted."""
    return _import_page(request, corte, ImportForm(), PasteForm())


def _import_page(
    request: HttpRequest, corte: str, upload: ImportForm, paste: PasteForm, status: int = 200
) -> HttpResponse:
    context = {
        "section": "entries",
        "period": actions.get_period(corte),
        "upload": upload,
        "paste": paste,
    }
    return page(request, "agreements/import.html", context, status)


@access(Role.SECRETARIAT)
@require_POST
def import_file(request: HttpRequest, corte: str) -> HttpResponse:
    """Take a spreadsheet in: it is read in the background and nothing of it is stored yet."""
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _import_page(request, corte, form, PasteForm(), status=400)
    try:
        with transaction.atomic():
            batch = imports.receive(period=corte, upload=form.cleaned_data["file"], by=me(request))
            jobs.hint(READ_IMPORTS)
    except Unknown:
        raise
    except DomainError as error:
        form.add_error("file", str(error))
        return _import_page(request, corte, form, PasteForm(), status=error.status)
    return redirect("batch", batch.pk)


@access(Role.SECRETARIAT)
@require_POST
def paste(request: HttpRequest, corte: str) -> HttpResponse:
    """Take a pasted column in, from an agreement downwards, and show what it would do."""
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _import_page(request, corte, ImportForm(), form, status=400)
    with transaction.atomic():
        batch = batch_actions.start_batch(period=corte, kind=EntryBatch.Kind.PASTE, by=me(request))
        codes = [row.agreement.code for row in entry_rows(batch.period)]
        rows = pasted_rows(form.cleaned_data["column"], codes, start=form.cleaned_data["start"])
        batch_actions.propose(batch=batch, rows=rows)
    return redirect("batch", batch.pk)


@access(Role.SECRETARIAT)
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """A batch: what each of its rows would do, or has done."""
    view = find_batch(pk, me(request))
    context = {
        "section": "entries",
        "view": view,
        "rows": sorted(view.rows, key=_urgency)[:SHOWN],
        "batch": view.batch,
        "period": view.batch.period,
        "columns": COLUMN_NAMES,
        "fractions": FractionsForm(),
    }
    return page(request, "agreements/batch.html", context)


@access(Role.SECRETARIAT)
@require_safe
def batch_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """How far the reading of a batch is, for the progress bar."""
    row = find_batch(pk, me(request)).batch
    return JsonResponse({"state": row.state, "read": row.rows_read, "total": row.rows_total})


@access(Role.SECRETARIAT)
@require_safe
def batch_errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The batch's rows as a spreadsheet with its errors in a red column."""
    view = find_batch(pk, me(request))
    return xlsx_response(f"errores-lote-{pk}.xlsx", sheets.errors(view))


@access(Role.SECRETARIAT)
@require_POST
def batch_fractions(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what numbers between 0 and 1 mean."""
    fractions = request.POST.get("fractions", "")
    return after(
        request,
        lambda: batch_actions.answer_fractions(batch=pk, fractions=fractions, by=me(request)),
        "",
        "batch",
        pk,
    )


@access(Role.SECRETARIAT)
@require_POST
def batch_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the batch."""
    said = _("Lote guardado. Si se equivocó, puede deshacerlo completo.")
    return after(
        request, lambda: batch_actions.confirm_batch(batch=pk, by=me(request)), said, "batch", pk
    )


@access(Role.SECRETARIAT)
@require_POST
def batch_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the batch back."""
    said = _("Lote deshecho: todo quedó como antes.")
    return after(
        request, lambda: batch_actions.undo_batch(batch=pk, by=me(request)), said, "batch", pk
    )


@access(Role.SECRETARIAT)
@require_POST
def batch_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop the batch, or stop its reading."""
    said = _("Lote descartado: no se guardó nada.")
    return after(
        request, lambda: batch_actions.discard_batch(batch=pk, by=me(request)), said, "batch", pk
    )


def _urgency(row: BatchRow) -> tuple[bool, int]:
    """Changes, errors and questions first, then as in the file."""
    return row.outcome in (BatchRow.Outcome.EQUAL, BatchRow.Outcome.EMPTY), row.number
