"""The desk of cooperation: covenants, their sheets, evaluations and self-assessments."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.cooperation import covenant_actions, desk_queries, evaluation_actions, queries
from emra.cooperation.models import ChecklistItem, Covenant, CovenantSheet
from emra.cooperation.sheet_form import MORE, MOST_ROWS, PARTS, SheetForm
from emra.cooperation.staff_forms import AssessmentForm, EvaluationForm, YearForm
from emra.ledger.four_eyes import WRITABLE, Reviewed, Stale
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame
from emra.notices.desk import READERS, me, page

SECTION = {"section": "cooperation-desk"}


@access(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, what is late, and every covenant."""
    context = {
        **SECTION,
        "waiting": desk_queries.waiting(),
        "covenants": desk_queries.covenants(),
        "late": [row for row in queries.covenants(timezone.localdate()) if row.late],
        "writes": me(request).role == Role.SECRETARIAT,
    }
    return page(request, "cooperation/desk.html", context)


@access(*READERS)
@require_safe
def covenant(request: HttpRequest, code: str) -> HttpResponse:
    """A covenant with what may be written of it."""
    today = timezone.localdate()
    row = desk_queries.covenant(code)
    published = CovenantSheet.objects.approved().filter(covenant=row).exists()
    form = YearForm(request.GET or None)
    if form.is_bound and form.is_valid():
        return redirect("cooperation-assessment", code, form.cleaned_data["year"])
    context = {
        **SECTION,
        "covenant": row,
        "sheet": desk_queries.open_sheet(code),
        "told": queries.covenant(code, today) if published else None,
        "evaluations": desk_queries.evaluations(code),
        "assessments": desk_queries.assessments(code),
        "form": form if form.is_bound else YearForm(initial={"year": today.year}),
        "writes": me(request).role == Role.SECRETARIAT,
    }
    return page(request, "cooperation/covenant_desk.html", context)


