"""The reviewer's desk: what waits, one report at a time or several plain ones at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.agreements import actions, dossier, progress, review_actions, staff_queries
from emra.agreements.forms import DecisionForm, RemarkForm
from emra.agreements.models import ProgressReport
from emra.lib.errors import DomainError, Unknown
from emra.lib.forms import blame
from emra.notices.desk import READERS, me, page

State = ProgressReport.State


@access(*READERS)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for review, the longest waiting first, with what makes each special."""
    rows = staff_queries.review_rows(me(request))
    context = {
        "section": "reviews",
        "rows": rows,
        "plain": sum(row.can_approve for row in rows),
        "can_decide": me(request).role == Role.CLUSTER,
    }
    return page(request, "agreements/reviews.html", context)


@access(Role.CLUSTER)
@require_POST
def approve_many(request: HttpRequest) -> HttpResponse:
    """Approve the chosen reports: all of them or none."""
    marked = dict(item.partition(":")[::2] for item in request.POST.getlist("report"))
    seen = {code: int(text) for code, text in marked.items() if text.isdecimal()}
    try:
        done = review_actions.approve_many(reports=list(marked), expected=seen, by=me(request))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            ngettext("%(count)s avance aprobado.", "%(count)s avances aprobados.", len(done))
            % {"count": len(done)},
        )
    return redirect("reviews")


@access(*READERS)
@require_safe
def review(request: HttpRequest, code: str) -> HttpResponse:
    """A report side by side with the figure it would follow."""
    return _review_page(request, code, DecisionForm())


@access(Role.CLUSTER)
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Approve a report that somebody else entered."""
    return _decide(request, code, approved=True)


@access(Role.CLUSTER)
@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """Return a report with a reason."""
    return _decide(request, code, approved=False)


@access(Role.CLUSTER, Role.SECRETARIAT)
@require_POST
def remark(request: HttpRequest, code: str) -> HttpResponse:
    """Say something of a report."""
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return _review_page(request, code, DecisionForm(), form, status=400)
    review_actions.add_remark(report=code, **form.cleaned_data, by=me(request))
    return redirect("review", code)


def _decide(request: HttpRequest, code: str, *, approved: bool) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _review_page(request, code, form, status=400)
    values = form.cleaned_data
    try:
        if approved:
            review_actions.approve_progress(report=code, expected=values["version"], by=me(request))
            messages.success(request, _("%(code)s aprobado.") % {"code": code})
        else:
            review_actions.return_progress(
                report=code,
                reason=values["reason"],
                by_field=form.by_field(),
                expected=values["version"],
                by=me(request),
            )
            messages.success(request, _("%(code)s devuelto.") % {"code": code})
    except Unknown:
        raise
    except DomainError as error:
        blame(form, error)
        return _review_page(request, code, form, status=error.status)
    return redirect("reviews")


def _review_page(
    request: HttpRequest,
    code: str,
    form: DecisionForm,
    remark_form: RemarkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    report = staff_queries.report(code)
    first, last = report.period.span
    context = {
        "section": "reviews",
        "report": report,
        "before": actions.last_approved(report),
        "flags": review_actions.flags(report),
        "changes": review_actions.changes_since_return(report),
        "expected": progress.assess(
            report.percent,
            first=first,
            last=last,
            target_year=report.agreement.target_year or progress.DEFAULT_TARGET_YEAR,
        ),
        "evidence": report.evidence.all(),
        "remarks": report.remarks.select_related("author"),
        "measurement": dossier.measurement_view(getattr(report, "measurement", None)),
        "form": form,
        "remark_form": remark_form or RemarkForm(),
        "can_decide": report.state == State.SUBMITTED and me(request).role == Role.CLUSTER,
        "can_remark": me(request).role in (Role.CLUSTER, Role.SECRETARIAT),
        "is_own": review_actions.entered_by(report, me(request)),
    }
    return page(request, "agreements/review.html", context, status)
