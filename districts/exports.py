"""A run as files for maps: GeoJSON, and a GeoPackage written with the standard library alone.

The same run gives the same bytes. Geometries are those of the GeoJSON, so that both agree.
"""

import json
import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

from districts import credits, queries, workshop
from districts.readmodel import RunView

GEOJSON_TYPE: Final = "application/geo+json"
GEOPACKAGE_TYPE: Final = "application/geopackage+sqlite3"
WGS84: Final = 4326
# "GPKG" in ASCII, and version 1.3 of the standard.
APPLICATION_ID: Final = 0x47504B47
USER_VERSION: Final = 10300
# A file that is made again has to be the same: its moment is none of a clock.
UNDATED: Final = "1970-01-01T00:00:00.000Z"
_WGS84_TEXT: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,'
    'AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,'
    'AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],'
    'AUTHORITY["EPSG","4326"]]'
)
_TABLES: Final = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE,
  max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name));
"""

Geometry = Mapping[str, Any]
Row = tuple[Geometry | None, Mapping[str, Any]]


def geojson(view: RunView) -> bytes:
    """The run's own GeoJSON with its sources and credits beside the features."""
    document = _document(view)
    credited = {
        **document,
        "run": view.code,
        "study": credits.STUDY,
        "borders": queries.borders().credit,
        "sources": credits.sources(view),
    }
    text = json.dumps(credited, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def geopackage(view: RunView) -> bytes:
    """Hexagons, districts, dropped concentrations and sites, with a table of sources."""
    features = _document(view)["features"]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as base:
        base.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        base.execute(f"PRAGMA user_version = {USER_VERSION}")
        base.executescript(_TABLES)
        base.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
            [
                ("Undefined cartesian", -1, "NONE", -1, "undefined"),
                ("Undefined geographic", 0, "NONE", 0, "undefined"),
                ("WGS 84", WGS84, "EPSG", WGS84, _WGS84_TEXT),
            ],
        )
        _add(base, "hexagonos", "Hexágonos", _drawn(features, "cell"))
        _add(base, "distritos", "Distritos", _drawn(features, "district"))
        _add(base, "descartadas", "Concentraciones descartadas", _drawn(features, "dropped"))
        _add(base, "faenas", "Faenas", _sites(view))
        said = credits.about(view, "Distritos")
        _add(
            base,
            "fuentes",
            "Fuentes y advertencias",
            [(None, {"que": str(what), "texto": str(text)}) for what, text in said],
        )
        return base.serialize()


def _document(view: RunView) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(
        workshop.kept(("geojson", view.line.run_hash), view.result.geojson)
    )
    return document


def _drawn(features: Iterable[Mapping[str, Any]], kind: str) -> list[Row]:
    return [
        (one["geometry"], _flat(one["properties"]))
        for one in features
        if one["properties"]["kind"] == kind
    ]


def _sites(view: RunView) -> list[Row]:
    return [
        (
            {"type": "Point", "coordinates": [one.site.lon, one.site.lat]},
            {
                "name": one.site.name,
                "company": one.site.company,
                "category": one.site.category,
                "product": one.site.product,
                "cu_eq_kt": one.site.cu_eq_kt,
                "employment": one.site.employment,
                "production_source": one.site.production_source,
                "coordinate_source": one.site.coordinate_source,
                "approximate": one.site.approximate,
                "district": one.run,
                "study_district": one.study,
            },
        )
        for one in view.sites
    ]


def _flat(properties: Mapping[str, Any]) -> dict[str, Any]:
    """One column per value: `values.production` becomes values_production, a list a text."""
    flat: dict[str, Any] = {}
    for name, value in properties.items():
        if name == "kind":
            continue
        if isinstance(value, Mapping) and name in ("products", "location_quotient"):
            flat[name] = ", ".join(f"{key} {number:g}" for key, number in value.items())
        elif isinstance(value, Mapping):
            flat.update({f"{name}_{key}": number for key, number in value.items()})
        else:
            flat[name] = ", ".join(value) if isinstance(value, list) else value
    return flat


def _add(base: sqlite3.Connection, table: str, title: str, rows: Sequence[Row]) -> None:
    """One table; an empty layer is left out, as nothing says what its columns would be."""
    if not rows:
        return
    drawn = rows[0][0] is not None
    columns = list(rows[0][1])
    typed = [
        f'"{name}" {_type(value for _, values in rows for value in (values[name],))}'
        for name in columns
    ]
    place = ["geom BLOB"] if drawn else []
    base.execute(
        f'CREATE TABLE "{table}" ({", ".join(["fid INTEGER PRIMARY KEY", *place, *typed])})'
    )
    marks = ", ".join("?" for _ in range(1 + drawn + len(columns)))
    base.executemany(
        f'INSERT INTO "{table}" VALUES ({marks})',  # noqa: S608  (the names are ours)
        [
            (at, *([_blob(shape)] if shape else []), *(values[name] for name in columns))
            for at, (shape, values) in enumerate(rows, start=1)
        ],
    )
    box = _box([point for shape, _ in rows if shape for point in _points(shape["coordinates"])])
    base.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            table,
            "features" if drawn else "attributes",
            table,
            title,
            UNDATED,
            *box,
            WGS84 if drawn else None,
        ),
    )
    if drawn:
        kinds = {shape["type"] for shape, _ in rows if shape}
        kind = kinds.pop().upper() if len(kinds) == 1 else "GEOMETRY"
        base.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
            (table, kind, WGS84),
        )


def _type(values: Iterable[Any]) -> str:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {bool}:
        return "BOOLEAN"
    if kinds <= {int}:
        return "INTEGER"
    return "REAL" if kinds <= {int, float} else "TEXT"


def _blob(shape: Geometry) -> bytes:
    """A GeoPackage geometry: header without envelope, then well-known binary."""
    return b"GP" + struct.pack("<BBi", 0, 1, WGS84) + _wkb(shape["type"], shape["coordinates"])


def _wkb(kind: str, coordinates: Any) -> bytes:
    """Well-known binary, little-endian."""
    number = {"Point": 1, "Polygon": 3, "MultiPolygon": 6}[kind]
    start = struct.pack("<BI", 1, number)
    if kind == "Point":
        return start + struct.pack("<2d", *coordinates)
    parts = struct.pack("<I", len(coordinates))
    if kind == "MultiPolygon":
        return start + parts + b"".join(_wkb("Polygon", one) for one in coordinates)
    return start + parts + b"".join(_ring(ring) for ring in coordinates)


def _ring(ring: Sequence[Sequence[float]]) -> bytes:
    numbers = [number for point in ring for number in point]
    return struct.pack(f"<I{len(numbers)}d", len(ring), *numbers)


def _points(coordinates: Any) -> list[Sequence[float]]:
    if isinstance(coordinates[0], int | float):
        return [coordinates]
    return [point for part in coordinates for point in _points(part)]


def _box(points: Sequence[Sequence[float]]) -> tuple[float | None, ...]:
    if not points:
        return None, None, None, None
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)
