"""A commitment on the desk: recorded, reported on, postponed, met, withdrawn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.governance import commitment_actions, commitment_queries
from emra.governance.commitment_actions import DECIDERS
from emra.governance.forms import DoneForm, NoteForm, PostponeForm, PromiseForm, ReasonForm
from emra.governance.models import Commitment
from emra.governance.numbers import number_of
from emra.governance.staff_views import INSIDE, SECTION, readable
from emra.lib import files
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame, version_seen
from emra.notices.desk import me, page, with_form


@access(*DECIDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a commitment that no session took."""
    context: dict[str, Any] = {**SECTION}
    if request.method != "POST":
        initial = {"body": request.GET.get("instancia", "")[:40]}
        context["form"] = PromiseForm(initial=initial)
        return page(request, "governance/promise.html", context)
    form = context["form"] = PromiseForm(request.POST)
    if not form.is_valid():
        return page(request, "governance/promise.html", context, status=400)
    try:
        row = commitment_actions.record_commitment(by=me(request), **form.cleaned_data)
    except DomainError as error:
        blame(form, error)
        return page(request, "governance/promise.html", context, status=error.status)
    messages.success(request, _("Compromiso %(code)s registrado.") % {"code": row.code})
    return redirect("commitment-desk", row.code)


@access(*INSIDE)
@require_safe
def commitment(request: HttpRequest, code: str) -> HttpResponse:
    """A commitment with what may be done with it now."""
    return _commitment(request, code)


def _commitment(request: HttpRequest, code: str, status: int = 200, **forms: Any) -> HttpResponse:
    row = _row(request, code)
    view = commitment_queries.commitment(code, today=timezone.localdate(), public=False)
    reports = view.pending and commitment_actions.may_report(row, me(request))
    decides = view.pending and me(request).role in DECIDERS
    context = {
        **SECTION,
        "commitment": view,
        "version": row.lock_version,
        "note": forms.get("note") or NoteForm(prefix="avance") if reports else None,
        "done": forms.get("done") or DoneForm(prefix="cumplir") if reports else None,
        "postpone": forms.get("postpone") or PostponeForm(prefix="postergar") if decides else None,
        "withdraw": forms.get("withdraw") or ReasonForm(prefix="retirar") if decides else None,
    }
    return page(request, "governance/commitment_desk.html", context, status)


@access(*DECIDERS, Role.MEMBER)
@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Say how it goes."""
    form = NoteForm(request.POST, prefix="avance")
    return _with_form(
        request,
        code,
        "note",
        form,
        lambda: commitment_actions.note_commitment(
            commitment=code, by=me(request), **form.cleaned_data
        ),
        _("Avance publicado en la historia del compromiso."),
    )


@access(*DECIDERS)
@require_POST
def postpone(request: HttpRequest, code: str) -> HttpResponse:
    """Give it a later deadline."""
    form = PostponeForm(request.POST, prefix="postergar")
    return _with_form(
        request,
        code,
        "postpone",
        form,
        lambda: commitment_actions.postpone_commitment(
            commitment=code, by=me(request), expected=version_seen(request), **form.cleaned_data
        ),
        _("Plazo cambiado."),
    )


@access(*DECIDERS, Role.MEMBER)
@require_POST
def done(request: HttpRequest, code: str) -> HttpResponse:
    """Close it with its evidence."""
    form = DoneForm(request.POST, request.FILES, prefix="cumplir")
    return _with_form(
        request,
        code,
        "done",
        form,
        lambda: commitment_actions.complete_commitment(
            commitment=code,
            by=me(request),
            link=form.cleaned_data["evidence_link"],
            upload=form.cleaned_data["file"],
            note=form.cleaned_data["note"],
            expected=version_seen(request),
        ),
        _("Compromiso cumplido."),
    )


@access(*DECIDERS)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Say that it no longer holds."""
    form = ReasonForm(request.POST, prefix="retirar")
    return _with_form(
        request,
        code,
        "withdraw",
        form,
        lambda: commitment_actions.withdraw_commitment(
            commitment=code, by=me(request), expected=version_seen(request), **form.cleaned_data
        ),
        _("Compromiso retirado."),
    )


@access(*INSIDE)
@require_safe
def evidence(request: HttpRequest, code: str) -> HttpResponseBase:
    """The file of a commitment whose minutes are not public yet."""
    row = _row(request, code)
    if not row.sha256:
        raise Unknown(_("El compromiso %(code)s no tiene un archivo.") % {"code": row.code})
    return files.attachment(row.sha256, row.extension, f"{row.code}.{row.extension}")


# -- pieces ----------------------------------------------------------------------------------


def _row(request: HttpRequest, code: str) -> Commitment:
    """The commitment, where this person may open its body."""
    row = Commitment.objects.filter(pk=number_of(code, "C")).first()
    if row is None:
        raise Unknown(_("No existe el compromiso «%(code)s».") % {"code": code[:20]})
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
    """Do it where the form is good; otherwise the page again, with the form as it was sent."""
    row = _row(request, code)

    def again(status: int) -> HttpResponse:
        return _commitment(request, row.code, status=status, **{name: form})

    return with_form(request, form, act, again, said, "commitment-desk", row.code)
