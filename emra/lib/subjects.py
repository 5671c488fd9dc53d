"""What decisions and observations can be about: each room brings its kinds when it starts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from emra.lib.errors import DomainError


@dataclass(frozen=True)
class Subject:
    """One thing with a public page: "AGREEMENT", "A12", its title, its address."""

    kind: str
    code: str
    title: str
    path: str

    @property
    def key(self) -> str:
        """`AGREEMENT:A12`, as forms and tables name it."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True)
class Change:
    """What was published of a subject and differs from what stood before, in a sentence."""

    kind: str
    code: str
    at: datetime
    text: str
    path: str


def _none() -> Sequence[Change]:
    return ()


@dataclass(frozen=True)
class Kind:
    """A kind of subject: its name for people, every subject of it in order, and, where the room
    publishes figures of it, every published change, oldest first."""

    code: str
    label: str | Promise
    everything: Callable[[], Sequence[Subject]]
    changes: Callable[[], Sequence[Change]] = _none


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called by a room's `AppConfig.ready`."""
    _kinds[kind.code] = kind


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())


def find(key: str) -> Subject:
    """The subject of `AGREEMENT:A12`; raises DomainError for what does not exist."""
    name, _colon, code = key.partition(":")
    kind = _kinds.get(name)
    for subject in kind.everything() if kind else ():
        if subject.code == code:
            return subject
    raise DomainError(_("No existe «%(key)s».") % {"key": key[:60]}, field="subject")


def named(keys: Iterable[str]) -> dict[str, Subject]:
    """The subjects behind these keys, those that exist; each kind is read once."""
    wanted = set(keys)
    names = {key.partition(":")[0] for key in wanted}
    return {
        subject.key: subject
        for name, kind in _kinds.items()
        if name in names
        for subject in kind.everything()
        if subject.key in wanted
    }


def changes() -> tuple[Change, ...]:
    """Every published change of every kind, oldest first."""
    found = [change for kind in _kinds.values() for change in kind.changes()]
    return tuple(sorted(found, key=lambda change: change.at))
