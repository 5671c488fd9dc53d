"""Scores and ranks."""

import numpy as np
import pytest

from districts.method.parameters import ParameterError
from districts.method.scores import intensity, ranks, score

HEAT = np.array([0.6, 0.2, 0.5, 0.9, 0.0])
LABELS = np.array([0, 0, 1, -1, 2])


def test_the_mean_heat_weighs_each_cell_with_its_own():
    # (0.36 + 0.04) / 0.8 = 0.5; one cell is its own mean; no heat has none.
    assert intensity(HEAT, LABELS, 3) == pytest.approx([0.5, 0.5, 0.0])


def test_the_peak_is_the_hottest_cell():
    assert intensity(HEAT, LABELS, 3, "peak").tolist() == [0.6, 0.5, 0.0]


def test_cold_cells_change_neither():
    wider = np.append(HEAT, [0.0] * 9), np.append(LABELS, [0] * 9)
    for scoring in ("mean", "peak"):
        assert np.array_equal(intensity(*wider, 3, scoring), intensity(HEAT, LABELS, 3, scoring))


def test_scores_go_from_one_to_a_hundred():
    assert score([0.4, 0.2, 0.0]) == (100.0, 50.5, 1.0)
    assert score([0.0]) == (1.0,)
    assert score([]) == ()


def test_equal_scores_share_their_rank():
    assert ranks((100.0, 50.0, 50.0, 1.0)) == (1, 2, 2, 4)


@pytest.mark.parametrize("wrong", [[-0.1], [float("nan")], [float("inf")]])
def test_an_intensity_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match="finitos"):
        score(wrong)


def test_an_unknown_scoring_is_refused():
    with pytest.raises(ParameterError, match="mean, peak"):
        intensity(HEAT, LABELS, 3, "sum")
