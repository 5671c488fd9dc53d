"""The desks' tables as downloads: drafts included, so only for those who may open the desks."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from emra.accounts.access import access
from emra.agreements import actions, staff_queries
from emra.agreements.models import Period, ProgressReport
from emra.lib.tables import Table, respond
from emra.notices.desk import READERS, me

ENTRIES = (
    "acuerdo",
    "titulo",
    "antes_pct",
    "avance_pct",
    "ausencia",
    "motivo_ausencia",
    "nota",
    "motivo_retroceso",
    "estado",
    "oficina",
    "modificado",
)
REVIEWS = ("avance", "acuerdo", "corte", "antes_pct", "propuesto_pct", "ausencia", "enviado")
PERIODS = ("corte", "fecha_corte", "plazo", "estado")


@access(*READERS)
@require_safe
def entries_table(request: HttpRequest, corte: str, form: str) -> HttpResponse:
    """A corte's 19 agreements as they stand in the desks."""
    period = actions.get_period(corte)
    rows = [
        (
            row.agreement.code,
            row.agreement.title,
            row.previous.percent if row.previous else None,
            *_figures(row.current),
        )
        for row in staff_queries.entry_rows(period)
    ]
    about = [("Corte", period.code), ("Fecha de corte", period.cutoff_on), ("Carácter", "borrador")]
    return respond(Table(f"avances-{period.code}", ENTRIES, rows, about), form)


@access(*READERS)
@require_safe
def reviews_table(request: HttpRequest, form: str) -> HttpResponse:
    """What waits for review."""
    rows = [
        (
            row.report.code,
            row.report.agreement_id,
            row.report.period.code,
            row.before.percent if row.before else None,
            row.report.percent,
            row.report.absence,
            row.report.submitted_at,
        )
        for row in staff_queries.review_rows(me(request))
    ]
    return respond(Table("revision", REVIEWS, rows, [("Carácter", "borrador")]), form)


@access(*READERS)
@require_safe
def periods_table(request: HttpRequest, form: str) -> HttpResponse:
    """The cortes with their dates."""
    rows = [
        (row.code, row.cutoff_on, row.due_on, row.get_state_display())
        for row in Period.objects.order_by("-id")
    ]
    return respond(Table("cortes", PERIODS, rows), form)


def _figures(report: ProgressReport | None) -> tuple[object, ...]:
    if report is None:
        return (None, "", "", "", "", "sin ingresar", "", None)
    return (
        report.percent,
        report.absence,
        report.absence_reason,
        report.note,
        report.setback_reason,
        report.get_state_display(),
        report.author.public_office if report.author else "",
        report.changed_at,
    )
