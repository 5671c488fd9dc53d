"""The method of the districts beside what people would do without it.

Points beside numpy's bincount (which is told the cell of each point) and beside a spatial join;
lines beside an overlay; then what a slider and a study of stability wait for. The ratios must
keep to: points at most 60 times bincount and a join at least 20 times the points, an overlay at
least 10 times the lines, a change of weights at most 20 ms, 400 random weights at most 5 s.
"""

import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import geopandas
import numpy as np
import shapely

import districts
from bench.common import Row, interleaved, milliseconds
from districts.method.compare import read_study
from districts.method.hexgrid import CRS, Floats, Grid, Integers, add_up
from districts.method.inputs import read_folder
from districts.method.model import Parameters, prepare, rerun
from districts.method.stability import origins, smaa

POINTS = 1_000_000
SEGMENTS = 50_000
DRAWS = 400
ORIGINS = 50
SEED = Path(districts.__file__).parent / "seed"
GRID = Grid()


def measure() -> list[Row]:
    rng = np.random.default_rng(20230)
    # From Tarapacá to O'Higgins, in metres.
    x, y = rng.uniform(2.5e5, 6e5, POINTS), rng.uniform(6.1e6, 7.9e6, POINTS)
    start = np.column_stack((x, y))[:SEGMENTS]
    end = start + rng.normal(0, 10_000, start.shape)
    return [*_points(x, y), *_segments(start, end), *_runs()]


def _points(x: Floats, y: Floats) -> list[Row]:
    cells, counts = GRID.counts(x, y)
    keys = np.repeat(np.arange(len(cells)), counts)
    np.random.default_rng(1).shuffle(keys)
    hexes = _hexes(cells)
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs=CRS)
    ours = interleaved(
        {"counts": lambda: GRID.counts(x, y), "bincount": lambda: np.bincount(keys)}, 15
    )
    joined = _seconds(lambda: geopandas.sjoin(points, hexes, predicate="within"))
    tracemalloc.start()
    GRID.counts(x, y)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return [
        Row(
            f"{POINTS:,} points to {len(cells):,} hexagons",
            milliseconds(ours["counts"]),
            ours["counts"] / ours["bincount"],
            "numpy.bincount of known cells",
        ),
        Row("the same by geopandas.sjoin", f"{joined:.2f} s", joined / ours["counts"], "ours"),
        Row("memory for the million points, beyond themselves", f"{peak / 2**20:.1f} MiB"),
    ]


def _segments(start: Floats, end: Floats) -> list[Row]:
    def ours() -> tuple[Integers, Floats]:
        _, cells, metres = GRID.lengths(start, end)
        return add_up(cells, metres)

    cells, totals = ours()
    lines = geopandas.GeoDataFrame(
        geometry=shapely.linestrings(np.stack((start, end), axis=1)), crs=CRS
    )
    hexes = _hexes(cells)
    taken = median(_seconds(ours) for _ in range(7))
    overlaid = _seconds(lambda: geopandas.overlay(lines, hexes, how="intersection"))
    error = abs(float(totals.sum()) - float(np.hypot(*(end - start).T).sum()))
    return [
        Row(f"{SEGMENTS:,} segments cut exactly", milliseconds(taken)),
        Row("the same by geopandas.overlay", f"{overlaid:.2f} s", overlaid / taken, "ours"),
        Row("metres lost of all", f"{error:.1e} m"),
    ]


def _runs() -> list[Row]:
    inputs, study, parameters = read_folder(SEED), read_study(), Parameters()
    prepared = prepare(inputs, parameters)
    weights = np.random.default_rng(2).dirichlet(np.ones(5), 40)
    rerun(prepared)
    changed = [_seconds(partial(rerun, prepared, one)) for one in weights.tolist()]
    return [
        Row("prepare the published run", milliseconds(_seconds(lambda: prepare(inputs)))),
        Row("change the weights, median", milliseconds(median(changed))),
        Row("change the weights, slowest", milliseconds(max(changed))),
        Row(
            f"{DRAWS} random weights",
            f"{_seconds(lambda: smaa(inputs, parameters, study, n=DRAWS, seed=1)):.2f} s",
        ),
        Row(
            f"{ORIGINS} random origins",
            f"{_seconds(lambda: origins(inputs, parameters, study, n=ORIGINS, seed=1)):.2f} s",
        ),
    ]


def _hexes(cells: Integers) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(geometry=shapely.polygons(GRID.corners(cells)), crs=CRS)


def _seconds(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began
