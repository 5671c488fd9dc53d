"""The child process that opens an uploaded GeoPackage or zipped Shapefile, apart and in limits.

Run as `python -I geo_reader.py FILE FORM MAX_ROWS`; prints one JSON line: `{"crs": …, "features":
[…]}` as in GeoJSON, or `{"problem": code}`. It imports nothing of the application: whatever a
hostile file does to the parser stays in here.
"""

import json
import math
import resource
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

MEMORY = 4 * 1024**3
SECONDS = 40
MAX_UNPACKED = 100 * 1024 * 1024
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


class Problem(Exception):
    """What is wrong with a file that could be opened; the argument is its code."""


def main(path: str, form: str, max_rows: int) -> dict[str, Any]:
    for limit, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(limit, (value, value))
    with tempfile.TemporaryDirectory() as place:
        return features(unpacked(path, place) if form == ".zip" else copied(path, place), max_rows)


def copied(path: str, place: str) -> str:
    """The GeoPackage under its own ending, which the reader wants."""
    data = Path(path).read_bytes()
    if not data.startswith(b"SQLite format 3\0"):
        raise ValueError("not a GeoPackage")
    target = Path(place) / "upload.gpkg"
    target.write_bytes(data)
    return str(target)


def unpacked(path: str, place: str) -> str:
    """The one Shapefile of a zip, under names of our own."""
    with zipfile.ZipFile(path) as archive:
        parts = [part for part in archive.infolist() if Path(part.filename).suffix.lower() in PARTS]
        endings = [Path(part.filename).suffix.lower() for part in parts]
        if endings.count(".shp") != 1 or len(set(endings)) != len(endings):
            raise Problem("NO_SHAPEFILE")
        if sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise ValueError("too large")
        for part, ending in zip(parts, endings, strict=True):
            with archive.open(part) as source:
                Path(place, f"upload{ending}").write_bytes(source.read(MAX_UNPACKED))
    return str(Path(place, "upload.shp"))


def features(path: str, max_rows: int) -> dict[str, Any]:
    import pyogrio
    import pyogrio.raw
    import shapely

    drawn = [name for name, kind in pyogrio.list_layers(path).tolist() if kind]
    if len(drawn) != 1:
        raise Problem("MANY_LAYERS")
    meta, _fids, shapes, columns = pyogrio.raw.read(path, layer=drawn[0], max_features=max_rows + 1)
    if len(shapes) > max_rows:
        raise Problem("TOO_MANY_ROWS")
    names = [str(name) for name in meta["fields"]]
    rows = []
    for at, blob in enumerate(shapes):
        shape = None if blob is None else json.loads(shapely.to_geojson(shapely.from_wkb(blob)))
        values = {name: plain(column[at]) for name, column in zip(names, columns, strict=True)}
        rows.append({"properties": values, "geometry": shape})
    return {"crs": meta["crs"] or "", "features": rows}


def plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and math.isnan(value):
        return None
    return value if isinstance(value, str | int | float | None) else str(value)


if __name__ == "__main__":
    answer: dict[str, Any]
    try:
        answer = main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    except Problem as problem:
        answer = {"problem": str(problem)}
    except BaseException:  # whatever the parser raises
        answer = {"problem": "UNREADABLE"}
    print(json.dumps(answer))
