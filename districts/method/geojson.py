"""A run as GeoJSON, the same bytes for the same run, and the outline of a group of cells."""

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np

from districts.method.hexgrid import DIRECTIONS, Grid, corner_numbers, unproject
from districts.method.parameters import VARIABLES
from districts.method.results import METHOD_VERSION, Cell, District, Dropped, Result

PLACES: Final = 6
DISCLAIMER: Final = (
    "Reproduce el método del estudio, no sus números: el estudio no publica ni los pesos ni el "
    "algoritmo. Sirve para la reflexión; no es asesoría de inversión."
)

Corner = tuple[int, int]
CellName = tuple[int, int]


def write(result: Result) -> bytes:
    """Hexagons, districts and dropped concentrations, in WGS84 with six decimals, UTF-8."""
    pen = _Pen(Grid(result.parameters.side_m, result.parameters.origin))
    features = [
        *(_feature("cell", _cell(one), pen.draw([(one.q, one.r)])) for one in result.cells),
        *(_feature("district", _district(one), pen.draw(one.cells)) for one in result.districts),
        *(_feature("dropped", _dropped(one), pen.draw(one.cells)) for one in result.dropped),
    ]
    pen.finish()
    document = {
        "type": "FeatureCollection",
        "disclaimer": DISCLAIMER,
        "input_hash": result.input_hash,
        "run_hash": result.run_hash,
        "method_version": METHOD_VERSION,
        "parameters": json.loads(result.parameters.to_json()),
        "weights": _named(result.weights),
        "features": features,
    }
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def outline(cells: Iterable[CellName]) -> list[list[list[Corner]]]:
    """The border of a group of cells as polygons, in the numbers of `hexgrid.corner_numbers`.

    One polygon per connected part, the parts by their first cell; of each the outer ring first,
    counter-clockwise, then its holes, clockwise. Rings are closed and begin at their lowest
    corner.

    Examples
    --------
    >>> [[len(ring) for ring in polygon] for polygon in outline([(0, 0), (1, 0)])]
    [[11]]
    """
    return [_rings(part) for part in _parts(sorted(set(cells)))]


class _Pen:
    """Draws outlines whose corners are turned into degrees all at once."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._points: dict[Corner, list[float]] = {}

    def draw(self, cells: Sequence[CellName]) -> dict[str, Any]:
        polygons = [
            [[self._points.setdefault(corner, []) for corner in ring] for ring in polygon]
            for polygon in outline(cells)
        ]
        if len(polygons) == 1:
            return {"type": "Polygon", "coordinates": polygons[0]}
        return {"type": "MultiPolygon", "coordinates": polygons}

    def finish(self) -> None:
        corners = np.array(list(self._points), dtype=np.int64).reshape(-1, 2)
        lon, lat = unproject(*self._grid.places(corners).T)
        # Adding 0.0 makes a negative zero positive.
        degrees = np.round(np.column_stack((lon, lat)), PLACES) + 0.0
        for point, place in zip(self._points.values(), degrees.tolist(), strict=True):
            point.extend(place)


def _parts(cells: list[CellName]) -> list[list[CellName]]:
    left = set(cells)
    parts = []
    for first in cells:
        if first not in left:
            continue
        left.remove(first)
        part = [first]
        for q, r in part:
            for dq, dr in DIRECTIONS:
                next_ = (q + dq, r + dr)
                if next_ in left:
                    left.remove(next_)
                    part.append(next_)
        parts.append(sorted(part))
    return parts


def _rings(part: list[CellName]) -> list[list[Corner]]:
    inside = set(part)
    corners = corner_numbers(np.array(part)).tolist()
    follows: dict[Corner, Corner] = {}
    for (q, r), around in zip(part, corners, strict=True):
        for side, (dq, dr) in enumerate(DIRECTIONS):
            if (q + dq, r + dr) not in inside:
                start, end = around[side], around[(side + 1) % 6]
                follows[start[0], start[1]] = (end[0], end[1])
    rings = []
    while follows:
        first = min(follows)
        ring = [first]
        while (corner := follows.pop(ring[-1])) != first:
            ring.append(corner)
        rings.append([*ring, first])
    return sorted(rings, key=lambda ring: (_doubled_area(ring) < 0, ring[0]))


def _doubled_area(ring: list[Corner]) -> int:
    pairs = pairwise(ring)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs)


def _feature(kind: str, properties: dict[str, Any], geometry: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kind": kind, **properties}, "geometry": geometry}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "q": cell.q,
        "r": cell.r,
        "values": _named(cell.values),
        "normalised": _named(cell.normalised),
        "heat": _rounded(cell.heat),
        "smoothed": _rounded(cell.smoothed),
        "gi_star": None if cell.gi_star is None else _rounded(cell.gi_star),
        "hotspot": cell.hotspot,
        "district": cell.district,
    }


def _district(district: District) -> dict[str, Any]:
    return {
        "number": district.number,
        "rank": district.rank,
        "score": district.score,
        "sites": district.sites,
        "approximate_sites": district.approximate_sites,
        "profile": _named(district.profile),
        "totals": _named(district.totals),
        "products": dict(district.products),
        "location_quotient": dict(district.location_quotient),
        "size_class": district.size_class,
        "communes": district.communes,
        "provinces": district.provinces,
        "regions": district.regions,
        "area_km2": _rounded(district.area_km2),
    }


def _dropped(dropped: Dropped) -> dict[str, Any]:
    return {
        "reason": dropped.reason,
        "sites": dropped.sites,
        "max_heat": _rounded(dropped.max_heat),
    }


def _named(values: Sequence[float]) -> dict[str, float]:
    return {name: _rounded(value) for name, value in zip(VARIABLES, values, strict=True)}


def _rounded(value: float) -> float:
    return round(float(value), PLACES) + 0.0
