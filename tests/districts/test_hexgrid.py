"""The hexagonal grid: areas, points, lines, neighbours, projection."""

import math

import numpy as np
import pytest

from districts.method.hexgrid import (
    DIRECTIONS,
    Grid,
    add_up,
    corner_numbers,
    distance,
    from_keys,
    keys,
    neighbours,
    project,
    unproject,
    with_ring,
)

GRID = Grid()
WIDTH = math.sqrt(3) * 10_000


def some_points(count=20_000, seed=1):
    rng = np.random.default_rng(seed)
    return rng.uniform(2e5, 6e5, count), rng.uniform(6.1e6, 7.9e6, count)


def test_a_hexagon_of_ten_kilometres_has_259_8076_square_kilometres():
    ring = GRID.corners(np.array([[3, -2]]))[0]
    x, y = ring.T
    shoelace = (x * np.roll(y, -1) - y * np.roll(x, -1)).sum() / 2 / 1e6
    assert round(GRID.area_km2, 4) == 259.8076
    assert shoelace == pytest.approx(GRID.area_km2, rel=1e-12)


@pytest.mark.parametrize("side", [0, -1, math.nan, math.inf])
def test_a_side_that_is_no_length_is_refused(side):
    with pytest.raises(ValueError, match="lado"):
        Grid(side)
    with pytest.raises(ValueError, match="origen"):
        Grid(10_000, (math.nan, 0))


def test_a_centre_lies_in_its_own_cell_and_one_side_away_from_its_corners():
    cells = np.array([[q, r] for q in range(-9, 10) for r in range(-9, 10)])
    centres = GRID.centres(cells)
    assert np.array_equal(GRID.cells_of(*centres.T), cells)
    away = np.linalg.norm(GRID.corners(cells) - centres[:, None], axis=2)
    assert np.allclose(away, 10_000, rtol=0, atol=1e-6)


def test_the_cell_of_a_point_is_the_one_with_the_nearest_centre():
    x, y = some_points()
    cells = GRID.cells_of(x, y)
    own = np.hypot(*(GRID.centres(cells) - np.column_stack((x, y))).T)
    for step in DIRECTIONS:
        other = np.hypot(*(GRID.centres(cells + np.array(step)) - np.column_stack((x, y))).T)
        assert np.all(own <= other + 1e-5)


def test_a_point_on_a_side_belongs_to_the_cell_where_the_directions_grow():
    corners = GRID.corners(np.array([[0, 0]]))[0]
    sides = (corners + np.roll(corners, -1, axis=0)) / 2
    # East, 60° and 120° of cell (0, 0) are the cells (1, 0), (0, 1) and (-1, 1).
    expected = [[1, 0], [0, 1], [-1, 1], [0, 0], [0, 0], [0, 0]]
    assert GRID.cells_of(*sides.T).tolist() == expected


def test_a_corner_belongs_to_one_of_its_three_cells_and_to_the_same_from_each():
    corners = corner_numbers(np.array([[0, 0]]))[0]
    found = GRID.cells_of(*GRID.places(corners).T)
    for shift in ([5, 3], [-400, 700]):
        moved = GRID.places(corner_numbers(np.array([shift]))[0])
        assert np.array_equal(GRID.cells_of(*moved.T) - np.array(shift), found)
    assert np.all(distance(found, (0, 0)) <= 1)


def test_noise_of_floating_point_does_not_move_a_point_off_its_side():
    y = np.linspace(-4_000, 4_000, 101)
    for noise in (-1e-6, 0.0, 1e-6):
        x = np.full(101, WIDTH / 2 + noise)
        assert np.all(GRID.cells_of(x, y) == (1, 0))


def test_the_origin_moves_the_grid():
    x, y = some_points(1000)
    moved = Grid(10_000, (1234.5, -678.9))
    assert np.array_equal(moved.cells_of(x + 1234.5, y - 678.9), GRID.cells_of(x, y))


def test_counting_points_is_binning_and_adding_up():
    x, y = some_points(50_000)
    cells, counts = GRID.counts(x, y)
    expected, totals = add_up(GRID.cells_of(x, y), np.ones(len(x)))
    assert np.array_equal(cells, expected)
    assert np.array_equal(counts, totals)
    far = GRID.counts(np.array([0.0, 9e8]), np.array([0.0, -9e8]))
    assert far[1].tolist() == [1, 1]
    assert len(GRID.counts(np.array([]), np.array([]))[1]) == 0


@pytest.mark.parametrize(
    ("x", "y"), [([math.nan], [0.0]), ([math.inf], [0.0]), ([0.0, 1.0], [0.0]), ([[0.0]], [[0.0]])]
)
def test_points_that_are_no_points_are_refused(x, y):
    with pytest.raises(ValueError, match=r"Se esperan|finitos"):
        GRID.cells_of(x, y)


def test_cells_are_added_up_whether_near_or_far():
    near = np.array([[1, 0], [0, 0], [1, 0]])
    far = near * 1_000_000
    amounts = np.array([1.0, 2.0, 4.0])
    for cells in (near, far):
        found, totals = add_up(cells, amounts)
        assert found.tolist() == [[0, 0], cells[0].tolist()]
        assert totals.tolist() == [2.0, 5.0]
    with pytest.raises(ValueError, match="cantidad"):
        add_up(near, amounts[:2])


def test_keys_keep_the_order_of_cells_and_lead_back():
    cells = np.array([[-3, 5], [-3, 6], [0, -9], [0, 0], [7, -7]])
    assert np.all(np.diff(keys(cells)) > 0)
    assert np.array_equal(from_keys(keys(cells)), cells)


def test_neighbours_are_mutual_and_missing_ones_are_told():
    cells = with_ring(np.array([[0, 0]]))
    around = neighbours(cells)
    middle = cells.tolist().index([0, 0])
    assert sorted(cells[around[middle]].tolist()) == sorted(list(one) for one in DIRECTIONS)
    for cell, others in enumerate(around):
        for side, other in enumerate(others):
            assert other == -1 or around[other][(side + 3) % 6] == cell
    assert len(neighbours(np.empty((0, 2)))) == 0
    with pytest.raises(ValueError, match="ordenadas"):
        neighbours(cells[::-1])


def test_distance_counts_steps():
    assert distance((0, 0), np.array([[0, 0], [3, 0], [2, -1], [-2, -2]])).tolist() == [0, 3, 2, 4]


def test_degrees_to_metres_and_back():
    lon, lat = np.array([-69.0, -70.5, -68.0]), np.array([-23.0, -33.1, -18.5])
    x, y = project(lon, lat)
    # On the meridian of zone 19 the easting is 500 km by definition.
    assert x[0] == pytest.approx(500_000, abs=1e-6)
    back = np.column_stack(unproject(x, y))
    assert np.allclose(back, np.column_stack((lon, lat)), rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("lon", "lat"), [([-23.0], [-69.0]), ([500_000.0], [7_400_000.0]), ([-69.0], [math.nan])]
)
def test_swapped_projected_or_missing_coordinates_are_not_projected(lon, lat):
    with pytest.raises(ValueError, match=r"grados|finitos"):
        project(lon, lat)
