"""An entry as the ledger keeps it: its text and each of its parts, with every value as text."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from emra.projects.models import (
    Entry,
    Evidence,
    FundingLine,
    Milestone,
    Particulars,
    Passage,
    ProjectDate,
    Risk,
)

# What each kind of part says, and under which name the ledger keeps it, by its key.
FIELDS: dict[str, tuple[type[Model], str, tuple[str, ...]]] = {
    "funding": (
        FundingLine,
        "number",
        (
            *("source", "stage", "amount", "unit", "unit_basis", "unit_reason"),
            *("price_date", "commune", "note", "dropped"),
        ),
    ),
    "dates": (ProjectDate, "what", ("day",)),
    "passages": (Passage, "stage_id", ("entered_on", "left_on")),
    "milestones": (Milestone, "number", ("title", "planned_on", "done_on", "dropped")),
    "risks": (Risk, "number", ("text", "level", "response", "closed")),
}


def facts(entry: Entry) -> dict[str, Any]:
    """All that was approved of an entry."""
    told = Particulars.objects.filter(entry=entry).first()
    evidence = Evidence.objects.filter(entry=entry).order_by("id")
    return {
        "project": entry.project_id,
        "parent": entry.project.parent_id,
        "track": entry.project.track,
        "on": _text(entry.on),
        "text": entry.text,
        "citation": entry.citation_id,
        "particulars": None if told is None else particulars(told),
        **{
            kind: {
                str(getattr(row, key)): {
                    **{name: _text(getattr(row, name)) for name in names},
                    "version": row.version,
                    "reason": row.reason,
                }
                for row in _rows(model, entry, key)
            }
            for kind, (model, key, names) in FIELDS.items()
        },
        "evidence": [
            {"title": row.title, "sha256": row.sha256, "extension": row.extension, "url": row.url}
            for row in evidence
        ],
    }


def particulars(row: Particulars) -> dict[str, Any]:
    """A version of what a project is."""
    return {
        "name": row.name,
        "summary": row.summary,
        "lead": row.lead_id,
        "partners": sorted(row.partners.values_list("pk", flat=True)),
        "objective": row.objective_id,
        "lines": sorted(row.lines.values_list("pk", flat=True)),
        "sector": row.sector_id,
        "communes": sorted(row.places.values_list("commune", flat=True)),
        "bip": row.bip,
        "rate": row.rate,
        "version": row.version,
        "reason": row.reason,
    }


def _rows(model: type[Model], entry: Entry, key: str) -> Iterable[Any]:
    return model._default_manager.filter(entry=entry).order_by(key)


def _text(value: object) -> object:
    """Decimals with two places and days as text; what is unknown stays None."""
    if value is None or isinstance(value, (bool, str)):
        return value
    return f"{value:.2f}" if hasattr(value, "quantize") else str(value)
