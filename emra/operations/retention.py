"""Which backups stay: the newest of each of the last days, weeks and months. Pure."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

_NAME = re.compile(r"emra-(\d{8}T\d{6})\.tar\.gz")


@dataclass(frozen=True)
class Keep:
    """How many days, weeks and months keep an archive each."""

    daily: int = 7
    weekly: int = 4
    monthly: int = 12


def moment_of(name: str) -> datetime | None:
    """When an archive was made, by its name; None for a file that is none of ours.

    Examples
    --------
    >>> moment_of("emra-20261121T033000.tar.gz"), moment_of("emra-a-mano.tar.gz")
    (datetime.datetime(2026, 11, 21, 3, 30), None)
    """
    found = _NAME.fullmatch(name)
    if not found:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S")
    except ValueError:
        return None


def to_keep(names: Iterable[str], keep: Keep) -> set[str]:
    """The archives that stay, of those named by their moment; others are not asked about.

    Counts days, weeks and months that have an archive: a fortnight without backups costs none of
    those there are.

    Examples
    --------
    >>> names = [f"emra-202611{day}T033000.tar.gz" for day in ("08", "09", "10", "11")]
    >>> sorted(moment_of(name).day for name in to_keep(names, Keep(daily=1, weekly=2, monthly=1)))
    [8, 11]
    """
    dated = sorted(((at, name) for name in names if (at := moment_of(name))), reverse=True)
    kinds: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (keep.daily, lambda at: at.date()),
        (keep.weekly, lambda at: at.isocalendar()[:2]),
        (keep.monthly, lambda at: (at.year, at.month)),
    )
    kept: set[str] = set()
    for count, part in kinds:
        newest: dict[object, str] = {}
        for at, name in dated:
            newest.setdefault(part(at), name)
        kept |= set(list(newest.values())[:count])
    return kept
