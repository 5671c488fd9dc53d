"""The sum behind a dimension's average, term by term, for whoever wants to redo it by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

NOT_APPLICABLE = "NOT_APPLICABLE"


class Term(Protocol):
    """What is needed of an agreement to add it up."""

    @property
    def percent(self) -> Decimal | None: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Working:
    """An average written out; a term is None where there is no datum, and adds 0."""

    terms: tuple[Decimal | None, ...]
    total: Decimal
    applicable: int
    mean: Decimal | None


def working(figures: Sequence[Term], mean: Decimal | None) -> Working:
    """Write out the published `mean` of the agreements that apply."""
    terms = tuple(figure.percent for figure in figures if figure.state != NOT_APPLICABLE)
    known = [term for term in terms if term is not None]
    return Working(terms, sum(known, Decimal(0)), len(terms), mean)
