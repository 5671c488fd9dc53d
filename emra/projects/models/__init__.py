"""Projects, the two tracks, and what was told of them entry by entry."""

from emra.projects.models.entries import Entry
from emra.projects.models.parts import (
    Evidence,
    FundingLine,
    Milestone,
    Part,
    Particulars,
    Passage,
    Place,
    ProjectDate,
    Risk,
)
from emra.projects.models.reference import Project, Sector, Stage, Track

__all__ = [
    "Entry",
    "Evidence",
    "FundingLine",
    "Milestone",
    "Part",
    "Particulars",
    "Passage",
    "Place",
    "Project",
    "ProjectDate",
    "Risk",
    "Sector",
    "Stage",
    "Track",
]
