"""Weights from the printed order, and parameters."""

import json
import math
from dataclasses import fields

import pytest

from districts.method.parameters import ParameterError, Parameters
from districts.method.weights import from_order, normalised


def test_the_rank_order_centroid_is_the_mean_of_the_corners_of_the_ordered_weights():
    # The ordered weights of five are a simplex with corners (1), (1/2, 1/2), (1/3, …), …
    corners = [[1 / k if at < k else 0 for at in range(5)] for k in range(1, 6)]
    centroid = [sum(column) / 5 for column in zip(*corners, strict=True)]
    assert from_order("roc") == pytest.approx(centroid)
    assert [round(weight, 4) for weight in from_order("roc")] == [
        0.4567,
        0.2567,
        0.1567,
        0.09,
        0.04,
    ]


def test_the_other_weights_from_the_order():
    assert from_order("rank_sum") == pytest.approx([5 / 15, 4 / 15, 3 / 15, 2 / 15, 1 / 15])
    # 1 + 1/2 + 1/3 + 1/4 + 1/5 = 137/60.
    assert from_order("reciprocal") == pytest.approx([60 / 137 / k for k in range(1, 6)])


@pytest.mark.parametrize("method", ["roc", "rank_sum", "reciprocal"])
@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_weights_add_up_to_one_and_fall(method, count):
    weights = from_order(method, count)
    assert len(weights) == count
    assert math.fsum(weights) == pytest.approx(1, abs=1e-15)
    assert list(weights) == sorted(weights, reverse=True)


def test_a_method_that_gives_no_weights_is_refused():
    with pytest.raises(ParameterError, match="roc, rank_sum, reciprocal"):
        from_order("direct")
    with pytest.raises(ParameterError, match="una variable"):
        from_order("roc", 0)


@pytest.mark.parametrize("weights", [(0, 0), (1, -1), (math.nan, 1), (math.inf, 1), ()])
def test_weights_that_weigh_nothing_are_refused(weights):
    with pytest.raises(ParameterError):
        normalised(weights)


def test_parameters_survive_their_text():
    given = Parameters(
        side_m=5000, origin=(1, 2.5), weights_method="direct", weights=(5, 4, 3, 2, 1), seed=7
    )
    assert Parameters.from_json(given.to_json()) == given
    assert Parameters.from_json({}) == Parameters() == Parameters.from_json("{}")
    assert list(json.loads(given.to_json())) == sorted(field.name for field in fields(given))


def test_equal_parameters_have_equal_text_however_written():
    assert Parameters(side_m=10000, origin=(0, 0)).to_json() == Parameters().to_json()
    assert Parameters(grow_rings=3.0).to_json() == Parameters().to_json()


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"side_m": 0}, "side_m"),
        ({"side_m": "10"}, "side_m"),
        ({"side_m": True}, "side_m"),
        ({"side_m": float("nan")}, "side_m"),
        ({"side_m": 10**400}, "side_m"),
        ({"origin": [0]}, "origin"),
        ({"origin": 5}, "origin"),
        ({"origin": [0, "x"]}, "origin"),
        ({"years": 2.5}, "years"),
        ({"clustering": "kmeans"}, "clustering"),
        ({"clustering": []}, "clustering"),
        ({"normalisation": None}, "normalisation"),
        ({"scoring": "x"}, "scoring"),
        ({"weights": [1, 2, 3, 4, 5]}, "weights"),
        ({"weights_method": "direct"}, "weights"),
        ({"weights_method": "direct", "weights": [1, 2]}, "weights"),
        ({"weights_method": "direct", "weights": [0, 0, 0, 0, 0]}, "weights"),
        ({"seed": -1}, "seed"),
        ({"side": 1}, "side"),
    ],
)
def test_a_wrong_parameter_is_named(values, name):
    with pytest.raises(ParameterError) as caught:
        Parameters.from_json(values)
    assert caught.value.name == name
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null"])
def test_what_is_no_json_object_is_refused(text):
    with pytest.raises(ParameterError, match="JSON"):
        Parameters.from_json(text)
