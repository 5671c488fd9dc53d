"""How a meaning is written down: in words, as a column of a dataset, or with the codes it takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from emra.lib.columns import Column


@dataclass(frozen=True)
class Codes:
    """What is said, then each code with its name."""

    about: str | Promise
    codes: type[Choices] | Mapping[str, str]


Meaning: TypeAlias = str | Promise | Column | Codes
Meanings: TypeAlias = dict[str, dict[str, Meaning]]


def by_name(columns: Iterable[Column]) -> dict[str, Column]:
    return {str(column): column for column in columns}


def in_words(meaning: Meaning) -> str:
    """The meaning in the language of the moment, with unit, codes and what no value means."""
    if isinstance(meaning, Codes):
        return _codes(meaning)
    if isinstance(meaning, Column):
        return _column(meaning)
    return str(meaning)


def _codes(meaning: Codes) -> str:
    codes: Any = meaning.codes
    named = codes.items() if isinstance(codes, Mapping) else codes.choices
    told = ", ".join(_named(str(code), _said(name)) for code, name in named)
    return _("%(about)s. Valores: %(codes)s") % {"about": meaning.about, "codes": told}


def _said(name: str | Promise) -> str:
    return str(name) if isinstance(name, Promise) else _(name)


def _named(code: str, name: str) -> str:
    return name if name.startswith(f"{code} ") else f"{code} ({name})"


def _column(column: Column) -> str:
    about = f"{column.about} ({column.unit})" if column.unit else str(column.about)
    empty = " ".join(str(one) for one in (column.unknown, column.absent) if one)
    return (
        _("%(about)s. Sin valor: %(empty)s") % {"about": about, "empty": empty} if empty else about
    )
