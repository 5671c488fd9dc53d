"""What happened and is public: each room brings its part when it starts.

A happening is told once: its key, moment and place never change, so that a reader of the feed
sees it once. It is derived from what is published, never from a draft.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import Truncator

LONGEST = 320


@dataclass(frozen=True)
class Happening:
    """`key` is stable, as `acta/S-0001`; `about` are the codes of what it concerns."""

    key: str
    at: datetime
    title: str
    text: str
    path: str
    about: frozenset[str] = frozenset()
    room: str = ""


@dataclass(frozen=True)
class Room:
    """A room's happenings; `code` stands in addresses."""

    code: str
    label: str | Promise
    everything: Callable[[], Sequence[Happening]]


_rooms: dict[str, Room] = {}


def register(room: Room) -> None:
    """Called by a room's `AppConfig.ready`."""
    _rooms[room.code] = room


def rooms() -> tuple[Room, ...]:
    return tuple(sorted(_rooms.values(), key=lambda room: room.code))


def everything(only: str = "") -> tuple[Happening, ...]:
    """Of every room, or of one: the latest first, in an order that does not depend on them."""
    found = [
        Happening(row.key, row.at, row.title, row.text, row.path, row.about, room.code)
        for room in rooms()
        if only in ("", room.code)
        for row in room.everything()
    ]
    return tuple(sorted(found, key=lambda row: (row.at, row.key), reverse=True))


def shortened(text: str) -> str:
    """A text as a list tells it, on one line."""
    return Truncator(" ".join(text.split())).chars(LONGEST)
