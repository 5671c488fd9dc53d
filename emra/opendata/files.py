"""The datasets as files: written once for each state of the data, always in Spanish."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import Lock
from typing import Any

from cachetools import LRUCache
from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from emra.agreements.readmodel import Edition
from emra.ledger import queries as ledger
from emra.ledger.models import Event
from emra.lib.columns import Column
from emra.lib.errors import Unknown
from emra.lib.tables import CONTENT_TYPES, EXCEL, JSON, OPEN, Table, written
from emra.opendata.dataset import Dataset, typed
from emra.opendata.registry import BY_CODE, DATASETS

# The formats that give the same bytes each time; a workbook holds the moment it was written.
SEALED = (OPEN, EXCEL, JSON)
MAX_BYTES = 24 * 1024 * 1024


@dataclass(frozen=True)
class State:
    """What the files say the state of: the last event, its day here, and the edition asked for."""

    seq: int
    head: str
    at: datetime | None
    today: date
    edition: Edition | None = None

    @property
    def as_of(self) -> date:
        """The day that the data are of."""
        return timezone.localtime(self.edition.published_at).date() if self.edition else self.today

    @property
    def version(self) -> str:
        """Corte and edition, or the number of the last event."""
        if self.edition:
            return f"{self.edition.corte}/{self.edition.number}"
        return str(self.seq)


@dataclass(frozen=True)
class Sealed:
    """One file as it is downloaded."""

    form: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Built:
    """A dataset in one state, with its files."""

    dataset: Dataset
    state: State
    table: Table
    columns: tuple[Column, ...]
    content: dict[str, bytes] = field(repr=False)
    files: dict[str, Sealed]

    @property
    def rows(self) -> int:
        return len(self.table.rows)

    @property
    def open(self) -> Sealed:
        return self.files[OPEN]

    def preview(self, limit: int = 5) -> Sequence[Sequence[Any]]:
        return self.table.rows[:limit]


_built: LRUCache[Any, Built] = LRUCache(
    MAX_BYTES, lambda built: 1000 + sum(map(len, built.content.values()))
)
_lock = Lock()


def state(edition: Edition | None = None) -> State:
    seq, head = ledger.head()
    at = Event.objects.filter(seq=seq).values_list("at", flat=True).first()
    return State(seq, head, at, timezone.localdate(), edition)


def build(dataset: Dataset, now: State) -> Built | None:
    """The dataset in a state, None while there is nothing of it to publish."""
    edition = now.edition if dataset.of_edition else None
    place = (dataset.code, now.head, now.today, edition.id if edition else None, settings.SITE_URL)
    with _lock:
        kept = _built.get(place)
    if kept:
        return kept
    with translation.override(settings.LANGUAGE_CODE):
        table = dataset.table(edition)
        if table is None:
            return None
        made = written_out(dataset, replace(now, edition=edition), table)
    with _lock:
        _built[place] = made
    return made


def written_out(dataset: Dataset, now: State, table: Table) -> Built:
    """A table with its sealed files."""
    content = {form: written(table, form) for form in SEALED}
    files = {
        form: Sealed(form, CONTENT_TYPES[form], len(body), hashlib.sha256(body).hexdigest())
        for form, body in content.items()
    }
    return Built(dataset, now, table, typed(table), content, files)


def every(now: State) -> tuple[Built, ...]:
    """All that there is to publish in a state, in the order of the index."""
    return tuple(built for dataset in DATASETS if (built := build(dataset, now)))


def find(code: str, now: State) -> Built:
    """A dataset by its code. Raises Unknown."""
    dataset = BY_CODE.get(code)
    if dataset is None:
        raise Unknown(_("No existe ese conjunto de datos: véalos todos en /datos/."))
    built = build(dataset, now)
    if built is None:
        raise Unknown(_("Todavía no hay nada publicado de ese conjunto de datos."))
    return built
