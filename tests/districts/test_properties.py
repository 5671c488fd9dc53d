"""What must change nothing, whatever the inputs."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from districts.method.clusters import Field, watershed
from districts.method.heat import combine, normalise, smooth
from districts.method.hexgrid import Grid, add_up, neighbours, with_ring
from districts.method.inputs import Inputs
from districts.method.model import Parameters, run
from tests.districts.given import facts, inputs, investment, line, point, site, small_mining

metres = st.floats(-2e6, 2e6)
steps = st.integers(-300, 300)
places = st.tuples(
    st.integers(-7150, -6850).map(lambda hundredths: hundredths / 100),
    st.integers(-3400, -2000).map(lambda hundredths: hundredths / 100),
)
amounts = st.floats(0.0, 1e4)


@given(st.lists(st.tuples(metres, metres), min_size=1, max_size=40), steps, steps)
def test_a_lattice_vector_moves_points_to_the_same_cells_as_far_off(points, q, r):
    x, y = np.array(points).T
    shift = Grid().centres(np.array([[q, r]]))[0]
    moved = Grid().cells_of(x + shift[0], y + shift[1])
    assert np.array_equal(moved - (q, r), Grid().cells_of(x, y))


@given(st.lists(st.tuples(metres, metres, metres, metres), min_size=1, max_size=20), steps, steps)
def test_a_lattice_vector_moves_lines_to_the_same_cells_as_far_off(segments, q, r):
    start, end = np.hsplit(np.array(segments), 2)
    # Lines across the country, so that the walk is not longer than it needs to be.
    end = start + (end - start) / 20
    shift = Grid().centres(np.array([[q, r]]))[0]
    here = lengths(start, end)
    there = lengths(start + shift, end + shift)
    assert {(a - q, b - r) for a, b in there} ^ set(here) <= short(here, there, q, r)
    for cell, metres_here in here.items():
        assert abs(there.get((cell[0] + q, cell[1] + r), 0.0) - metres_here) < 1e-4


@given(st.tuples(metres, metres), st.tuples(metres, metres), st.floats(0.01, 0.99))
def test_splitting_a_line_changes_no_length(start, end, share):
    first, last = np.array([start]), np.array([end])
    middle = first + share * (last - first)
    whole = lengths(first, last)
    parts = lengths(np.vstack((first, middle)), np.vstack((middle, last)))
    for cell in whole.keys() | parts.keys():
        assert abs(whole.get(cell, 0.0) - parts.get(cell, 0.0)) < 1e-4
    assert abs(sum(whole.values()) - math.dist(start, end)) < 1e-6


@given(
    st.lists(st.integers(0, 20), min_size=1, max_size=40),
    st.integers(-50, 50),
    st.integers(-50, 50),
)
def test_districts_on_the_grid_move_with_a_lattice_vector(heats, q, r):
    rng = np.random.default_rng(len(heats))
    own = np.unique(rng.integers(-5, 6, (len(heats), 2)), axis=0)
    values = np.array(heats[: len(own)], dtype=float)
    assert np.array_equal(labels(own, values), labels(own + np.array((q, r)), values))


def some_inputs(draw):
    sites = [
        site(f"Mina {at}", *place, cu_eq_kt=amount)
        for at, (place, amount) in enumerate(
            draw(st.lists(st.tuples(places, amounts), min_size=1, max_size=12))
        )
    ]
    plants = draw(st.lists(st.tuples(places, amounts), max_size=6))
    lines = draw(st.lists(st.lists(places, min_size=2, max_size=4), max_size=3))
    small = draw(st.lists(st.tuples(places, amounts), max_size=6))
    return inputs(
        *sites,
        infrastructure=(
            *(point(*place, weight=weight) for place, weight in plants),
            *(line(*path) for path in lines),
        ),
        small_mining=tuple(small_mining(*place, amount) for place, amount in small),
    )


made_inputs = st.composite(some_inputs)()


@settings(max_examples=40)
@given(made_inputs, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_not_one_byte(made, random):
    layers = [
        tuple(random.sample(layer, len(layer)))
        for layer in (made.sites, made.infrastructure, made.investments, made.small_mining)
    ]
    assert run(Inputs(*layers)).geojson() == run(made).geojson()


@settings(max_examples=40)
@given(made_inputs)
def test_an_empty_layer_changes_no_cell_and_no_district(made):
    nothing = replace(
        made,
        infrastructure=(*made.infrastructure, point(-70.0, -25.0, kind="otra", weight=0.0)),
        investments=(investment(-70.0, -25.0, 0.0),),
        small_mining=(*made.small_mining, small_mining(-70.0, -25.0, 0.0)),
    )
    before, after = run(made), run(nothing)
    assert (after.cells, after.districts) == (before.cells, before.districts)


@settings(max_examples=40)
@given(made_inputs)
def test_splitting_lines_at_their_vertices_changes_no_district(made):
    split = []
    for one in made.infrastructure:
        path = one.coordinates
        split += [line(*pair) for pair in pairwise(path)] or [one]
    before, after = run(made), run(replace(made, infrastructure=tuple(split)))
    assert [(one.q, one.r, one.district) for one in after.cells] == [
        (one.q, one.r, one.district) for one in before.cells
    ]


@settings(max_examples=10)
@given(steps, steps)
def test_moving_the_origin_by_a_lattice_vector_moves_only_the_names_of_the_cells(q, r):
    origin = tuple(Grid().centres(np.array([[q, r]]))[0].tolist())
    before, after = run(facts()), run(facts(), Parameters(origin=origin))
    for one, other in zip(before.districts, after.districts, strict=True):
        assert (one.sites, one.score) == (other.sites, other.score)
        assert one.cells == tuple((a + q, b + r) for a, b in other.cells)


def lengths(start, end):
    _, cells, pieces = Grid().lengths(start, end)
    found, totals = add_up(cells, pieces)
    return {(a, b): m for (a, b), m in zip(found.tolist(), totals.tolist(), strict=True)}


def short(here, there, q, r):
    """Cells that only one of the two has, all of them touched by less than the noise."""
    slight = {cell for cell, metres_in in here.items() if metres_in < 1e-4}
    return slight | {(a - q, b - r) for (a, b), metres_in in there.items() if metres_in < 1e-4}


def labels(own, values):
    cells = with_ring(own)
    heat = np.zeros((len(cells), 1))
    at = [cells.tolist().index(cell) for cell in own.tolist()]
    heat[at, 0] = values
    around = neighbours(cells)
    smoothed = smooth(combine(normalise(heat), (1.0,)), around)
    return watershed(Field(cells, around.tolist(), smoothed, smoothed > 2), Parameters())
