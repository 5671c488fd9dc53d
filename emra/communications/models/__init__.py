"""The communication plan: what it is made of, what is to be published, what was."""

from emra.communications.models.imports import ImportBatch, ImportRow
from emra.communications.models.items import PUBLIC_STATES, ContentItem, QuotedFigure
from emra.communications.models.plan import (
    Campaign,
    Channel,
    ContentKind,
    Format,
    Piece,
    Pillar,
    QuotaLine,
    QuotaVersion,
    Theme,
)

__all__ = [
    "PUBLIC_STATES",
    "Campaign",
    "Channel",
    "ContentItem",
    "ContentKind",
    "Format",
    "ImportBatch",
    "ImportRow",
    "Piece",
    "Pillar",
    "QuotaLine",
    "QuotaVersion",
    "QuotedFigure",
    "Theme",
]
