"""From a row of a spreadsheet to the piece it asks for, or what is wrong with it. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from emra.communications import months

COLUMNS: Final[Mapping[str, str]] = {
    "scheduled_on": "Fecha",
    "title": "Título",
    "channel": "Canal",
    "format": "Formato",
    "kind": "Contenido",
    "campaign": "Campaña",
    "objective": "Objetivo",
    "body": "Texto",
}
REQUIRED: Final = ("title", "channel", "kind")
LENGTHS: Final[Mapping[str, int]] = {"title": 200, "body": 4000}
HEADER_WITHIN: Final = 20
MAX_ROWS: Final = 1000
DATE_FORMATS: Final = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")


class NoHeader(ValueError):
    """The columns that are needed cannot be told; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell as it came: `kind` is empty, text, number, date or bool."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What the plan knows: the code of each thing by its name or code, in plain letters."""

    channels: Mapping[str, str]
    formats: Mapping[str, str]
    kinds: Mapping[str, str]
    campaigns: Mapping[str, str]
    objectives: Mapping[str, str]
    format_channels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row: the piece it asks for, or the first wrong column and every problem."""

    number: int
    title: str = ""
    body: str = ""
    scheduled_on: date | None = None
    channel: str = ""
    format: str = ""
    kind: str = ""
    campaign: str = ""
    objective: str = ""
    column: str = ""
    problem: str = ""

    @property
    def identity(self) -> tuple[date | None, str, str]:
        """Two rows with the same one are the same piece."""
        return self.scheduled_on, self.channel, plain(self.title)


def plain(text: str) -> str:
    """Lower case, no accents, single spaces: what two spellings of a word have in common."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def propose(rows: Sequence[Sequence[Typed]], plan: Plan) -> list[Proposal]:
    """Read the rows below the heading; blank ones are left out, repeated ones are an error.

    Raises
    ------
    NoHeader
        When no row names the needed columns, one stands twice, or nothing follows.
    """
    start, places = _header(rows)
    found: list[Proposal] = []
    first: dict[object, int] = {}
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        cells = {name: row[place] for name, place in places.items() if place < len(row)}
        if not any(cell.text.strip() for cell in cells.values()):
            continue
        proposal = _read(number, cells, plan)
        if not proposal.problem:
            seen = first.setdefault(proposal.identity, number)
            if seen != number:
                proposal = _wrong(
                    number, proposal.title, "title", f"Repite la pieza de la fila {seen}."
                )
        found.append(proposal)
    if not found:
        raise NoHeader("La planilla no trae piezas: escriba una por fila bajo los títulos.")
    if len(found) > MAX_ROWS:
        raise NoHeader(f"La planilla trae más de {MAX_ROWS} piezas: divídala.")
    return found


def _header(rows: Sequence[Sequence[Typed]]) -> tuple[int, dict[str, int]]:
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        titles = [plain(cell.text) for cell in row]
        places = {
            name: titles.index(plain(word))
            for name, word in COLUMNS.items()
            if plain(word) in titles
        }
        if all(name in places for name in REQUIRED):
            for name in places:
                if titles.count(plain(COLUMNS[name])) > 1:
                    raise NoHeader(f"Hay más de una columna «{COLUMNS[name]}»: deje una sola.")
            return index, places
    raise NoHeader("No se encontró la fila de títulos: necesita «Título», «Canal» y «Contenido».")


def _read(number: int, cells: Mapping[str, Typed], plan: Plan) -> Proposal:
    """A row with all that is wrong in it, not only the first."""
    texts = {name: cell.text.strip() for name, cell in cells.items()}
    wrong: list[tuple[str, str]] = []
    if not texts.get("title"):
        wrong.append(("title", "Falta el título."))
    for name, most in LENGTHS.items():
        if len(texts.get(name, "")) > most:
            wrong.append((name, f"El texto pasa de {most} caracteres: acórtelo."))
    known: dict[str, str] = {}
    for name, among in (
        ("channel", plan.channels),
        ("format", plan.formats),
        ("kind", plan.kinds),
        ("campaign", plan.campaigns),
        ("objective", plan.objectives),
    ):
        text = texts.get(name, "").removesuffix(".0") if name == "campaign" else texts.get(name, "")
        if code := among.get(plain(text)):
            known[name] = code
        elif text:
            names = ", ".join(sorted(set(among.values())))
            wrong.append((name, f"«{text[:60]}» no está en el plan: use {names}."))
        elif name in REQUIRED:
            wrong.append((name, f"Falta «{COLUMNS[name]}»."))
    chosen, channel = known.get("format"), known.get("channel")
    if chosen and channel and plan.format_channels[chosen] != channel:
        wrong.append(("format", f"El formato «{texts['format'][:60]}» no es de ese canal."))
    day = cells.get("scheduled_on", Typed("empty", ""))
    try:
        on = _day(day)
    except ValueError:
        problem = (
            f"«{day.text[:40]}» no es una fecha entre {months.FIRST_YEAR} y {months.LAST_YEAR}: "
            "escríbala como 21-11-2026."
        )
        wrong.append(("scheduled_on", problem))
    if wrong:
        (column, first), *others = wrong
        told = [first, *(f"Columna {COLUMNS[name]}: {problem}" for name, problem in others)]
        return _wrong(number, texts.get("title", ""), column, " ".join(told))
    return Proposal(number, texts["title"], texts.get("body", ""), on, **known)


def _day(cell: Typed) -> date | None:
    text = cell.text.strip()
    if not text:
        return None
    if cell.kind == "date":
        found = datetime.fromisoformat(text).date()
        return _within(found)
    for form in DATE_FORMATS:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return _within(found)
    raise ValueError(text)


def _within(day: date) -> date:
    if not months.FIRST_YEAR <= day.year <= months.LAST_YEAR:
        raise ValueError(day)
    return day


def _wrong(number: int, title: str, column: str, problem: str) -> Proposal:
    return Proposal(number, title[:200], column=column, problem=problem)
