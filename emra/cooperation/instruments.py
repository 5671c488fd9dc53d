"""The annex of promotion instruments, read from the text of its table. Pure.

The document prints four groups, three of them as tables whose cells stand row by row, left to
right, a blank line between them. An empty cell is a blank: at the front of the next cell, or
alone in its line, one for each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MULTISECTORIAL: Final = "MULTISECTORIAL"
SECTORAL: Final = "SECTORAL"
INTEGRAL: Final = "INTEGRAL"
REGIONAL: Final = "REGIONAL"

# How each table begins, and its columns as they are printed.
TABLES: Final = (
    (
        MULTISECTORIAL,
        "Multisectoriales.",
        (
            "Innovación tecnológica",
            "Capacitación laboral y empresarial",
            "Promoción de inversiones",
            "Promoción de exportaciones",
        ),
    ),
    (SECTORAL, "Sectoriales.", ("Manufacturero", "Minero", "Agrícola", "Pesquero")),
    (
        INTEGRAL,
        "De Apoyo Integral.",
        ("Multisectorial", "Manufacturero", "Pesquero", "Minero", "Agropecuario"),
    ),
)
LISTED: Final = "Público regional"
END: Final = "Total de Instrumentos"

_LETTERED = re.compile(r"^[A-Z]\.\s+(.+)$")
_INSTITUTION = re.compile(r"\(([^()]*)\)\s*$")
# A dash with a space at either side separates; one without is part of the word.
_DASH = re.compile(r"\s+[-–]\s*|\s*[-–]\s+")
_BETWEEN_INSTITUTIONS = re.compile(r"\s*-\s*|\s+–\s+")
_BROKEN_WORD = re.compile(r"(?<=[a-záéíóúñ])-$")


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as the annex prints it; `institution` is "" where none is printed."""

    name: str
    institution: str
    area: str
    group: str
    line_from: int
    line_to: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """Lines of a cell, the empty cells before it, and where it stands."""

    lines: tuple[str, ...]
    empty_before: int
    line_from: int
    line_to: int


def parse(text: str, *, first_line: int = 1) -> tuple[Instrument, ...]:
    """The instruments of the annex, table by table, row by row, left to right.

    Parameters
    ----------
    text : str
        The lines of the annex, blanks kept as they were extracted.
    first_line : int
        The number of the first of them in the document.

    Raises
    ------
    ValueError
        When a table, its columns or the end are not found.

    Examples
    --------
    >>> annex = '''Multisectoriales. No discriminan sector
    ...
    ... Innovación tecnológica Capacitación laboral y empresarial
    ... Promoción de inversiones Promoción de exportaciones
    ...
    ... Fondo de fomento –
    ... FONDEF- (CONICYT-
    ... Ministerio de Educación)
    ...
    ...   Red computacional (CORFO)
    ... Sectoriales.
    ... Manufacturero Minero Agrícola Pesquero
    ... De Apoyo Integral.
    ... Multisectorial Manufacturero Pesquero Minero Agropecuario
    ... Público regional
    ... Total de Instrumentos'''
    >>> [(row.name, row.institution, row.area) for row in parse(annex)][1]
    ('Red computacional', 'CORFO', 'Promoción de exportaciones')
    """
    lines = text.split("\n")
    starts = [_find(lines, opening) for _group, opening, _columns in TABLES]
    listed, end = _find(lines, LISTED), _find(lines, END)
    found: list[Instrument] = []
    for (group, _opening, columns), start, stop in zip(
        TABLES, starts, [*starts[1:], listed], strict=True
    ):
        body = _after_columns(lines, start, stop, columns)
        for area, cell in _placed(_cells(lines, body, stop, first_line), columns):
            name, institution = _read(cell.lines)
            found.append(Instrument(name, institution, area, group, cell.line_from, cell.line_to))
    for place in range(listed + 1, end):
        lettered = _LETTERED.match(lines[place].strip())
        if lettered:
            number = first_line + place
            found.append(Instrument(lettered[1].strip(), "", "", REGIONAL, number, number))
    return tuple(found)


def _find(lines: Sequence[str], opening: str) -> int:
    for place, line in enumerate(lines):
        if line.strip().startswith(opening):
            return place
    raise ValueError(f"the annex has no line that begins with {opening!r}")


def _after_columns(lines: Sequence[str], start: int, stop: int, columns: Sequence[str]) -> int:
    """The line after the headings, which the document prints in one line or in several."""
    heading = " ".join(columns)
    for first in range(start, stop):
        joined = ""
        for place in range(first, stop):
            joined = " ".join(f"{joined} {lines[place]}".split())
            if joined == heading:
                return place + 1
            if not heading.startswith(joined):
                break
    raise ValueError(f"the annex has no table with the columns {heading!r}")


def _cells(lines: Sequence[str], start: int, stop: int, first_line: int) -> Iterator[_Cell]:
    """The cells, each with the empty ones before it; a last one keeps those at the end."""
    empty, kept, begun = 0, list[str](), 0
    for place in range(start, stop):
        line = lines[place]
        if line.strip():
            if not kept:
                begun = place
                empty += len(line) - len(line.lstrip(" "))
            kept.append(line)
            continue
        if kept:
            yield _Cell(tuple(kept), empty, first_line + begun, first_line + place - 1)
            empty, kept = 0, []
        # A line of blanks alone: as many empty cells. A line without any only separates.
        empty += len(line)
    if kept:
        yield _Cell(tuple(kept), empty, first_line + begun, first_line + stop - 1)


def _placed(cells: Iterator[_Cell], columns: Sequence[str]) -> Iterator[tuple[str, _Cell]]:
    """Each cell with the heading of its column."""
    place = 0
    for cell in cells:
        place += cell.empty_before
        yield columns[place % len(columns)], cell
        place += 1


def _read(lines: Sequence[str]) -> tuple[str, str]:
    """Name and institution of a cell."""
    text = ""
    for line in lines:
        part = line.strip()
        if not text:
            text = part
        elif _BROKEN_WORD.search(text) and part[:1].islower() and "(" not in text:
            text = text[:-1] + part
        elif text.endswith("-") and not text.endswith(" -"):
            text += part
        else:
            text = f"{text} {part}"
    printed = _INSTITUTION.search(text)
    name = text[: printed.start()] if printed else text
    name = _DASH.sub(" – ", name).strip(" ,–-")
    if printed:
        return name, _BETWEEN_INSTITUTIONS.sub(" - ", printed[1].strip())
    before, _dash, after = name.rpartition(" – ")
    return (before, after) if before else (name, "")
