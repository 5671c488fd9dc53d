"""From the cells of a spreadsheet to the rows of a dataset, or to what is wrong with each. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final, Protocol, TypeVar

from emra.lib import formats

CODE, NAME, INCOME = "codigo", "nombre", "ingresos_propios"
AMOUNTS: Final[Mapping[str, str | None]] = {"fet": "FET", "fcmi": "FCMI", "ambos": None}
COUNTS: Final[Mapping[str, str | None]] = {f"comunas_{name}": f for name, f in AMOUNTS.items()}
ALLOCATION_COLUMNS: Final = (
    *(CODE, NAME, INCOME),
    *(column for name in AMOUNTS for column in (f"comunas_{name}", name)),
)
REGION_DIGITS: Final = 2
ROUNDING: Final = 1
LARGEST: Final = 10**15
DECIMALS: Final = 6

Key = TypeVar("Key")
Kind = TypeVar("Kind", int, Decimal)


class TypedCell(Protocol):
    """A cell as it came."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row: its number in the sheet (1 is the heading), column, sentence."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"Fila {self.row}, columna «{self.column}»: {self.text}"


@dataclass(slots=True)
class AllocationRow:
    """A region's or commune's amounts by fund code; None for both funds."""

    code: str
    is_region: bool
    own_income: int | None = None
    amounts: dict[str | None, int] = field(default_factory=dict)
    counts: dict[str | None, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sheet says; with problems nothing of it may be stored."""

    allocations: tuple[AllocationRow, ...] = ()
    values: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_allocations(
    cells: Sequence[Sequence[TypedCell]], regions: Mapping[str, int], communes: frozenset[str]
) -> Reading:
    """Amounts by region and commune; `regions` says how many communes each has."""
    reader = _Reader(cells, ALLOCATION_COLUMNS, required=(CODE,))
    rows = []
    for row, code in reader.rows({*regions, *communes}):
        found = AllocationRow(code, is_region=len(code) == REGION_DIGITS)
        if found.is_region:
            found.counts = reader.numbers(row, COUNTS, _whole)
            for fund, count in found.counts.items():
                if count > regions[code]:
                    column = next(name for name, of in COUNTS.items() if of == fund)
                    reader.blame(row, column, f"la región tiene {regions[code]} comunas.")
        else:
            incomes = reader.numbers(row, {INCOME: None}, _whole)
            found.own_income = incomes.get(None)
            if found.own_income == 0:
                reader.blame(row, INCOME, "los ingresos propios son mayores que 0.")
        found.amounts = reader.numbers(row, AMOUNTS, _whole)
        _complete(reader, row, found)
        rows.append(found)
    return Reading(allocations=tuple(rows), problems=reader.found())


def read_values(
    cells: Sequence[Sequence[TypedCell]], indicators: Sequence[str], communes: frozenset[str]
) -> Reading:
    """The value of each indicator in each commune; all are needed."""
    reader = _Reader(cells, (CODE, NAME, *indicators), required=(CODE, *indicators))
    values: dict[str, dict[str, Decimal]] = {name: {} for name in indicators}
    for row, code in reader.rows(communes):
        found = reader.numbers(row, {name: name for name in indicators}, _value)
        for name in indicators:
            if name in found:
                values[name][code] = found[name]
            elif not reader.is_blamed(row, name):
                reader.blame(row, name, "falta el valor: si es cero, escriba 0.")
    return Reading(values=values, problems=reader.found())


def _complete(reader: "_Reader", row: int, found: AllocationRow) -> None:
    """Both funds must be the sum of the two, to the peso that rounding may move."""
    fet, fcmi, both = (found.amounts.get(fund) for fund in ("FET", "FCMI", None))
    if fet is None or fcmi is None:
        return
    if both is None:
        found.amounts[None] = fet + fcmi
    elif abs(both - fet - fcmi) > ROUNDING:
        total = formats.number(fet + fcmi)
        reader.blame(row, "ambos", f"los dos fondos suman {total}, no {formats.number(both)}.")


class _Reader:
    """The heading, the rows with their code, and what is wrong on the way."""

    def __init__(
        self,
        cells: Sequence[Sequence[TypedCell]],
        known: Sequence[str],
        required: Sequence[str],
    ) -> None:
        self.cells = cells
        self.problems: list[Problem] = []
        heading = [cell.text.strip().lower() for cell in cells[0]] if cells else []
        self.places = {name: place for place, name in enumerate(heading) if name in known}
        for name in required:
            if name not in self.places:
                self.blame(1, name, "falta la columna: use la plantilla.")
        for name in heading:
            if name and name not in known:
                self.blame(1, name, "columna desconocida: use los títulos de la plantilla.")
        if len([name for name in heading if name]) > len(set(heading) - {""}):
            self.blame(1, "títulos", "hay una columna repetida.")

    def blame(self, row: int, column: str, text: str) -> None:
        self.problems.append(Problem(row, column, text))

    def is_blamed(self, row: int, column: str) -> bool:
        return any((problem.row, problem.column) == (row, column) for problem in self.problems)

    def found(self) -> tuple[Problem, ...]:
        if not self.problems and len(self.cells) <= 1:
            self.blame(2, CODE, "la planilla no trae ninguna fila.")
        return tuple(self.problems)

    def rows(self, codes: set[str] | frozenset[str]) -> Iterator[tuple[int, str]]:
        """The number and code of each row that has one that is known, each code once."""
        if self.problems:
            return
        seen: dict[str, int] = {}
        for row, cells in enumerate(self.cells[1:], start=2):
            if not any(cell.text.strip() for cell in cells):
                continue
            code = _code(self.text(row, CODE))
            if not code:
                self.blame(row, CODE, "falta el código: cinco cifras si es comuna, dos si región.")
            elif code not in codes:
                self.blame(row, CODE, f"no existe «{self.text(row, CODE)}».")
            elif code in seen:
                self.blame(row, CODE, f"«{code}» está repetida: ya está en la fila {seen[code]}.")
            else:
                seen[code] = row
                yield row, code

    def numbers(
        self, row: int, columns: Mapping[str, Key], parse: Callable[[TypedCell], Kind]
    ) -> dict[Key, Kind]:
        """The numbers that stand in some columns; an empty cell is unknown, never 0."""
        found = {}
        for name, key in columns.items():
            if self.text(row, name):
                try:
                    found[key] = parse(self.cells[row - 1][self.places[name]])
                except ValueError as error:
                    self.blame(row, name, str(error))
        return found

    def text(self, row: int, name: str) -> str:
        cells = self.cells[row - 1]
        place = self.places.get(name, len(cells))
        return cells[place].text.strip() if place < len(cells) else ""


def _code(text: str) -> str:
    """`02201`, whether or not the spreadsheet dropped its first zero; a region's has two."""
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit()):
        return text
    return digits.zfill(REGION_DIGITS if len(digits) <= REGION_DIGITS else 5)


def _whole(cell: TypedCell) -> int:
    value = _number(cell)
    if value != int(value):
        raise ValueError("debe ser un número entero, sin decimales.")
    return int(value)


def _value(cell: TypedCell) -> Decimal:
    value = _number(cell)
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    if -exponent > DECIMALS:
        raise ValueError(f"tiene más de {DECIMALS} decimales.")
    return value


def _number(cell: TypedCell) -> Decimal:
    if cell.kind == "number":
        try:
            value = Decimal(cell.text)
        except InvalidOperation as error:
            raise ValueError("no es un número.") from error
    else:
        value = formats.parse_decimal(cell.text.strip().removeprefix("$"))
    if not value.is_finite():
        raise ValueError("no es un número.")
    if value < 0:
        raise ValueError("es negativo: debe ser 0 o más.")
    if value >= LARGEST:
        raise ValueError("es demasiado grande.")
    return value
