"""What a dataset is: one of the rooms' tables with its keys, sources and terms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from emra.agreements.readmodel import Edition
from emra.lib.columns import Column
from emra.lib.tables import Table

# The documents that figures were read from.
EMRA, SONAMI, LOA, URAI, ROYALTY = (
    "emra-presentacion-2025",
    "sonami-distritos",
    "cepal-loa-1999",
    "urai-bilateral-2025",
    "royalty-fondos-puente-2024",
)


# How often a dataset moves: the words for people, and the frequency of the EU vocabulary.
EACH_CORTE = "EACH_CORTE"
EACH_EVENT = "EACH_EVENT"
YEARLY = "YEARLY"
FIXED = "FIXED"
PERIODICITY = {
    EACH_CORTE: (_("con cada corte que se publica"), "IRREG"),
    EACH_EVENT: (_("cuando se registra o aprueba algo"), "UPDATE_CONT"),
    YEARLY: (_("una vez al año"), "ANNUAL"),
    FIXED: (_("solo si cambia el documento fuente"), "NEVER"),
}


@dataclass(frozen=True)
class Link:
    """Columns that name a row of another dataset."""

    columns: tuple[str, ...]
    dataset: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Dataset:
    """A table with what is said of it; `table` is None while there is nothing published."""

    code: str
    title: Any
    about: Any
    theme: str
    table: Callable[[Edition | None], Table | None]
    key: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    periodicity: str = EACH_EVENT
    documents: tuple[str, ...] = ()
    page: str = ""
    of_edition: bool = False
    # What a corte's edition leaves out: columns that are read from the present.
    live: tuple[str, ...] = ()

    @property
    def periodicity_name(self) -> str:
        return str(PERIODICITY[self.periodicity][0])

    @property
    def frequency(self) -> str:
        return PERIODICITY[self.periodicity][1]


def typed(table: Table) -> tuple[Column, ...]:
    """The table's columns with what they hold; a bare name among them is an error."""
    bare = [name for name in table.columns if not isinstance(name, Column)]
    if bare:
        raise TypeError(f"columns without a description: {', '.join(bare)}")
    return tuple(name for name in table.columns if isinstance(name, Column))


def to(dataset: str, key: str, *columns: str) -> Link:
    """The columns that name the key of a dataset."""
    return Link(columns, dataset, (key,))


def present(code: str, title: Any, about: Any, theme: str, build: Any, **more: Any) -> Dataset:
    """A dataset of the present state: no edition changes it."""
    return Dataset(code, title, about, theme, lambda _edition: build(), **more)


TO_EDITION = Link(("corte", "publicacion"), "cortes", ("corte", "publicacion"))
BY_AGREEMENT = to("acuerdos", "acuerdo", "acuerdo")
BY_OBJECTIVE = to("objetivos", "objetivo", "objetivo")
BY_COVENANT = to("convenios", "convenio", "convenio")
BY_DOCUMENT = to("documentos", "documento", "documento")
BY_BODY = to("instancias", "instancia", "instancia")
BY_PROJECT = to("proyectos", "codigo", "proyecto")
BY_RUN = to("corridas", "corrida", "corrida")
BY_DISTRICT = to("distritos", "distrito", "distrito")
