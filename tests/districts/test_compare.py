"""A run beside Tables 2 and 3, beside bare distance and beside another run."""

import json
from dataclasses import replace

import pytest

from districts.method import findings as tests_of
from districts.method.agreement import adjusted_rand, spearman
from districts.method.compare import against_study, between, findings, grouped, naive, read_study
from districts.method.model import Parameters, run
from districts.method.records import InputError
from tests.districts.given import SEED, facts, inputs, site


@pytest.fixture(scope="module")
def published():
    return run(facts())


@pytest.fixture(scope="module")
def comparison(published):
    return against_study(published, facts(), read_study())


def test_tables_2_and_3_have_14_districts_39_sites_and_a_rank_each():
    study = read_study()
    assert [one.number for one in study.districts] == list(range(1, 15))
    assert sum(len(one.sites) for one in study.districts) == 39
    assert sorted(one.development_rank for one in study.districts) == list(range(1, 15))
    assert study.medium_mining == (7, 8, 9, 10, 12)
    assert len(study.findings) == 6


def test_each_site_that_table_2_names_is_among_the_inputs():
    counts = {one.number: len(one.sites) for one in read_study().districts}
    given = [one.published_district for one in facts().sites if one.published_district]
    assert {number: given.count(number) for number in counts} == counts


def test_the_published_run_is_near_the_study_and_is_told_beside_the_baseline(comparison):
    assert comparison.ari_named >= 0.85
    assert comparison.exclusive >= 12
    assert comparison.spearman >= 0.80
    assert comparison.spearman_membership >= 0.80
    assert len(comparison.false_districts) <= 3
    # Bare distance finds the named groups too, but cannot tell them from the rest.
    assert comparison.naive_ari_named > 0.9
    assert comparison.naive_ari_all < comparison.ari_all
    assert comparison.naive_false > len(comparison.false_districts)


def test_every_site_and_every_district_of_the_study_is_told(published, comparison):
    assert [row.site for row in comparison.sites] == list(published.sites)
    assert [match.study for match in comparison.matches] == list(range(1, 15))
    missing = comparison.matches[8]
    assert (missing.run, missing.score, missing.together, missing.named) == (None, None, 0, 2)
    for match in comparison.matches:
        if match.exclusive:
            assert comparison.published[match.run] == match.study
            assert match.together == match.named


def small_study():
    study = read_study()
    return replace(study, districts=study.districts[:3])


def named(*districts):
    return [site(f"S{at}", published_district=one) for at, one in enumerate(districts)]


def test_an_exclusive_match_holds_all_of_a_district_and_none_of_another():
    sites = named(1, 1, 2, 2, 3, None)
    found = grouped(sites, [7, 7, 8, None, 8, 9], {7: 50.0, 8: 90.0, 9: 10.0}, small_study())
    assert [match.exclusive for match in found.matches] == [True, False, False]
    assert [match.run for match in found.matches] == [7, 8, 8]
    assert [match.together for match in found.matches] == [2, 1, 1]
    assert found.exclusive == 1
    assert found.false == (9,)
    # Ranks 2, 4, 8 of Table 3 against scores 50, 90, 90: -2, -4, -8 and 1, 2.5, 2.5.
    assert found.spearman == pytest.approx(-(3**0.5) / 2)


def test_of_two_that_hold_as_many_the_higher_score_matches_and_no_match_scores_nothing():
    found = grouped(named(1, 1, 2, 3), [4, 5, None, 6], {4: 1.0, 5: 2.0, 6: 3.0}, small_study())
    assert [(match.run, match.score) for match in found.matches] == [
        (5, 2.0),
        (None, None),
        (6, 3.0),
    ]
    # -2, -4, -8 with 2, 0, 3.
    assert found.spearman == pytest.approx(-0.5)


def test_without_a_reference_nothing_is_compared():
    given = inputs(site())
    compared = against_study(run(given), given, read_study())
    assert (compared.ari_named, compared.ari_all, compared.spearman) == (None, None, None)
    assert (compared.exclusive, compared.naive_ari_named) == (0, None)
    assert compared.published == {}


