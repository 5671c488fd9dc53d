"""Editions of a layer from a file: all of it or nothing, with what is wrong by row and column."""

import json
import zipfile

import pytest

from districts import layer_actions, queries
from districts.models import Edition, Feature
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden
from tests.districts.conftest import PROVENANCE

pytestmark = pytest.mark.django_db
HEADER = "proyecto,lon,lat,musd,fuente,comuna,region\n"
CALAMA = "Planta,-68.93,-22.46,120.5,Cochilco,Calama,Antofagasta\n"


def problems(edition):
    return [(one.row, one.column, one.problem) for one in edition.problems.all()]


def point(lon, lat, **properties):
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
    }


def test_a_proposed_edition_is_not_in_force_until_it_is_confirmed(propose, analyst):
    edition = propose("INVESTMENTS", HEADER + CALAMA)
    assert (edition.state, edition.is_current, edition.rows) == ("PREVIEW", False, 1)
    assert queries.layer("INVESTMENTS").current.number == 1
    layer_actions.confirm_edition(edition=edition.pk, by=analyst)
    now = queries.layer("INVESTMENTS").current
    assert (now.number, now.source, now.licence, now.dated) == (
        *(2, PROVENANCE.source, PROVENANCE.licence, PROVENANCE.dated),
    )
    (feature,) = queries.features(now.pk)
    assert (feature.name, feature.value, feature.lon) == ("Planta", 120.5, -68.93)
    event = Event.objects.order_by("-seq").first()
    assert (event.verb, event.object_code, event.actor) == (
        *("layer.loaded", "INVESTMENTS-2", analyst),
    )
    with pytest.raises(Conflict):
        layer_actions.confirm_edition(edition=edition.pk, by=analyst)


def test_an_import_is_undone_by_going_back_to_the_edition_before(propose, analyst):
    edition = propose("INVESTMENTS", HEADER + CALAMA)
    layer_actions.confirm_edition(edition=edition.pk, by=analyst)
    first = Edition.objects.get(layer="INVESTMENTS", number=1)
    layer_actions.restore_edition(edition=first.pk, by=analyst)
    assert queries.layer("INVESTMENTS").current.number == 1
    assert Event.objects.order_by("-seq").first().verb == "layer.restored"
    with pytest.raises(Conflict):
        layer_actions.restore_edition(edition=first.pk, by=analyst)


def test_a_discarded_edition_leaves_no_record(propose, analyst):
    edition = propose("INVESTMENTS", HEADER + CALAMA)
    layer_actions.discard_edition(edition=edition.pk, by=analyst)
    assert not Feature.objects.filter(edition=edition).exists()
    with pytest.raises(Conflict):
        layer_actions.confirm_edition(edition=edition.pk, by=analyst)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("Planta,-22.46,-68.93,1,C,,", "lon", "intercambiadas"),
        ("Planta,-50,-22.46,1,C,,", "lon", "no están en Chile"),
        ("Planta,510000,7515000,1,C,,", "lon", "no están en grados"),
        ("Planta,NaN,-22.46,1,C,,", "lon", "no es un número"),
        ("Planta,-68.93,,1,C,,", "lat", "Falta la coordenada"),
        ("Planta,-68.93,-22.46,,C,,", "musd", "Falta el valor"),
        ("Planta,-68.93,-22.46,-3,C,,", "musd", "negativo"),
        ("Planta,-68.93,-22.46,mucho,C,,", "musd", "no es un número"),
        (",-68.93,-22.46,1,C,,", "proyecto", "Falta el valor"),
        ("Planta,-68.93,-22.46,1,C,Taltal,", "comuna", "cae en Calama, no en Taltal"),
        ("Planta,-68.93,-22.46,1,C,,Atacama", "region", "cae en Antofagasta, no en Atacama"),
        ("Planta,-68.93,-22.46,1,C,Inventada,", "comuna", "cae en Calama, no en Inventada"),
        ("12.345.678-5,-68.93,-22.46,1,C,,", "proyecto", "RUT o un correo"),
        ("Planta,-68.93,-22.46,1,juan@mina.cl,,", "fuente", "RUT o un correo"),
    ],
)
def test_a_wrong_row_is_told_by_row_and_column_and_nothing_is_kept(
    propose, analyst, row, column, said
):
    edition = propose("INVESTMENTS", HEADER + CALAMA + row + "\n")
    ((at, where, why),) = problems(edition)
    assert (at, where) == (3, column)
    assert said in why
    assert not edition.features.exists()
    with pytest.raises(Conflict, match="filas por corregir"):
        layer_actions.confirm_edition(edition=edition.pk, by=analyst)
    assert queries.layer("INVESTMENTS").current.number == 1


