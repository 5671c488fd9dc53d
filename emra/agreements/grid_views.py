"""The entry grid: the 19 agreements of a corte on one page, each cell saved on its own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from emra.accounts import sessions
from emra.accounts.access import access
from emra.accounts.models import Role
from emra.agreements import actions, staff_queries
from emra.agreements.actions import StaleReport
from emra.agreements.forms import CellForm, initial_of
from emra.agreements.models import Period, ProgressReport
from emra.agreements.staff_queries import EntryRow
from emra.lib import formats
from emra.lib.errors import DomainError
from emra.notices.desk import READERS, me, page

State = ProgressReport.State
EDITABLE = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True)
class GridRow:
    """An agreement's row: what stands, and the form where it may be written."""

    row: EntryRow
    form: CellForm | None

    @property
    def reasons(self) -> list[BoundField]:
        """The fields that explain a figure, or its absence."""
        names = ("absence_reason", "setback_reason", "correction_reason")
        return [self.form[name] for name in names] if self.form else []

    @property
    def needs_reasons(self) -> bool:
        """Whether the reasons are to be shown: one is written, or one is missing."""
        return any(field.value() or field.errors for field in self.reasons)


@access(*READERS)
@require_safe
def entries(request: HttpRequest, corte: str) -> HttpResponse:
    """The 19 agreements of a corte: to write in for the secretariat, to read for the others."""
    period = actions.get_period(corte)
    writes = me(request).role == Role.SECRETARIAT
    rows = [
        GridRow(row, _form(row, period) if writes else None)
        for row in staff_queries.entry_rows(period)
    ]
    return _grid_page(request, period, rows)


@access(Role.SECRETARIAT)
@require_POST
def save_grid(request: HttpRequest, corte: str) -> HttpResponse:
    """Save every changed row of the grid at once, as the plain form without JavaScript does."""
    period = actions.get_period(corte)
    shown = []
    for row in staff_queries.entry_rows(period):
        posted = _posted_form(request, row)
        written = posted is not None and _is_changed(posted)
        shown.append(GridRow(row, posted if written else _form(row, period)))
    changed = [item for item in shown if item.form is not None and item.form.is_bound]
    valid = [item.form.is_valid() for item in changed if item.form is not None]
    if not all(valid) or not _save_all(request, period, changed):
        return _grid_page(request, period, shown, status=400)
    saved = len(changed)
    messages.success(
        request,
        ngettext("%(count)s avance guardado.", "%(count)s avances guardados.", saved)
        % {"count": saved},
    )
    return redirect("entries", corte)


@access(Role.SECRETARIAT)
@require_POST
def save_cell(request: HttpRequest, corte: str, code: str) -> JsonResponse:
    """Save one row of the grid; answers JSON for the script that sent it.

    200 with the new version; 400 with `errors` by field; 409 with `current`, what stands now.
    """
    period = actions.get_period(corte)
    form = CellForm(request.POST, prefix=code)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    try:
        report = actions.record_progress(
            agreement=code,
            period=period.code,
            entry=form.entry(),
            expected=form.cleaned_data["version"],
            by=me(request),
        )
    except StaleReport as error:
        return JsonResponse({"detail": str(error), "current": _cell(error.current)}, status=409)
    except DomainError as error:
        form.blame(error)
        return JsonResponse({"detail": str(error), "errors": form.errors}, status=error.status)
    return JsonResponse({**_cell(report), "session": sessions.seconds_left(request)})


@access(Role.SECRETARIAT)
@require_POST
def submit_all(request: HttpRequest, corte: str) -> HttpResponse:
    """Hand every draft and returned report of a corte over for review: all or none."""
    period, code = actions.get_period(corte), corte
    try:
        with transaction.atomic():
            ready = [
                row.current
                for row in staff_queries.entry_rows(period)
                if row.current is not None and row.current.state in EDITABLE
            ]
            actions.lock_for_writing(period, [report.agreement_id for report in ready])
            for report in ready:
                code = report.code
                actions.submit_progress(report=code, by=me(request))
    except DomainError as error:
        messages.error(
            request, _("%(code)s: %(why)s No se envió ninguno.") % {"code": code, "why": error}
        )
        return redirect("entries", corte)
    messages.success(
        request,
        ngettext(
            "%(count)s avance enviado a revisión.",
            "%(count)s avances enviados a revisión.",
            len(ready),
        )
        % {"count": len(ready)},
    )
    return redirect("entries", corte)


