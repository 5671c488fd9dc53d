"""Normalising, weighing, smoothing and hot spots, against hand calculations."""

import math

import numpy as np
import pytest

from districts.method.heat import combine, gi_star, normalise, significant, smooth
from districts.method.hexgrid import neighbours, with_ring
from districts.method.parameters import NORMALISATIONS, ParameterError

AMOUNTS = np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 0.0], [8.0, 0.0]])


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        # The median of 1, 3, 8 is 3 and the highest 8.
        ("log", [math.log(4 / 3), math.log(2), math.log(11 / 3)]),
        ("sqrt", [1, math.sqrt(3), math.sqrt(8)]),
        ("min_max", [1, 3, 8]),
        ("rank", [1, 2, 3]),
    ],
)
def test_amounts_become_comparable(method, expected):
    column = normalise(AMOUNTS, method)[:, 0]
    assert column[0] == 0
    assert column[1:] == pytest.approx(np.array(expected) / expected[-1])


@pytest.mark.parametrize("method", NORMALISATIONS)
def test_every_normalisation_keeps_order_zero_one_and_ignores_the_unit(method):
    given = np.random.default_rng(3).lognormal(0, 2, (50, 2)) * (np.arange(50) % 3 > 0)[:, None]
    scaled = normalise(given, method)
    assert np.array_equal(np.argsort(scaled[:, 0]), np.argsort(given[:, 0]))
    assert np.array_equal(scaled == 0, given == 0)
    assert scaled.max(axis=0).tolist() == [1, 1]
    assert np.allclose(normalise(given * 1000, method), scaled, rtol=1e-12)


def test_an_amount_beyond_compare_is_still_between_nothing_and_the_highest():
    column = normalise(np.array([[5e-324], [1e-9], [1e12]]))[:, 0]
    assert 0 <= column[0] <= column[1] < column[2] == 1
    column = normalise(np.array([[5e-324], [5e-324], [1e12]]))[:, 0]
    assert 0 < column[0] == column[1] < column[2] == 1


def test_an_empty_variable_stays_empty_and_equal_ranks_share_their_mean():
    assert not normalise(AMOUNTS)[:, 1].any()
    assert normalise(np.array([[5.0], [5.0], [9.0]]), "rank").ravel() == pytest.approx(
        [0.5, 0.5, 1]
    )


@pytest.mark.parametrize("wrong", [[[math.nan]], [[-1.0]], [[math.inf]], [1.0]])
def test_amounts_that_are_none_are_refused(wrong):
    with pytest.raises(ValueError, match=r"finitos|fila"):
        normalise(np.array(wrong))


def test_an_unknown_normalisation_and_missing_weights_are_refused():
    with pytest.raises(ParameterError, match="log, sqrt"):
        normalise(AMOUNTS, "z")
    with pytest.raises(ValueError, match="2 pesos"):
        combine(AMOUNTS, (1.0,))


def test_heat_is_the_weighted_sum():
    assert combine(np.array([[1.0, 0.5], [0.0, 1.0]]), (0.8, 0.2)).tolist() == [0.9, 0.2]


def test_smoothing_shares_with_the_ring_and_ends_at_one():
    cells = with_ring(np.array([[0, 0]]))
    heat = np.where((cells == 0).all(axis=1), 2.0, 0.0)
    smoothed = smooth(heat, neighbours(cells), 0.3)
    assert sorted(smoothed.tolist()) == pytest.approx([0.3] * 6 + [1.0])
    assert smooth(heat, neighbours(cells), 0.0).tolist() == (heat / 2).tolist()
    assert not smooth(np.zeros(7), neighbours(cells)).any()


def test_gi_star_of_seven_cells_by_hand():
    cells = with_ring(np.array([[0, 0]]))
    middle = (cells == 0).all(axis=1)
    z = gi_star(np.where(middle, 7.0, 0.0), neighbours(cells))
    # mean 1, s² = 7 - 1 = 6. A border cell has W = 4 with its middle: (7 - 4) / sqrt(6 (28-16)/6).
    assert z[~middle] == pytest.approx([3 / math.sqrt(12)] * 6)
    # The middle has everything, W = 7 = n: its deviation is 0 and it says nothing.
    assert z[middle] == 0


@pytest.mark.parametrize("heat", [[], [1.0], [2.0, 2.0]])
def test_gi_star_says_nothing_without_differences(heat):
    alone = np.full((len(heat), 6), -1)
    assert gi_star(np.array(heat), alone).tolist() == [0.0] * len(heat)


def test_the_false_discovery_rate_of_four_by_hand():
    # One-sided p of z = 1.5, 1.7, 2, 3: 0.0668, 0.0446, 0.0228, 0.0013; the rule asks for p(k)
    # up to 0.0125 k: 0.0013 and 0.0228 pass, 0.0446 > 0.0375 and 0.0668 > 0.05 do not.
    z = np.array([1.5, 1.7, 2.0, 3.0])
    assert significant(z, 0.05).tolist() == [False, False, True, True]
    # At 0.06, 0.0446 is up to 0.045: it passes, and with it all below.
    assert significant(z, 0.06).tolist() == [False, True, True, True]
    assert not significant(np.zeros(5)).any()
    assert len(significant(np.array([]))) == 0
