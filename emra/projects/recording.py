"""How a part gets into an entry: beside what is in force, with its version and its reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from emra.accounts.models import User
from emra.lib.errors import DomainError, Unknown
from emra.lib.records import save
from emra.projects import in_force
from emra.projects.actions import touch
from emra.projects.facts import version
from emra.projects.kinds import KIND_OF, Kind, told
from emra.projects.models import Entry, Part


@dataclass(frozen=True)
class Recorded:
    """What became of a part: what the entry says of it now (None for nothing), and the event."""

    part: Any
    kind: Kind
    key: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None

    @property
    def changed(self) -> bool:
        return self.old != self.new


def record(
    row: Entry,
    kind: Kind,
    key: Any,
    values: Mapping[str, Any],
    reason: str,
    beside: Mapping[str, Sequence[str]] | None = None,
) -> Recorded:
    """Write a part over what the entry said of it; `beside` is what the caller writes beside it.

    What is in force already takes back what the entry said; a part that says nothing of what
    was never said is none.
    """
    standing = standing_of(row, kind, key)
    own = _versions(row, kind, key).filter(entry=row).first()
    old = None if own is None else version(own)
    part = own or kind.model(entry=row, project=row.project, **_named(kind, key))
    for name, value in values.items():
        setattr(part, name, value)
    says = told(part, beside)
    if says == (told(standing) if standing else dict.fromkeys(says)):
        if own is not None:
            own.delete()
        return Recorded(None, kind, str(key), old, None)
    if standing is not None and not reason.strip():
        raise DomainError(_("Escriba el motivo del cambio."), field="reason")
    part.version = standing.version + 1 if standing else 1
    part.reason = reason.strip() if standing else ""
    new = {**says, "version": part.version, "reason": part.reason}
    if new != old:
        save(part)
    return Recorded(part, kind, str(key), old, new)


def drop(part: Part) -> Recorded:
    """Take a part off its entry."""
    kind = KIND_OF[type(part)]
    gone = Recorded(None, kind, str(kind.key_of(part)), version(part), None)
    part.delete()
    return gone


def keep(row: Entry, by: User, *found: Recorded) -> Any:
    """Save the entry with one event of all that changed; the first part."""
    changed = [one for one in found if one.changed]
    if changed:
        kind = changed[0].kind.code
        touch(
            row,
            by,
            old={kind: {one.key: one.old for one in changed}},
            new={kind: {one.key: one.new for one in changed}},
        )
    return found[0].part if found else None


def standing_of(row: Entry, kind: Kind, key: Any) -> Any:
    """The version of a part that is in force; None where it was never approved."""
    return in_force.approved(_versions(row, kind, key)).last()


def number_of(row: Entry, kind: Kind, number: int | None) -> int:
    """The number of a line, milestone or risk of this project; the next free one for None."""
    every: Any = kind.model._default_manager
    taken = every.filter(project=row.project).values_list("number", flat=True)
    if number is None:
        return max(taken, default=0) + 1
    if number not in taken:
        raise Unknown(_("Eso ya no está en el proyecto: vuelva a abrir el seguimiento."))
    return number


def _named(kind: Kind, key: Any) -> dict[str, Any]:
    return {kind.key: key} if kind.key else {}


def _versions(row: Entry, kind: Kind, key: Any) -> Any:
    return in_force.versions(kind).filter(project=row.project, **_named(kind, key))
