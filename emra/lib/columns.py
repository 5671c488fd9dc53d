"""Columns that say what stands below them: type, unit, meaning, and what an empty cell means.

A column is its name with the rest attached, so that a table keeps a tuple of names and no second
list beside it. An empty cell is either unknown or something that does not apply: the column says
which, and one that says neither is never empty.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TEXT: Final = "string"
INTEGER: Final = "integer"
NUMBER: Final = "number"
BOOLEAN: Final = "boolean"
DAY: Final = "date"
MOMENT: Final = "datetime"

KIND_NAMES: Final = {
    TEXT: _("texto"),
    INTEGER: _("entero"),
    NUMBER: _("número"),
    BOOLEAN: _("sí o no"),
    DAY: _("fecha"),
    MOMENT: _("fecha y hora"),
}
TYPES: Final[dict[str, tuple[type, ...]]] = {
    TEXT: (str,),
    INTEGER: (int,),
    NUMBER: (int, float, Decimal),
    BOOLEAN: (bool,),
    DAY: (date,),
    MOMENT: (datetime,),
}

# What most empty cells mean.
NOT_SAID: Final = _("La fuente no lo indica.")
NOT_TOLD: Final = _("Nadie lo ha informado.")
ENTERED: Final = _("Lo ingresó la institución: no viene de un documento.")


class Column(str):
    """A column's name, and what it holds.

    `kind` is a type of the Table Schema; `about` a Spanish sentence; `unknown` and `absent` say
    when a cell is empty because nobody knows, or because there is nothing to say.
    """

    kind: str
    about: Any
    unit: Any
    unknown: Any
    absent: Any
    one_of: tuple[str, ...]

    def __new__(
        cls,
        name: str,
        kind: str,
        about: Any,
        *,
        unit: Any = "",
        unknown: Any = "",
        absent: Any = "",
        one_of: Iterable[str] = (),
    ) -> "Column":
        column = super().__new__(cls, name)
        column.kind, column.about, column.unit = kind, about, unit
        column.unknown, column.absent, column.one_of = unknown, absent, tuple(one_of)
        return column

    @property
    def name(self) -> str:
        return str(self)

    @property
    def may_be_empty(self) -> bool:
        return bool(self.unknown or self.absent)

    @property
    def kind_name(self) -> str:
        return str(KIND_NAMES[self.kind])

    def fits(self, value: Any) -> bool:
        """Whether a value is of the column's type, or empty where that means something."""
        if value is None or value == "":
            return self.may_be_empty
        if isinstance(value, bool):
            return self.kind == BOOLEAN
        if isinstance(value, datetime):
            return self.kind == MOMENT
        if self.one_of and value not in self.one_of:
            return False
        return isinstance(value, TYPES[self.kind])


def text(name: str, about: Any, **more: Any) -> Column:
    return Column(name, TEXT, about, **more)


def integer(name: str, about: Any, **more: Any) -> Column:
    return Column(name, INTEGER, about, **more)


def number(name: str, about: Any, **more: Any) -> Column:
    return Column(name, NUMBER, about, **more)


def flag(name: str, about: Any, **more: Any) -> Column:
    return Column(name, BOOLEAN, about, **more)


def day(name: str, about: Any, **more: Any) -> Column:
    return Column(name, DAY, about, **more)


def moment(name: str, about: Any, **more: Any) -> Column:
    return Column(name, MOMENT, about, **more)


def cited(document: Column, *, absent: Any = "") -> tuple[Column, Column, Column]:
    """The three columns that say where a row was read: document, first and last line."""
    return (
        document,
        integer("linea_desde", _("Primera línea del pasaje en la extracción"), absent=absent),
        integer("linea_hasta", _("Última línea del pasaje en la extracción"), absent=absent),
    )
