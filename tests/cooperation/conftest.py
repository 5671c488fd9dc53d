"""Covenants, evaluations and self-assessments, made by the actions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from emra.accounts.models import User
from emra.cooperation import covenant_actions, evaluation_actions, review_actions
from emra.cooperation.covenant_actions import Axis, Content, Party, Place, Result
from emra.cooperation.evaluation_actions import Answer, Told
from emra.cooperation.models import (
    ChecklistItem,
    CovenantEvaluation,
    CovenantSheet,
    SelfAssessment,
)

TODAY = date(2026, 11, 21)
GORE = Party("Gobierno Regional de Antofagasta", "PUBLIC", "PARTY")
COMPANY = Party("Empresa de prueba", "COMPANY", "PARTY")


def content(**changes: Any) -> Content:
    """A covenant that holds today, with its rules and schedule."""
    told: dict[str, Any] = {
        "name": "Convenio de prueba",
        "programme": "Programa de prueba",
        "starts": "2025",
        "ends": "2028-06",
        "contribution_note": "Según avance",
        "evaluation_rules": "Lo evalúan las dos partes y se reprograma en el mes siguiente.",
        "evaluation_every_months": 6,
        "evaluation_first_on": date(2026, 6, 30),
        "parties": (GORE, COMPANY),
        "localities": (Place("02201", "Lasana", 40), Place("02203", "Peine")),
        "axes": (Axis("02201", "Lasana"),),
        "results": (Result("Se firmó."),),
    }
    return Content(**{**told, **changes})


@pytest.fixture
def today(time_machine: Any) -> date:
    """A Saturday in November 2026, noon in Santiago."""
    time_machine.move_to("2026-11-21T15:00:00Z", tick=False)
    return TODAY


@pytest.fixture
def draft(today: date, strategy: None, secretary: User) -> Callable[..., CovenantSheet]:
    """The draft of a new covenant."""

    def make(code: str = "prueba-2025", **changes: Any) -> CovenantSheet:
        return covenant_actions.open_covenant(
            covenant=code, content=content(**changes), by=secretary
        )

    return make


@pytest.fixture
def settle(secretary: User, reviewer: User) -> Callable[[Any], Any]:
    """Submit what was written, and approve it."""

    def make(row: Any) -> Any:
        review_actions.submit(code=row.code, by=secretary)
        return review_actions.approve(code=row.code, by=reviewer)

    return make


@pytest.fixture
def published(
    draft: Callable[..., CovenantSheet], settle: Callable[[Any], Any]
) -> Callable[..., CovenantSheet]:
    """A covenant that is approved."""

    def make(code: str = "prueba-2025", **changes: Any) -> CovenantSheet:
        row: CovenantSheet = settle(draft(code, **changes))
        return row

    return make


@pytest.fixture
def evaluated(secretary: User) -> Callable[..., CovenantEvaluation]:
    """The draft of the evaluation that was due in June."""

    def make(**changes: Any) -> CovenantEvaluation:
        told = {"done_on": date(2026, 7, 10), "findings": "Va según lo previsto."}
        options = {name: changes.pop(name) for name in ("upload", "expected") if name in changes}
        return evaluation_actions.write_evaluation(
            covenant="prueba-2025",
            planned_on=changes.pop("planned_on", date(2026, 6, 30)),
            told=Told(**{**told, **changes}),
            by=secretary,
            **options,
        )

    return make


@pytest.fixture
def answered(secretary: User) -> Callable[..., SelfAssessment]:
    """The draft of a self-assessment with every question answered."""

    def make(year: int = 2026, **options: Any) -> SelfAssessment:
        answers = {
            item.code: Answer("YES", "Se ve en su acta.") for item in ChecklistItem.objects.all()
        }
        answers["municipios"] = Answer("NO", "Falta invitarlos.")
        answers["monto-fijado"] = Answer("UNKNOWN")
        return evaluation_actions.write_assessment(
            covenant="prueba-2025",
            year=year,
            answers={**answers, **options.pop("answers", {})},
            by=secretary,
            **options,
        )

    return make
