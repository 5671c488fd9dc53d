"""What would change with other weights or another total; never an official allocation."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext as _

from emra.lib import seed
from emra.lib.errors import DomainError
from emra.royalty import engine, queries
from emra.royalty.readmodel import FundView, RegionView, YearView

PUBLISHED, APPROVED, EXAMPLE = "publicado", "importado", "ejemplo"
EXAMPLE_TOTAL: Final = 1_000_000_000


@dataclass(frozen=True)
class Data:
    """What a simulation computes with; without values only equal parts can be told."""

    kind: str
    total: int
    values: engine.Values | None
    source: str

    @property
    def communes(self) -> tuple[str, ...]:
        return tuple(sorted(next(iter(self.values.values())))) if self.values else ()


@dataclass(frozen=True)
class Scenario:
    """What is asked: a total in pesos and a weight per indicator; a commune to look at closely."""

    total: int
    weights: Mapping[str, Decimal]
    commune: str = ""


@dataclass(frozen=True)
class Floor:
    """What equal parts alone give the communes of a region, before and after, in pesos."""

    region: RegionView
    communes: int
    before: Decimal
    after: Decimal
    printed: int | None


@dataclass(frozen=True)
class Row:
    """A commune before and after, in pesos."""

    code: str
    name: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before

    @property
    def change_percent(self) -> Decimal | None:
        return Decimal(100 * self.difference) / self.before if self.before else None


@dataclass(frozen=True)
class Simulation:
    """A scenario worked out: per region the floors, or per commune the amounts with their parts."""

    fund: FundView
    data: Data
    scenario: Scenario
    floor_before: Decimal
    floor_after: Decimal
    floors: tuple[Floor, ...]
    rows: tuple[Row, ...]
    after: engine.Distribution | None

    @property
    def focus(self) -> engine.Amount | None:
        """The amount to explain: the commune asked for, or the first."""
        if self.after is None:
            return None
        for amount in self.after.amounts:
            if self.scenario.commune in ("", amount.commune):
                return amount
        return None


def data_for(fund: FundView, kind: str) -> Data:
    """The data of a kind; raises DomainError where nothing was imported yet."""
    if kind == EXAMPLE:
        return Data(EXAMPLE, EXAMPLE_TOTAL, _examples(fund), "")
    if kind == PUBLISHED:
        return Data(PUBLISHED, fund.total_clp, None, fund.citation.document_title)
    found = queries.indicator_values(fund.code, fund.year)
    if found is None:
        raise DomainError(
            _("Todavía no hay valores de los indicadores aprobados para este fondo."),
            field="datos",
        )
    dataset, values = found
    return Data(APPROVED, fund.total_clp, values, f"{dataset.source} ({dataset.code})")


def weights_of(fund: FundView) -> dict[str, Decimal]:
    """The published weight of each indicator and sub-indicator, in percent of its level."""
    rows = [*fund.indicators, *(part for row in fund.indicators for part in row.parts)]
    return {row.code: row.weight for row in rows}


def reweighted(fund: FundView, weights: Mapping[str, Decimal]) -> tuple[engine.Indicator, ...]:
    """A fund's indicators with other weights."""
    return tuple(_reweighted(row, weights) for row in queries.indicator_tree(fund.indicators))


def simulate(view: YearView, fund: FundView, data: Data, scenario: Scenario) -> Simulation:
    """Work a scenario out beside the published one; raises engine.CannotDistribute."""
    before = queries.indicator_tree(fund.indicators)
    after = reweighted(fund, scenario.weights)
    engine.check_weights(after)
    count = len(data.communes) or fund.communes
    floors = [
        engine.equal_parts(total, _equal_weight(tree), count)
        for total, tree in ((data.total, before), (scenario.total, after))
    ]
    rows: tuple[Row, ...] = ()
    shared = None
    if data.values is not None:
        first, shared = (
            engine.distribute(total, data.communes, tree, data.values)
            for total, tree in ((data.total, before), (scenario.total, after))
        )
        names = {row.code: row.name for row in view.communes}
        rows = tuple(
            Row(change.commune, names[change.commune], change.before, change.after)
            for change in engine.compare(first, shared)
        )
    return Simulation(
        fund=fund,
        data=data,
        scenario=scenario,
        floor_before=floors[0],
        floor_after=floors[1],
        floors=() if rows else _floors(view, fund, *floors),
        rows=rows,
        after=shared,
    )


# -- pieces ----------------------------------------------------------------------------------


def _floors(view: YearView, fund: FundView, before: Decimal, after: Decimal) -> tuple[Floor, ...]:
    found = []
    for region in view.regions:
        is_fet = fund.code == "FET"
        communes = region.fet_communes if is_fet else region.fcmi_communes
        if communes:
            printed = region.fet_clp if is_fet else region.fcmi_clp
            found.append(Floor(region, communes, before * communes, after * communes, printed))
    return tuple(found)


def _reweighted(row: engine.Indicator, weights: Mapping[str, Decimal]) -> engine.Indicator:
    parts = tuple(_reweighted(part, weights) for part in row.parts)
    return replace(row, weight=weights.get(row.code, row.weight), parts=parts)


def _equal_weight(tree: tuple[engine.Indicator, ...]) -> Decimal:
    return sum((row.weight for row in engine.leaves(tree) if row.equal_parts), Decimal())


@lru_cache
def _rows_of_examples() -> tuple[dict[str, str], ...]:
    with (seed.folder("royalty") / "examples.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _examples(fund: FundView) -> engine.Values:
    """Invented values, to show how the calculation goes."""
    leaves = engine.leaves(queries.indicator_tree(fund.indicators))
    return {
        leaf.code: {row["codigo"]: Decimal(row[leaf.code]) for row in _rows_of_examples()}
        for leaf in leaves
        if not leaf.equal_parts
    }
