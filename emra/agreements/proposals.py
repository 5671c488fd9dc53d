"""From a row people typed, pasted or sent in a spreadsheet to what it asks to record. Pure.

A number strictly between 0 and 1 may be a fraction (0,475 for 47,5 %) or a small percentage: it is
never guessed but asked.
"""

import enum
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from emra.lib import formats
from emra.lib.percent import Absence

# What each column may be called, without accents and in lower case, the surest name first: a
# sheet with «N°» and «Código» means the second.
HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "code": (
        *("codigo", "cod", "cod.", "codigo acuerdo", "codigo del acuerdo"),
        *("id", "acuerdo", "nro", "nro.", "numero", "no", "no.", "n", "n."),
    ),
    "percent": (
        *("avance", "avance (%)", "avance %", "avance%", "avance en %", "% avance", "% de avance"),
        *("porcentaje de avance", "porcentaje", "progreso", "%"),
    ),
    "absence_reason": ("motivo sin dato", "motivo", "razon", "justificacion"),
    "note": (
        *("nota", "notas", "observacion", "observaciones"),
        *("comentario", "comentarios", "detalle"),
    ),
    "setback_reason": ("motivo del retroceso", "motivo retroceso", "retroceso"),
    "correction_reason": ("motivo de la correccion", "motivo correccion", "correccion"),
}
REQUIRED: Final = ("code", "percent")
COLUMN_NAMES: Final[Mapping[str, str]] = {
    "code": "Código",
    "percent": "Avance",
    "absence_reason": "Motivo sin dato",
    "note": "Nota",
    "setback_reason": "Motivo del retroceso",
    "correction_reason": "Motivo de la corrección",
}
# The longest text each column takes.
LENGTHS: Final[Mapping[str, int]] = {
    "absence_reason": 2000,
    "note": 4000,
    "setback_reason": 2000,
    "correction_reason": 2000,
}
NO_DATA: Final = frozenset({"sin dato", "s/d", "sd", "#n/d", "#n/a", "n/d", "nd"})
NOT_APPLICABLE: Final = frozenset({"no aplica", "n/a", "na"})
HEADER_WITHIN: Final = 20
ONE: Final = Decimal(1)


