"""Loading the bilateral project that the source's sheet describes."""

from datetime import date
from typing import Any

from emra.cooperation import bilateral_actions
from emra.cooperation.bilateral_content import Content, Fact, Institution, Place, Result
from emra.lib import seed
from emra.sources.models import Citation

_PARTS = {"institutions": Institution, "places": Place, "results": Result, "facts": Fact}


def load() -> None:
    """Enter what the sheet says, once; a later change is a new version. Part of the load."""
    citations = seed.read("cooperation", "bilateral_citations")
    seed.upsert(Citation, citations, document="document_id")
    for row in seed.read("cooperation", "bilateral"):
        code = row.pop("code")
        places = {cited["code"].removeprefix(f"{code}-"): cited["code"] for cited in citations}
        bilateral_actions.load_source(code=code, content=content_of(row), citations=places)


def content_of(row: dict[str, Any]) -> Content:
    """A sheet as its seed file writes it."""
    parts: dict[str, Any] = {
        name: tuple(kind(**part) for part in row[name]) for name, kind in _PARTS.items()
    }
    told = {**row, **parts, "topics": tuple(row["topics"])}
    return Content(**{**told, "updated_on": date.fromisoformat(row["updated_on"])})
