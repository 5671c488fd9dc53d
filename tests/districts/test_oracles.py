"""The same numbers from other people's programs."""

import numpy as np
import pytest
import shapely

from districts.method.agreement import adjusted_rand, spearman
from districts.method.heat import combine, gi_star, normalise, significant
from districts.method.hexgrid import Grid, add_up, neighbours, project
from districts.method.layers import on_grid
from districts.method.parameters import Parameters
from districts.method.weights import from_order
from tests.districts.given import facts

GRID = Grid()


@pytest.fixture(scope="module")
def heat():
    layers = on_grid(facts(), Parameters())
    return combine(normalise(layers.values), from_order("roc")), neighbours(layers.cells)


@pytest.mark.filterwarnings("ignore")
def test_gi_star_is_that_of_esda(heat):
    from esda.getisord import G_Local
    from libpysal.weights import W

    own, around = heat
    weights = W(
        {at: [int(one) for one in row if one >= 0] for at, row in enumerate(around)},
        silence_warnings=True,
    )
    theirs = G_Local(own, weights, transform="B", star=True, permutations=0)
    assert np.abs(gi_star(own, around) - theirs.Zs).max() < 1e-9


def test_the_false_discovery_rate_is_that_of_scipy(heat):
    from scipy.stats import false_discovery_control, norm

    z = gi_star(*heat)
    for alpha in (0.01, 0.05, 0.2):
        adjusted = false_discovery_control(norm.sf(z))
        assert np.array_equal(significant(z, alpha), adjusted <= alpha)


def test_agreement_is_that_of_scikit_learn_and_scipy():
    from scipy.stats import spearmanr
    from sklearn.metrics import adjusted_rand_score

    rng = np.random.default_rng(4)
    for _ in range(50):
        first, second = rng.integers(0, 6, (2, 40)).tolist()
        assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second))
        assert spearman(first, second) == pytest.approx(spearmanr(first, second).statistic)


def test_points_are_in_the_polygons_that_geopandas_finds():
    import geopandas

    rng = np.random.default_rng(5)
    x, y = rng.uniform(3e5, 5e5, 5000), rng.uniform(7.0e6, 7.3e6, 5000)
    cells = GRID.cells_of(x, y)
    names, counts = GRID.counts(x, y)
    hexes = geopandas.GeoDataFrame(geometry=shapely.polygons(GRID.corners(names)), crs="EPSG:32719")
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y), crs="EPSG:32719")
    joined = geopandas.sjoin(points, hexes, predicate="within")
    assert len(joined) == 5000
    found = names[joined["index_right"].sort_index().to_numpy()]
    assert np.array_equal(found, cells)
    sizes = joined.groupby("index_right").size()
    assert np.array_equal(sizes.to_numpy(), counts)
    # A point up to a billionth of a side beyond its own polygon is on its border.
    assert (
        shapely.distance(shapely.points(x, y), shapely.polygons(GRID.corners(cells))).max() < 1e-9
    )


def test_lines_have_the_lengths_that_geopandas_overlays():
    import geopandas

    roads = [one for one in facts().infrastructure if one.is_line]
    paths = [np.column_stack(project(*np.array(one.coordinates).T)) for one in roads]
    start = np.concatenate([path[:-1] for path in paths])
    end = np.concatenate([path[1:] for path in paths])
    _, cells, metres = GRID.lengths(start, end)
    names, totals = add_up(cells, metres)
    hexes = geopandas.GeoDataFrame(
        {"cell": np.arange(len(names))},
        geometry=shapely.polygons(GRID.corners(names)),
        crs="EPSG:32719",
    )
    lines = geopandas.GeoDataFrame(
        geometry=shapely.linestrings(np.stack((start, end), axis=1)), crs="EPSG:32719"
    )
    cut = geopandas.overlay(lines, hexes, how="intersection", keep_geom_type=True)
    theirs = cut.length.groupby(cut["cell"]).sum()
    assert np.array_equal(theirs.index, np.arange(len(names)))
    assert np.abs(theirs.to_numpy() - totals).max() < 1e-6
    assert abs(totals.sum() - sum(shapely.length(lines.geometry))) < 1e-6


def test_degrees_become_metres_by_the_series_of_kruger():
    # Karney (2011), "Transverse Mercator with an accuracy of a few nanometers", to the fourth
    # order in n, written out here for a point of the meridian: the northing is a meridian arc.
    from math import pi, radians, sin

    flattening, axis = 1 / 298.257223563, 6378137.0
    n = flattening / (2 - flattening)
    radius = axis / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    latitude = radians(23.0)
    arc = radius * (
        latitude
        - (3 / 2 * n - 9 / 16 * n**3) * sin(2 * latitude)
        + (15 / 16 * n**2 - 15 / 32 * n**4) * sin(4 * latitude)
        - 35 / 48 * n**3 * sin(6 * latitude)
        + 315 / 512 * n**4 * sin(8 * latitude)
    )
    x, y = project([-69.0], [-23.0])
    assert x[0] == pytest.approx(500_000, abs=1e-6)
    assert y[0] == pytest.approx(1e7 - 0.9996 * arc, abs=1e-4)
    assert radius * pi / 2 == pytest.approx(10_001_965.73, abs=0.01)
