"""A session on the desk: convened, attended, its minutes written and approved, what it decided."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.governance import (
    commitment_actions,
    commitment_queries,
    meeting_actions,
    minutes_actions,
)
from emra.governance.forms import (
    AttendanceForm,
    MeetingForm,
    MinutesForm,
    PromiseForm,
    ReasonForm,
)
from emra.governance.meeting_actions import CONVENERS
from emra.governance.models import Meeting, Minutes
from emra.governance.numbers import number_of
from emra.governance.staff_views import INSIDE, SECTION, readable, seen
from emra.lib import files
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame, version_seen
from emra.notices.desk import after, me, page, with_form


@access(*CONVENERS)
@require_http_methods(["GET", "HEAD", "POST"])
def convene(request: HttpRequest, code: str) -> HttpResponse:
    """Announce a session of a body."""
    context: dict[str, Any] = {**SECTION, "body": readable(request, code)}
    if request.method != "POST":
        return page(request, "governance/convene.html", {**context, "form": MeetingForm()})
    form = context["form"] = MeetingForm(request.POST)
    if not form.is_valid():
        return page(request, "governance/convene.html", context, status=400)
    try:
        row = meeting_actions.convene(body=code, call=form.call(), by=me(request))
    except DomainError as error:
        blame(form, error)
        return page(request, "governance/convene.html", context, status=error.status)
    messages.success(request, _("Sesión %(code)s convocada.") % {"code": row.code})
    return redirect("meeting", row.code)


@access(*CONVENERS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what was announced."""
    row = _row(request, code)
    context: dict[str, Any] = {**SECTION, "body": row.body, "meeting": row}
    if request.method != "POST":
        context["form"] = MeetingForm(initial=MeetingForm.initial_of(row))
        return page(request, "governance/convene.html", context)
    form = context["form"] = MeetingForm(request.POST)
    if not form.is_valid():
        return page(request, "governance/convene.html", context, status=400)
    try:
        meeting_actions.change_meeting(
            meeting=code,
            call=form.call(),
            expected=form.cleaned_data["version"],
            by=me(request),
        )
    except DomainError as error:
        seen(form, row.lock_version, error)
        return page(request, "governance/convene.html", context, status=error.status)
    messages.success(request, _("Convocatoria guardada."))
    return redirect("meeting", code)


@access(*INSIDE)
@require_safe
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """A session with what may be done with it now."""
    return _meeting(request, code)


def _meeting(request: HttpRequest, code: str, status: int = 200, **forms: Any) -> HttpResponse:
    row = _row(request, code)
    kept: Minutes | None = getattr(row, "minutes", None)
    writes = me(request).role in CONVENERS
    fixed = kept is not None and kept.state in ("SUBMITTED", "APPROVED")
    begun = row.at <= timezone.now() and row.state != Meeting.State.CANCELLED
    seats = meeting_actions.seats_of(row)
    came = row.attendances.select_related("membership__organisation", "organisation")
    context = {
        **SECTION,
        "meeting": row,
        "minutes": kept,
        "attendances": came,
        "present": sum(each.present for each in came if each.membership_id),
        "seats": seats,
        "writes": writes,
        "commitments": commitment_queries.of_meeting(row, today=timezone.localdate()),
        # What was sent is shown with its refusal, even where it may no longer be done.
        "attendance": forms.get("attendance")
        or (
            AttendanceForm(seats=seats, initial=AttendanceForm.initial_of(row))
            if writes and begun and not fixed
            else None
        ),
        "cancel": forms.get("cancel")
        or (
            ReasonForm(prefix="suspender")
            if writes and row.state == Meeting.State.CONVENED
            else None
        ),
        "promise": forms.get("promise")
        or (
            PromiseForm(initial={"body": row.body_id})
            if writes and row.state == Meeting.State.HELD and not fixed
            else None
        ),
        "decides": writes and kept is not None and kept.state == "SUBMITTED",
        "wrote": kept is not None and minutes_actions.wrote(kept, me(request)),
        "back": forms.get("back") or ReasonForm(prefix="devolver"),
    }
    return page(request, "governance/meeting.html", context, status)