def test_a_place_near_the_border_of_its_commune_or_beyond_our_borders_passes(propose):
    # El Abra stands 1 km from where three communes meet; Temuco lies south of the borders.
    rows = "Temuco,-72.6,-38.74,1,C,Temuco,La Araucanía\nPlanta,-68.93,-22.46,1,C,CALAMA,\n"
    assert problems(propose("INVESTMENTS", HEADER + rows)) == []


def test_columns_with_personal_data_are_dropped_and_named(propose):
    header = "proyecto,RUT,Correo electrónico,Teléfono,Representante legal,lon,lat,musd,color\n"
    edition = propose("INVESTMENTS", f"{header}Planta,1-9,a@b.cl,5,Ana,-68.93,-22.46,1,rojo\n")
    assert edition.personal == "RUT, Correo electrónico, Teléfono, Representante legal"
    assert edition.ignored == "color"
    assert problems(edition) == []
    stored = str(list(edition.features.values()))
    assert not any(text in stored for text in ("1-9", "a@b.cl", "Ana", "rojo"))


def test_production_names_sites_that_stand_somewhere_once(propose):
    rows = "El Abra,99,99\nNinguna,1,1\nEl Abra,1,1\nEscondida,,\n"
    edition = propose("PRODUCTION", "site,production,cu_eq_kt\n" + rows)
    assert [(row, column) for row, column, _why in problems(edition)] == [(3, "site"), (4, "site")]


def test_an_unknown_amount_stays_unknown(propose):
    edition = propose("PRODUCTION", "site,production,cu_eq_kt\nEscondida,,\nEl Abra,0,0\n")
    assert list(edition.features.values_list("name", "value")) == [
        ("Escondida", None),
        ("El Abra", 0.0),
    ]


def test_the_decimal_comma_of_a_spanish_spreadsheet_is_read(propose):
    edition = propose("INVESTMENTS", "proyecto;lon;lat;musd\nPlanta;-68,93;-22,46;1,5\n")
    assert problems(edition) == []
    assert edition.features.get().value == 1.5


def test_the_files_of_the_method_import_as_they_are(propose):
    from emra.lib import seed

    for layer, name in (
        *(("SITES", "sites"), ("PRODUCTION", "sites"), ("EMPLOYMENT", "sites")),
        *(("INFRASTRUCTURE", "infrastructure"), ("INVESTMENTS", "investments")),
        ("SMALL_MINING", "small_mining"),
    ):
        edition = propose(layer, (seed.folder("districts") / f"{name}.csv").read_text())
        assert problems(edition) == []
        before = queries.features(queries.layer(layer).current.pk)
        after = queries.features(edition.pk)
        assert [(one.name, one.value, one.lon, one.wkt.replace(" ", "")[:5]) for one in after] == [
            (one.name, one.value, one.lon, one.wkt.replace(" ", "")[:5]) for one in before
        ]