class Fractions(enum.Enum):
    """What the user said of numbers between 0 and 1."""

    ASK = ""
    AS_FRACTION = "AS_FRACTION"
    AS_PERCENT = "AS_PERCENT"


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A cell as it came: `kind` is empty, text, number, date or bool."""

    kind: str
    text: str


EMPTY: Final = TypedCell("empty", "")


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a sheet: its number there (1 is the first) and its known cells."""

    number: int
    cells: Mapping[str, TypedCell]

    def text(self, name: str) -> str:
        return self.cells.get(name, EMPTY).text.strip()

    @property
    def is_blank(self) -> bool:
        return not any(self.text(name) for name in HEADERS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a row asks to record, or what is wrong with it (`column`, `problem`).

    `percent` None with `absence` "" leaves the agreement as it is.
    """

    number: int
    code: str = ""
    percent: Decimal | None = None
    absence: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    column: str = ""
    problem: str = ""
    asks_fraction: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.problem and self.percent is None and not self.absence


class NoHeader(ValueError):
    """The columns that are needed cannot be told; the sentence says why."""


def plain(text: str) -> str:
    """Lower case, no accents, single spaces: what two spellings of a word have in common."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(letters.replace("º", "").replace("°", "").split())


def find_header(rows: Sequence[Sequence[TypedCell]]) -> tuple[int, dict[str, int]]:
    """Index of the heading row and the place of each known column.

    Raises
    ------
    NoHeader
        When none of the first rows names a code and a progress column, or two name the same.
    """
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        titles = [plain(cell.text) for cell in row]
        places = {name: _place(titles, words) for name, words in HEADERS.items()}
        known = {name: place for name, place in places.items() if place is not None}
        if all(name in known for name in REQUIRED):
            _check_single(titles, known)
            return index, known
    raise NoHeader(
        "No se encontró la fila de títulos: debe tener una columna «Código» y una «Avance»."
    )


def _place(titles: Sequence[str], words: Sequence[str]) -> int | None:
    """Where the surest of the words stands; None where none does."""
    return next((titles.index(word) for word in words if word in titles), None)


def _check_single(titles: Sequence[str], places: Mapping[str, int]) -> None:
    for name, place in places.items():
        if titles.count(titles[place]) > 1:
            raise NoHeader(
                f"Hay más de una columna «{COLUMN_NAMES[name]}»: deje solo la que se importa."
            )


def raw_rows(rows: Sequence[Sequence[TypedCell]]) -> list[RawRow]:
    """The rows below the heading that hold anything, with their number in the sheet."""
    start, places = find_header(rows)
    found = []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {name: row[place] for name, place in places.items() if place < len(row)}
        raw = RawRow(number, cells)
        if not raw.is_blank:
            found.append(raw)
    return found


def pasted_rows(text: str, codes: Sequence[str], *, start: str) -> list[RawRow]:
    """A pasted column as rows, one line per agreement from `start` downwards.

    Of a line with several columns the first is taken; lines past the last agreement keep an
    unknown code, so that they are said and not dropped.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    first = codes.index(start)
    return [
        RawRow(
            number,
            {
                "code": TypedCell("text", codes[place] if place < len(codes) else f"+{number}"),
                "percent": TypedCell("text", line.split("\t")[0]),
            },
        )
        for number, (place, line) in enumerate(enumerate(lines, start=first), start=1)
        if line.strip()
    ]


def interpret(
    rows: Sequence[RawRow], *, known: frozenset[str], fractions: Fractions
) -> list[Proposal]:
    """Read each row on its own, then mark codes that stand in more than one."""
    proposals = [_interpret(row, known, fractions) for row in rows]
    first: dict[str, int] = {}
    checked = []
    for proposal in proposals:
        seen = first.setdefault(proposal.code, proposal.number) if proposal.code else 0
        if proposal.code and seen != proposal.number:
            problem = f"El código {proposal.code} ya está en la fila {seen}."
            checked.append(Proposal(proposal.number, proposal.code, column="code", problem=problem))
        else:
            checked.append(proposal)
    return checked


def _interpret(row: RawRow, known: frozenset[str], fractions: Fractions) -> Proposal:
    code = agreement_code(row.text("code"))
    if code not in known:
        typed = row.text("code")
        problem = f"No existe el acuerdo «{typed}»." if typed else "Falta el código del acuerdo."
        return Proposal(row.number, column="code", problem=problem)
    texts = {name: row.text(name) for name in LENGTHS if row.text(name)}
    for name, text in texts.items():
        if len(text) > LENGTHS[name]:
            problem = f"El texto tiene más de {LENGTHS[name]} caracteres: acórtelo."
            return Proposal(row.number, code, column=name, problem=problem)
    cell = row.cells.get("percent", EMPTY)
    word = plain(cell.text)
    if word in NO_DATA or word in NOT_APPLICABLE:
        absence = Absence.NO_DATA if word in NO_DATA else Absence.NOT_APPLICABLE
        if "absence_reason" not in texts:
            problem = f"«{cell.text.strip()}» necesita su motivo."
            return Proposal(row.number, code, column="absence_reason", problem=problem)
        return Proposal(row.number, code, absence=absence.value, texts=texts)
    if not cell.text.strip():
        return Proposal(row.number, code, texts=texts)
    if cell.kind in ("date", "bool"):
        what = "una fecha" if cell.kind == "date" else "verdadero o falso"
        problem = (
            f"La celda es {what} ({cell.text}): escriba el avance como número, por ejemplo 47,5."
        )
        return Proposal(row.number, code, column="percent", problem=problem)
    return _with_percent(row.number, code, cell, texts, fractions)


def _with_percent(
    number: int, code: str, cell: TypedCell, texts: Mapping[str, str], fractions: Fractions
) -> Proposal:
    text = cell.text.strip()
    fraction = _up_to_one(text)
    if fraction is not None:
        if fractions is Fractions.ASK and 0 < fraction < ONE:
            return Proposal(number, code, texts=texts, column="percent", asks_fraction=True)
        if fractions is Fractions.AS_FRACTION:
            text = formats.point(fraction * 100, 10)
    try:
        percent = formats.parse_percent(text)
    except formats.InvalidPercent as error:
        return Proposal(number, code, column="percent", problem=str(error))
    return Proposal(number, code, percent=percent, texts=texts)


def _up_to_one(text: str) -> Decimal | None:
    """The number of a text without a percent sign that lies from 0 to 1."""
    digits = text.replace(",", ".")
    if not (text.isascii() and digits.replace(".", "", 1).isdecimal()):
        return None
    value = Decimal(digits)
    return value if value <= ONE else None


def agreement_code(text: str) -> str:
    """`a1`, `A01`, `1` and `A01 Disminuir…` all name A01; anything else is returned as typed."""
    word = next(iter(text.split()), "").upper().rstrip(".:")
    digits = word.removeprefix("A").removesuffix(".0")
    if digits.isascii() and digits.isdigit() and 1 <= len(digits) <= 2:
        return f"A{int(digits):02d}"
    return word
