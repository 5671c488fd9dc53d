"""What a version of a part changed: each field before and after, in words; and the history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.lib import communes, formats
from emra.lib.money import Amount
from emra.projects import in_force
from emra.projects.kinds import FUNDING, KIND_OF, KINDS, MILESTONES, PASSAGES, RISKS, told
from emra.projects.models import Entry, Part, Project, ProjectDate

NOT_STATED: Final = gettext_lazy("no indicado")
# A unit is shown with its amount.
_UNSHOWN: Final = frozenset({"unit"})


@dataclass(frozen=True)
class Field:
    """A field of a part: what it said and what it says; `before` is "" in a first version."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """A version of a part: what it is of, what it changed, why, and by which entry."""

    pk: int
    kind: str
    key: str
    label: str
    version: int
    reason: str
    fields: tuple[Field, ...]
    entry: str
    on: date | None

    @property
    def first(self) -> bool:
        return self.version == 1


def of_entry(entry: Entry) -> tuple[Change, ...]:
    """All the parts of an entry, each beside what it takes the place of."""
    return tuple(
        change(row, in_force.before(row))
        for kind in KINDS
        for row in in_force.last(kind, [entry.project_id], entry).values()
        if row.entry_id == entry.pk
    )


def history(project: Project) -> tuple[Change, ...]:
    """Every approved version of every part of a project, the latest entry first."""
    found: list[tuple[int, Change]] = []
    for kind in KINDS:
        previous: dict[Any, Part] = {}
        for row in in_force.approved(in_force.versions(kind).filter(project=project)):
            key = kind.key_of(row)
            found.append((row.entry_id, change(row, previous.get(key))))
            previous[key] = row
    return tuple(one for _entry, one in sorted(found, key=lambda pair: -pair[0]))


def change(row: Part, was: Part | None) -> Change:
    """A part beside the version it takes the place of; only what differs is told."""
    kind = KIND_OF[type(row)]
    now, then = shown(row), shown(was) if was else {}
    differs = told(row), told(was) if was else {}
    labels = {name: _label(row, name) for name in now}
    return Change(
        pk=row.pk,
        kind=kind.code,
        key=str(kind.key_of(row)),
        label=label(row),
        version=row.version,
        reason=row.reason,
        fields=tuple(
            Field(name, labels[name], then.get(name, ""), text)
            for name, text in now.items()
            if (was is None and differs[0][name] not in (None, "", [], False))
            or (was is not None and then[name] != text)
        ),
        entry=row.entry.code,
        on=row.entry.on,
    )


def label(row: Any) -> str:
    """Which part this is, in words."""
    kind = KIND_OF[type(row)]
    if kind is FUNDING:
        named = " · ".join(filter(None, (row.get_source_display(), row.stage)))
        return _("Línea %(number)s: %(what)s") % {"number": row.number, "what": named}
    if kind is MILESTONES:
        return _("Hito %(number)s: %(what)s") % {"number": row.number, "what": row.title}
    if kind is RISKS:
        return _("Riesgo %(number)s") % {"number": row.number}
    if kind is PASSAGES:
        return _("Etapa %(number)s: %(what)s") % {"number": row.stage.order, "what": row.stage.name}
    return str(row.get_what_display()) if isinstance(row, ProjectDate) else _("Ficha")


def gist(row: Any) -> str:
    """The one thing of a part to see before opening it: its amount, its days, its text."""
    kind = KIND_OF[type(row)]
    if kind is FUNDING:
        return _("monto %(amount)s") % {"amount": shown(row)["amount"]}
    if kind is PASSAGES:
        left = formats.day(row.left_on) if row.left_on else _("sigue")
        return f"{formats.day(row.entered_on)} → {left}"
    if kind is MILESTONES:
        if row.done_on:
            return _("cumplido el %(day)s") % {"day": formats.day(row.done_on)}
        return _("previsto %(day)s") % {"day": shown(row)["planned_on"]}
    return str(row.text) if kind is RISKS else ""


def shown(row: Part) -> dict[str, str]:
    """What a part says, in words, by field."""
    names = (name for name in KIND_OF[type(row)].fields if name not in _UNSHOWN)
    return {name: _shown(row, name) or str(NOT_STATED) for name in names}


def _shown(row: Any, name: str) -> str:
    if name in _WORDS:
        return _WORDS[name](row)
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("sí") if value else _("no")
    if isinstance(value, date):
        return formats.day(value)
    return str(getattr(row, f"get_{name}_display", lambda: value or "")())


def _label(row: Part, name: str) -> str:
    if name == "communes":
        return _("comunas")
    return str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


_WORDS: Final[dict[str, Callable[[Any], str]]] = {
    "lead": lambda row: row.lead.name if row.lead else "",
    "partners": lambda row: "; ".join(sorted(each.name for each in row.partners.all())),
    "objective": lambda row: row.objective_id or "",
    "lines": lambda row: ", ".join(sorted(each.pk for each in row.lines.all())),
    "sector": lambda row: row.sector.name if row.sector else "",
    "communes": lambda row: ", ".join(
        communes.by_code()[each.commune].name for each in row.places.all()
    ),
    "amount": lambda row: "" if row.amount is None else str(Amount(row.amount, row.unit)),
    "commune": lambda row: communes.by_code()[row.commune].name if row.commune else "",
}
