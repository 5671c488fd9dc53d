"""An entry as the ledger keeps it: its text and each of its parts."""

from typing import Any

from emra.projects.kinds import KINDS, PARTICULARS, told
from emra.projects.models import Entry, Evidence, Part


def facts(entry: Entry) -> dict[str, Any]:
    """All that is approved of an entry, by the kinds and keys of its parts."""
    kept: dict[str, Any] = {
        "project": entry.project_id,
        "parent": entry.project.parent_id,
        "track": entry.project.track,
        "on": entry.on.isoformat() if entry.on else None,
        "text": entry.text,
        "citation": entry.citation_id,
    }
    for kind in KINDS:
        rows = kind.model._default_manager.filter(entry=entry)
        kept[kind.code] = {str(kind.key_of(row)): version(row) for row in rows}
    kept[PARTICULARS.code] = kept[PARTICULARS.code].get("")
    kept["evidence"] = [
        {"title": row.title, "sha256": row.sha256, "extension": row.extension, "url": row.url}
        for row in Evidence.objects.filter(entry=entry).order_by("id")
    ]
    return kept


def version(row: Part) -> dict[str, Any]:
    """What a part says, which version of it this is and why it changed."""
    return {**told(row), "version": row.version, "reason": row.reason}
