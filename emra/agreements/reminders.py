"""Who should know what about the cortes: deadlines, returns, reports that wait for a review."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.accounts.models import Role, User
from emra.agreements import staff_queries
from emra.agreements.models import GoalpostChange, Period, ProgressReport
from emra.lib import formats
from emra.notices import actions as notices
from emra.notices.schedule import in_words, stage

State = ProgressReport.State


def remind(now: datetime | None = None) -> int:
    """Notice what there is to notice, bundle mails, send those that wait; how many were sent.

    Safe to run at any time and twice at once: each occasion is noticed once.
    """
    at = now or timezone.now()
    for period in Period.objects.filter(state=Period.State.OPEN, due_on__isnull=False):
        _deadline(period, timezone.localtime(at).date(), at)
    for report in staff_queries.returned():
        _returned(report, at)
    for report in staff_queries.waiting_for_review():
        _waiting(report, at)
    for change in GoalpostChange.objects.pending().order_by("id"):
        _to_confirm(change, at)
    notices.bundle(now=at)
    return notices.send_waiting(now=at)


def _deadline(period: Period, today: date, at: datetime) -> None:
    assert period.due_on is not None
    reached = stage(today, period.due_on)
    done = (State.SUBMITTED, State.APPROVED)
    missing = sum(
        row.current is None or row.current.state not in done
        for row in staff_queries.entry_rows(period)
    )
    if reached is None or not missing:
        return
    text = ngettext(
        "Falta enviar %(n)s acuerdo del corte %(code)s: el plazo es %(day)s (%(when)s).",
        "Faltan por enviar %(n)s acuerdos del corte %(code)s: el plazo es %(day)s (%(when)s).",
        missing,
    ) % {
        "n": missing,
        "code": period.code,
        "day": formats.day(period.due_on),
        "when": in_words(today, period.due_on),
    }
    for person in _people(Role.SECRETARIAT):
        notices.notify(
            person=person,
            key=f"due:{period.code}:{period.due_on}:{reached}",
            text=text,
            path=reverse("entries", args=[period.code]),
            at=at,
        )


def _returned(report: ProgressReport, at: datetime) -> None:
    if report.author is None or not report.author.is_active:
        return
    notices.notify(
        person=report.author,
        key=f"returned:{report.code}:{report.lock_version}",
        text=_("Le devolvieron el avance de %(code)s del corte %(corte)s.")
        % {"code": report.agreement_id, "corte": report.period.code},
        path=reverse("entry", args=[report.period.code, report.agreement_id]),
        at=at,
    )


def _waiting(report: ProgressReport, at: datetime) -> None:
    for person in _people(Role.CLUSTER):
        notices.notify(
            person=person,
            key=f"review:{report.code}:{report.lock_version}",
            text=_("El avance de %(code)s del corte %(corte)s espera su revisión.")
            % {"code": report.agreement_id, "corte": report.period.code},
            path=reverse("review", args=[report.code]),
            at=at,
        )


def _to_confirm(change: GoalpostChange, at: datetime) -> None:
    for person in _people(Role.CLUSTER):
        notices.notify(
            person=person,
            key=f"goalpost:{change.code}",
            text=_("El cambio de metas %(change)s de %(code)s espera confirmación.")
            % {"change": change.code, "code": change.agreement_id},
            path=reverse("goalposts"),
            at=at,
        )


def _people(role: Role) -> QuerySet[User]:
    return User.objects.filter(role=role, is_active=True).order_by("pk")