@access(Role.SECRETARIAT)
@require_POST
def keep_session(request: HttpRequest) -> JsonResponse:
    """Start the idle time anew, asked for by somebody who is still writing."""
    return JsonResponse({"seconds": sessions.seconds_left(request)})


# -- pieces ----------------------------------------------------------------------------------


def _form(row: EntryRow, period: Period) -> CellForm | None:
    """The row's form; None where nothing may be written now."""
    current = row.current
    if current is not None and current.state not in EDITABLE:
        return None
    if current is None and period.state == Period.State.CLOSED:
        return None
    return CellForm(prefix=row.agreement.code, initial=initial_of(current))


def _posted_form(request: HttpRequest, row: EntryRow) -> CellForm | None:
    """The row as it came, even where nothing may be written any more; None where it did not."""
    prefix = row.agreement.code
    version = request.POST.get(f"{prefix}-version")
    if version is None:
        return None
    seen = None if version == "0" else row.current
    return CellForm(request.POST, prefix=prefix, initial=initial_of(seen))


def _is_changed(form: CellForm) -> bool:
    """Whether the user wrote anything: an untouched empty row is not an error."""
    return any(
        _lines(form[name].data) != _lines(form[name].initial)
        for name in form.changed_data
        if name != "version"
    )


def _lines(text: str | None) -> list[str]:
    """A browser sends other line ends than those that were stored."""
    return (text or "").strip().splitlines()


def _save_all(request: HttpRequest, period: Period, changed: list[GridRow]) -> bool:
    """Record the changed rows in one transaction; a refusal is put at its row."""
    with transaction.atomic():
        actions.lock_for_writing(period, [item.row.agreement.code for item in changed])
        sound = True
        for item in changed:
            assert item.form is not None
            try:
                actions.record_progress(
                    agreement=item.row.agreement.code,
                    period=period.code,
                    entry=item.form.entry(),
                    expected=item.form.cleaned_data["version"],
                    by=me(request),
                )
            except DomainError as error:
                item.form.blame(error)
                if isinstance(error, StaleReport):
                    _show_what_stands(item.form, error.current)
                sound = False
        transaction.set_rollback(not sound)
    return sound


def _show_what_stands(form: CellForm, current: ProgressReport) -> None:
    """The user is now told what stands: saving the row again is a decision, not an accident."""
    still_open = current.state != State.APPROVED
    seen = {form.add_prefix("version"): str(current.lock_version if still_open else 0)}
    form.data = {**dict(form.data.items()), **seen}


def _cell(report: ProgressReport) -> dict[str, Any]:
    """A report as the grid's script takes it."""
    return {
        "version": report.lock_version,
        "state": State(report.state).label,
        "kind": report.absence or "PERCENT",
        "percent": "" if report.percent is None else formats.number(report.percent),
        "absence_reason": report.absence_reason,
        "note": report.note,
        "said": actions.describe(report),
        "who": report.author.public_office if report.author else "",
        "saved_at": timezone.localtime(report.changed_at).strftime("%H:%M"),
    }


def _grid_page(
    request: HttpRequest, period: Period, rows: list[GridRow], status: int = 200
) -> HttpResponse:
    ready = sum(
        item.row.current is not None and item.row.current.state in EDITABLE for item in rows
    )
    context = {
        "section": "entries",
        "period": period,
        "rows": rows,
        "evidence": staff_queries.evidence_counts(period),
        "writes": any(item.form is not None for item in rows),
        "missing": sum(item.row.is_missing for item in rows),
        "ready": ready,
        "session_seconds": sessions.seconds_left(request),
    }
    return page(request, "agreements/grid.html", context, status)
