"""From records to amounts per cell: the five variables on the hexagonal grid."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Final

import numpy as np

from districts.method.hexgrid import Floats, Grid, Integers, add_up, keys, project, with_ring
from districts.method.inputs import Infrastructure, Inputs, Site
from districts.method.parameters import (
    EMPLOYMENT,
    INFRASTRUCTURE,
    INVESTMENT,
    PRODUCTION,
    SMALL_MINING,
    VARIABLES,
    Parameters,
)

LARGE: Final = "gran"
METRES_PER_KM: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Layers:
    """The five variables on the grid.

    Attributes
    ----------
    cells : n × 2 integers
        Every cell with an amount or a site and all neighbours of those, sorted by (q, r).
    values : n × 5 floats
        Amounts in their own units, 0 where there is nothing.
    sites : tuple of Site
        Sorted by name, whatever the order of the input.
    site_cells : integers
        Index in `cells` of each of `sites`.
    """

    cells: Integers
    values: Floats
    sites: tuple[Site, ...]
    site_cells: Integers


def on_grid(inputs: Inputs, parameters: Parameters) -> Layers:
    """Put every layer on the grid of the parameters.

    - production: kilotonnes of copper equivalent; employment: workers; both the yearly mean of
      the projection, see `projected`. A site whose amount is unknown adds nothing here and is
      named among the decisions of the run.
    - infrastructure: an index without unit. Each kind is divided by its own highest cell, so that
      megawatts, kilovolts and kilometres weigh alike, and the kinds are added up. A point counts
      log(1 + weight), for a plant ten times as large does not serve ten times as many sites; a
      line counts its kilometres in the cell times the weight of its class.
    - small mining: active sites. Investment: millions of USD.

    Rows are added in their own sorted order, so that the order of a file changes not even the
    last digit.
    """
    grid = Grid(parameters.side_m, parameters.origin)
    sites = tuple(sorted(inputs.sites, key=lambda site: site.name))
    investments = sorted(inputs.investments, key=astuple)
    small_mining = sorted(inputs.small_mining, key=astuple)
    site_cells = _cells(grid, [site.lon for site in sites], [site.lat for site in sites])
    parts = {
        PRODUCTION: (site_cells, projected(sites, parameters, PRODUCTION)),
        EMPLOYMENT: (site_cells, projected(sites, parameters, EMPLOYMENT)),
        INFRASTRUCTURE: infrastructure_index(inputs.infrastructure, grid),
        SMALL_MINING: (
            _cells(grid, [one.lon for one in small_mining], [one.lat for one in small_mining]),
            np.array([one.active_sites for one in small_mining]),
        ),
        INVESTMENT: (
            _cells(grid, [one.lon for one in investments], [one.lat for one in investments]),
            np.array([one.usd_million for one in investments]),
        ),
    }
    totals = {variable: add_up(*part) for variable, part in parts.items()}
    filled = [found[amounts > 0] for found, amounts in totals.values()]
    cells = with_ring(np.concatenate((site_cells, *filled)))
    own = keys(cells)
    values = np.zeros((len(cells), len(VARIABLES)))
    for variable, (found, amounts) in totals.items():
        some = amounts > 0
        values[np.searchsorted(own, keys(found[some])), variable] = amounts[some]
    return Layers(cells, values, sites, np.searchsorted(own, keys(site_cells)))


def projected(sites: Sequence[Site], parameters: Parameters, variable: int) -> Floats:
    """Mean yearly production or employment of each site over the projected years.

    amount × (g + g² + … + g^years) / years with g = 1 + growth / 100, growth being that of large
    mining or of the rest. Unknown amounts give 0; `known` tells them apart.

    Raises
    ------
    ValueError
        For a variable that is not projected.
    """
    if variable == PRODUCTION:
        amounts, growth = [site.cu_eq_kt for site in sites], parameters.production_growth
    elif variable == EMPLOYMENT:
        amounts, growth = [site.employment for site in sites], parameters.employment_growth
    else:
        raise ValueError("Solo se proyectan la producción y el empleo.")
    large, other = (
        sum((1 + percent / 100) ** year for year in range(1, parameters.years + 1))
        / parameters.years
        for percent in growth
    )
    return np.array(
        [
            (amount or 0.0) * (large if site.category == LARGE else other)
            for site, amount in zip(sites, amounts, strict=True)
        ]
    )


def infrastructure_index(
    infrastructure: Sequence[Infrastructure], grid: Grid
) -> tuple[Integers, Floats]:
    """Index of infrastructure per cell, see `on_grid`: the cells, sorted, and their index."""
    by_kind: dict[str, list[Infrastructure]] = {}
    for one in sorted(infrastructure, key=astuple):
        by_kind.setdefault(one.kind, []).append(one)
    cells, amounts = [np.empty((0, 2), np.int64)], [np.empty(0)]
    for records in by_kind.values():
        found, totals = add_up(*_kind(records, grid))
        if len(totals) and totals.max() > 0:
            cells.append(found)
            amounts.append(totals / totals.max())
    return add_up(np.concatenate(cells), np.concatenate(amounts))


def _kind(records: Sequence[Infrastructure], grid: Grid) -> tuple[Integers, Floats]:
    points = [one for one in records if not one.is_line]
    places = np.array([one.coordinates[0] for one in points]).reshape(-1, 2)
    cells = _cells(grid, places[:, 0], places[:, 1])
    amounts = np.log1p(np.array([one.weight for one in points]))
    starts, ends, classes = [], [], []
    for one in records:
        if one.is_line:
            path = np.column_stack(project(*np.array(one.coordinates).T))
            starts.append(path[:-1])
            ends.append(path[1:])
            classes.append(np.full(len(path) - 1, one.weight))
    if not starts:
        return cells, amounts
    segments, crossed, metres = grid.lengths(np.concatenate(starts), np.concatenate(ends))
    weighted = metres / METRES_PER_KM * np.concatenate(classes)[segments]
    return np.concatenate((cells, crossed)), np.concatenate((amounts, weighted))


def _cells(grid: Grid, lon: Sequence[float] | Floats, lat: Sequence[float] | Floats) -> Integers:
    return grid.cells_of(*project(lon, lat))