def test_bare_distance_joins_what_is_within_35_km():
    near, far = site("B", -69.0, -23.3), site("C", -69.0, -23.7)
    groups = naive(inputs(site("A", -69.0, -23.0), near, far))
    # 0.3° of latitude are 33 km and 0.4° are 44 km.
    assert groups == {"A": 1, "B": 1, "C": 2}


def test_a_run_beside_itself_does_not_differ(published):
    same = between(published, published)
    assert (same.same_grid, same.gained, same.lost, same.ari) == (True, (), (), 1.0)
    assert all(shift.before == shift.after for shift in same.shifts)


def test_two_runs_differ_in_cells_and_ranks(published):
    wider = run(facts(), Parameters(grow_rings=4))
    difference = between(published, wider)
    ours = {cell for one in published.districts for cell in one.cells}
    theirs = {cell for one in wider.districts for cell in one.cells}
    assert set(difference.gained) == theirs - ours != set()
    assert set(difference.lost) == ours - theirs
    back = between(wider, published)
    assert (back.gained, back.lost) == (difference.lost, difference.gained)
    assert back.ari == difference.ari


def test_runs_on_two_grids_are_compared_by_their_sites_alone(published):
    moved = run(facts(), Parameters(origin=(5000.0, 0.0), seed_threshold=0.5))
    difference = between(published, moved)
    assert (difference.same_grid, difference.gained, difference.lost) == (False, (), ())
    numbers = [shift.before for shift in difference.shifts if shift.before]
    assert sorted(numbers) == list(range(1, len(published.districts) + 1))
    gone = [shift for shift in difference.shifts if shift.after is None]
    assert len(gone) >= len(published.districts) - len(moved.districts) > 0


def test_the_six_findings_have_a_verdict_a_reason_and_figures(published, comparison):
    found = findings(published, facts(), read_study(), comparison)
    assert [one.code for one in found] == [1, 2, 3, 4, 5, 6]
    assert {one.verdict for one in found} <= set(tests_of.VERDICT_TEXT)
    assert all(one.reason.endswith(".") for one in found)
    assert all(one.figures for one in found if one.verdict != tests_of.NOT_TESTABLE)
    # No layer tells how high a site lies, and Gabriela Mistral's copper is beside the lithium.
    assert found[2].verdict == tests_of.NOT_TESTABLE
    assert found[4].verdict == tests_of.NOT_CONFIRMED
    assert 0 < found[4].figures[0][1] < 100
    assert findings(published, facts(), read_study()) == found


def test_nothing_is_confirmed_of_a_run_without_districts():
    given = replace(facts(), sites=tuple(replace(one, cu_eq_kt=0.0) for one in facts().sites))
    found = findings(run(given), given, read_study())
    assert {one.verdict for one in found} == {tests_of.NOT_TESTABLE}


def test_agreement_of_groupings_and_rankings_by_hand():
    # Hubert and Arabie: 1 pair together in both, 2 in the first, 2 in the second, of 6.
    assert adjusted_rand("aabb", "xxyz") == pytest.approx((1 - 2 / 6) / (1.5 - 2 / 6))
    assert adjusted_rand("ab", "ab") == 1.0
    assert adjusted_rand("a", "b") is None
    assert spearman([1, 2, 3], [3, 2, 1]) == -1
    assert spearman([1, 2], [1, 2]) is spearman([1, 1, 1], [1, 2, 3]) is None
    for compare in (adjusted_rand, spearman):
        with pytest.raises(ValueError, match="tant"):
            compare([1, 2, 3], [1, 2])


def test_a_file_that_is_not_the_study_is_refused(tmp_path):
    path = tmp_path / "study.json"
    facts_of = json.loads((SEED / "study.json").read_text(encoding="utf-8"))
    for text in ("{", "{}", json.dumps({**facts_of, "districts": [{"id": "x"}]})):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="estudio"):
            read_study(path)
