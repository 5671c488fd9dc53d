"""The kinds of parts: what each says, by which key its versions follow each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from emra.projects.models import (
    FundingLine,
    Milestone,
    Part,
    Particulars,
    Passage,
    ProjectDate,
    Risk,
)


@dataclass(frozen=True)
class Kind:
    """A kind of part: its name in the ledger, its model, its key ("" where there is one only)."""

    code: str
    model: type[Part]
    key: str
    fields: tuple[str, ...]

    def key_of(self, row: Part) -> Any:
        return getattr(row, self.key) if self.key else ""


PARTICULARS: Final = Kind(
    "particulars",
    Particulars,
    "",
    (
        *("name", "summary", "lead", "partners", "objective", "lines"),
        *("sector", "communes", "bip", "rate"),
    ),
)
FUNDING: Final = Kind(
    "funding",
    FundingLine,
    "number",
    (
        *("source", "stage", "amount", "unit", "unit_basis", "unit_reason"),
        *("price_date", "commune", "note", "dropped"),
    ),
)
DATES: Final = Kind("dates", ProjectDate, "what", ("day",))
PASSAGES: Final = Kind("passages", Passage, "stage_id", ("entered_on", "left_on", "dropped"))
MILESTONES: Final = Kind(
    "milestones", Milestone, "number", ("title", "planned_on", "done_on", "dropped")
)
RISKS: Final = Kind("risks", Risk, "number", ("text", "level", "response", "closed"))
KINDS: Final = (PARTICULARS, FUNDING, DATES, PASSAGES, MILESTONES, RISKS)
KIND_OF: Final = {kind.model: kind for kind in KINDS}

# What is no plain column of a version of the particulars: codes, in order.
_BESIDE: Final[dict[str, Callable[[Any], object]]] = {
    "lead": lambda row: row.lead_id,
    "objective": lambda row: row.objective_id,
    "sector": lambda row: row.sector_id,
    "partners": lambda row: sorted(each.pk for each in row.partners.all()),
    "lines": lambda row: sorted(each.pk for each in row.lines.all()),
    "communes": lambda row: sorted(each.commune for each in row.places.all()),
}


def told(row: Part, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What a part says, as JSON: amounts and days as text, what is unknown as null.

    `known` holds what is not yet written beside the row.
    """
    kind, known = KIND_OF[type(row)], known or {}
    beside = _BESIDE if kind is PARTICULARS else {}

    def one(name: str) -> Any:
        if name in known:
            return known[name]
        return beside[name](row) if name in beside else _plain(getattr(row, name))

    return {name: one(name) for name in kind.fields}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value
