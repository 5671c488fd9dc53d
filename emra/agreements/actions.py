"""What people do with a progress report: record, submit, approve, return, withdraw.

Each function is one intention: one transaction, checked, with its ledger event.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements import goalpost_queries
from emra.agreements.models import (
    Absence,
    Agreement,
    Measurement,
    Period,
    ProgressReport,
    ReportQuerySet,
)
from emra.agreements.progress import DEFAULT_TARGET_YEAR
from emra.ledger import actions as ledger
from emra.lib import formats, jobs
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save

State = ProgressReport.State
# The job that tells people what waits for them.
REMIND = "emra.agreements.tasks.remind"


class StaleReport(Conflict):
    """Somebody changed the report since the form was opened; `current` is what stands now."""

    def __init__(self, current: ProgressReport) -> None:
        super().__init__(
            _("Otra persona cambió este avance mientras usted lo editaba. Ahora dice: %(now)s.")
            % {"now": describe(current)}
        )
        self.current = current


@dataclass(frozen=True)
class Entry:
    """What is entered for an agreement in a corte: a percentage, or an absence with its reason."""

    percent: Decimal | None = None
    absence: str = ""
    absence_reason: str = ""
    note: str = ""
    setback_reason: str = ""
    correction_reason: str = ""


@dataclass(frozen=True)
class MeasurementEntry:
    """The measured value beside a percentage; units as named by `unit`."""

    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    value: Decimal | None = None
    unit: str = ""


def record_progress(
    *,
    agreement: str,
    period: str,
    entry: Entry,
    by: User,
    measurement: MeasurementEntry | None = None,
    expected: int | None = None,
) -> ProgressReport:
    """Write the working version of an agreement's progress in a corte and return it.

    Starts version 1, edits the one in progress, or starts a correction of an approved one.
    `expected` is the `lock_version` the user saw (0: none yet); None skips the check.

    Raises Unknown, Forbidden, Conflict, StaleReport or DomainError (with `field`).
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        target = lock_agreement(agreement)  # locked: two first entries may not both start version 1
        corte = get_period(period)
        report = _open_report(target, corte)
        _check_unchanged(report, target, corte, expected)
        old = facts(report) if report and report.pk else None
        report = report or _new_version(target, corte)
        if report.state == State.SUBMITTED:
            raise Conflict(
                _("El avance está en revisión: no se puede editar hasta que lo devuelvan.")
            )
        for name, value in asdict(entry).items():
            setattr(report, name, value.strip() if isinstance(value, str) else value)
        _check_correction(report)
        check_setback(report)
        report.author = by
        report.changed_at = timezone.now()
        if report.pk:
            report.lock_version += 1
        save(report)
        if measurement is not None:
            _write_measurement(report, measurement)
        ledger.append(
            verb="progress.recorded", object_code=report.code, by=by, old=old, new=facts(report)
        )
    return report


def submit_progress(*, report: str, by: User, expected: int | None = None) -> ProgressReport:
    """Hand a draft or a returned report over for review."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock_report(report)
        check_lock_version(row, expected)
        require_state(row, State.DRAFT, State.RETURNED)
        check_setback(row)
        row.state = State.SUBMITTED
        row.submitted_at = timezone.now()
        row.lock_version += 1
        save(row)
        ledger.append(verb="progress.submitted", object_code=row.code, by=by, new=facts(row))
        jobs.hint(REMIND)
    return row


def withdraw_draft(*, report: str, by: User, expected: int | None = None) -> None:
    """Drop a draft or returned report; its events stay in the ledger."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock_report(report)
        check_lock_version(row, expected)
        require_state(row, State.DRAFT, State.RETURNED)
        ledger.append(verb="progress.withdrawn", object_code=row.code, by=by, old=facts(row))
        row.delete()


