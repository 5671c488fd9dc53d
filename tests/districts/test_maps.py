"""The maps: every district drawn once and named, nothing that depends on colour alone."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from itertools import pairwise

import pytest

from districts import drawing, maps, queries
from districts.cartography import Frame, borders, plain, rings
from districts.method.parameters import Parameters
from districts.method.results import NO_PRODUCTION, Dropped

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

USUAL = {"calor", "distritos", "faenas"}


@pytest.fixture
def run(strategy):
    return queries.published_run()


def drawn(run, shown=USUAL):
    return maps.panels(run, queries.inputs_of(run.code).infrastructure, shown)


def test_a_frame_puts_its_corners_at_the_corners_of_its_drawing():
    frame = Frame("x", "X", 100e3, 7000e3, 380e3, 7200e3, width=280.0)
    assert frame.height == 200.0
    assert frame.place((100e3, 7200e3)) == (0.0, 0.0)
    assert frame.place((380e3, 7000e3)) == (280.0, 200.0)


def test_a_line_keeps_its_points_however_small_its_steps():
    frame = Frame("x", "x", 0, 0, 1000, 1000, 100)
    assert frame.path([(0, 1000), (12, 996), (12, 996), (24, 1004)]) == "M0 0l1.2 0.4 1.2-0.8Z"
    # A hundred steps of 0.04 units end at 4, not at the sum of what each is rounded to.
    steps = frame.path([(0.4 * at, 1000) for at in range(101)], closed=False)
    assert sum(map(float, steps.removeprefix("M0 0l").split()[::2])) == pytest.approx(4)


def test_a_hexagon_is_drawn_around_its_centre_with_the_side_of_the_grid():
    frame = Frame("x", "X", 0.0, 0.0, 280e3, 280e3)
    # One unit is 1 km: a side of 10 km from the top corner, half of it downwards first.
    assert frame.hexagons([(100e3, 180e3)], 10_000.0) == "M100 90l8.7 5v10l-8.7 5l-8.7 -5v-10Z"
    assert frame.hexagons([(900e3, 180e3)], 10_000.0) == ""


def test_the_outline_of_two_neighbours_has_ten_corners_and_one_ring():
    (ring,) = rings(Parameters(), [(0, 0), (1, 0)])
    assert len(ring) == 10


def test_numbers_of_a_drawing_have_a_point_and_no_negative_zero():
    assert [plain(value) for value in (1.25, -0.04, 3.0, -12.55)] == ["1.2", "0", "3", "-12.6"]


def test_labels_keep_their_distance_and_stay_inside():
    heights = drawing.apart([10, 11, 12, 95], 100, 20)
    assert all(after - before >= 20 for before, after in pairwise(heights))
    assert heights[0] >= 0
    assert heights[-1] <= 100


def test_every_district_is_labelled_in_one_window_with_its_number_and_name(run):
    svg = "".join(panel.svg for panel in drawn(run))
    for one in run.districts:
        assert len(re.findall(rf'class="m-digit"[^>]*>{one.number}<', svg)) == 1
        assert f'aria-label="Distrito {one.number}, ' in svg


def test_no_site_is_lost_between_the_windows(run):
    svg = "".join(panel.svg for panel in drawn(run))
    for view in run.sites:
        if view.site.lat < -19.2:
            assert f"<title>{view.site.name}, " in svg, view.site.name
    hollow = svg.count("m-site m-site--approximate")
    assert hollow == sum(view.site.approximate for view in run.sites if view.site.lat < -19.2)


def test_more_heat_is_a_larger_hexagon_and_not_only_a_darker_one(run):
    sizes = [share for _low, share in maps.SHADES]
    assert sizes == sorted(set(sizes))
    assert {maps.shade(cell) for cell in run.cells} == set(range(len(maps.SHADES)))


def test_a_layer_that_is_not_asked_for_is_there_but_hidden(run):
    usual, all_of_them = drawn(run)[0].svg, drawn(run, set(maps.LAYERS))[0].svg
    for name in maps.LAYERS:
        assert f'data-layer="{name}"' in usual
    assert 'class="m-layer is-off" data-layer="gi"' in usual
    assert "is-off" not in all_of_them


def test_a_dropped_concentration_is_drawn_with_a_hatch_of_its_own(run):
    cells = run.districts[0].district.cells[:2]
    lost = Dropped(NO_PRODUCTION, cells, (), 0.4, -68.7, -20.9)
    assert "m-dropped" not in drawn(run)[0].svg.replace("m-hatch--dropped", "")
    result = replace(run.result, dropped=(lost,))
    assert 'fill="url(#norte-dropped)"' in drawn(replace(run, result=result))[0].svg


def test_a_close_up_names_every_site_of_its_district(run):
    for one in run.districts:
        svg = maps.close_up(run, one)
        for site in one.sites:
            assert f">{site.site.name}</text>" in svg
        ElementTree.fromstring(svg)


def test_the_base_map_is_simplified_and_has_every_region():
    found = borders(maps.DETAIL_M)
    assert len(found.regions) >= len(queries.borders().regions) == 7
    assert 1_000 < sum(map(len, found.communes)) < 6_000
