"""What is told, as the ledger keeps it: a row with all its parts, dates and amounts as text."""

from decimal import Decimal
from typing import Any

from emra.cooperation.models import (
    PARTS,
    CovenantEvaluation,
    CovenantSheet,
    SelfAssessment,
)

TOLD = (
    *("covenant_id", "version", "reason", "name", "programme", "province", "citation_id"),
    *("starts", "ends", "term_note", "term_citation_id"),
    *("amount", "unit", "contribution_note", "contribution_citation_id", "predecessor_id"),
    *("evaluation_rules", "evaluation_every_months", "evaluation_first_on"),
    "evaluation_citation_id",
)
# What each part says, besides its order and its citation.
OF_PART = {
    "parties": ("name", "side", "role"),
    "localities": ("commune", "name", "families"),
    "axes": ("commune", "name"),
    "results": ("text",),
}


def of_sheet(sheet: CovenantSheet) -> dict[str, Any]:
    """A version of a covenant with its parties, localities, axes and results."""
    return {
        **_named(sheet, TOLD),
        **{
            part: [
                _named(row, (*OF_PART[part], "citation_id"))
                for row in model._default_manager.filter(sheet=sheet).order_by("number")
            ]
            for part, model in PARTS.items()
        },
    }


def of_evaluation(row: CovenantEvaluation) -> dict[str, Any]:
    names = ("covenant_id", "planned_on", "done_on", "findings", "link", "sha256")
    return _named(row, names)


def of_assessment(row: SelfAssessment) -> dict[str, Any]:
    """A self-assessment with its answers by question."""
    return {
        **_named(row, ("covenant_id", "year", "version", "reason")),
        "answers": {
            answer.item_id: _named(answer, ("value", "note", "link"))
            for answer in row.answers.order_by("item__order")
        },
    }


def _named(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name.removesuffix("_id"): _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value if value is None or isinstance(value, int) else str(value)
