"""The tracks as they are drawn: a row per initiative, open ends dashed, gaps visible."""

import re
import xml.etree.ElementTree as ET
from datetime import date

import pytest

from emra.lib import posters
from emra.projects import charts, figures, queries
from tests.projects.given import TODAY, WALKS, walk, walk_all

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
BAR = re.compile(r'<rect class="([\w-]+) gantt__bar" x="([\d.]+)%" y="(\d+)" width="([\d.]+)%"')


def drawn() -> str:
    return charts.gantt(queries.two_tracks(queries.projects(TODAY), TODAY))


def test_nothing_is_drawn_where_no_initiative_entered_a_stage(strategy, today):
    assert drawn() == ""


def test_each_stage_of_each_initiative_has_a_bar_in_its_row(strategy, today, secretary, reviewer):
    walk_all(secretary, reviewer)
    svg = drawn()
    bars = BAR.findall(svg)
    # Three rows of five stages, three rows of three.
    assert len(bars) == 3 * 5 + 3 * 3
    assert len({y for _fill, _x, y, _width in bars}) == 6
    assert all(float(x) >= 0 and float(x) + float(width) <= 100.01 for _f, x, _y, width in bars)
    # Where a stage is entered the day the one before was left there is no gap.
    assert svg.count('class="c-gap"') == 4 + 3 + 2 + 2 + 2 + 2
    for name in (name for walks in WALKS.values() for name, _days, _total in walks):
        assert name in svg


def test_a_bar_is_as_long_as_the_stay(strategy, today, secretary, reviewer):
    days = [("2024-11-21", "2025-11-21"), ("2025-11-21", None)]
    walk("Posta", "PUBLIC_PRIVATE", days, secretary, reviewer)
    assert (TODAY - date(2024, 11, 21)).days == 730
    assert [(fill, x, width) for fill, x, _y, width in BAR.findall(drawn())] == [
        ("c-b4", "0", "50"),
        ("c-unknown", "50", "50"),
    ]
    assert "en curso" in drawn()


def test_a_walk_of_which_a_stage_is_not_known_says_so(strategy, today, secretary, reviewer):
    first, _second, third = WALKS["PUBLIC_PRIVATE"][0][1]
    walk("Posta", "PUBLIC_PRIVATE", [first, None, third], secretary, reviewer)
    assert "falta una etapa" in drawn()
    assert "761 días" not in drawn()


def test_the_pipeline_counts_who_is_inside_a_stage(strategy, today, secretary, reviewer):
    walk("Posta", "PUBLIC", [("2026-01-01", None)], secretary, reviewer)
    track = queries.two_tracks(queries.projects(TODAY), TODAY).tracks[0]
    assert [count.inside for count in track.counts] == [1, 0, 0, 0, 0]
    svg = charts.pipeline_bars(track)
    assert svg.count('class="c-solid"') == 1
    assert "Preparación etapa de diseño: 1" in svg
    figure = figures.stages(track, TODAY)
    assert figure.code == "etapas-public"
    assert figure.finding == "1 de 1 iniciativas de la vía pública está hoy dentro de una etapa"
    assert [row[2] for row in figure.rows] == [1, 0, 0, 0, 0]
    assert "class=" not in posters.svg(figure)


def test_the_tracks_can_be_taken_away_with_every_stay(strategy, today, secretary, reviewer):
    walk_all(secretary, reviewer)
    figure = figures.tracks(queries.two_tracks(queries.projects(TODAY), TODAY))
    assert figure.finding == "6 iniciativas tienen fechas publicadas de sus etapas"
    # Three initiatives of five stages and three of three.
    assert len(figure.rows) == 3 * 5 + 3 * 3
    drawn = posters.svg(figure)
    assert ET.fromstring(drawn) is not None
    assert "class=" not in drawn


def test_a_stage_that_goes_on_is_told_in_the_finding(strategy, today, secretary, reviewer):
    walk("Posta", "PUBLIC", [("2026-01-01", None)], secretary, reviewer)
    figure = figures.tracks(queries.two_tracks(queries.projects(TODAY), TODAY))
    assert figure.finding == (
        "1 iniciativa tiene fechas publicadas de sus etapas; 1 etapa sigue en curso"
    )
    assert "sin dato" in [text for _column, text in figure.shown[0]], "it has not left the stage"
