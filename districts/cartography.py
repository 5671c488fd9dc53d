"""The paper of the maps: a window of the country and what lies on it, as SVG paths.

Everything is in metres of EPSG:32719, where the hexagons are; a frame turns metres into units of
its drawing. Paths are written with points and spaces only, rounded to a tenth of a unit.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from districts.method.parameters import Parameters

COMMUNES: Final = Path(__file__).parent / "seed" / "communes.geojson"

Point = tuple[float, float]
Axial = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """A window of the country: its corners in metres and the width of its drawing."""

    code: str
    title: str
    west: float
    south: float
    east: float
    north: float
    width: float = 280.0

    @property
    def scale(self) -> float:
        """Units per metre."""
        return self.width / (self.east - self.west)

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    def place(self, point: Point) -> Point:
        """Metres to units, the second downwards."""
        return (point[0] - self.west) * self.scale, (self.north - point[1]) * self.scale

    def holds(self, point: Point, margin: float = 0.0) -> bool:
        return (
            self.west - margin <= point[0] <= self.east + margin
            and self.south - margin <= point[1] <= self.north + margin
        )

    def path(self, points: Sequence[Point], *, closed: bool = True) -> str:
        """A line through points given in metres, each step told from the point before."""
        if not points:
            return ""
        tenths = [(round(x * 10), round(y * 10)) for x, y in map(self.place, points)]
        steps = [(x - u, y - v) for (u, v), (x, y) in pairwise(tenths) if (x, y) != (u, v)]
        start = " ".join(plain(length / 10) for length in tenths[0])
        told = " ".join(plain(length / 10) for step in steps for length in step)
        return f"M{start}{'l' if told else ''}{told.replace(' -', '-')}{'Z' if closed else ''}"

    def hexagons(self, centres: Iterable[Point], side_m: float, share: float = 1.0) -> str:
        """Hexagons in one path, each shrunk around its centre to a share of its side."""
        side = side_m * self.scale * share
        half = side * math.sqrt(3) / 2
        a, b, c = plain(half), plain(side / 2), plain(side)
        shape = f"l{a} {b}v{c}l-{a} {b}l-{a} -{b}v-{c}Z"
        places = [self.place(centre) for centre in centres if self.holds(centre, side_m)]
        return "".join(f"M{plain(x)} {plain(y - side)}{shape}" for x, y in places)


@dataclass(frozen=True, slots=True)
class Borders:
    """Lines of the base map in metres: borders of communes, and each region's own outline."""

    communes: tuple[tuple[Point, ...], ...]
    regions: tuple[tuple[Point, ...], ...]


def plain(value: float) -> str:
    """A number of a drawing: a tenth of a unit, no trailing zero, never -0."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def centres(parameters: Parameters, cells: Sequence[Axial]) -> list[Point]:
    """Centre of each cell in metres."""
    if not cells:
        return []
    import numpy as np

    from districts.method.hexgrid import Grid

    found = Grid(parameters.side_m, parameters.origin).centres(np.array(cells))
    return [(x, y) for x, y in found.tolist()]


def rings(parameters: Parameters, cells: Sequence[Axial]) -> list[list[Point]]:
    """The outline of a set of cells in metres, holes included."""
    import numpy as np

    from districts.method.geojson import outline
    from districts.method.hexgrid import Grid

    grid = Grid(parameters.side_m, parameters.origin)
    return [
        [(x, y) for x, y in grid.places(np.array(ring[:-1])).tolist()]
        for polygon in outline(cells)
        for ring in polygon
    ]


def metres(places: Sequence[Point]) -> list[Point]:
    """Longitude and latitude to metres."""
    if not places:
        return []
    from districts.method.hexgrid import project

    x, y = project([lon for lon, _lat in places], [lat for _lon, lat in places])
    return list(zip(x.tolist(), y.tolist(), strict=True))


@lru_cache(maxsize=2)
def borders(detail_m: float) -> Borders:
    """The base map without bends finer than `detail_m`, read once per process and detail.

    A border that two communes share stays one line: all are simplified together.
    """
    import numpy as np
    import shapely

    from districts.method.hexgrid import project

    features = json.loads(COMMUNES.read_text(encoding="utf-8"))["features"]
    degrees = shapely.from_geojson([json.dumps(one["geometry"]) for one in features])
    shapes = shapely.coverage_simplify(
        shapely.transform(
            degrees, lambda places: np.column_stack(project(places[:, 0], places[:, 1]))
        ),
        detail_m,
    )
    named: dict[str, list[Any]] = {}
    for one, shape in zip(features, shapes, strict=True):
        named.setdefault(one["properties"]["region"], []).append(shape)
    regions = [shapely.union_all(parts) for parts in named.values()]
    return Borders(
        communes=_lines(shapely.line_merge(shapely.union_all(shapely.boundary(shapes)))),
        regions=_lines(shapely.boundary(regions)),
    )


def _lines(shapes: Any) -> tuple[tuple[Point, ...], ...]:
    import shapely

    return tuple(
        tuple(map(tuple, shapely.get_coordinates(line).tolist()))
        for line in shapely.get_parts(shapely.get_parts(shapes))
    )
