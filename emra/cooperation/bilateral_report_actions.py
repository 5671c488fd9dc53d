"""How a bilateral result goes: reported by the secretariat, approved by the Cluster."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import User
from emra.cooperation.bilateral_actions import AUTHORS, REVIEWERS, find_project, in_force
from emra.cooperation.models import BilateralProject, BilateralResult, ResultReport
from emra.ledger import actions as ledger
from emra.ledger import four_eyes
from emra.ledger.four_eyes import Origin, State
from emra.lib import files, formats
from emra.lib.errors import Conflict, DomainError, Unknown


@dataclass(frozen=True)
class Report:
    """What is told of a result; `reached` None where nobody counted, which is no zero."""

    on: date
    text: str
    done: bool = False
    reached: int | None = None
    link: str = ""


def write_report(
    *,
    project: str,
    result: int,
    report: Report,
    by: User,
    upload: UploadedFile | None = None,
    drop_file: bool = False,
    expected: int = 0,
) -> ResultReport:
    """Write the open report of a result; starts one where there is none.

    `expected` is the `lock_version` the person saw, 0 for none. A report that says it is met
    brings its evidence, and the count that the target asks for.
    """
    require_role_of(by, *AUTHORS)
    extension = files.check(upload) if upload else ""
    with transaction.atomic():
        held = find_project(project, lock=True)
        target = find_result(held, result)
        _check(report, target)
        row = open_report(held, result)
        if (row.lock_version if row else 0) != expected:
            raise Conflict(
                _("Otra persona cambió este informe mientras usted lo veía: revise qué dice ahora.")
            )
        if row is None:
            row = ResultReport(project=held, result=result, origin=Origin.ENTRY, state=State.DRAFT)
        four_eyes.require_state(row, *four_eyes.WRITABLE)
        for name, value in asdict(report).items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        if drop_file or upload:
            row.sha256 = row.extension = ""
        if upload:
            row.sha256, row.extension = files.store(upload), extension
        four_eyes.touch(row, by)
        ledger.append(verb="bilateral_report.recorded", object_code=row.code, by=by, new=facts(row))
    return row


def submit_report(*, report: int, by: User, expected: int | None = None) -> ResultReport:
    """Hand it over to review."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = _locked(report, expected)
        four_eyes.submit(row, verb="bilateral_report.submitted", by=by)
    return row


def approve_report(*, report: int, by: User, expected: int | None = None) -> ResultReport:
    """Publish it: by somebody who wrote nothing of it."""
    require_role_of(by, *REVIEWERS)
    with transaction.atomic():
        row = _locked(report, expected)
        four_eyes.approve(
            row, verb="bilateral_report.approved", facts=facts(row), by=by, roles=REVIEWERS
        )
    return row


def return_report(
    *, report: int, reason: str, by: User, expected: int | None = None
) -> ResultReport:
    """Give it back with the reason."""
    require_role_of(by, *REVIEWERS)
    with transaction.atomic():
        row = _locked(report, expected)
        four_eyes.send_back(
            row, verb="bilateral_report.returned", reason=reason, by=by, roles=REVIEWERS
        )
    return row


def discard_report(*, report: int, by: User, expected: int | None = None) -> None:
    """Drop a draft."""
    require_role_of(by, *AUTHORS)
    with transaction.atomic():
        row = _locked(report, expected)
        four_eyes.require_state(row, *four_eyes.WRITABLE)
        ledger.append(
            verb="bilateral_report.discarded", object_code=row.code, by=by, old=facts(row)
        )
        row.delete()


def facts(row: ResultReport) -> dict[str, Any]:
    """A report as the ledger keeps it."""
    return {
        "project": row.project_id,
        "result": row.result,
        "on": row.on.isoformat(),
        "text": row.text,
        "done": row.done,
        "reached": row.reached,
        "link": row.link,
        "sha256": row.sha256,
    }


# -- pieces ----------------------------------------------------------------------------------


def find_result(project: BilateralProject, number: int) -> BilateralResult:
    """A result of the sheet in force, or Unknown."""
    sheet = in_force(project)
    found = sheet and sheet.bilateralresult_set.filter(number=number).first()
    if not found:
        raise Unknown(
            _("La ficha vigente de %(code)s no tiene un resultado %(number)s.")
            % {"code": project.code, "number": number}
        )
    return found


def open_report(project: BilateralProject, result: int) -> ResultReport | None:
    """The report of a result still being written or reviewed."""
    return project.reports.exclude(state=State.APPROVED).filter(result=result).first()


def _locked(pk: int, expected: int | None) -> ResultReport:
    row = ResultReport.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise Unknown(_("No existe ese informe de un resultado."))
    four_eyes.check_version(row, expected)
    return row


def _check(report: Report, target: BilateralResult) -> None:
    if report.on > timezone.localdate():
        raise DomainError(
            _("La fecha es posterior a hoy, %(day)s: un informe cuenta lo ya hecho.")
            % {"day": formats.day(timezone.localdate())},
            field="on",
        )
    if not report.text.strip():
        raise DomainError(_("Escriba qué se hizo."), field="text")
    if not report.done or target.minimum is None:
        return
    asked = {"minimum": target.minimum, "unit": target.minimum_unit}
    if report.reached is None:
        raise DomainError(
            _("La meta pide un mínimo de %(minimum)s %(unit)s: escriba la cantidad alcanzada.")
            % asked,
            field="reached",
        )
    if report.reached < target.minimum:
        raise DomainError(
            _("No se puede dar por cumplido: la meta pide %(minimum)s %(unit)s y hay %(reached)s.")
            % {**asked, "reached": report.reached},
            field="reached",
        )