def test_a_geojson_of_points_and_lines_is_read(propose):
    line = {
        "type": "Feature",
        "properties": {"kind": "rail", "weight": 1, "approximate": True},
        "geometry": {
            "type": "MultiLineString",
            "coordinates": [[[-70, -23], [-69.5, -23.1]], [[-69, -23], [-68.9, -22.8]]],
        },
    }
    plant = point(-68.93, -22.46, kind="plant_mw", name="Central", weight=40, comuna="Calama")
    edition = propose("INFRASTRUCTURE", {"type": "FeatureCollection", "features": [plant, line]})
    assert problems(edition) == []
    assert list(edition.features.values_list("unit", "wkt", "approximate")) == [
        ("MW", "POINT(-68.93 -22.46)", False),
        ("", "LINESTRING(-70.0 -23.0, -69.5 -23.1)", True),
        ("", "LINESTRING(-69.0 -23.0, -68.9 -22.8)", True),
    ]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("capa.geojson", b"{", "No se pudo leer como GeoJSON"),
        ("capa.geojson", b"[" * 100_000, "No se pudo leer como GeoJSON"),
        ("capa.geojson", b'{"type": "Feature"}', "No se pudo leer como GeoJSON"),
        (
            "capa.geojson",
            json.dumps({"type": "FeatureCollection", "features": []}).encode(),
            "filas",
        ),
        (
            "capa.geojson",
            b'{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:32719"}},"features":[]}',
            "está en EPSG:32719",
        ),
        ("capa.csv", b"", "vac"),
        ("capa.csv", b"nombre,musd\nPlanta,3\n", "Faltan las columnas: lon, lat"),
        ("capa.shp", b"x", "Shapefile completo en un zip"),
        ("capa.gpkg", b"SQLite format 3\0 nada", "ilegible"),
        ("capa.zip", b"PK\x03\x04 nada", "ilegible"),
        ("capa.exe", b"MZ", "Suba una planilla"),
    ],
)
def test_a_file_that_is_no_layer_is_refused_with_what_to_do(propose, name, content, said):
    with pytest.raises(DomainError, match=said):
        propose("INVESTMENTS", content, name)
    assert Edition.objects.count() == 6


def test_a_geopackage_and_a_shapefile_give_the_same_edition(propose, tmp_path):
    geopandas = pytest.importorskip("geopandas")
    frame = geopandas.GeoDataFrame(
        {"project": ["Planta"], "usd_million": [7.5]},
        geometry=geopandas.points_from_xy([-68.93], [-22.46]),
        crs=4326,
    ).rename(columns={"usd_million": "musd"})
    frame.to_file(tmp_path / "a.gpkg")
    frame.to_file(tmp_path / "a.shp")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for ending in ("shp", "shx", "dbf", "prj"):
            archive.write(tmp_path / f"a.{ending}", f"carpeta/a.{ending}")
    for name in ("a.gpkg", "a.zip"):
        edition = propose("INVESTMENTS", (tmp_path / name).read_bytes(), name)
        feature = edition.features.get()
        assert (feature.name, feature.value, feature.lon, feature.lat) == (
            *("Planta", 7.5, -68.93, -22.46),
        )
    frame.to_crs(32719).to_file(tmp_path / "utm.gpkg")
    with pytest.raises(DomainError, match="EPSG:32719: se espera WGS84"):
        propose("INVESTMENTS", (tmp_path / "utm.gpkg").read_bytes(), "utm.gpkg")


def test_without_the_extra_a_geopackage_is_refused_with_what_to_install(propose, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(DomainError, match=r"requirements-geo\.txt"):
        propose("INVESTMENTS", b"SQLite format 3\0", "a.gpkg")


def test_only_the_analyst_imports(strategy, secretary, propose, analyst):
    edition = propose("INVESTMENTS", HEADER + CALAMA)
    for act in (
        layer_actions.confirm_edition,
        layer_actions.discard_edition,
        layer_actions.restore_edition,
    ):
        with pytest.raises(Forbidden):
            act(edition=edition.pk, by=secretary)
