"""The desk of governance: what waits, the bodies with their members, the organisations."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.governance import body_actions, commitment_queries, desk_queries
from emra.governance.forms import FollowForm, OrganisationForm, SeatForm
from emra.governance.meeting_actions import CONVENERS
from emra.governance.models import Body, Membership, Organisation
from emra.governance.seats import may_read
from emra.lib.errors import DomainError, Forbidden, Unknown
from emra.lib.forms import blame
from emra.notices.desk import READERS, me, page
from emra.notices.models import Preference

SECTION = {"section": "governance-desk"}
INSIDE = (*READERS, Role.MEMBER)


@access(*INSIDE)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What asks for attention in the bodies one may open."""
    context = {
        **SECTION,
        "desk": desk_queries.desk(me(request), timezone.localdate()),
        "convenes": me(request).role in CONVENERS,
    }
    return page(request, "governance/desk.html", context)


@access(*INSIDE)
@require_safe
def body(request: HttpRequest, code: str) -> HttpResponse:
    """A body with its members, sessions and commitments, drafts included."""
    return _body(request, code)


def _body(request: HttpRequest, code: str, status: int = 200, **forms: Any) -> HttpResponse:
    found = readable(request, code)
    writes = me(request).role == Role.SECRETARIAT
    followed = list(found.followed.values_list("agreement", flat=True))
    chosen = Preference.objects.filter(person=me(request)).first()
    today = timezone.localdate()
    context = {
        **SECTION,
        "body": found,
        "members": found.memberships.select_related("organisation", "user"),
        "meetings": desk_queries.meetings_of(code),
        "commitments": commitment_queries.commitments(
            commitment_queries.Chosen(body=code), today=today, public=False
        ),
        "writes": writes,
        "convenes": me(request).role in CONVENERS,
        "followed": followed,
        "follow": forms.get("follow") or FollowForm(initial={"agreements": followed})
        if writes
        else None,
        "has_feed": bool(chosen and chosen.feed_digest),
        "feed": request.session.get("new_feed", "").replace(
            "/calendario/", f"/comisiones/{code}/calendario/"
        ),
    }
    return page(request, "governance/body_desk.html", context, status)


@access(Role.SECRETARIAT)
@require_POST
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Say which agreements the body follows."""
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _body(request, code, status=400, follow=form)
    try:
        body_actions.follow_agreements(
            body=code, agreements=form.cleaned_data["agreements"], by=me(request)
        )
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return _body(request, code, status=error.status, follow=form)
    messages.success(request, _("Acuerdos guardados."))
    return redirect("body-desk", code)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def new_member(request: HttpRequest, code: str) -> HttpResponse:
    """Add somebody to a body."""
    return _member(request, readable(request, code), None)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a seat, or end its term."""
    row = Membership.objects.select_related("body", "user").filter(pk=pk).first()
    if row is None:
        raise Unknown(_("Ese integrante no existe."))
    return _member(request, row.body, row)


def _member(request: HttpRequest, found: Body, row: Membership | None) -> HttpResponse:
    context: dict[str, Any] = {**SECTION, "body": found, "row": row}
    if request.method != "POST":
        context["form"] = SeatForm(initial=SeatForm.initial_of(row) if row else None)
        return page(request, "governance/member.html", context)
    form = context["form"] = SeatForm(request.POST)
    if not form.is_valid():
        return page(request, "governance/member.html", context, status=400)
    try:
        body_actions.record_membership(
            body=found.code,
            seat=form.seat(),
            membership=row.pk if row else None,
            expected=form.cleaned_data["version"],
            by=me(request),
        )
    except DomainError as error:
        seen(form, row.lock_version if row else 0, error)
        return page(request, "governance/member.html", context, status=error.status)
    messages.success(request, _("Integrante guardado."))
    return redirect("body-desk", found.code)


@access(*READERS)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation, and a form for one that is missing."""
    return _organisations(request, OrganisationForm())


@access(Role.SECRETARIAT)
@require_POST
def add_organisation(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST)
    if not form.is_valid():
        return _organisations(request, form, status=400)
    try:
        row = body_actions.add_organisation(name=form.cleaned_data["name"], by=me(request))
    except DomainError as error:
        blame(form, error)
        return _organisations(request, form, status=error.status)
    messages.success(request, _("%(name)s agregada.") % {"name": row.name})
    return redirect("organisations")


def _organisations(request: HttpRequest, form: OrganisationForm, status: int = 200) -> HttpResponse:
    context = {
        **SECTION,
        "organisations": Organisation.objects.all(),
        "form": form if me(request).role == Role.SECRETARIAT else None,
    }
    return page(request, "governance/organisations.html", context, status)


# -- what the other desk views use -----------------------------------------------------------


def readable(request: HttpRequest, code: str) -> Body:
    """The body, where this person may open it."""
    found = Body.objects.select_related("organisation", "objective").filter(pk=code).first()
    if found is None:
        raise Unknown(_("No existe la instancia «%(code)s».") % {"code": code[:40]})
    if not may_read(me(request), code):
        raise Forbidden(
            _("Usted no integra %(body)s. Si debiera, pídalo a la Secretaría Técnica.")
            % {"body": found.name}
        )
    return found


def seen(form: Any, version: int, error: DomainError) -> None:
    """Show a refusal; who has now seen what stands may save over it."""
    blame(form, error)
    if error.status == 409:
        data = form.data.copy()
        data["version"] = str(version)
        form.data = data
