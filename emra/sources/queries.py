"""Citations and reconciliations as pages, API and exports show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from emra.lib import speech
from emra.lib.percent import quantise
from emra.sources import reconciliation
from emra.sources.models import Citation, PublishedFigure
from emra.sources.reconciliation import RULE_PHRASES, STORED_PLACES, Candidate, Implied


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


@dataclass(frozen=True)
class CandidateView:
    """What one rule gives, None when it cannot be computed; `label` says the rule in words."""

    rule: str
    label: str
    value: Decimal | None


@dataclass(frozen=True)
class ReconciliationView:
    """A printed figure beside its recomputation, with the verdict in words."""

    code: str
    label: str
    printed: Decimal | None
    unit: str
    verdict: str
    rule: str
    how: str
    recomputed: Decimal | None
    difference: Decimal | None
    implied: Implied | None
    candidates: tuple[CandidateView, ...]
    sentence: str
    citation: CitationView
    n_of_total: str


@dataclass(frozen=True)
class Chapter:
    """The reconciliations of one room; `code` is its address below `/cuadraturas/`."""

    code: str
    title: str
    lead: str
    rows: tuple[ReconciliationView, ...]


def reconciled(
    figure: PublishedFigure,
    candidates: Sequence[Candidate],
    *,
    n_of_total: str,
    places: int = 0,
    implied: Implied | None = None,
    at_least: bool = False,
    phrases: Mapping[str, str] = RULE_PHRASES,
) -> ReconciliationView:
    """A printed figure held against what its rules give; needs `citation.document` selected.

    `n_of_total` says how many of the inputs are known; with `at_least` the rule gives a
    lower bound; `phrases` completes "El recálculo … da" for each rule.
    """
    found = reconciliation.reconcile(
        figure.value, candidates, places=places, implied=implied, at_least=at_least
    )
    shown = max(STORED_PLACES, places)
    return ReconciliationView(
        code=figure.code,
        label=figure.label,
        printed=found.printed,
        unit=figure.unit,
        verdict=found.verdict.value,
        rule=found.rule,
        how=found.how,
        recomputed=found.recomputed,
        difference=found.difference,
        implied=found.implied,
        candidates=tuple(
            CandidateView(
                candidate.rule,
                speech.gettext(phrases.get(candidate.rule, reconciliation.ANY_RULE)),
                None if candidate.value is None else quantise(candidate.value, shown),
            )
            for candidate in found.candidates
        ),
        sentence=reconciliation.sentence(found, unit=figure.unit, phrases=phrases),
        citation=citation_view(figure.citation),
        n_of_total=n_of_total,
    )
