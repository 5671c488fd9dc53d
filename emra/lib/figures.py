"""Published figures: a chart with its finding, sentence, table, source and edition.

A room registers families of them; pages, files and embedded pages show the same `Figure`. The
table's values are what the chart draws: `shown` writes them for people, `table` for machines.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from django.utils.html import escape
from django.utils.translation import gettext as _

from emra.lib import formats, tables
from emra.lib.errors import Unknown
from emra.lib.http import View

# How wide a map is drawn on a page.
MAP_WIDTH: Final = 352


class UnknownFigure(Unknown):
    """No figure answers the code, or its data are not published yet."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the CSV, its heading for people, how a value is written for them."""

    name: str
    label: str
    show: Callable[[Any], str] = str
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: a small drawing of `width` by `height`, and its words."""

    body: str
    words: str
    width: int = 26
    height: int = 14


@dataclass(frozen=True, slots=True)
class Stamp:
    """What signs a figure: the ledger's event and head, and in `words` what they seal.

    `edition` asks for the same figure again ("2026-T2/1"); "" where it is not published by corte.
    """

    words: str
    seq: int
    head: str
    edition: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart that can be taken away. `as_of` says corte and edition, or the day of the data."""

    code: str
    name: str
    finding: str
    sentence: str
    unit: str
    drawing: str
    keys: Sequence[Key]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    source: str
    as_of: str
    page: str
    stamp: Stamp
    # What was asked for in the address ("?corte=2026-T2"), repeated in the files' addresses.
    asked: str = ""
    explore: str = ""
    notes: Sequence[str] = field(default=())
    # What a page says beside the chart and a file has to say itself.
    aside: str = ""
    # What the sentence quotes of the source: Spanish in every language.
    quoted: str = ""

    @property
    def explored(self) -> str:
        """Where it can be explored, in what was asked for."""
        path, mark, place = self.explore.partition("#")
        return f"{path}{self.asked}{mark}{place}" if path else ""

    @property
    def table(self) -> tables.Table:
        """The same numbers as a download."""
        about = [
            (_("Gráfico"), self.finding),
            (_("Unidad"), self.unit),
            (_("Fuente"), self.source),
            (_("Corte"), self.as_of),
            (_("Bitácora, evento"), str(self.stamp.seq)),
            (_("Bitácora, cabeza"), self.stamp.head),
        ]
        columns, rows = [column.name for column in self.columns], self.rows
        if self.stamp.edition:  # a file goes on without its address
            columns = [*columns, "edicion"]
            rows = [(*row, self.stamp.edition) for row in rows]
        return tables.Table(self.code, columns, rows, about)

    @cached_property
    def shown(self) -> tuple[tuple[tuple[Column, str], ...], ...]:
        """The rows as people read them; an unknown says so."""
        return tuple(
            tuple(
                (column, _said(column, value))
                for column, value in zip(self.columns, row, strict=True)
            )
            for row in self.rows
        )

    @property
    def fixed(self) -> str:
        """The query that asks for this very edition, whatever is published later."""
        return f"?corte={self.stamp.edition}" if self.stamp.edition else ""

    @property
    def frame_height(self) -> int:
        """Pixels that an embedded page of 640 or more of width needs."""
        width, height = size(self.drawing)
        if "viewBox" in self.drawing[:300] and width and width < height:
            height = MAP_WIDTH * height // width
        return 370 + height + 26 * len(self.keys)


Draw = Callable[[str, str], Figure]


@dataclass(frozen=True)
class Family:
    """Figures drawn by one function.

    `pattern` is matched against the whole code; `draw` gets the code and the corte asked for, ""
    for the newest. `codes` lists them with their names. `kept` is the cache rule of what they
    show; `by_corte` says whether they are published by corte.
    """

    pattern: str
    codes: Callable[[], Sequence[tuple[str, str]]]
    draw: Draw
    kept: Callable[[View], View]
    by_corte: bool = True


_families: list[Family] = []


def register(family: Family) -> None:
    """Called by a room's `AppConfig.ready`."""
    _families.append(family)


def family(code: str) -> Family:
    """The family a code is of."""
    for found in _families:
        if re.fullmatch(found.pattern, code):
            return found
    raise UnknownFigure(
        _("No hay un gráfico «%(code)s»: la lista de todos está en /graficos/.")
        % {"code": code[:60]}
    )


def figure(code: str, corte: str = "") -> Figure:
    """A figure by its code; raises `Unknown` with a sentence where there is none."""
    found = family(code)
    if corte and not found.by_corte:
        raise UnknownFigure(
            _("El gráfico «%(code)s» no se publica por corte: pídalo sin «?corte=».")
            % {"code": code}
        )
    return found.draw(code, corte)


def listed() -> list[tuple[str, str]]:
    """Code and name of every figure that can be asked for now."""
    rows: list[tuple[str, str]] = []
    for found in _families:
        with suppress(Unknown):  # nothing of theirs is published yet
            rows.extend(found.codes())
    return rows


# -- drawings inside other drawings ----------------------------------------------------------

_OPENING = re.compile(r"<svg\b[^>]*>")
_NAMES = re.compile(r'\s(?:role|aria-labelledby|aria-describedby)="[^"]*"')
_TITLES = re.compile(r"<title id=[^>]*>.*?</title>|<desc id=[^>]*>.*?</desc>", re.S)


def size(drawing: str) -> tuple[int | None, int]:
    """Width and height of a chart; None for one that takes the width it is given."""
    opening = _OPENING.match(drawing)
    assert opening is not None, "a drawing is one <svg>"
    box = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"', opening[0])
    width = re.search(r'\swidth="(\d+)"', opening[0])
    height = re.search(r'\sheight="(\d+)"', opening[0])
    if box and not height:
        return round(float(box[1])), round(float(box[2]))
    assert height is not None, "a drawing says its height"
    return int(width[1]) if width else None, int(height[1])


def inside(drawing: str, y: int, *, x: int = 0, width: str = "100%", height: int = 0) -> str:
    """A chart as a part of another drawing, which names it; it keeps its own coordinates."""
    opening = _OPENING.match(drawing)
    assert opening is not None, "a drawing is one <svg>"
    kept = re.sub(r'\s(?:width|height)="[^"]*"', "", _NAMES.sub("", opening[0]))[4:-1]
    height = height or size(drawing)[1]
    rest = _TITLES.sub("", drawing[opening.end() :])
    return f'<svg x="{x}" y="{y}" width="{width}" height="{height}" overflow="visible"{kept}>{rest}'


def titled(drawing: str, title: str, desc: str = "") -> str:
    """A chart whose accessible name is its finding."""
    named = re.sub(
        r"(<title id=[^>]*>).*?(</title>)",
        lambda found: f"{found[1]}{escape(title)}{found[2]}",
        drawing,
        count=1,
        flags=re.S,
    )
    if not desc:
        return named
    return re.sub(
        r"(<desc id=[^>]*>).*?(</desc>)",
        lambda found: f"{found[1]}{escape(desc)}{found[2]}",
        named,
        count=1,
        flags=re.S,
    )


def _said(column: Column, value: Any) -> str:
    """A cell as people read it; a text of the source goes on marking itself as one."""
    if value is None:
        return formats.no_data()
    said = column.show(value)
    return value if said == value else said
