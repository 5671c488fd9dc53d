"""The nine communes of the region: their codes, names and outlines. No coordinates are guessed.

The outlines come from the official division of the country, DPA 2023 of IDE Chile (see
`seed/NOTICE.txt`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from emra.lib import formats, seed

CREDIT: Final = "División político-administrativa 2023, IDE Chile"

_PATH = re.compile(r'<path id="c([0-9]{5})" d="([^"]+)"')
_SIZE = re.compile(r'viewBox="([0-9. ]+)"')
_POINT = re.compile(r"[ML](-?[0-9.]+) (-?[0-9.]+)")


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune by its CUT code, as 02201."""

    code: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The outlines as SVG paths by code, the place of a number in each, and the view box."""

    box: str
    paths: Mapping[str, str]
    middles: Mapping[str, tuple[str, str]]


@lru_cache
def communes() -> tuple[Commune, ...]:
    """The nine of the region, by code."""
    return tuple(Commune(**row) for row in seed.read("lib", "communes"))


def by_code() -> dict[str, Commune]:
    return {row.code: row for row in communes()}


def choices() -> list[tuple[str, str]]:
    """For a form, by name."""
    return sorted(((row.code, row.name) for row in communes()), key=lambda pair: pair[1])


@lru_cache
def drawing() -> Drawing:
    """The region's map as it is drawn on the server."""
    source = (seed.folder("lib") / "comunas_antofagasta.svg").read_text(encoding="utf-8")
    size = _SIZE.search(source)
    assert size is not None
    paths = dict(_PATH.findall(source))
    return Drawing(size[1], paths, {code: _middle(path) for code, path in paths.items()})


def _middle(path: str) -> tuple[str, str]:
    """The centre of gravity of the largest ring of an outline."""
    largest, place = 0.0, (0.0, 0.0)
    for ring in path.split("Z"):
        points = [(float(x), float(y)) for x, y in _POINT.findall(ring)]
        turns = [
            (a[0] * b[1] - b[0] * a[1], a, b)
            for a, b in zip(points, points[1:] + points[:1], strict=True)
        ]
        area = sum(turn for turn, _a, _b in turns)
        if abs(area) > largest:
            largest = abs(area)
            place = (
                sum(turn * (a[0] + b[0]) for turn, a, b in turns) / (3 * area),
                sum(turn * (a[1] + b[1]) for turn, a, b in turns) / (3 * area),
            )
    return formats.point(place[0], 1), formats.point(place[1], 1)
