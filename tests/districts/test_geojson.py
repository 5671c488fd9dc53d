"""A run as GeoJSON: the bytes, the outlines."""

import json
import os
import re
import subprocess
import sys

import pytest
import shapely

from districts.method.geojson import outline
from districts.method.hexgrid import DIRECTIONS
from districts.method.model import run
from tests.districts.given import SEED, facts


@pytest.fixture(scope="module")
def published():
    return run(facts())


def test_the_geojson_is_the_same_bytes_in_another_process_whatever_its_threads(published):
    program = (
        "import sys; from pathlib import Path; from districts.method.inputs import read_folder;"
        "from districts.method.model import run;"
        "sys.stdout.buffer.write(run(read_folder(Path(sys.argv[1]))).geojson())"
    )
    for seed, threads in (("1", "1"), ("2", "2")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}
        answer = subprocess.run(
            [sys.executable, "-c", program, str(SEED)],
            check=True,
            capture_output=True,
            env=environment,
        )
        assert answer.stdout == published.geojson()


def test_the_geojson_holds_the_districts_as_the_union_of_their_hexagons(published):
    document = json.loads(published.geojson())
    assert document["run_hash"] == published.run_hash
    assert "no es asesoría de inversión" in document["disclaimer"]
    shapes = {"cell": {}, "district": {}}
    for feature in document["features"]:
        named = feature["properties"]
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.is_valid
        if named["kind"] == "district":
            shapes["district"][named["number"]] = shape
        elif named["district"]:
            shapes["cell"].setdefault(named["district"], []).append(shape)
    assert set(shapes["district"]) == {one.number for one in published.districts}
    for number, shape in shapes["district"].items():
        union = shapely.union_all(shapes["cell"][number])
        assert shapely.area(shapely.symmetric_difference(union, shape)) < 1e-12


def corners(polygons):
    return [[len(ring) - 1 for ring in polygon] for polygon in polygons]


def test_the_outline_of_a_ring_of_cells_has_a_hole():
    ring = [tuple(cell) for cell in DIRECTIONS]
    # Three sides outside and one inside of each of the six.
    assert corners(outline(ring)) == [[18, 6]]
    assert corners(outline([*ring, (0, 0)])) == [[18]]


def test_cells_that_do_not_touch_are_two_polygons():
    assert corners(outline([(5, 5), (0, 0)])) == [[6], [6]]
    assert outline([]) == []


def test_outer_rings_turn_left_and_holes_turn_right():
    ((outer, hole),) = outline([tuple(cell) for cell in DIRECTIONS])
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(hole).is_ccw


def test_no_coordinate_has_more_than_six_decimals(published):
    text = published.geojson().decode()
    assert max(len(number) for number in re.findall(r"-?\d+\.(\d+)", text)) <= 6
    assert "-0.0," not in text
    assert "NaN" not in text
