"""What waits in each room's desk, for the front page of the desks: each room brings its part."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Wait:
    """So many things wait: how it is said, and the address that lists them."""

    said: str
    url: str
    late: bool = False


Told = Callable[[Any, date], Iterable[Wait]]

_rooms: list[Told] = []


def register(told: Told) -> None:
    """Called by a room's `AppConfig.ready`; `told` gives what the person may open."""
    _rooms.append(told)


def of(person: Any, today: date) -> tuple[Wait, ...]:
    """All that waits, what is late first."""
    found = [wait for told in _rooms for wait in told(person, today)]
    return tuple(sorted(found, key=lambda wait: not wait.late))
