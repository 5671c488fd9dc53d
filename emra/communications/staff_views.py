"""The communication desk: the month's calendar, what waits, the plan, the quotas."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.communications import actions, charts, months, plan_actions, plan_queries, queries, tables
from emra.communications.forms import CampaignForm, MoveForm, QuotaForm
from emra.communications.models import Campaign, Format
from emra.communications.plan_queries import Fulfilment
from emra.communications.queries import ItemView
from emra.communications.quotas import Meter
from emra.communications.views import beside, month_asked, plan_asked, plan_context
from emra.lib import formats
from emra.lib.errors import DomainError, Unknown
from emra.lib.tables import respond
from emra.notices.desk import READERS, me, page
from emra.notices.models import Preference

SECTION = {"section": "communications-desk"}
WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")


@access(*READERS)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """A month as a calendar, with its quotas."""
    return _desk(request, month_asked(request))


def _desk(
    request: HttpRequest, month: date, form: MoveForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    weeks = queries.weeks(month, today)
    inside = [item for week in weeks for day in week if day.inside for item in day.items]
    undated = queries.undated()
    movable = [item for item in (*inside, *undated) if item.movable]
    fulfilment = plan_queries.fulfilments((month,), today=today, public=False)[0]
    chosen = Preference.objects.filter(person=me(request)).first()
    context = {
        **SECTION,
        **beside(month),
        "weeks": weeks,
        "weekdays": WEEKDAYS,
        "inside": inside,
        "undated": undated,
        "fulfilment": fulfilment,
        "bars": _bars(fulfilment),
        "reach": queries.reach_of(inside),
        "flagged": queries.flagged(),
        "waiting": queries.waiting(),
        "move": form or MoveForm(items=_names(movable), prefix="mover"),
        "movable": bool(movable),
        "has_feed": bool(chosen and chosen.feed_digest),
        "feed": request.session.get("new_feed", "").replace(
            "/calendario/", "/comunicaciones/calendario/"
        ),
    }
    return page(request, "communications/desk.html", context, status)


@access(Role.SECRETARIAT)
@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Put a piece on another day, and show the month it is in now."""
    month = month_asked(request)
    found = queries.weeks(month, timezone.localdate())
    shown = [item for week in found for day in week for item in day.items]
    items = [item for item in (*shown, *queries.undated()) if item.movable]
    form = MoveForm(request.POST, items=_names(items), prefix="mover")
    if not form.is_valid():
        return _desk(request, month, form, status=400)
    to = form.cleaned_data["to"]
    try:
        row = actions.move_item(item=int(form.cleaned_data["item"]), to=to, by=me(request))
    except DomainError as error:
        form.blame(error)
        return _desk(request, month, form, status=error.status)
    messages.success(
        request, _("«%(title)s» quedó el %(day)s.") % {"title": row.title, "day": formats.day(to)}
    )
    return redirect(f"{reverse('communications-desk')}?mes={months.code(months.of(to))}")


@access(*READERS)
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """What asks for somebody's attention."""
    context = {
        **SECTION,
        "waiting": queries.waiting(),
        "returned": queries.returned(),
        "overdue": queries.overdue(timezone.localdate()),
        "undated": queries.undated(),
        "flagged": queries.flagged(),
    }
    return page(request, "communications/items.html", context)


@access(*READERS)
@require_safe
def desk_table(request: HttpRequest, form: str) -> HttpResponse:
    """A month's pieces in every state, drafts included."""
    month = month_asked(request)
    found = queries.weeks(month, timezone.localdate())
    rows = [item for week in found for day in week if day.inside for item in day.items]
    return respond(tables.items(rows, name=f"piezas-{months.code(month)}"), form)


@access(*READERS)
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The year: campaigns as bars, months against their quotas, objectives by month."""
    year = plan_asked(request)
    today = timezone.localdate()
    context = {
        **SECTION,
        **plan_context(year, today, public=False),
        "year": plan_queries.fulfilments(months.of_plan(year), today=today, public=False),
        "formats": Format.objects.all(),
    }
    return page(request, "communications/desk_plan.html", context)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, number: int) -> HttpResponse:
    """Set when a campaign runs and what it is about."""
    row = Campaign.objects.filter(number=number).first()
    if row is None:
        raise Unknown(_("No existe la campaña «%(n)s».") % {"n": number})
    about = f"objective:{row.objective_id}" if row.objective_id else f"theme:{row.theme_id or ''}"
    initial = {
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "about": about if row.objective_id or row.theme_id else "",
        "version": row.lock_version,
    }
    form = CampaignForm(request.POST if request.method == "POST" else None, initial=initial)
    context = {**SECTION, "form": form, "campaign": row}
    if request.method != "POST":
        return page(request, "communications/campaign.html", context)
    if not form.is_valid():
        return page(request, "communications/campaign.html", context, status=400)
    try:
        plan_actions.schedule_campaign(
            number=number,
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
            expected=form.cleaned_data["version"],
            by=me(request),
            **form.linked(),
        )
    except DomainError as error:
        form.blame(error)
        return page(request, "communications/campaign.html", context, status=error.status)
    messages.success(request, _("%(name)s guardada.") % {"name": row.name})
    starts = form.cleaned_data["starts_on"]
    asked = f"?plan={months.plan_of(starts)}" if starts else ""
    return redirect(f"{reverse('communications-desk-plan')}{asked}")


@access(*READERS)
@require_safe
def quotas(request: HttpRequest) -> HttpResponse:
    """The versions of the quotas."""
    return _quotas(request, QuotaForm(initial=_current_limits()))


@access(Role.SECRETARIAT)
@require_POST
def set_quotas(request: HttpRequest) -> HttpResponse:
    """Write a new version of the quotas."""
    form = QuotaForm(request.POST)
    if not form.is_valid():
        return _quotas(request, form, status=400)
    try:
        version = plan_actions.set_quotas(
            valid_from=form.cleaned_data["valid_from"],
            lines=form.limits(),
            reason=form.cleaned_data["reason"],
            by=me(request),
        )
    except DomainError as error:
        form.blame(error)
        return _quotas(request, form, status=error.status)
    messages.success(
        request,
        _("Versión %(n)s de las cuotas: rige desde %(month)s.")
        % {"n": version.number, "month": months.name(version.valid_from)},
    )
    return redirect("communications-quotas")


def _quotas(request: HttpRequest, form: QuotaForm, status: int = 200) -> HttpResponse:
    context = {**SECTION, "form": form, "versions": plan_queries.versions()}
    return page(request, "communications/quotas.html", context, status)


def _current_limits() -> dict[str, object]:
    """The version that rules today, as a start for the next one."""
    month = months.of(timezone.localdate())
    version = plan_queries.version_of(month, plan_queries.versions())
    initial: dict[str, object] = {"valid_from": months.code(months.move(month, 1))}
    for line in version.lines if version else ():
        initial[f"{line.scope}-{line.target}-min"] = line.line.minimum
        initial[f"{line.scope}-{line.target}-max"] = line.line.maximum
    return initial


def _bars(fulfilment: Fulfilment) -> list[tuple[Meter, str]]:
    # Safe: the chart escapes every text it is given.
    return [
        (meter, mark_safe(charts.meter_bar(meter, uid=f"cuota-{place}")))
        for place, meter in enumerate(fulfilment.meters)
    ]


def _names(items: list[ItemView]) -> list[tuple[str, str]]:
    return [
        (str(item.id), f"{formats.day(item.on) if item.on else _('sin fecha')} · {item.title}")
        for item in items
    ]
