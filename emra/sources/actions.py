"""Loading the documents, citations and printed figures from the seed files."""

from emra.lib import seed
from emra.sources.models import Citation, PublishedFigure, SourceDocument


def load() -> None:
    """Create or update every source row; part of `load_strategy`'s transaction."""
    seed.upsert(SourceDocument, seed.read("sources", "documents"))
    seed.upsert(Citation, seed.read("sources", "citations"), document="document_id")
    seed.upsert(PublishedFigure, seed.read("sources", "figures"), citation="citation_id")