@access(*CONVENERS)
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the session will not be held."""
    form = ReasonForm(request.POST, prefix="suspender")
    return _with_form(
        request,
        code,
        "cancel",
        form,
        lambda: meeting_actions.cancel_meeting(
            meeting=code, reason=form.cleaned_data["reason"], by=me(request)
        ),
        _("Sesión suspendida."),
    )


@access(*CONVENERS)
@require_POST
def attendance(request: HttpRequest, code: str) -> HttpResponse:
    """Say who came."""
    form = AttendanceForm(request.POST, seats=meeting_actions.seats_of(_row(request, code)))
    return _with_form(
        request,
        code,
        "attendance",
        form,
        lambda: meeting_actions.record_attendance(
            meeting=code,
            present=form.came(),
            guests=form.cleaned_data["guests"],
            by=me(request),
        ),
        _("Asistencia guardada."),
    )


@access(*CONVENERS)
@require_POST
def promise(request: HttpRequest, code: str) -> HttpResponse:
    """Record a decision of the session."""
    data = request.POST.copy()
    data["body"] = _row(request, code).body_id
    form = PromiseForm(data)
    return _with_form(
        request,
        code,
        "promise",
        form,
        lambda: commitment_actions.record_commitment(
            meeting=code, by=me(request), **form.cleaned_data
        ),
        _("Compromiso registrado."),
    )


@access(*CONVENERS)
@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, code: str) -> HttpResponse:
    """Write the minutes; the first time they start from the template."""
    row = _row(request, code)
    kept: Minutes | None = getattr(row, "minutes", None)
    context: dict[str, Any] = {
        **SECTION,
        "meeting": row,
        "minutes": kept,
        "locked": row.state != Meeting.State.HELD
        or (kept is not None and kept.state not in ("DRAFT", "RETURNED")),
        "commitments": commitment_queries.of_meeting(row, today=timezone.localdate()),
    }
    if request.method != "POST":
        initial = {
            "text": kept.text if kept else minutes_actions.template_of(row),
            "version": kept.lock_version if kept else 0,
        }
        return page(
            request, "governance/minutes.html", {**context, "form": MinutesForm(initial=initial)}
        )
    form = context["form"] = MinutesForm(request.POST, request.FILES)
    submit = "submit" in request.POST
    if not form.is_valid():
        return page(request, "governance/minutes.html", context, status=400)
    try:
        minutes_actions.write_minutes(
            meeting=code,
            text=form.cleaned_data["text"],
            upload=form.cleaned_data["file"],
            expected=form.cleaned_data["version"],
            submit=submit,
            by=me(request),
        )
    except DomainError as error:
        seen(form, kept.lock_version if kept else 0, error)
        return page(request, "governance/minutes.html", context, status=error.status)
    if submit:
        messages.success(request, _("Acta enviada: la aprueba otra persona."))
        return redirect("meeting", code)
    messages.success(request, _("Borrador del acta guardado."))
    return redirect("minutes", code)


@access(*CONVENERS)
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Accept the minutes."""
    seen = version_seen(request)
    return after(
        request,
        lambda: minutes_actions.approve_minutes(meeting=code, by=me(request), expected=seen),
        _("Acta aprobada: es pública con sus compromisos."),
        "meeting",
        code,
    )


@access(*CONVENERS)
@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """Return the minutes with a reason."""
    form = ReasonForm(request.POST, prefix="devolver")
    return _with_form(
        request,
        code,
        "back",
        form,
        lambda: minutes_actions.return_minutes(
            meeting=code,
            reason=form.cleaned_data["reason"],
            by=me(request),
            expected=version_seen(request),
        ),
        _("Acta devuelta."),
    )


@access(*INSIDE)
@require_safe
def signed(request: HttpRequest, code: str) -> HttpResponseBase:
    """The signed document, before it is public."""
    row = _row(request, code)
    kept: Minutes | None = getattr(row, "minutes", None)
    if kept is None or not kept.sha256:
        raise Unknown(_("El acta de esta sesión no tiene un documento firmado."))
    return files.attachment(kept.sha256, "pdf", f"acta-{row.code}.pdf")


# -- pieces ----------------------------------------------------------------------------------


def _row(request: HttpRequest, code: str) -> Meeting:
    """The session, where this person may open its body."""
    row = (
        Meeting.objects.select_related("body", "minutes__author", "minutes__reviewer")
        .prefetch_related("agenda")
        .filter(pk=number_of(code, "S"))
        .first()
    )
    if row is None:
        raise Unknown(_("No existe la sesión «%(code)s».") % {"code": code[:20]})
    readable(request, row.body_id)
    return row


def _with_form(
    request: HttpRequest,
    code: str,
    name: str,
    form: Any,
    act: Callable[[], object],
    said: str,
) -> HttpResponse:
    """Do it where the form is good; otherwise the session again, with the form as it was sent."""

    def again(status: int) -> HttpResponse:
        return _meeting(request, code, status=status, **{name: form})

    return with_form(request, form, act, again, said, "meeting", code)
