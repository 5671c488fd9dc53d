"""What survives another origin, other weights, the loss of a site."""

from dataclasses import replace

import numpy as np
import pytest

from districts.method.compare import read_study
from districts.method.hexgrid import Grid
from districts.method.model import Parameters, outline, prepare, run
from districts.method.stability import Draw, Interval, leave_one_out, origins, smaa, summary
from districts.method.weights import from_order
from tests.districts.given import facts, inputs, site

PARAMETERS = Parameters()


@pytest.fixture(scope="module")
def published():
    return run(facts())


@pytest.fixture(scope="module")
def fifty():
    return origins(facts(), PARAMETERS, read_study(), n=50, seed=PARAMETERS.seed)


def test_over_fifty_origins_the_districts_stay_near_the_study(fifty, published):
    found = summary(fifty, published)
    assert found.ari_named.median >= 0.85
    assert found.exclusive.median >= 12
    assert 13 <= found.districts.median <= 16
    assert found.spearman.median >= 0.80


def test_the_origins_spread_over_one_cell(fifty):
    places = np.array([draw.changed for draw in fifty])
    # One cell of the lattice spanned by the steps to two neighbours.
    steps = Grid().centres(np.array([[1, 0], [0, 1]]))
    shares = np.linalg.solve(steps.T, places.T)
    assert shares.min() >= 0
    assert shares.max() < 1
    assert np.abs(shares.mean(axis=1) - 0.5).max() < 0.15


def test_a_study_in_slices_is_the_same_study(fifty):
    seen = []
    later = origins(
        facts(),
        PARAMETERS,
        read_study(),
        n=50,
        seed=PARAMETERS.seed,
        start=48,
        progress=lambda done, total: seen.append((done, total)),
    )
    earlier = origins(facts(), PARAMETERS, read_study(), n=50, seed=PARAMETERS.seed, stop=1)
    assert (*earlier, *later) == (fifty[0], *fifty[48:])
    assert seen == [(49, 50), (50, 50)]


def test_another_seed_draws_other_origins(fifty):
    other = origins(facts(), PARAMETERS, read_study(), n=50, seed=1, stop=1)
    assert other[0].changed != fifty[0].changed


def test_a_draw_is_the_run_with_its_origin(fifty):
    draw = fifty[7]
    result = run(facts(), replace(PARAMETERS, origin=draw.changed))
    assert draw.districts == len(result.districts)
    assert draw.labels == tuple(result.site_districts.get(name) for name in result.sites)
    scores = {one.number: one.score for one in result.districts}
    assert draw.scores == tuple(scores.get(label) for label in draw.labels)


def test_random_weights_respect_the_printed_order_and_centre_on_the_centroid():
    prepared = prepare(facts())
    draws = smaa(facts(), PARAMETERS, read_study(), n=60, seed=1, prepared=prepared)
    weights = np.array([draw.changed for draw in draws])
    assert np.all(np.diff(weights, axis=1) <= 0)
    assert weights.sum(axis=1) == pytest.approx(np.ones(60))
    assert weights.mean(axis=0) == pytest.approx(from_order("roc"), abs=0.08)
    found = outline(prepared, draws[3].changed)
    assert draws[3].districts == len(found.scores)
    assert smaa(facts(), PARAMETERS, read_study(), n=60, seed=1, start=59)[0] == draws[59]


def test_each_site_is_left_out_once():
    draws = leave_one_out(facts(), PARAMETERS, read_study(), stop=3)
    names = sorted(one.name for one in facts().sites)
    assert [draw.changed for draw in draws] == names[:3]
    for at, draw in enumerate(draws):
        assert draw.labels[at] is None
        assert len(draw.labels) == 63


@pytest.mark.parametrize(("n", "start", "stop"), [(0, 0, None), (5, -1, None), (5, 4, 3)])
def test_a_slice_that_is_none_is_refused(n, start, stop):
    with pytest.raises(ValueError, match="repeticiones"):
        smaa(inputs(site()), PARAMETERS, read_study(), n=n, seed=1, start=start, stop=stop)


def draw(at, labels, changed=(0.0, 0.0), **fields):
    numbers = {label for label in labels if label is not None}
    plain = {
        "districts": len(numbers),
        "ari_named": None,
        "ari_all": None,
        "exclusive": 0,
        "false": 0,
        "spearman": None,
        "scores": tuple(None if label is None else 1.0 for label in labels),
    }
    return Draw(at=at, changed=changed, labels=labels, **{**plain, **fields})


@pytest.fixture
def two_districts():
    """A and B together, C alone, D in none."""
    result = run(
        inputs(
            site("A", -69.0, -23.0),
            site("B", -69.0, -23.0),
            site("C", -69.0, -26.0),
            site("D", -69.0, -30.0, cu_eq_kt=0.0, employment=0.0),
        )
    )
    assert [one.sites for one in result.districts] == [("A", "B"), ("C",)]
    return result


def test_a_summary_by_hand(two_districts):
    draws = [
        draw(0, (1, 1, 2, None), ari_named=1.0),
        draw(1, (2, 2, 1, None), ari_named=0.5),
        draw(2, (1, None, 1, 1), ari_named=0.0),
        draw(3, (None, None, 1, None)),
    ]
    found = summary(draws, two_districts)
    assert found.draws == 4
    assert found.districts == Interval(1.5, 1.0, 2.0)
    assert found.ari_named.median == 0.5
    assert found.spearman is None
    first, second = found.by_district
    # {A, B} twice; {A, C, D} shares one of four with it. {C}: three times, one of three once.
    assert (first.persistence, first.acceptability) == (0.5, ((1, 0.25), (2, 0.25)))
    assert (second.persistence, second.acceptability) == (0.75, ((1, 0.5), (2, 0.25)))
    assert first.rank.median == 1.5
    sites = {one.site: (one.inside, one.together) for one in found.by_site}
    assert sites == {"A": (0.75, 0.5), "B": (0.5, 0.5), "C": (1.0, None), "D": (0.25, None)}


def test_a_site_is_not_blamed_for_the_draw_that_leaves_it_out(two_districts):
    draws = [draw(0, (None, 1, 2, None), "A"), draw(1, (1, None, 2, None), "B")]
    found = summary(draws, two_districts)
    assert [one.inside for one in found.by_site] == [1.0, 1.0, 1.0, 0.0]
    assert [one.persistence for one in found.by_district] == [1.0, 1.0]


def test_a_summary_needs_draws_of_the_same_sites(two_districts):
    for draws in ([], [draw(0, (1, 1))]):
        with pytest.raises(ValueError, match="mismas faenas"):
            summary(draws, two_districts)
