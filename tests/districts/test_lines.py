"""What length of a line lies in each cell."""

import math

import numpy as np
import pytest
import shapely

from districts.method.hexgrid import Grid, add_up

GRID = Grid()
WIDTH = math.sqrt(3) * 10_000


def per_cell(start, end):
    _, cells, metres = GRID.lengths(np.atleast_2d(start), np.atleast_2d(end))
    found, totals = add_up(cells, metres)
    return {
        (q, r): total
        for (q, r), total in zip(found.tolist(), totals.tolist(), strict=True)
        if total > 1e-9
    }


def some_segments(count=400, reach=60_000, seed=2):
    rng = np.random.default_rng(seed)
    start = np.column_stack((rng.uniform(2e5, 6e5, count), rng.uniform(6.1e6, 7.9e6, count)))
    return start, start + rng.normal(0, reach, (count, 2))


def test_the_pieces_add_up_to_the_line():
    start, end = some_segments(20_000)
    segments, _, metres = GRID.lengths(start, end)
    totals = np.bincount(segments, metres, minlength=len(start))
    assert np.abs(totals - np.hypot(*(end - start).T)).max() < 1e-6
    assert np.all(np.diff(segments) >= 0)
    assert metres.min() >= 0


def test_each_piece_is_what_lies_in_the_polygon_of_the_cell():
    start, end = some_segments()
    segments, cells, metres = GRID.lengths(start, end)
    names, inverse = np.unique(np.column_stack((segments, cells)), axis=0, return_inverse=True)
    totals = np.bincount(inverse.ravel(), metres)
    lines = shapely.linestrings(np.stack((start, end), axis=1))
    hexes = shapely.polygons(GRID.corners(names[:, 1:]))
    expected = shapely.length(shapely.intersection(lines[names[:, 0]], hexes))
    assert np.abs(totals - expected).max() < 1e-6


def test_a_line_between_centres_is_shared_half_and_half():
    assert per_cell((0, 0), (WIDTH, 0)) == pytest.approx({(0, 0): WIDTH / 2, (1, 0): WIDTH / 2})


def test_a_line_along_a_side_goes_whole_to_the_cell_of_its_points():
    x = WIDTH / 2
    assert per_cell((x, -5_000), (x, 5_000)) == pytest.approx({(1, 0): 10_000})
    assert per_cell((x, 5_000), (x, -5_000)) == pytest.approx({(1, 0): 10_000})


def test_a_line_through_corners_crosses_from_cell_to_cell():
    found = per_cell((0, -10_000), (0, 40_000))
    # Through cell (0, 0), along the side of (0, 1) and its left neighbour, through (-1, 2).
    assert found == pytest.approx({(0, 0): 20_000, (0, 1): 10_000, (-1, 2): 20_000})


def test_direction_and_splitting_change_nothing():
    start, end = some_segments(50)
    for share in (0.25, 0.5, 0.9):
        middle = start + share * (end - start)
        for a, b, c in zip(start, middle, end, strict=True):
            whole = per_cell(a, c)
            assert per_cell(c, a) == pytest.approx(whole, abs=1e-6)
            assert per_cell([a, b], [b, c]) == pytest.approx(whole, abs=1e-6)


def test_a_line_without_length_gives_nothing_and_no_lines_give_none():
    _, _, metres = GRID.lengths([[1.0, 2.0]], [[1.0, 2.0]])
    assert metres.sum() == 0
    assert [len(one) for one in GRID.lengths(np.empty((0, 2)), np.empty((0, 2)))] == [0, 0, 0]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ([[0.0, math.nan]], [[1.0, 1.0]]),
        ([[0.0, 0.0]], [[1.0, math.inf]]),
        ([0.0, 0.0], [1.0, 1.0]),
    ],
)
def test_lines_that_are_no_lines_are_refused(start, end):
    with pytest.raises(ValueError, match=r"finitos|inicios"):
        GRID.lengths(start, end)
