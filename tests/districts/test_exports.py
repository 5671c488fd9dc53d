"""A run as files: the same bytes each time, with sources, read back by an independent reader."""

import csv
import io
import json
import sqlite3

import pytest

from districts import exports, queries, tables
from emra.lib.tables import respond

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def open_csv(table):
    text = respond(table, "csv").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_geojson_is_the_run_s_with_its_sources(strategy):
    view = queries.published_run()
    document = json.loads(exports.geojson(view))
    sources = document.pop("sources")
    assert {one["layer"]: one["rows"] for one in sources}["INFRASTRUCTURE"] == 407
    assert all(one["source"] and one["licence"] for one in sources)
    assert "SONAMI" in document.pop("study")
    assert "IDE Chile" in document.pop("borders")
    assert document.pop("run") == "R001"
    assert document == json.loads(view.result.geojson())
    assert "no es asesoría de inversión" in document["disclaimer"]
    assert exports.geojson(view) == exports.geojson(queries.published_run())


def test_the_geopackage_opens_in_another_reader_with_every_feature(strategy, tmp_path):
    geopandas = pytest.importorskip("geopandas")
    pyogrio = pytest.importorskip("pyogrio")
    view = queries.published_run()
    path = tmp_path / "distritos.gpkg"
    path.write_bytes(exports.geopackage(view))
    layers = dict(pyogrio.list_layers(path).tolist())
    assert {"hexagonos", "distritos", "faenas", "fuentes"} <= set(layers)
    cells = geopandas.read_file(path, layer="hexagonos")
    assert (len(cells), cells.crs.to_epsg()) == (len(view.cells), 4326)
    assert cells.geometry.is_valid.all()
    # A hexagon of 10 km side covers 3/2 √3 · 10² = 259.8076 km²; its projection bends it a little.
    areas = cells.to_crs(32719).area / 1e6
    assert areas.between(259.8, 259.82).all()
    districts = geopandas.read_file(path, layer="distritos").set_index("number")
    assert list(districts.index) == [one.number for one in view.districts]
    for one in view.districts:
        area = geopandas.GeoSeries([districts.geometry[one.number]], crs=4326).to_crs(32719).area
        assert area.iloc[0] / 1e6 == pytest.approx(one.district.area_km2, rel=1e-5)
    sites = geopandas.read_file(path, layer="faenas")
    assert sites["approximate"].sum() == 27
    said = " ".join(pyogrio.read_dataframe(path, layer="fuentes")["texto"])
    assert "CC BY 4.0" in said
    assert "reproduce el método" in said.lower()


def test_the_geopackage_is_whole_and_the_same_each_time(strategy, tmp_path):
    view = queries.published_run()
    content = exports.geopackage(view)
    assert content == exports.geopackage(queries.published_run())
    path = tmp_path / "distritos.gpkg"
    path.write_bytes(content)
    base = sqlite3.connect(path)
    assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.close()


def test_the_table_of_districts_names_places_products_and_sources(strategy):
    view = queries.published_run()
    table = tables.districts(view)
    rows = open_csv(table)
    assert len(rows) == len(view.districts)
    norte = next(row for row in rows if row["nombre_estudio"] == "Distrito Norte")
    assert norte["comunas"] == "Calama"
    assert "Chuquicamata" in norte["faenas"]
    about = " ".join(str(text) for _what, text in table.about)
    for said in ("WRI", "Cochilco", "Aproximados", "IDE Chile", view.line.run_hash):
        assert said in about


def test_every_table_flags_what_is_approximate(strategy):
    view = queries.published_run()
    sites = open_csv(tables.sites(view))
    assert sum(row["aproximado"] == "true" for row in sites) == 27
    for layer in queries.layers():
        rows = open_csv(tables.layer(layer, queries.features(layer.current.pk)))
        assert sum(row["aproximado"] == "true" for row in rows) == layer.current.approximate
    assert len(open_csv(tables.cells(view))) == len(view.cells)


def test_the_tables_of_runs_and_matches_say_what_the_run_found(strategy):
    view = queries.published_run()
    (run,) = open_csv(tables.runs(queries.runs()))
    assert (run["corrida"], int(run["exclusivas"])) == ("R001", view.comparison.exclusive)
    matches = open_csv(tables.matches(view))
    assert [int(row["distrito_estudio"]) for row in matches] == list(range(1, 15))
    assert sum(row["exclusiva"] == "true" for row in matches) == view.comparison.exclusive


@pytest.mark.parametrize("form", ["csv", "csv-excel", "xlsx"])
def test_every_table_is_written_in_every_form(strategy, form):
    view = queries.published_run()
    every = (
        tables.districts(view),
        tables.sites(view),
        tables.cells(view),
        tables.matches(view),
        tables.runs(queries.runs()),
    )
    for table in every:
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert respond(table, form).content
