"""Uploaded files as rows of text: CSV and spreadsheets, GeoJSON, and what GDAL reads.

Spreadsheets and geographic files are opened in a process apart, within limits; a GeoJSON is
plain JSON. Row 1 is the header, as a spreadsheet counts; a geographic feature counts as a row too.
"""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from emra.lib import spreadsheets
from emra.lib.errors import TooLarge
from emra.lib.spreadsheets import Unreadable

MAX_BYTES: Final = spreadsheets.MAX_BYTES
MAX_ROWS: Final = spreadsheets.MAX_ROWS
JSON_FORMS: Final = (".geojson", ".json")
GEO_FORMS: Final = (".gpkg", ".zip")
TIMEOUT: Final = 60
_READER: Final = Path(__file__).with_name("geo_reader.py")
_WGS84_NAMES: Final = ("CRS84", "4326")

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as the file has it; `lines` are the geometry, one or more, if there is one."""

    number: int
    values: Mapping[str, str]
    lines: tuple[Points, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RawTable:
    """The columns as they are named in the file, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[RawRow, ...]


def read(path: Path, filename: str) -> RawTable:
    """The rows of an uploaded file. Raises TooLarge or Unreadable with what to do."""
    if path.stat().st_size > MAX_BYTES:
        raise TooLarge(_("El archivo pesa más de 10 MB."), field="file")
    form = Path(filename).suffix.lower()
    if form in JSON_FORMS:
        return _from_features(_geojson(path))
    if form in GEO_FORMS:
        return _from_features(_geographic(path, form))
    if form in (".shp", ".shx", ".dbf"):
        raise Unreadable(
            _("Suba el Shapefile completo en un zip (.shp, .shx, .dbf y .prj)."), field="file"
        )
    return _from_sheet(spreadsheets.read(path, filename))


def _from_sheet(cells: Sequence[Sequence[spreadsheets.Cell]]) -> RawTable:
    if not cells:
        raise Unreadable(_("El archivo está vacío."), field="file")
    columns = tuple(cell.text.strip() for cell in cells[0])
    rows = []
    for number, row in enumerate(cells[1:], start=2):
        values = {name: cell.text.strip() for name, cell in zip(columns, row, strict=False) if name}
        if any(values.values()):
            rows.append(RawRow(number, values))
    return RawTable(tuple(name for name in columns if name), tuple(rows))


def _geojson(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_refuse)
        crs = document.get("crs") or {}
        name = str(crs.get("properties", {}).get("name", "CRS84"))
        if not name.endswith(_WGS84_NAMES):
            raise _wrong_crs(name)
        if document["type"] != "FeatureCollection":
            raise ValueError
        return {"features": list(document["features"])}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        raise Unreadable(
            _("No se pudo leer como GeoJSON: se espera una FeatureCollection en UTF-8, sin NaN."),
            field="file",
        ) from None


def _geographic(path: Path, form: str) -> Mapping[str, Any]:
    """What GDAL reads of a GeoPackage or a zipped Shapefile, in a process apart."""
    if importlib.util.find_spec("pyogrio") is None:
        raise Unreadable(
            _(
                "Esta instalación no lee Shapefile ni GeoPackage: suba CSV o GeoJSON, o pida que "
                "se instale requirements-geo.txt."
            ),
            field="file",
        )
    try:
        child = subprocess.run(  # noqa: S603  (our own reader; the path is ours)
            [sys.executable, "-I", str(_READER), str(path), form, str(MAX_ROWS)],
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env={},
        )
        answer: dict[str, Any] = json.loads(child.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"problem": "UNREADABLE"}
    if "problem" in answer:
        raise Unreadable(_geographic_problem(answer["problem"]), field="file")
    if not str(answer["crs"]).endswith(_WGS84_NAMES):
        raise _wrong_crs(str(answer["crs"]))
    return answer


def _geographic_problem(code: str) -> str:
    return {
        "TOO_MANY_ROWS": _("El archivo tiene más de 10.000 elementos."),
        "MANY_LAYERS": _("El archivo tiene varias capas: suba un archivo por capa."),
        "NO_SHAPEFILE": _("El zip debe traer un solo Shapefile (.shp, .shx, .dbf y .prj)."),
    }.get(code, _("Archivo ilegible: no se pudo leer como Shapefile ni GeoPackage."))


def _wrong_crs(name: str) -> Unreadable:
    return Unreadable(
        _("El archivo está en %(crs)s: se espera WGS84 (EPSG:4326), en grados.")
        % {"crs": name[:80] or _("un sistema que no declara")},
        field="file",
    )


def _from_features(document: Mapping[str, Any]) -> RawTable:
    features = document["features"]
    if len(features) > MAX_ROWS:
        raise Unreadable(_geographic_problem("TOO_MANY_ROWS"), field="file")
    rows, columns = [], dict[str, None]()
    for number, feature in enumerate(features, start=2):
        try:
            values = {
                str(name): "" if value is None else str(value).strip()
                for name, value in (feature.get("properties") or {}).items()
            }
            lines = _lines(feature.get("geometry"))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise Unreadable(
                _("El elemento %(number)s no es punto ni línea.") % {"number": number - 1},
                field="file",
            ) from None
        columns.update(dict.fromkeys(values))
        rows.append(RawRow(number, values, lines))
    return RawTable(tuple(columns), tuple(rows))


def _lines(geometry: Mapping[str, Any] | None) -> tuple[Points, ...]:
    """A geometry as one or more lines; a point is a line of one vertex."""
    if geometry is None:
        return ()
    inside = geometry["coordinates"]
    parts = {
        "Point": lambda: [[inside]],
        "MultiPoint": lambda: [[point] for point in inside],
        "LineString": lambda: [inside],
        "MultiLineString": lambda: inside,
    }[geometry["type"]]()
    return tuple(tuple((float(point[0]), float(point[1])) for point in part) for part in parts)


def _refuse(constant: str) -> None:
    raise ValueError(constant)
