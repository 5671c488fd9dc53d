"""Every approved version of what was told of the projects; the last of each key is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from emra.projects import in_force
from emra.projects.kinds import (
    DATES,
    FUNDING,
    MILESTONES,
    PARTICULARS,
    PASSAGES,
    RISKS,
    Kind,
)
from emra.projects.models import Entry


class Versions:
    """The approved versions of a kind of part by project and key, the first ones first."""

    def __init__(self, kind: Kind, codes: Iterable[str] | None) -> None:
        rows = in_force.approved(in_force.versions(kind))
        rows = rows.select_related("entry__author", "entry__citation__document")
        self.found: dict[str, dict[Any, list[Any]]] = {}
        for row in rows if codes is None else rows.filter(project__in=codes):
            self.found.setdefault(row.project_id, {}).setdefault(kind.key_of(row), []).append(row)

    def of(self, project: str) -> dict[Any, list[Any]]:
        """By key, in the order of the keys."""
        return dict(sorted(self.found.get(project, {}).items()))

    def in_force(self, project: str) -> list[Any]:
        """The last version of each key."""
        return [rows[-1] for rows in self.of(project).values()]


@dataclass(frozen=True)
class Known:
    """All that was approved of some projects."""

    particulars: Versions
    funding: Versions
    dates: Versions
    passages: Versions
    milestones: Versions
    risks: Versions


def read(codes: Iterable[str] | None = None) -> Known:
    """Of these projects, or of all: nine queries."""
    only = None if codes is None else list(codes)
    return Known(
        particulars=Versions(PARTICULARS, only),
        funding=Versions(FUNDING, only),
        dates=Versions(DATES, only),
        passages=Versions(PASSAGES, only),
        milestones=Versions(MILESTONES, only),
        risks=Versions(RISKS, only),
    )


def at(entry: Entry) -> datetime:
    """When an approved entry became public; of the source, when it was loaded."""
    return entry.reviewed_at or entry.changed_at
