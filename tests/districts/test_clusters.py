"""Concentrations on small made-up fields."""

import numpy as np
import pytest

from districts.method.clusters import Field, components, label, watershed
from districts.method.hexgrid import keys, neighbours, with_ring
from districts.method.parameters import CLUSTERINGS, Parameters

# 41 cells in a row, q from 0 to 40, and their neighbours, which are cold.
ROW = with_ring(np.array([[q, 0] for q in range(41)]))
LIMITS = Parameters(
    seed_threshold=0.5, grow_threshold=0.2, grow_share=0.2, grow_rings=4, spacing_rings=2
)


def field(heats, hot=()):
    smoothed = np.zeros(len(ROW))
    for q, heat in heats.items():
        smoothed[np.searchsorted(keys(ROW), keys(np.array([[q, 0]]))[0])] = heat
    chosen = np.isin(ROW[:, 0], list(hot)) & (ROW[:, 1] == 0)
    return Field(ROW, neighbours(ROW).tolist(), smoothed, chosen)


def groups(labels):
    found = {}
    for (q, r), one in zip(ROW.tolist(), labels.tolist(), strict=True):
        if one >= 0:
            assert r == 0
            found.setdefault(one, []).append(q)
    return found


def test_two_peaks_share_the_valley_between_them():
    heats = dict(enumerate([0.3, 0.6, 1.0, 0.7, 0.4, 0.3, 0.5, 0.9, 0.4], start=10))
    assert groups(watershed(field(heats), LIMITS)) == {
        0: [10, 11, 12, 13, 14, 15],
        1: [16, 17, 18],
    }


def test_a_lesser_peak_joins_the_greater_over_the_highest_pass():
    heats = dict(enumerate([1.0, 0.3, 0.45, 0.25], start=10))
    assert groups(watershed(field(heats), LIMITS)) == {0: [10, 11, 12, 13]}


def test_a_district_ends_by_rings_by_its_own_floor_and_by_its_share_of_the_peak():
    flat = dict.fromkeys(range(10, 20), 0.6) | {10: 1.0}
    assert groups(watershed(field(flat), LIMITS))[0] == [10, 11, 12, 13, 14]
    low = dict(enumerate([1.0, 0.2, 0.19], start=10))
    assert groups(watershed(field(low), LIMITS)) == {0: [10, 11]}
    steep = Parameters(
        seed_threshold=0.5, grow_threshold=0.1, grow_share=0.5, grow_rings=4, spacing_rings=2
    )
    assert groups(watershed(field({10: 1.0, 11: 0.5, 12: 0.4}), steep)) == {0: [10, 11]}


@pytest.mark.parametrize(("second", "expected"), [(12, 1), (13, 2)])
def test_a_peak_near_another_starts_nothing(second, expected):
    heats = {10: 1.0, 11: 0.3, 12: 0.3, second: 0.8}
    assert len(groups(watershed(field(heats), LIMITS))) == expected


def test_no_peak_reaches_the_threshold():
    assert groups(watershed(field({10: 0.49}), LIMITS)) == {}
    nothing = Parameters(seed_threshold=0.0, grow_threshold=0.0, grow_share=0.0)
    assert groups(watershed(field({}), nothing)) == {}


def test_of_equal_peaks_the_one_with_the_greater_q_comes_first():
    labels = watershed(field({10: 0.9, 20: 0.9}), LIMITS)
    assert groups(labels) == {0: [20], 1: [10]}


def test_components_are_numbered_from_the_hottest():
    heats = {10: 0.6, 11: 0.7, 20: 0.9, 30: 0.4}
    made = field(heats)
    assert groups(components(made, made.smoothed >= 0.5)) == {0: [20], 1: [10, 11]}
    threshold = Parameters(clustering="threshold", seed_threshold=0.5)
    assert groups(label(made, threshold)) == {0: [20], 1: [10, 11]}


def test_gi_star_takes_the_hot_cells():
    made = field({10: 0.6, 20: 0.9}, hot=(10, 11, 20))
    assert groups(label(made, Parameters(clustering="gi_star"))) == {0: [20], 1: [10, 11]}


@pytest.mark.parametrize("clustering", ["dbscan", "hdbscan"])
def test_density_takes_groups_and_leaves_single_cells(clustering):
    heats = dict.fromkeys((5, 6, 7, 8, 38, 20, 21, 22, 23), 0.6) | {21: 0.9}
    parameters = Parameters(
        clustering=clustering, seed_threshold=0.5, reach_m=20_000, minimum_cells=3
    )
    assert groups(label(field(heats), parameters)) == {0: [20, 21, 22, 23], 1: [5, 6, 7, 8]}


@pytest.mark.parametrize("clustering", CLUSTERINGS)
def test_a_cold_field_has_no_concentrations(clustering):
    for threshold in (0.0, 0.37):
        parameters = Parameters(clustering=clustering, seed_threshold=threshold)
        assert groups(label(field({}), parameters)) == {}
