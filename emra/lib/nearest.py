"""Addresses near one that does not exist, for the page that says so."""

from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import chain

from django.db import DatabaseError
from django.utils.functional import Promise

from emra.lib import navigation, subjects

MOST = 4
ALIKE = 0.75


@dataclass(frozen=True)
class Suggestion:
    """A page that may be the one that was meant."""

    label: str | Promise
    address: str


def nearest(path: str) -> list[Suggestion]:
    """Up to four pages whose address is like `path`, the likest first; none for a stray one.

    What is registered is only read where the address begins like a section of the site: robots ask
    for thousands that do not.
    """
    wanted = path.lower().strip("/")
    first = wanted.partition("/")[0]
    pages = {
        entry.address: Suggestion(entry.label, entry.address)
        for entry in chain.from_iterable(group.entries for group in navigation.MENU)
    }
    sections = {address.strip("/").partition("/")[0] for address in pages}
    section = next(iter(get_close_matches(first, sections, 1, ALIKE)), "")
    if not section:
        return []
    with suppress(DatabaseError):
        for kind in subjects.kinds():
            for one in kind.everything():
                pages.setdefault(one.path, Suggestion(f"{one.code} {one.title}", one.path))
    near = [address for address in pages if address.strip("/").partition("/")[0] == section]

    def likeness(address: str) -> float:
        return SequenceMatcher(None, address.lower().strip("/"), wanted).ratio()

    alike = [address for address in near if likeness(address) >= ALIKE]
    found = sorted(alike, key=likeness, reverse=True)[: MOST - 1]
    if f"/{section}/" in pages and f"/{section}/" not in found:
        found.append(f"/{section}/")
    return [pages[address] for address in found]
