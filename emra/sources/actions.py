"""Loading the documents, citations and printed figures from the seed files."""

from emra.lib import seed
from emra.sources.models import Citation, PublishedFigure, SourceDocument


def load() -> None:
    """Create or update the documents and what the presentation says; part of `load_strategy`."""
    seed.upsert(SourceDocument, seed.read("sources", "documents"))
    load_cited("sources")


def load_cited(room: str) -> None:
    """Create or update the citations and printed figures that a room's seed holds."""
    seed.upsert(Citation, seed.read(room, "citations"), document="document_id")
    seed.upsert(PublishedFigure, seed.read(room, "figures"), citation="citation_id")
