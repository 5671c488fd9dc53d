"""Covenants and bilateral projects, what is followed of them, and the instruments."""

from emra.cooperation.models.bilateral import (
    BilateralFact,
    BilateralInstitution,
    BilateralPlace,
    BilateralProject,
    BilateralResult,
    BilateralSheet,
    BilateralSource,
    BilateralTopic,
    ResultReport,
)
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
    "BilateralFact",
    "BilateralInstitution",
    "BilateralPlace",
    "BilateralProject",
    "BilateralResult",
    "BilateralSheet",
    "BilateralSource",
    "BilateralTopic",
    "ChecklistAnswer",
    "ChecklistItem",
    "Covenant",
    "CovenantEvaluation",
    "CovenantParty",
    "CovenantSheet",
    "Locality",
    "PromotionInstrument",
    "Result",
    "ResultReport",
    "SelfAssessment",
    "SheetPart",
]
