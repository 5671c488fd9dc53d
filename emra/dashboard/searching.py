"""The index of the site search, built once per state of the data and kept in the process."""

from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.utils import translation

from emra.ledger import queries as ledger
from emra.lib import findables
from emra.lib.findables import Kind
from emra.lib.search import Document, Hit, Index

LONGEST: Final = 200
# Shown of each kind before its own page.
FIRST: Final = 5

_lock = Lock()
_kept: dict[str, tuple[object, Index]] = {}


@dataclass(frozen=True)
class Group:
    """The hits of a kind, the best first."""

    kind: Kind
    hits: tuple[Hit, ...]

    @property
    def first(self) -> tuple[Hit, ...]:
        return self.hits[:FIRST]


@dataclass(frozen=True)
class Found:
    """What a text finds: what it names by a code, the groups, and a text like it where nothing."""

    named: tuple[Document, ...]
    groups: tuple[Group, ...]
    nearest: str

    @property
    def count(self) -> int:
        return sum(len(group.hits) for group in self.groups)


def find(text: str) -> Found:
    current = index()
    hits: dict[str, list[Hit]] = {}
    for hit in current.find(text):
        hits.setdefault(hit.document.kind, []).append(hit)
    return Found(
        named=current.by_code(text),
        groups=tuple(
            Group(kind, tuple(hits[kind.code])) for kind in findables.kinds() if kind.code in hits
        ),
        nearest="" if hits else current.nearest(text),
    )


def index() -> Index:
    """The index of what is public now; every public text changes with an event of the ledger."""
    language = translation.get_language() or ""
    state = ledger.head()
    kept = _kept.get(language)
    if kept and kept[0] == state:
        return kept[1]
    # One thread builds it; the others wait and take what it built.
    with _lock:
        kept = _kept.get(language)
        if kept and kept[0] == state:
            return kept[1]
        built = Index(
            Document(kind.code, row.code, row.title, row.text, row.path)
            for kind in findables.kinds()
            for row in kind.everything()
        )
        _kept[language] = state, built
        return built
