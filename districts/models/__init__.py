"""Layers and their editions, runs and what they gave, studies of stability."""

from districts.models.layers import DATED, Edition, Feature, ImportProblem, Layer, LayerCode
from districts.models.runs import (
    Run,
    RunCell,
    RunDecision,
    RunDistrict,
    RunDistrictPlace,
    RunDistrictProduct,
    RunDropped,
    RunDroppedCell,
    RunFinding,
    RunFindingFigure,
    RunLibrary,
    RunMatch,
    RunQuerySet,
    RunSite,
)
from districts.models.studies import StabilityStudy, StudyDraw

__all__ = [
    "DATED",
    "Edition",
    "Feature",
    "ImportProblem",
    "Layer",
    "LayerCode",
    "Run",
    "RunCell",
    "RunDecision",
    "RunDistrict",
    "RunDistrictPlace",
    "RunDistrictProduct",
    "RunDropped",
    "RunDroppedCell",
    "RunFinding",
    "RunFindingFigure",
    "RunLibrary",
    "RunMatch",
    "RunQuerySet",
    "RunSite",
    "StabilityStudy",
    "StudyDraw",
]