# -- sheets ----------------------------------------------------------------------------------


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_covenant(request: HttpRequest) -> HttpResponse:
    """Begin a covenant."""
    form = _sheet_form(request, None)
    if request.method != "POST" or "more" in request.POST:
        return _sheet_page(request, form)
    if not form.is_valid():
        return _sheet_page(request, form, 400)
    try:
        sheet = covenant_actions.open_covenant(
            covenant=form.cleaned_data["code"], content=form.content(), by=me(request)
        )
    except DomainError as error:
        form.blame(error)
        return _sheet_page(request, form, error.status)
    messages.success(request, _("Borrador guardado: revíselo y envíelo."))
    return redirect("cooperation-review", sheet.code)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Write the open draft of a covenant, or begin its next version."""
    row = desk_queries.covenant(code)
    draft = desk_queries.open_sheet(code)
    if draft is not None and draft.state not in WRITABLE:
        messages.error(request, _("La ficha está en revisión: pida que la devuelvan."))
        return redirect("cooperation-review", draft.code)
    form = _sheet_form(request, row)
    if request.method != "POST" or "more" in request.POST:
        return _sheet_page(request, form, covenant=row, draft=draft)
    if not form.is_valid():
        return _sheet_page(request, form, 400, covenant=row, draft=draft)
    try:
        saved = covenant_actions.write_covenant(
            covenant=code,
            content=form.content(),
            by=me(request),
            reason=form.cleaned_data.get("reason", ""),
            expected=form.cleaned_data["version"],
        )
    except Stale as error:
        return _stale(request, form, error, _sheet_page, covenant=row, draft=draft)
    except DomainError as error:
        form.blame(error)
        return _sheet_page(request, form, error.status, covenant=row, draft=draft)
    messages.success(request, _("Borrador guardado: revíselo y envíelo."))
    return redirect("cooperation-review", saved.code)


def _sheet_form(request: HttpRequest, row: Covenant | None) -> SheetForm:
    draft = desk_queries.open_sheet(row.pk) if row else None
    last = desk_queries.last_sheet(row.pk) if row else None
    source = draft or last
    content = covenant_actions.content_of(source) if source else None
    initial, counts = SheetForm.initial_of(content)
    initial["version"] = draft.lock_version if draft else 0
    initial["reason"] = draft.reason if draft else ""
    posted = request.method == "POST"
    if posted:
        counts = {part: _posted_rows(request, part) for part in PARTS}
    more = request.POST.get("more", "") if posted else ""
    if more in PARTS:
        # Nothing is saved or judged yet: the same page with more rows, as it was typed.
        counts[more] = min(counts[more] + MORE, MOST_ROWS)
        initial = request.POST.dict()
    return SheetForm(
        request.POST if posted and more not in PARTS else None,
        initial=initial,
        counts=counts,
        predecessors=desk_queries.predecessors(row.pk if row else ""),
        is_new=row is None,
        needs_reason=last is not None,
    )


def _posted_rows(request: HttpRequest, part: str) -> int:
    text = request.POST.get(f"{part}-rows", "")
    return min(int(text), MOST_ROWS) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _sheet_page(
    request: HttpRequest, form: SheetForm, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request, "cooperation/sheet_form.html", {**SECTION, "form": form, **context}, status
    )


# -- evaluations and self-assessments --------------------------------------------------------


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def evaluation(request: HttpRequest, code: str, planned: str) -> HttpResponse:
    """Tell of an evaluation that the schedule asks for on a day."""
    day = _day(planned)
    told = queries.covenant(code, timezone.localdate())
    kept = desk_queries.evaluation(code, day)
    if kept is not None and kept.state not in WRITABLE:
        return redirect("cooperation-review", kept.code)
    context: dict[str, Any] = {"covenant": told, "planned_on": day, "kept": kept}
    if request.method != "POST":
        form = EvaluationForm(initial=EvaluationForm.initial_of(kept))
        return _evaluation_page(request, form, **context)
    form = EvaluationForm(request.POST, request.FILES)
    if not form.is_valid():
        return _evaluation_page(request, form, 400, **context)
    try:
        row = evaluation_actions.write_evaluation(
            covenant=code,
            planned_on=day,
            told=form.told(),
            upload=form.cleaned_data["file"],
            by=me(request),
            expected=form.cleaned_data["version"],
        )
    except Stale as error:
        return _stale(request, form, error, _evaluation_page, **context)
    except DomainError as error:
        blame(form, error)
        return _evaluation_page(request, form, error.status, **context)
    messages.success(request, _("Borrador guardado: revíselo y envíelo."))
    return redirect("cooperation-review", row.code)


def _evaluation_page(
    request: HttpRequest, form: EvaluationForm, status: int = 200, **context: Any
) -> HttpResponse:
    shown = {**SECTION, "form": form, **context}
    return page(request, "cooperation/evaluation_form.html", shown, status)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Answer the questions of a year, or correct the answers that were approved."""
    told = queries.covenant(code, timezone.localdate())
    kept = desk_queries.open_assessment(code, year)
    if kept is not None and kept.state not in WRITABLE:
        return redirect("cooperation-review", kept.code)
    approved = next((row for row in told.assessments if row.year == year), None)
    items = list(ChecklistItem.objects.select_related("citation__document"))
    options: dict[str, Any] = {"items": items, "needs_reason": approved is not None}
    context: dict[str, Any] = {"covenant": told, "year": year, "approved": approved, "kept": kept}
    if request.method != "POST":
        initial = desk_queries.answers_given(kept, approved)
        form = AssessmentForm(initial=initial, **options)
        return _assessment_page(request, form, **context)
    form = AssessmentForm(request.POST, **options)
    if not form.is_valid():
        return _assessment_page(request, form, 400, **context)
    try:
        row = evaluation_actions.write_assessment(
            covenant=code,
            year=year,
            answers=form.answers(),
            by=me(request),
            reason=form.cleaned_data.get("reason", ""),
            expected=form.cleaned_data["version"],
        )
    except Stale as error:
        return _stale(request, form, error, _assessment_page, **context)
    except DomainError as error:
        blame(form, error)
        return _assessment_page(request, form, error.status, **context)
    messages.success(request, _("Borrador guardado: revíselo y envíelo."))
    return redirect("cooperation-review", row.code)


def _assessment_page(
    request: HttpRequest, form: AssessmentForm, status: int = 200, **context: Any
) -> HttpResponse:
    shown = {**SECTION, "form": form, **context}
    return page(request, "cooperation/assessment_form.html", shown, status)


# -- pieces ----------------------------------------------------------------------------------


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unknown(_("No existe esa evaluación.")) from error


def _stale(
    request: HttpRequest, form: Any, error: Stale, show: Any, **context: Any
) -> HttpResponse:
    """Say it; the user has now been told: saving again is a decision, not an accident."""
    current: Reviewed = error.current
    form.add_error(None, str(error))
    form.data = {**request.POST.dict(), "version": str(current.lock_version)}
    answer: HttpResponse = show(request, form, error.status, **context)
    return answer
