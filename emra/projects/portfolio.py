"""The projects that are asked for, and their money: never two units in one sum.

A line of money stands in one group alone, so that the groups of a unit foot to its total to the
peso. Projects and initiatives are summed apart: the amount of a project may hold those of its
initiatives, and no source says whether it does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.lib import money
from emra.lib.communes import by_code
from emra.lib.money import UNIT_NAMES, UNITS, Amount, MixedUnits
from emra.projects.readmodel import INITIATIVE, PROJECT, FundingView, Named, ProjectView

SOURCE, COMMUNE = "source", "commune"
BY: Final = (SOURCE, COMMUNE)
SEVERAL, UNSTATED = "SEVERAL", "UNSTATED"
_PLACES: Final = {
    SEVERAL: gettext_lazy("Varias comunas, sin desglose"),
    UNSTATED: gettext_lazy("Comuna no indicada"),
}


@dataclass(frozen=True)
class Chosen:
    """What the portfolio is asked for; an empty text asks for everything."""

    level: str = ""
    track: str = ""
    stage: str = ""
    sector: str = ""
    commune: str = ""
    source: str = ""
    rate: str = ""
    late: bool = False

    @property
    def any(self) -> bool:
        return self != Chosen()


@dataclass(frozen=True)
class Group:
    """Lines of money together: a total for each unit, and how many lines give no amount.

    `cells` follow the units of the table; None where the group has no line in that unit.
    """

    key: str
    name: str
    lines: int
    unknown: int
    assumed: int
    cells: tuple[Amount | None, ...]

    def amount(self, unit: str) -> Amount | None:
        return next((cell for cell in self.cells if cell and cell.unit == unit), None)


@dataclass(frozen=True)
class Totals:
    """Groups that foot to `overall` in each unit; `single` where one unit alone occurs."""

    by: str
    level: str
    units: tuple[str, ...]
    groups: tuple[Group, ...]
    overall: Group
    single: Amount | None
    refusal: str

    @property
    def unit_names(self) -> tuple[str, ...]:
        return tuple(_(UNIT_NAMES[unit]) for unit in self.units)


def matching(rows: Iterable[ProjectView], chosen: Chosen) -> tuple[ProjectView, ...]:
    """Those that were asked for; the latest first where something is late, then by code."""
    found = [row for row in rows if _matches(row, chosen)]
    return tuple(sorted(found, key=lambda row: (-row.worst_delay, _order(row.code))))


def totals(rows: Iterable[ProjectView], *, by: str, level: str, unit: str = "") -> Totals:
    """The money of the projects, or of the initiatives, by source or by commune.

    With `unit`, only the amounts in it; lines without an amount are counted all the same.
    """
    lines = [
        (row, line)
        for row in rows
        if row.level == level
        for line in row.funding
        if not unit or line.amount is None or line.amount.unit == unit
    ]
    key = _source if by == SOURCE else _commune
    units = tuple(each for each in UNITS if each in {_unit(line) for _row, line in lines})
    groups: dict[Named, list[FundingView]] = {}
    for row, line in lines:
        groups.setdefault(key(row, line), []).append(line)
    every = [line for _row, line in lines]
    try:
        single, refusal = money.total(line.amount for line in every if line.amount), ""
    except MixedUnits as mixed:
        single, refusal = None, str(mixed)
    return Totals(
        by=by,
        level=level,
        units=units,
        groups=tuple(
            _group(each, found, units)
            for each, found in sorted(groups.items(), key=lambda pair: _place(pair[0], by))
        ),
        overall=_group(Named("", _("Total")), every, units),
        single=single,
        refusal=refusal,
    )


def levels(rows: Sequence[ProjectView]) -> tuple[str, ...]:
    """Which of projects and initiatives have money to show."""
    found = {row.level for row in rows if row.funding}
    return tuple(level for level in (PROJECT, INITIATIVE) if level in found)


def _matches(row: ProjectView, chosen: Chosen) -> bool:
    tests: tuple[tuple[object, Callable[[], bool]], ...] = (
        (chosen.level, lambda: row.level == chosen.level),
        (chosen.track, lambda: row.track == chosen.track),
        (chosen.stage, lambda: row.stage is not None and row.stage.code == chosen.stage),
        (chosen.sector, lambda: row.sector == chosen.sector),
        (chosen.commune, lambda: chosen.commune in _communes(row)),
        (chosen.source, lambda: any(line.source == chosen.source for line in row.funding)),
        (chosen.rate, lambda: row.rate == chosen.rate),
        (chosen.late, lambda: row.late),
    )
    return all(test() for asked, test in tests if asked)


def _communes(row: ProjectView) -> set[str]:
    return {place.code for place in row.communes} | {line.commune for line in row.funding}


def _source(row: ProjectView, line: FundingView) -> Named:
    return Named(line.source, line.source_name)


def _commune(row: ProjectView, line: FundingView) -> Named:
    """The line's own commune, or the only one of its project: an amount is never split."""
    if line.commune:
        return Named(line.commune, line.commune_name)
    if len(row.communes) == 1:
        return Named(row.communes[0].code, row.communes[0].name)
    key = SEVERAL if row.communes else UNSTATED
    return Named(key, str(_PLACES[key]))


def _group(named: Named, lines: Sequence[FundingView], units: Sequence[str]) -> Group:
    amounts = [line.amount for line in lines if line.amount]
    sums = {amount.unit: amount for amount in money.totals(amounts)}
    return Group(
        key=named.code,
        name=named.name,
        lines=len(lines),
        unknown=len(lines) - len(amounts),
        assumed=sum(line.basis == "ASSUMED" for line in lines),
        cells=tuple(sums.get(unit) for unit in units),
    )


def _place(named: Named, by: str) -> tuple[bool, str]:
    """Communes by name, what has none last; sources in the order of their codes."""
    known = named.code in by_code() if by == COMMUNE else named.code != UNSTATED
    return not known, named.name


def _unit(line: FundingView) -> str:
    return line.amount.unit if line.amount else ""


def _order(code: str) -> tuple[int, ...]:
    """5.3-2 comes before 5.3-10."""
    return tuple(int(part) for part in code.replace("-", ".").split("."))
