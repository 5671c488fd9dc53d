"""Tables of the royalty funds, by concept."""

from emra.royalty.models.criteria import AccessCriterion, Fund, FundEdition, Indicator
from emra.royalty.models.datasets import (
    CommuneAllocation,
    Dataset,
    IndicatorValue,
    OwnIncome,
    RegionAllocation,
)
from emra.royalty.models.territory import Commune, Region

__all__ = [
    "AccessCriterion",
    "Commune",
    "CommuneAllocation",
    "Dataset",
    "Fund",
    "FundEdition",
    "Indicator",
    "IndicatorValue",
    "OwnIncome",
    "Region",
    "RegionAllocation",
]
