"""Covenants and bilateral projects, and what is followed of them."""

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

__all__ = [
    "BilateralFact",
    "BilateralInstitution",
    "BilateralPlace",
    "BilateralProject",
    "BilateralResult",
    "BilateralSheet",
    "BilateralSource",
    "BilateralTopic",
    "ResultReport",
]
