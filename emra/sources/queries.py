"""Citations as pages, API and exports show them."""

from dataclasses import dataclass

from emra.sources.models import Citation


@dataclass(frozen=True)
class CitationView:
    """A passage of a document: 1-based lines of its text extraction, quote and character."""

    document_code: str
    document_title: str
    publisher: str
    line_from: int
    line_to: int
    quote: str
    basis: str


def citation_view(citation: Citation) -> CitationView:
    """Needs `citation.document` selected."""
    return CitationView(
        document_code=citation.document_id,
        document_title=citation.document.title,
        publisher=citation.document.publisher,
        line_from=citation.line_from,
        line_to=citation.line_to,
        quote=citation.quote,
        basis=citation.basis,
    )
