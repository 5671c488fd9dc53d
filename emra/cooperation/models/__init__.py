"""Covenants with their evaluations and self-assessments, and the promotion instruments."""

from emra.cooperation.models.covenants import (
    PARTS,
    Axis,
    Covenant,
    CovenantParty,
    CovenantSheet,
    Locality,
    Result,
    SheetPart,
)
from emra.cooperation.models.evaluations import (
    ChecklistAnswer,
    ChecklistItem,
    CovenantEvaluation,
    SelfAssessment,
)
from emra.cooperation.models.instruments import PromotionInstrument

__all__ = [
    "PARTS",
    "Axis",
    "ChecklistAnswer",
    "ChecklistItem",
    "Covenant",
    "CovenantEvaluation",
    "CovenantParty",
    "CovenantSheet",
    "Locality",
    "PromotionInstrument",
    "Result",
    "SelfAssessment",
    "SheetPart",
]
