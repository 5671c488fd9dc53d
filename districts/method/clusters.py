"""Concentrations on the hexagonal grid: the default and four others to compare with.

Each way takes the cells and their heat and gives one label per cell, -1 for none. Cells are
compared by (heat, q, r), so that equal heats are ordered too, and alike wherever the grid begins.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import Final

import numpy as np
from numpy.typing import NDArray

from districts.method.hexgrid import Floats, Grid, Integers, distance
from districts.method.parameters import Parameters

NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Field:
    """The heat on the grid: what every way of clustering is given.

    `cells` are distinct and sorted by (q, r), `around` are the rows of `hexgrid.neighbours` as
    lists, `smoothed` as of `heat.smooth`, `hot` as of `heat.significant`.
    """

    cells: Integers
    around: list[list[int]]
    smoothed: Floats
    hot: NDArray[np.bool_]


def label(field: Field, parameters: Parameters) -> Integers:
    """Label each cell with its concentration, 0, 1, … from the hottest peak down; -1 for none.

    The way is `parameters.clustering`:

    - ``watershed``: see `watershed`.
    - ``threshold``: connected cells with a smoothed heat of `seed_threshold` or more.
    - ``gi_star``: connected cells that are significantly hot.
    - ``dbscan``, ``hdbscan``: density of the cells with `seed_threshold` or more.
    """
    return _WAYS[parameters.clustering](field, parameters)


def watershed(field: Field, parameters: Parameters) -> Integers:
    """Peaks, and the land that drains to each.

    A peak is a cell without a hotter neighbour. From the hottest down, one of `seed_threshold` or
    more that is farther than `spacing_rings` from every earlier one starts a concentration. Then
    the heat is flooded from the peaks down (Meyer, 1994, "Topographic distance and watershed
    lines", Signal Processing 38:113-125): each cell goes to the peak from which it is reached
    over the highest pass, as long as it keeps `grow_threshold` and `grow_share` of that peak and
    lies within `grow_rings` of it. So a lesser peak beside a greater one, as a mine some thirty
    kilometres from the main ones, joins it instead of being left over.
    """
    order = _hottest_first(field)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    heat, around, places = field.smoothed.tolist(), field.around, place.tolist()
    peaks: list[int] = []
    for cell in order:
        if heat[cell] < parameters.seed_threshold or heat[cell] <= 0:
            break
        is_peak = all(next_ < 0 or places[next_] > places[cell] for next_ in around[cell])
        if is_peak and not _is_near(field, peaks, cell, parameters.spacing_rings):
            peaks.append(cell)
    return _flood(field, parameters, peaks, places)


def _flood(field: Field, parameters: Parameters, peaks: list[int], places: list[int]) -> Integers:
    heat, around, rings = field.smoothed.tolist(), field.around, parameters.grow_rings
    labels = [NONE] * len(heat)
    least = [max(parameters.grow_threshold, parameters.grow_share * heat[at]) for at in peaks]
    q, r = field.cells.T.tolist()
    # The lowest cell on the way (by its place in the order), the peak, the cell.
    front = [(places[cell], peak, cell) for peak, cell in enumerate(peaks)]
    heapify(front)
    while front:
        passed, peak, cell = heappop(front)
        if labels[cell] != NONE:
            continue
        labels[cell] = peak
        for next_ in around[cell]:
            if (
                next_ >= 0
                and labels[next_] == NONE
                and heat[next_] >= least[peak]
                and _steps(q[next_] - q[peaks[peak]], r[next_] - r[peaks[peak]]) <= rings
            ):
                heappush(front, (max(passed, places[next_]), peak, next_))
    return np.array(labels, dtype=np.int64)


def components(field: Field, chosen: NDArray[np.bool_]) -> Integers:
    """Label the connected groups of the chosen cells, the one with the hottest cell first."""
    labels = np.full(len(field.cells), NONE, dtype=np.int64)
    found = 0
    for seed in _hottest_first(field):
        if not chosen[seed] or labels[seed] != NONE:
            continue
        labels[seed] = found
        front = [seed]
        for cell in front:
            for next_ in field.around[cell]:
                if next_ >= 0 and chosen[next_] and labels[next_] == NONE:
                    labels[next_] = found
                    front.append(next_)
        found += 1
    return labels


def _threshold(field: Field, parameters: Parameters) -> Integers:
    return components(field, _warm(field, parameters))


def _gi_star(field: Field, parameters: Parameters) -> Integers:
    return components(field, field.hot)


def _dbscan(field: Field, parameters: Parameters) -> Integers:
    from sklearn.cluster import DBSCAN

    return _by_density(
        field,
        parameters,
        lambda places: DBSCAN(
            eps=parameters.reach_m, min_samples=parameters.minimum_cells
        ).fit_predict(places),
    )


def _hdbscan(field: Field, parameters: Parameters) -> Integers:
    from sklearn.cluster import HDBSCAN

    return _by_density(
        field,
        parameters,
        lambda places: HDBSCAN(
            min_cluster_size=max(parameters.minimum_cells, 2), copy=True
        ).fit_predict(places),
    )


def _by_density(
    field: Field, parameters: Parameters, fit: Callable[[Floats], NDArray[np.int64]]
) -> Integers:
    labels = np.full(len(field.cells), NONE, dtype=np.int64)
    chosen = np.flatnonzero(_warm(field, parameters))
    if len(chosen) < max(parameters.minimum_cells, 2):
        return labels
    labels[chosen] = fit(Grid(parameters.side_m).centres(field.cells[chosen]))
    order: dict[int, int] = {NONE: NONE}
    for cell in _hottest_first(field):
        order.setdefault(int(labels[cell]), len(order) - 1)
    return np.array([order[one] for one in labels.tolist()], dtype=np.int64)


_WAYS: Final[Mapping[str, Callable[[Field, Parameters], Integers]]] = {
    "watershed": watershed,
    "threshold": _threshold,
    "gi_star": _gi_star,
    "dbscan": _dbscan,
    "hdbscan": _hdbscan,
}


def _warm(field: Field, parameters: Parameters) -> NDArray[np.bool_]:
    return (field.smoothed >= parameters.seed_threshold) & (field.smoothed > 0)


def _hottest_first(field: Field) -> list[int]:
    q, r = field.cells.T
    order: list[int] = np.lexsort((-r, -q, -field.smoothed)).tolist()
    return order


def _steps(q: int, r: int) -> int:
    return (abs(q) + abs(r) + abs(q + r)) // 2


def _is_near(field: Field, peaks: list[int], cell: int, rings: int) -> bool:
    return bool(np.any(distance(field.cells[peaks], field.cells[cell]) <= rings))
