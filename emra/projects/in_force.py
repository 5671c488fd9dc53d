"""What is in force of a project: of each key, the last version that was approved. Reads only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from emra.ledger.four_eyes import State
from emra.projects.kinds import (
    DATES,
    FUNDING,
    KIND_OF,
    MILESTONES,
    PARTICULARS,
    PASSAGES,
    RISKS,
    Kind,
)
from emra.projects.models import (
    Entry,
    FundingLine,
    Milestone,
    Part,
    Particulars,
    Passage,
    Project,
    ProjectDate,
    Risk,
)

_JOINED: Final = {
    PARTICULARS: ("lead", "sector", "objective"),
    PASSAGES: ("stage",),
}
_BESIDE: Final = {PARTICULARS: ("partners", "lines", "places")}


@dataclass(frozen=True)
class InForce:
    """All that holds of a project now; what was dropped or taken back is left out."""

    particulars: Particulars | None
    funding: tuple[FundingLine, ...]
    dates: Mapping[str, ProjectDate]
    passages: tuple[Passage, ...]
    milestones: tuple[Milestone, ...]
    risks: tuple[Risk, ...]


def of(projects: Iterable[Project], entry: Entry | None = None) -> dict[str, InForce]:
    """What holds of each project, by code, in nine queries however many they are.

    With `entry`, as it would be were that entry approved.
    """
    codes = [project.pk for project in projects]
    rows: dict[Kind, dict[str, list[Any]]] = {}
    for kind in (PARTICULARS, FUNDING, DATES, PASSAGES, MILESTONES, RISKS):
        rows[kind] = {code: [] for code in codes}
        for (code, _key), row in last(kind, codes, entry).items():
            rows[kind][code].append(row)
    return {
        code: InForce(
            particulars=next(iter(rows[PARTICULARS][code]), None),
            funding=tuple(row for row in rows[FUNDING][code] if not row.dropped),
            dates={row.what: row for row in rows[DATES][code] if row.day is not None},
            passages=tuple(
                row
                for row in sorted(rows[PASSAGES][code], key=lambda row: row.stage.order)
                if not row.dropped
            ),
            milestones=tuple(row for row in rows[MILESTONES][code] if not row.dropped),
            risks=tuple(rows[RISKS][code]),
        )
        for code in codes
    }


def of_one(project: Project, entry: Entry | None = None) -> InForce:
    """What holds of a project; with `entry`, as it would be were that entry approved."""
    return of([project], entry)[project.pk]


def last(kind: Kind, codes: Iterable[str], entry: Entry | None = None) -> dict[Any, Any]:
    """The last approved version of each key, by (project code, key), in order of the keys.

    What was dropped is there too. With `entry`, its own parts come after all approved ones.
    """
    rows = versions(kind).filter(project__in=codes)
    found = {(row.project_id, kind.key_of(row)): row for row in approved(rows)}
    if entry is not None:
        found |= {(row.project_id, kind.key_of(row)): row for row in rows.filter(entry=entry)}
    return dict(sorted(found.items(), key=lambda pair: (pair[0][0], _place(kind, pair[0][1]))))


def versions(kind: Kind) -> QuerySet[Any]:
    """Every version of a kind of part, the first ones first, with what belongs to it."""
    rows = kind.model._default_manager.select_related("entry", *_JOINED.get(kind, ()))
    return rows.prefetch_related(*_BESIDE.get(kind, ())).order_by("version")


def approved(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(entry__state=State.APPROVED)


def before(row: Part) -> Any:
    """The version that a part took, or would take, the place of; None for the first."""
    kind = KIND_OF[type(row)]
    same = {kind.key: kind.key_of(row)} if kind.key else {}
    earlier = approved(versions(kind)).filter(project=row.project_id, **same)
    return earlier.filter(version__lt=row.version).last()


def _place(kind: Kind, key: Any) -> Any:
    """Where a part stands among its like: planned days before actual ones, starts before ends."""
    return list(ProjectDate.What).index(key) if kind is DATES else key
