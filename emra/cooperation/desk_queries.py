"""What the desk of cooperation shows: drafts too."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from emra.cooperation.models import (
    Covenant,
    CovenantEvaluation,
    CovenantSheet,
    SelfAssessment,
)
from emra.cooperation.readmodel import AssessmentView
from emra.ledger.four_eyes import State
from emra.lib.errors import Unknown


@dataclass(frozen=True)
class Waiting:
    """Something that is not approved yet, with its place in the review."""

    code: str
    what: str
    covenant: str
    state: str
    state_name: str
    changed_at: Any


@dataclass(frozen=True)
class Listed:
    """A covenant with its last version and the draft that changes it."""

    code: str
    name: str
    published: bool
    draft: str


def waiting() -> tuple[Waiting, ...]:
    """What waits: for review first, then what was returned, then drafts."""
    kinds = (
        (CovenantSheet, _("Ficha")),
        (CovenantEvaluation, _("Evaluación")),
        (SelfAssessment, _("Autoevaluación")),
    )
    found = [
        Waiting(
            row.code,
            f"{what} {row.year}" if isinstance(row, SelfAssessment) else what,
            row.covenant_id,
            row.state,
            row.get_state_display(),
            row.changed_at,
        )
        for model, what in kinds
        for row in model._default_manager.exclude(state=State.APPROVED).order_by("changed_at")
    ]
    order = [State.SUBMITTED, State.RETURNED, State.DRAFT]
    return tuple(sorted(found, key=lambda row: order.index(State(row.state))))


def covenants() -> tuple[Listed, ...]:
    """Every covenant, drafts too."""
    found: dict[str, Listed] = {}
    for row in CovenantSheet.objects.order_by("covenant", "version"):
        before = found.get(row.covenant_id)
        is_draft = row.state != State.APPROVED
        found[row.covenant_id] = Listed(
            row.covenant_id,
            before.name if before and is_draft else row.name,
            bool(before) or not is_draft,
            row.code if is_draft else "",
        )
    return tuple(found.values())


def covenant(code: str) -> Covenant:
    row = Covenant.objects.filter(pk=code).first()
    if row is None:
        raise Unknown(_("No existe el convenio «%(code)s».") % {"code": code[:40]})
    return row


def open_sheet(code: str) -> CovenantSheet | None:
    found: CovenantSheet | None = (
        CovenantSheet.objects.open().select_related("author").filter(covenant=code).first()
    )
    return found


def last_sheet(code: str) -> CovenantSheet | None:
    """The version in force."""
    rows = CovenantSheet.objects.approved().filter(covenant=code)
    found: CovenantSheet | None = rows.order_by("-version").first()
    return found


def predecessors(but: str) -> list[tuple[str, str]]:
    """The published covenants that another may follow, by code and name."""
    told = CovenantSheet.objects.approved().order_by("covenant", "version")
    names = dict(told.exclude(covenant=but).values_list("covenant_id", "name"))
    return list(names.items())


def evaluations(code: str) -> dict[date, CovenantEvaluation]:
    """What was written of each planned day, drafts too."""
    rows = CovenantEvaluation.objects.filter(covenant=code)
    return {row.planned_on: row for row in rows}


def evaluation(code: str, day: date) -> CovenantEvaluation | None:
    return CovenantEvaluation.objects.filter(covenant=code, planned_on=day).first()


def assessments(code: str) -> list[SelfAssessment]:
    """Those of each year, drafts too, the last year first."""
    return list(SelfAssessment.objects.filter(covenant=code).order_by("-year", "-version"))


def open_assessment(code: str, year: int) -> SelfAssessment | None:
    rows = SelfAssessment.objects.exclude(state=State.APPROVED)
    return rows.filter(covenant=code, year=year).first()


def answers_given(kept: SelfAssessment | None, approved: AssessmentView | None) -> dict[str, Any]:
    """What the form of a year begins with: its draft, or what was approved."""
    if kept is not None:
        found: dict[str, Any] = {"version": kept.lock_version, "reason": kept.reason}
        for answer in kept.answers.all():
            for name in ("value", "note", "link"):
                found[f"{answer.item_id}-{name}"] = getattr(answer, name)
        return found
    if approved is None:
        return {}
    return {
        f"{answer.item}-{name}": getattr(answer, name)
        for answer in approved.answers
        for name in ("value", "note", "link")
    }
