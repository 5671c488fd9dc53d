"""What waits for a second person: read it whole, with what it changes, and decide."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from emra.accounts.access import access
from emra.accounts.models import Role
from emra.cooperation import changes, desk_queries, queries, review_actions
from emra.cooperation.models import CovenantEvaluation, CovenantSheet, SelfAssessment
from emra.cooperation.staff_forms import ReturnForm
from emra.ledger.four_eyes import WRITABLE, State, entered_by
from emra.lib import files
from emra.lib.errors import Unknown
from emra.lib.forms import version_seen
from emra.notices.desk import READERS, after, me, page, with_form

SECTION = {"section": "cooperation-desk"}


@access(*READERS)
@require_safe
def review(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet, an evaluation or a self-assessment as it stands."""
    return _page(request, code, None)


@access(Role.SECRETARIAT)
@require_POST
def submit(request: HttpRequest, code: str) -> HttpResponse:
    """Hand it over to review."""
    return after(
        request,
        lambda: review_actions.submit(code=code, by=me(request), expected=version_seen(request)),
        _("Enviado a revisión de la Corporación Clúster Minero."),
        "cooperation-review",
        code,
    )


@access(Role.CLUSTER)
@require_POST
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """Approve what another person entered."""
    return after(
        request,
        lambda: review_actions.approve(code=code, by=me(request), expected=version_seen(request)),
        _("Aprobado: ya es público y no cambia."),
        "cooperation-review",
        code,
    )


@access(Role.CLUSTER)
@require_POST
def send_back(request: HttpRequest, code: str) -> HttpResponse:
    """Return it with the reason."""
    form = ReturnForm(request.POST)
    return with_form(
        request,
        form,
        lambda: review_actions.send_back(
            code=code,
            reason=form.cleaned_data["reason"],
            by=me(request),
            expected=form.cleaned_data["version"],
        ),
        lambda status: _page(request, code, form, status),
        _("Devuelto con su motivo."),
        "cooperation-review",
        code,
    )


@access(Role.SECRETARIAT)
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Drop a draft."""
    return after(
        request,
        lambda: review_actions.discard(code=code, by=me(request), expected=version_seen(request)),
        _("Borrador descartado."),
        "cooperation-desk",
    )


@access(*READERS)
@require_safe
def document(request: HttpRequest, code: str) -> HttpResponseBase:
    """The document behind an evaluation that is not approved yet."""
    row = review_actions.find(code)
    if not isinstance(row, CovenantEvaluation) or not row.sha256:
        raise Unknown(_("Esa evaluación no tiene un documento."))
    return files.attachment(row.sha256, row.extension, f"{row.code}.{row.extension}")


# -- pieces ----------------------------------------------------------------------------------


def _page(
    request: HttpRequest, code: str, form: ReturnForm | None, status: int = 200
) -> HttpResponse:
    row = review_actions.find(code)
    person = me(request)
    own = entered_by(row, person)
    reviews = person.role == Role.CLUSTER and row.state == State.SUBMITTED
    context = {
        **SECTION,
        "row": row,
        "writes": person.role == Role.SECRETARIAT and row.state in WRITABLE,
        "reviews": reviews and not own,
        "is_own": reviews and own,
        "form": form or ReturnForm(initial={"version": row.lock_version}),
        **_told(row),
    }
    return page(request, "cooperation/review.html", context, status)


def _told(row: Any) -> dict[str, Any]:
    """What the page shows of each kind."""
    if isinstance(row, CovenantSheet):
        today = timezone.localdate()
        before = desk_queries.last_sheet(row.predecessor_id) if row.predecessor_id else None
        return {
            "covenant": queries.views([row], today)[0],
            "predecessor": queries.views([before], today)[0] if before else None,
            "changes": changes.of_sheet(row) if row.version > 1 else (),
        }
    if isinstance(row, SelfAssessment):
        answers = row.answers.select_related("item__citation__document").order_by("item__order")
        return {"answers": [queries.answer_view(answer) for answer in answers], "year": row.year}
    return {"evaluation": row}
