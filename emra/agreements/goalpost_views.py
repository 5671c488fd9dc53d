"""Changes of goalposts: the public list, and the desk where they are proposed and confirmed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import PUBLIC, access
from emra.accounts.models import Role
from emra.agreements import goalpost_actions, goalpost_queries, queries, tables
from emra.agreements.forms import GoalpostForm, RejectForm
from emra.agreements.models import Agreement
from emra.ledger.http import ledger_etag
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame
from emra.lib.tables import respond
from emra.notices.desk import READERS, me, page

SECTION = {"section": "goalposts"}


@access(PUBLIC)
@require_safe
@ledger_etag
def changes(request: HttpRequest) -> HttpResponse:
    """Every change that holds, with the decision behind it."""
    context = {"section": "agreements", "changes": goalpost_queries.confirmed()}
    return render(request, "agreements/goalpost_changes.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def changes_table(request: HttpRequest, form: str) -> HttpResponse:
    return respond(tables.goalposts(goalpost_queries.confirmed()), form)


@access(*READERS)
@require_safe
def goalposts(request: HttpRequest) -> HttpResponse:
    """What waits for confirmation, what was decided, and where to propose."""
    return _desk(request)


def _desk(
    request: HttpRequest, form: forms.Form | None = None, at: int = 0, status: int = 200
) -> HttpResponse:
    """The desk; `form` is the refused answer to the change `at`."""
    person = me(request)
    waiting = [
        {
            "change": change,
            "comparison": queries.under_both(change),
            "is_own": change.proposer == person.pk,
            "form": form if form and at == change.id else RejectForm(auto_id=f"c{change.id}_%s"),
        }
        for change in goalpost_queries.pending()
    ]
    context = {
        **SECTION,
        "waiting": waiting,
        "closed": goalpost_queries.closed(),
        "agreements": Agreement.objects.all(),
        "may_decide": person.role in goalpost_actions.DECIDERS,
        "form": form,
    }
    return page(request, "agreements/goalposts.html", context, status)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose what an agreement is measured against, with the decision behind it."""
    agreement = Agreement.objects.filter(code=code).first()
    if agreement is None:
        raise Unknown(_("No existe el acuerdo «%(code)s».") % {"code": code[:20]})
    held = goalpost_queries.in_force(agreement)
    form = GoalpostForm(
        request.POST if request.method == "POST" else None,
        initial=GoalpostForm.initial_of(held),
    )
    context = {**SECTION, "agreement": agreement, "held": held, "form": form}
    if request.method != "POST":
        return page(request, "agreements/goalpost.html", context)
    if not form.is_valid():
        return page(request, "agreements/goalpost.html", context, status=400)
    try:
        change = goalpost_actions.propose_goalposts(
            agreement=code,
            to=form.goalposts(),
            decision=form.named_decision(),
            reason=form.cleaned_data["reason"],
            by=me(request),
        )
    except DomainError as error:
        blame(form, error)
        return page(request, "agreements/goalpost.html", context, status=error.status)
    messages.success(
        request,
        _("Cambio %(change)s de %(code)s propuesto: rige cuando otra persona lo confirme.")
        % {"change": change.code, "code": code},
    )
    return redirect("goalposts")


@access(*goalpost_actions.DECIDERS)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a change hold."""
    return _decided(request, lambda: goalpost_actions.confirm_goalposts(change=pk, by=me(request)))


@access(*goalpost_actions.DECIDERS)
@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse a change and say why."""
    form = RejectForm(request.POST, auto_id=f"c{pk}_%s")
    if not form.is_valid():
        return _desk(request, form, pk, status=400)
    reason = form.cleaned_data["reason"]
    return _decided(
        request,
        lambda: goalpost_actions.reject_goalposts(change=pk, reason=reason, by=me(request)),
    )


@access(Role.SECRETARIAT)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a proposal back."""
    return _decided(request, lambda: goalpost_actions.withdraw_goalposts(change=pk, by=me(request)))


def _decided(request: HttpRequest, decide: Callable[[], Any]) -> HttpResponse:
    try:
        row = decide()
    except Unknown:
        raise
    except DomainError as error:
        form = forms.Form({})
        form.add_error(None, str(error))
        return _desk(request, form, status=error.status)
    messages.success(
        request,
        _("Cambio %(change)s: %(state)s.")
        % {"change": row.code, "state": row.get_state_display().lower()},
    )
    return redirect("goalposts")
