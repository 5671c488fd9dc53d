"""The documents, the passages cited and the figures they print as tables to download."""

from emra.lib.tables import Table
from emra.sources.columns import CITATIONS, DOCUMENTS, FIGURES
from emra.sources.models import Citation, PublishedFigure, SourceDocument


def documents() -> Table:
    rows = SourceDocument.objects.order_by("code").values_list(
        "code", "title", "publisher", "note", "sha256", "updated_on"
    )
    return Table("documentos", DOCUMENTS, list(rows))


def citations() -> Table:
    rows = Citation.objects.order_by("code").values_list(
        "code", "document", "line_from", "line_to", "quote", "basis"
    )
    return Table("citas", CITATIONS, list(rows))


def figures() -> Table:
    """What documents print; an empty value is a printed dash."""
    rows = PublishedFigure.objects.order_by("code").values_list(
        "code", "label", "value", "unit", "citation"
    )
    return Table("cifras-publicadas", FIGURES, list(rows))
