"""The method as a whole: the published run, what is dropped, what is unknown."""

import json
from dataclasses import replace

import pytest

from districts.method.model import CLUSTERINGS, METHOD_VERSION, Parameters, prepare, rerun, run
from districts.method.parameters import ParameterError
from tests.districts.given import facts, inputs, investment, line, point, site

HERE, FAR = (-69.0, -23.0), (-70.0, -26.0)


@pytest.fixture(scope="module")
def published():
    return run(facts())


def codes(result):
    return [one.code for one in result.decisions]


def test_the_default_parameters_give_thirteen_to_sixteen_districts(published):
    assert 13 <= len(published.districts) <= 16
    assert published.weights == pytest.approx((0.4567, 0.2567, 0.1567, 0.09, 0.04), abs=1e-4)


def test_districts_are_numbered_by_score(published):
    scores = [one.score for one in published.districts]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 100
    assert min(scores) >= 1
    assert [one.number for one in published.districts] == list(range(1, len(scores) + 1))
    assert [one.rank for one in published.districts] == [
        1 + sum(other > score for other in scores) for score in scores
    ]


def test_cells_districts_and_sites_tell_the_same(published):
    own = {cell: one.number for one in published.districts for cell in one.cells}
    assert {(one.q, one.r): one.district for one in published.cells if one.district} == own
    assert [(one.q, one.r) for one in published.cells] == sorted(
        (one.q, one.r) for one in published.cells
    )
    assert set(published.sites) == {one.name for one in facts().sites}
    for cell in published.cells:
        expected = sum(w * z for w, z in zip(published.weights, cell.normalised, strict=True))
        assert cell.heat == pytest.approx(expected, abs=1e-12)


def test_every_district_produces_and_what_is_outside_is_told(published):
    assert all(one.totals[0] > 0 for one in published.districts)
    outside = next(one for one in published.decisions if one.code == "SITES_OUTSIDE")
    left = set(published.sites) - set(published.site_districts)
    assert outside.detail.startswith(f"{len(left)} faenas")
    assert all(name in outside.detail for name in left)
    assert codes(published)[:3] == ["APPROXIMATE_SITES", "FLAT_PROJECTION", "WEIGHTS_FROM_ORDER"]
    assert published.approximate_share == pytest.approx(27 / 63)


def planted(**fields):
    """A mine, and far from it a hot place of power, small mines and investment."""
    hot = dict.fromkeys(("seed_threshold", "grow_threshold"), 0.1)
    given = inputs(
        site("Mina", *HERE),
        site("Otra", *FAR, **{"cu_eq_kt": 0.0, "employment": 900.0, **fields}),
        infrastructure=(point(*FAR, weight=500.0),),
        investments=(investment(*FAR, 3000.0),),
    )
    return run(given, Parameters(**hot))


def test_a_hot_place_without_production_is_dropped_and_told():
    result = planted()
    (district,), (dropped,) = result.districts, result.dropped
    assert district.sites == ("Mina",)
    assert (dropped.reason, dropped.sites) == ("NO_PRODUCTION", ("Otra",))
    assert dropped.max_heat > 0.4
    assert (dropped.lon, dropped.lat) == pytest.approx(FAR, abs=0.15)
    told = next(one for one in result.decisions if one.code == "DROPPED_CONCENTRATION")
    assert "Otra" in told.detail
    assert "Sin producción" in told.detail
    kinds = [one["properties"]["kind"] for one in json.loads(result.geojson())["features"]]
    assert kinds.count("dropped") == kinds.count("district") == 1


def test_unknown_production_is_not_told_as_zero():
    result = planted(cu_eq_kt=None)
    assert [one.reason for one in result.dropped] == ["UNKNOWN_PRODUCTION"]
    told = next(one for one in result.decisions if one.code == "UNKNOWN_PRODUCTION")
    assert "«Otra» no informa producción" in told.detail
    assert "UNKNOWN_EMPLOYMENT" in codes(planted(employment=None))


def test_a_little_production_keeps_the_district():
    result = planted(cu_eq_kt=0.1)
    assert len(result.districts) == 2
    assert result.dropped == ()


def test_sites_that_produce_nothing_give_no_district():
    result = run(inputs(site(cu_eq_kt=0.0, employment=0.0)))
    assert result.districts == result.dropped == ()
    assert "NO_DISTRICT" in codes(result)
    assert json.loads(result.geojson())["features"]


def test_empty_layers_are_told():
    assert codes(run(inputs())).count("EMPTY_LAYER") == 3


def test_the_method_never_reads_the_reference(published):
    given = facts()
    for number in (None, 1):
        blind = replace(
            given, sites=tuple(replace(one, published_district=number) for one in given.sites)
        )
        assert run(blind).geojson() == published.geojson()


def test_other_weights_are_a_run_with_these_weights():
    prepared = prepare(facts())
    direct = Parameters(weights_method="direct", weights=(5, 4, 3, 2, 1))
    again = rerun(prepared, (5, 4, 3, 2, 1))
    assert again.geojson() == run(facts(), direct).geojson()
    assert again.weights == pytest.approx((5 / 15, 4 / 15, 3 / 15, 2 / 15, 1 / 15))
    assert rerun(prepared).geojson() == run(facts()).geojson()
    assert "DIRECT_WEIGHTS" in codes(again)


@pytest.mark.parametrize("wrong", [(1, 1), (0, 0, 0, 0, 0), (1, 1, 1, 1, -1), (1, 1, 1, 1, "x")])
def test_weights_that_are_none_are_refused(wrong):
    with pytest.raises((ParameterError, ValueError)):
        rerun(prepare(inputs()), wrong)


@pytest.mark.parametrize("clustering", CLUSTERINGS)
@pytest.mark.parametrize("normalisation", ["log", "rank"])
def test_every_way_gives_districts_that_produce(clustering, normalisation):
    result = run(facts(), Parameters(clustering=clustering, normalisation=normalisation))
    assert result.districts
    assert all(one.totals[0] > 0 and one.cells for one in result.districts)
    labelled = [cell for one in result.districts for cell in one.cells]
    assert len(labelled) == len(set(labelled))


def test_uniform_growth_changes_no_district(published):
    growing = run(facts(), Parameters(production_growth=(3, 3), employment_growth=(-2, -2)))
    assert [one.cells for one in growing.districts] == [one.cells for one in published.districts]
    assert "PROJECTION" in codes(growing)
    assert growing.run_hash != published.run_hash


def test_the_hash_names_inputs_parameters_and_version(published, monkeypatch):
    others = [
        run(facts(), Parameters(seed=1)),
        run(facts(), Parameters(origin=(1, 0))),
        run(replace(facts(), investments=facts().investments[1:])),
    ]
    assert len({published.run_hash, *(one.run_hash for one in others)}) == 4
    assert METHOD_VERSION == "1"
    assert len(published.run_hash) == 64


def test_a_line_alone_can_make_no_district():
    railway = line(HERE, (-69.5, -23.5), (-70.0, -24.0))
    result = run(inputs(site("Lejos", *FAR, cu_eq_kt=1.0), infrastructure=(railway,)))
    assert [one.sites for one in result.districts] == [("Lejos",)]
