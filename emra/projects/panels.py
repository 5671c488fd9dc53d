"""What the projects add to the page of an objective."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from emra.projects import queries, sentences


def of_objective(code: str) -> Mapping[str, Any] | None:
    """The projects that serve an objective; nothing where none says so."""
    found = queries.serving(code, timezone.localdate())
    return {"projects": found, "sentence": sentences.late(found)} if found else None
