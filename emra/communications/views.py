"""The communications as the public reads them: what was published, the plan, its fulfilment."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from emra.accounts.access import PUBLIC, access
from emra.communications import calendars, figures, months, plan_queries, queries, tables
from emra.communications.models import Channel, ContentKind, Format, Piece, Pillar, Theme
from emra.ledger.http import ledger_etag
from emra.lib.tables import respond

SHOWN = 60


@access(PUBLIC)
@require_safe
@ledger_etag
def communications(request: HttpRequest) -> HttpResponse:
    """What was published in a month against its quota, and of the whole plan's year."""
    month = month_asked(request)
    today = timezone.localdate()
    items = queries.published(month=month)
    plan = months.plan_of(month)
    context = {
        "section": "communications",
        "items": items[:SHOWN],
        "total": len(items),
        "reach": queries.reach_of(items),
        "flagged": [item for item in queries.published() if item.corrections],
        "fulfilment": plan_queries.fulfilments((month,), today=today, public=True)[0],
        "year": plan_queries.fulfilments(months.of_plan(plan), today=today, public=True),
        "formats": Format.objects.all(),
        "plan_text": str(plan),
        "plan_name": months.plan_name(plan),
        **beside(month),
    }
    return render(request, "communications/communications.html", context)


@access(PUBLIC)
@require_safe
@ledger_etag
def plan(request: HttpRequest) -> HttpResponse:
    """What the plan is made of, its campaigns and the coverage of the objectives."""
    year = plan_asked(request)
    today = timezone.localdate()
    return render(
        request,
        "communications/plan.html",
        {
            "section": "communications",
            **plan_context(year, today, public=True),
            "pillars": plan_queries.named(Pillar),
            "channels": plan_queries.named(Channel),
            "kinds": plan_queries.named(ContentKind),
            "pieces": plan_queries.named(Piece),
            "themes": plan_queries.named(Theme),
            "versions": plan_queries.versions(),
        },
    )


@access(PUBLIC)
@require_safe
@ledger_etag
def items_table(request: HttpRequest, form: str) -> HttpResponse:
    """Everything published, or what was in `?mes=`."""
    month = month_asked(request) if request.GET.get("mes") else None
    return respond(tables.items(queries.published(month=month)), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def fulfilment_table(request: HttpRequest, form: str) -> HttpResponse:
    """The twelve months of a plan against their quotas."""
    wanted = months.of_plan(plan_asked(request))
    rows = plan_queries.fulfilments(wanted, today=timezone.localdate(), public=True)
    return respond(tables.fulfilment(rows), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def campaigns_table(request: HttpRequest, form: str) -> HttpResponse:
    """The seven campaigns."""
    return respond(tables.campaigns(plan_queries.campaigns()), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def coverage_table(request: HttpRequest, form: str) -> HttpResponse:
    """Published pieces by objective and month."""
    year = plan_asked(request)
    rows = plan_queries.coverage(year, today=timezone.localdate(), public=True)
    return respond(tables.coverage(year, rows), form)


@access(PUBLIC)
@require_safe
@ledger_etag
def calendar(request: HttpRequest) -> HttpResponse:
    """What was published and the dated campaigns, to subscribe to."""
    return as_calendar(calendars.public())


def as_calendar(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="emra-comunicaciones.ics"'
    return response


def month_asked(request: HttpRequest) -> date:
    """The month of `?mes=`, or today's; 404 for what is none."""
    text = request.GET.get("mes", "")
    try:
        return months.parse(text) if text else months.of(timezone.localdate())
    except months.NotAMonth as error:
        raise Http404(str(error)) from error


def plan_asked(request: HttpRequest) -> int:
    """The plan of `?plan=`, or the one that holds today; 404 for what is none."""
    text = request.GET.get("plan", "")
    try:
        return months.parse_plan(text) if text else months.plan_of(timezone.localdate())
    except months.NotAMonth as error:
        raise Http404(str(error)) from error


def beside(month: date) -> dict[str, object]:
    """The months before and after, for the links; None past the strategy's years."""
    before, after = months.move(month, -1), months.move(month, 1)
    return {
        "month_code": months.code(month),
        "month_name": months.name(month),
        "before": months.code(before) if months.in_a_plan(before) else None,
        "before_name": months.name(before),
        "after": months.code(after) if months.in_a_plan(after) else None,
        "after_name": months.name(after),
    }


def plan_context(year: int, today: date, *, public: bool) -> dict[str, object]:
    """What both plan pages show."""
    campaigns = plan_queries.campaigns()
    return {
        "plan_text": str(year),
        "plan_name": months.plan_name(year),
        "before": year - 1 if year > months.FIRST_PLAN else None,
        "after": year + 1 if year < months.LAST_PLAN else None,
        "campaigns": campaigns,
        "figure": figures.plan(year, today, campaigns),
        "coverage": plan_queries.coverage(year, today=today, public=public),
        "columns": [
            {"code": months.code(month), "short": months.short(month), "name": months.name(month)}
            for month in months.of_plan(year)
        ],
    }
