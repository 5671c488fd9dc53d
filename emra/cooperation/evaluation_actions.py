"""What the secretariat writes of how a covenant goes: evaluations and self-assessments."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.cooperation import facts, queries
from emra.cooperation.models import (
    ChecklistAnswer,
    ChecklistItem,
    Covenant,
    CovenantEvaluation,
    CovenantSheet,
    SelfAssessment,
)
from emra.ledger import actions as ledger
from emra.ledger.four_eyes import WRITABLE, Origin, State, check_version, require_state, touch
from emra.lib import files
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save


@dataclass(frozen=True)
class Told:
    """What an evaluation found, and where that can be read."""

    done_on: date
    findings: str
    link: str = ""


@dataclass(frozen=True)
class Answer:
    """YES, PARTLY, NO or UNKNOWN, with what shows it."""

    value: str
    note: str = ""
    link: str = ""


def write_evaluation(
    *,
    covenant: str,
    planned_on: date,
    told: Told,
    by: User,
    upload: UploadedFile | None = None,
    expected: int | None = None,
) -> CovenantEvaluation:
    """Write the draft of an evaluation that the covenant's schedule asks for on a day."""
    require_role_of(by, Role.SECRETARIAT)
    extension = files.check(upload) if upload else ""
    today = timezone.localdate()
    if told.done_on > today:
        raise DomainError(_("Una evaluación se informa una vez hecha."), field="done_on")
    with transaction.atomic():
        agreed = _published(covenant)
        row = (
            CovenantEvaluation.objects.select_for_update()
            .filter(covenant=agreed, planned_on=planned_on)
            .first()
        )
        if row is None:
            planned = queries.covenant(covenant, today).evaluations
            if planned_on not in {each.planned_on for each in planned}:
                raise DomainError(
                    _("El calendario del convenio no prevé una evaluación ese día."),
                    field="planned_on",
                )
            row = CovenantEvaluation(
                covenant=agreed, planned_on=planned_on, state=State.DRAFT, origin=Origin.ENTRY
            )
        else:
            require_state(row, *WRITABLE)
            check_version(row, expected)
        row.done_on, row.findings, row.link = told.done_on, told.findings.strip(), told.link
        if upload:
            row.sha256, row.extension = files.store(upload), extension
        touch(row, by)
        ledger.append(
            verb="evaluation.written", object_code=row.code, by=by, new=facts.of_evaluation(row)
        )
    return row


def write_assessment(
    *,
    covenant: str,
    year: int,
    answers: Mapping[str, Answer],
    by: User,
    reason: str = "",
    expected: int | None = None,
) -> SelfAssessment:
    """Write the draft of a covenant's answers in a year, by question; the rest stay unanswered.

    Where the year has an approved one, the draft is its correction and `reason` says why.
    """
    require_role_of(by, Role.SECRETARIAT)
    if year > timezone.localdate().year:
        raise DomainError(_("Ese año todavía no llega."), field="year")
    with transaction.atomic():
        agreed = _published(covenant)
        told = SelfAssessment.objects.filter(covenant=agreed, year=year)
        row = told.select_for_update().exclude(state=State.APPROVED).first()
        if row is None:
            if expected:
                raise Conflict(_("El borrador que veía ya se aprobó o se descartó."))
            last = told.order_by("-version").first()
            row = SelfAssessment(
                covenant=agreed,
                year=year,
                version=last.version + 1 if last else 1,
                state=State.DRAFT,
                origin=Origin.ENTRY,
            )
        else:
            require_state(row, *WRITABLE)
            check_version(row, expected)
        if row.version > 1:
            row.reason = reason.strip()
        touch(row, by)
        _write_answers(row, answers)
        ledger.append(
            verb="selfassessment.written",
            object_code=row.code,
            by=by,
            new=facts.of_assessment(row),
        )
    return row


def check_answered(row: SelfAssessment) -> None:
    """Raise DomainError where a question has no answer: "no se sabe" is one."""
    given = set(row.answers.values_list("item", flat=True))
    missing = [item for item in ChecklistItem.objects.all() if item.code not in given]
    if missing:
        raise DomainError(
            _("Faltan %(n)s respuestas. Si algo no se sabe, elija «No se sabe».")
            % {"n": len(missing)},
            field=f"{missing[0].code}-value",
        )


# -- pieces ----------------------------------------------------------------------------------


def _published(code: str) -> Covenant:
    """A covenant with an approved sheet, locked: two drafts of one thing cannot both begin."""
    row = Covenant.objects.select_for_update().filter(pk=code).first()
    if row is None or not CovenantSheet.objects.approved().filter(covenant=row).exists():
        raise Unknown(_("No hay un convenio publicado «%(code)s».") % {"code": code[:40]})
    return row


def _write_answers(row: SelfAssessment, answers: Mapping[str, Answer]) -> None:
    known = set(ChecklistItem.objects.values_list("code", flat=True))
    for code in answers.keys() - known:
        raise Unknown(_("No existe la pregunta «%(code)s».") % {"code": code[:40]})
    row.answers.all().delete()
    for code, answer in answers.items():
        try:
            save(ChecklistAnswer(assessment=row, item_id=code, **_stripped(answer)))
        except DomainError as error:
            blamed = error.field or "note"
            raise DomainError(str(error), field=f"{code}-{blamed}") from error


def _stripped(answer: Answer) -> dict[str, str]:
    return {name: value.strip() for name, value in asdict(answer).items()}
