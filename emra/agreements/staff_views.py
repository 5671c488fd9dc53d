"""The desks: entering, reviewing, cortes. Plain forms that work without JavaScript."""

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from emra.accounts.access import PUBLIC, STAFF, access
from emra.accounts.models import Role, User
from emra.agreements import actions, dossier, evidence_actions, staff_queries
from emra.agreements.forms import (
    EntryForm,
    initial_of,
)
from emra.agreements.models import Agreement, Evidence, Pairing, Period, ProgressReport
from emra.lib import files, waits
from emra.lib.errors import DomainError, Unknown
from emra.notices.desk import READERS, me, page

State = ProgressReport.State


@access(*STAFF)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits, and the cortes; drafts are shown to those who may open them."""
    reads = me(request).role in READERS
    context = {
        "section": "desk",
        "reads": reads,
        "waiting": staff_queries.waiting_for_review() if reads else (),
        "returned": staff_queries.returned() if reads else (),
        "periods": Period.objects.order_by("-id"),
        "stale": staff_queries.stale_averages(),
        "waits": waits.of(me(request), timezone.localdate()),
        "unconfirmed": Agreement.objects.filter(pairing=Pairing.INFERRED).count(),
    }
    return page(request, "agreements/desk.html", context)


# -- entering --------------------------------------------------------------------------------


@access(*READERS)
@require_safe
def current_entries(request: HttpRequest) -> HttpResponse:
    """The corte that is open for entry, or the list of cortes, said so, where none is."""
    corte = Period.objects.filter(state=Period.State.OPEN).order_by("-id").first()
    if corte is None:
        messages.info(
            request, _("No hay un corte abierto: elija uno de la lista para ver sus avances.")
        )
        return redirect("periods")
    return redirect("entries", corte.code)


@access(Role.SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, corte: str, code: str) -> HttpResponse:
    """Write an agreement's progress in a corte; "enviar" also hands it over for review."""
    period = actions.get_period(corte)
    agreement = Agreement.objects.select_related("dimension").filter(code=code).first()
    if agreement is None:
        raise Unknown(_("No existe el acuerdo «%(code)s».") % {"code": code})
    report = staff_queries.report_in_progress(agreement, period)
    if request.method != "POST":
        form = EntryForm(initial=initial_of(report), agreement=agreement)
        return _entry_page(request, form, period, report)
    form = EntryForm(request.POST, request.FILES, agreement=agreement)
    if not form.is_valid():
        return _entry_page(request, form, period, report, status=400)
    try:
        saved = _save_entry(form, period, by=me(request), submit="submit" in request.POST)
    except DomainError as error:
        form.blame(error)
        report = staff_queries.report_in_progress(agreement, period)
        return _entry_page(request, form, period, report, status=error.status)
    sent = saved.state == State.SUBMITTED
    messages.success(
        request,
        _("%(code)s enviado a revisión.") % {"code": code}
        if sent
        else _("Borrador de %(code)s guardado.") % {"code": code},
    )
    return redirect("entries", corte) if sent else redirect("entry", corte, code)


def _save_entry(form: EntryForm, period: Period, *, by: User, submit: bool) -> ProgressReport:
    """Record, attach and perhaps submit: all of it or nothing."""
    values = form.cleaned_data
    with transaction.atomic():
        report = actions.record_progress(
            agreement=form.agreement.code,
            period=period.code,
            entry=form.entry(),
            measurement=form.measurement(),
            expected=values["version"],
            by=by,
        )
        if values["file"]:
            evidence_actions.attach_file(
                report=report.code, upload=values["file"], title=values["file_title"], by=by
            )
        if values["link"]:
            evidence_actions.attach_link(
                report=report.code,
                url=values["link"],
                title=values["link_title"],
                page=values["link_page"],
                quote=values["link_quote"],
                by=by,
            )
        if submit:
            report = actions.submit_progress(report=report.code, by=by)
    return report


def _entry_page(
    request: HttpRequest,
    form: EntryForm,
    period: Period,
    report: ProgressReport | None,
    status: int = 200,
) -> HttpResponse:
    if status == 409 and form.is_bound:
        # The user has now seen what stands: saving again is a decision, not an accident.
        seen = request.POST.copy()
        seen["version"] = str(report.lock_version if report else 0)
        form.data = seen
    approved = staff_queries.approved_report(form.agreement, period)
    context = {
        "section": "entries",
        "period": period,
        "agreement": form.agreement,
        "form": form,
        "report": report,
        "approved": approved,
        "before": staff_queries.last_approved_percent(form.agreement, period),
        "editable": report is None or report.state in (State.DRAFT, State.RETURNED),
    }
    return page(request, "agreements/entry.html", context, status)


@access(Role.SECRETARIAT)
@require_POST
def withdraw(request: HttpRequest, corte: str, code: str) -> HttpResponse:
    """Drop the draft of an agreement."""
    agreement = Agreement.objects.filter(code=code).first()
    report = agreement and staff_queries.report_in_progress(agreement, actions.get_period(corte))
    if not report:
        raise Unknown(_("No hay un borrador que descartar."))
    actions.withdraw_draft(report=report.code, by=me(request))
    messages.success(request, _("Borrador de %(code)s descartado.") % {"code": code})
    return redirect("entries", corte)


@access(Role.SECRETARIAT)
@require_POST
def remove_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence off a draft."""
    report = evidence_actions.remove_evidence(evidence=pk, by=me(request))
    messages.success(request, _("Medio de verificación quitado."))
    return redirect("entry", report.period.code, report.agreement_id)


# -- pairing and evidence --------------------------------------------------------------------


@access(*READERS)
@require_safe
def pairings(request: HttpRequest) -> HttpResponse:
    """Titles and percentages as the source lists them, to be confirmed one by one."""
    context = {
        "section": "pairings",
        "agreements": staff_queries.pairings(),
    }
    return page(request, "agreements/pairings.html", context)


@access(Role.SECRETARIAT)
@require_POST
def confirm_pairing(request: HttpRequest, code: str) -> HttpResponse:
    """State that a percentage of the source is this agreement's."""
    try:
        actions.confirm_pairing(agreement=code, by=me(request))
        messages.success(request, _("Emparejamiento de %(code)s confirmado.") % {"code": code})
    except Unknown:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("pairings")


@access(PUBLIC)
@require_safe
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Download a file that backs a published figure."""
    return _download(dossier.published_evidence(pk))


@access(*READERS)
@require_safe
def draft_evidence(request: HttpRequest, pk: int) -> FileResponse:
    """Download a file of a report that is still on its way."""
    return _download(Evidence.objects.filter(pk=pk, kind=Evidence.Kind.FILE).first())


def _download(row: Evidence | None) -> FileResponse:
    if row is None:
        raise Unknown(_("Ese medio de verificación no existe o no está publicado."))
    name = f"{row.report.code}-respaldo-{row.pk}.{row.extension}"
    return files.attachment(row.sha256, row.extension, name)
