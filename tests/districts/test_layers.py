"""From records to amounts per cell."""

import math
from dataclasses import replace

import numpy as np
import pytest

from districts.method.hexgrid import DIRECTIONS, Grid
from districts.method.layers import infrastructure_index, on_grid, projected
from districts.method.parameters import (
    EMPLOYMENT,
    INFRASTRUCTURE,
    INVESTMENT,
    PRODUCTION,
    SMALL_MINING,
    Parameters,
)
from tests.districts.given import facts, inputs, investment, line, point, site, small_mining

HERE, FAR = (-69.0, -23.0), (-69.0, -24.0)


def total(layers, variable):
    return layers.values[:, variable].sum()


def test_nothing_is_lost_on_the_grid():
    given = facts()
    layers = on_grid(given, Parameters())
    sums = {
        PRODUCTION: sum(one.cu_eq_kt for one in given.sites),
        EMPLOYMENT: sum(one.employment for one in given.sites),
        SMALL_MINING: sum(one.active_sites for one in given.small_mining),
        INVESTMENT: sum(one.usd_million for one in given.investments),
    }
    for variable, expected in sums.items():
        assert total(layers, variable) == pytest.approx(expected, rel=1e-12)


def test_the_cells_are_those_with_something_and_their_neighbours():
    layers = on_grid(inputs(site()), Parameters())
    assert len(layers.cells) == 1 + len(DIRECTIONS)
    own = layers.site_cells[0]
    assert layers.values[own, PRODUCTION] == 100
    assert np.count_nonzero(layers.values) == 2


def test_sites_in_one_cell_are_added_and_sorted_by_name():
    layers = on_grid(inputs(site("B"), site("A", cu_eq_kt=20.0)), Parameters())
    assert [one.name for one in layers.sites] == ["A", "B"]
    assert layers.values[layers.site_cells[0], PRODUCTION] == 120


def test_an_unknown_amount_adds_nothing_but_its_site_keeps_its_cell():
    layers = on_grid(inputs(site(cu_eq_kt=None, employment=None)), Parameters())
    assert not layers.values.any()
    assert len(layers.sites) == len(layers.site_cells) == 1


def test_production_grows_by_the_mean_of_the_projected_years():
    both = [site("G"), site("M", category="mediana", employment=None)]
    growing = Parameters(years=2, production_growth=(10.0, -50.0), employment_growth=(100.0, 0.0))
    # (1.1 + 1.21) / 2 = 1.155 and (0.5 + 0.25) / 2 = 0.375; (2 + 4) / 2 = 3.
    assert projected(both, growing, PRODUCTION) == pytest.approx([115.5, 37.5])
    assert projected(both, growing, EMPLOYMENT) == pytest.approx([3000.0, 0.0])
    assert projected(both, Parameters(), PRODUCTION).tolist() == [100.0, 100.0]
    with pytest.raises(ValueError, match="producción y el empleo"):
        projected(both, Parameters(), INVESTMENT)


def test_each_kind_of_infrastructure_weighs_alike():
    grid = Grid()
    plants = [point(*HERE, weight=math.e - 1), point(*FAR, weight=math.e**2 - 1)]
    desalination = [point(*HERE, kind="desal", weight=3.0)]
    _, index = infrastructure_index([*plants, *desalination], grid)
    # log(1 + weight) is 1 here and 2 there; divided by the highest, 0.5 and 1; plus 1 here.
    assert sorted(index.tolist()) == pytest.approx([1.0, 1.5])


def test_points_of_one_kind_in_a_cell_are_added_before_dividing():
    plants = [point(*HERE, weight=1.0), point(*HERE, weight=1.0), point(*FAR, weight=1.0)]
    _, index = infrastructure_index(plants, Grid())
    assert sorted(index.tolist()) == pytest.approx([0.5, 1.0])


def test_a_line_counts_its_kilometres_and_the_weight_of_its_class():
    here = line(HERE, (-69.0, -23.01))
    twice = line(FAR, (-69.0, -24.01), weight=2.0)
    _, index = infrastructure_index([here, twice], Grid(20_000))
    assert sorted(index.tolist()) == pytest.approx([0.5, 1.0], rel=1e-3)


def test_splitting_a_line_at_a_vertex_changes_nothing():
    whole = line((-69.0, -23.0), (-69.2, -23.3), (-69.1, -23.9))
    parts = [line((-69.0, -23.0), (-69.2, -23.3)), line((-69.2, -23.3), (-69.1, -23.9))]
    one = infrastructure_index([whole], Grid())
    two = infrastructure_index(parts, Grid())
    assert np.array_equal(one[0], two[0])
    assert np.allclose(one[1], two[1], rtol=0, atol=1e-12)


def test_infrastructure_without_weight_is_like_none():
    nothing = [point(*HERE, weight=0.0), line(HERE, FAR, weight=0.0)]
    layers = on_grid(inputs(site(), infrastructure=tuple(nothing)), Parameters())
    assert total(layers, INFRASTRUCTURE) == 0
    assert np.array_equal(layers.cells, on_grid(inputs(site()), Parameters()).cells)
    assert len(infrastructure_index([], Grid())[0]) == 0


def test_the_order_of_the_rows_changes_not_even_the_last_digit():
    given = facts()
    turned = replace(
        given,
        sites=given.sites[::-1],
        infrastructure=given.infrastructure[::-1],
        investments=given.investments[::-1],
        small_mining=given.small_mining[::-1],
    )
    one, other = on_grid(given, Parameters()), on_grid(turned, Parameters())
    assert np.array_equal(one.cells, other.cells)
    assert np.array_equal(one.values, other.values)


def test_small_mining_and_investment_fall_in_their_cell():
    layers = on_grid(
        inputs(
            site(),
            small_mining=(small_mining(*HERE, 3.0), small_mining(*HERE, 4.0)),
            investments=(investment(*FAR, 500.0),),
        ),
        Parameters(),
    )
    assert layers.values[layers.site_cells[0], SMALL_MINING] == 7
    assert layers.values[layers.site_cells[0], INVESTMENT] == 0
    assert total(layers, INVESTMENT) == 500
