"""What the site search finds: each room brings what of it is public when it starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Findable:
    """One public page or place on it: `text` is what it says, in whole sentences."""

    code: str
    title: str
    text: str
    path: str


@dataclass(frozen=True)
class Kind:
    """A kind of results: `code` stands in addresses, `order` in the page."""

    code: str
    label: str | Promise
    order: int
    everything: Callable[[], Sequence[Findable]]


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called by a room's `AppConfig.ready`."""
    _kinds[kind.code] = kind


def kinds() -> tuple[Kind, ...]:
    return tuple(sorted(_kinds.values(), key=lambda kind: kind.order))


def sentences(*parts: str) -> str:
    """Parts as sentences one after the other; what is empty is left out."""
    said = [part.strip() for part in parts if part and part.strip()]
    return " ".join(part if part[-1] in ".:;!?»" else f"{part}." for part in said)