def confirm_pairing(*, agreement: str, by: User) -> Agreement:
    """State that the percentage read beside a title in the source is indeed that agreement's."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = lock_agreement(agreement)
        if row.pairing != "inferred":
            raise Conflict(
                _("El emparejamiento de %(code)s no está por confirmar.") % {"code": row.code}
            )
        row.pairing = "confirmed"
        row.save(update_fields=["pairing"])
        ledger.append(
            verb="pairing.confirmed",
            object_code=row.code,
            by=by,
            old={"pairing": "inferred"},
            new={"pairing": "confirmed"},
        )
    return row


def describe(report: ProgressReport) -> str:
    """A report in a few words: "40,0 %, En revisión"."""
    if report.percent is None:
        figure = str(Absence(report.absence).label)
    else:
        figure = formats.percent(report.percent, 2)
    return f"{figure}, {State(report.state).label}"


def lock_report(code: str) -> ProgressReport:
    """The report with this code, locked until the transaction ends; raises Unknown."""
    return find_report(code, ProgressReport.objects.select_for_update(of=("self",)))


def lock_for_writing(period: Period, codes: Sequence[str]) -> None:
    """Lock the reports of several agreements in one order, before the first ledger event.

    An event holds the ledger until the transaction ends: to wait for a report after it would be a
    deadlock with whoever holds that report and waits for the ledger.
    """
    agreements = Agreement.objects.filter(pk__in=codes).order_by("pk")
    list(agreements.select_for_update(no_key=True).values_list("pk", flat=True))
    reports = period.reports.filter(agreement__in=codes).order_by("pk")
    list(reports.select_for_update().values_list("pk", flat=True))


def find_report(code: str, among: ReportQuerySet | None = None) -> ProgressReport:
    """The report with this code (`A12-2026-T2-v1`); raises Unknown."""
    rows = ProgressReport.objects.all() if among is None else among
    agreement, _dash, rest = code.partition("-")
    period, _sep, version = rest.rpartition("-v")
    row = (
        rows.select_related("period", "agreement")
        .filter(
            agreement=agreement,
            period__code=period,
            version=int(version) if re.fullmatch("[0-9]{1,4}", version) else 0,
        )
        .first()
    )
    if row is None:
        raise Unknown(_("No existe el avance «%(code)s».") % {"code": code})
    return row


def last_approved(report: ProgressReport) -> ProgressReport | None:
    """The approved reading this report would follow, in its corte or before it."""
    return (
        ProgressReport.objects.effective(report.agreement_id, report.period_id)
        .filter(percent__isnull=False)
        .exclude(pk=report.pk)
        .select_related("period")
        .first()
    )


def lock_agreement(code: str) -> Agreement:
    """The agreement, locked until the transaction ends; raises Unknown."""
    row = Agreement.objects.select_for_update(no_key=True).filter(code=code).first()
    if row is None:
        raise Unknown(_("No existe el acuerdo «%(code)s».") % {"code": code}, field="agreement")
    return row


# -- pieces ----------------------------------------------------------------------------------


def get_period(code: str) -> Period:
    """The corte with this code; raises Unknown."""
    period = Period.objects.filter(code=code).first()
    if period is None:
        raise Unknown(_("No existe el corte «%(code)s».") % {"code": code}, field="period")
    return period


def _open_report(agreement: Agreement, period: Period) -> ProgressReport | None:
    """The version in progress, locked; None where there is none."""
    return (
        ProgressReport.objects.select_for_update(of=("self",))
        .select_related("period", "agreement")
        .filter(agreement=agreement, period=period)
        .exclude(state=State.APPROVED)
        .first()
    )


def _new_version(agreement: Agreement, period: Period) -> ProgressReport:
    """A first report, or the correction of an approved one; a closed corte takes only these."""
    last = (
        ProgressReport.objects.filter(agreement=agreement, period=period)
        .order_by("-version")
        .first()
    )
    if last is None and period.state == Period.State.CLOSED:
        raise Conflict(
            _("El corte %(code)s está cerrado: ya no recibe avances.") % {"code": period.code}
        )
    return ProgressReport(
        agreement=agreement,
        period=period,
        version=last.version + 1 if last else 1,
        replaces=last,
        state=State.DRAFT,
        origin=ProgressReport.Origin.ENTRY,
    )


def _check_unchanged(
    report: ProgressReport | None, agreement: Agreement, period: Period, expected: int | None
) -> None:
    if expected is None:
        return
    if report is not None:
        check_lock_version(report, expected)
        return
    if expected:
        current = (
            ProgressReport.objects.select_related("period")
            .filter(agreement=agreement, period=period)
            .order_by("-version")
            .first()
        )
        if current is None:
            raise Conflict(_("El borrador que usted editaba fue descartado por otra persona."))
        raise StaleReport(current)


def check_lock_version(report: ProgressReport, expected: int | None) -> None:
    if expected is not None and report.lock_version != expected:
        raise StaleReport(report)


def require_state(report: ProgressReport, *states: State) -> None:
    if report.state not in states:
        raise Conflict(
            _("El avance %(code)s está «%(state)s»: esa acción ya no corresponde.")
            % {"code": report.code, "state": State(report.state).label}
        )


def _check_correction(report: ProgressReport) -> None:
    if report.replaces_id and not report.correction_reason.strip():
        raise DomainError(
            _("Ya hay una cifra aprobada en este corte: explique por qué se corrige."),
            field="correction_reason",
        )
    if not report.replaces_id:
        report.correction_reason = ""


def check_setback(report: ProgressReport) -> None:
    """A value below the last approved one needs a reason."""
    before = last_approved(report)
    if before is None or report.percent is None or before.percent is None:
        return
    if report.percent < before.percent and not report.setback_reason.strip():
        raise DomainError(
            _("El avance baja de %(before)s (%(corte)s) a %(after)s: explique el retroceso.")
            % {
                "before": formats.percent(before.percent, 2),
                "corte": before.period.code,
                "after": formats.percent(report.percent, 2),
            },
            field="setback_reason",
        )


def _write_measurement(report: ProgressReport, entry: MeasurementEntry) -> None:
    if entry == MeasurementEntry():
        Measurement.objects.filter(report=report).delete()
        return
    if report.agreement.target_value is None:
        raise DomainError(
            _("Este acuerdo no tiene meta numérica: no lleva medición."), field="value"
        )
    entry = _with_goalposts(report, entry)
    deadline = date(report.agreement.target_year or DEFAULT_TARGET_YEAR, 12, 31)
    if entry.baseline_on and entry.baseline_on >= deadline:
        raise DomainError(
            _("La línea base debe ser anterior al plazo de la meta, el %(day)s.")
            % {"day": formats.day(deadline)},
            field="baseline_on",
        )
    row = Measurement.objects.filter(report=report).first() or Measurement(report=report)
    for name, value in asdict(entry).items():
        setattr(row, name, value)
    save(row)


def _with_goalposts(report: ProgressReport, entry: MeasurementEntry) -> MeasurementEntry:
    """The entry with the baseline in force, which only a decision moves; the first is free."""
    held = goalpost_queries.in_force(report.agreement)
    last = goalpost_queries.last_measurement(report.agreement)
    if last and last.target and entry.target not in (None, last.target, held.target_value):
        raise DomainError(
            _(
                "La meta medida hasta ahora es %(value)s. Para cambiarla, proponga un cambio de "
                "metas con la decisión que lo respalda."
            )
            % {"value": formats.number(last.target)},
            field="target",
        )
    if held.baseline is None:
        return entry
    for field in ("baseline", "baseline_on"):
        typed, stands = getattr(entry, field), getattr(held, field)
        if typed not in (None, stands):
            raise DomainError(
                _(
                    "La línea base vigente es %(value)s (%(day)s). Para cambiarla, proponga un "
                    "cambio de metas con la decisión que lo respalda."
                )
                % {
                    "value": formats.number(held.baseline),
                    "day": formats.day(held.baseline_on) if held.baseline_on else _("sin fecha"),
                },
                field=field,
            )
    return replace(entry, baseline=held.baseline, baseline_on=held.baseline_on)


def facts(report: ProgressReport) -> dict[str, Any]:
    """A report as the ledger keeps it: figures as text, unknown as null."""
    facts: dict[str, Any] = {
        "percent": None if report.percent is None else f"{report.percent:.2f}",
        "state": report.state,
    }
    for name in (
        "absence",
        "absence_reason",
        "note",
        "setback_reason",
        "correction_reason",
    ):
        if getattr(report, name):
            facts[name] = getattr(report, name)
    measurement = Measurement.objects.filter(report=report).first() if report.pk else None
    if measurement:
        facts["measurement"] = {
            name: str(value)
            for name in ("baseline", "baseline_on", "target", "value", "unit")
            if (value := getattr(measurement, name)) not in (None, "")
        }
    return facts
