"""What decisions and observations can be about: each room brings its kinds when it starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
class Kind:
    """A kind of subject: its name for people, and every subject of it, in order."""

    code: str
    label: str | Promise
    everything: Callable[[], Sequence[Subject]]


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
