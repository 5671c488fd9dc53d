"""Which commune a point lies in, from the boundaries file of the room."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from districts.method.records import InputError

COMMUNES: Final = Path(__file__).parents[1] / "seed" / "communes.geojson"


@dataclass(frozen=True, slots=True, order=True)
class Commune:
    """`cut` is its official territorial code."""

    cut: str
    commune: str
    province: str
    region: str


@dataclass(frozen=True)
class Borders:
    """Communes and their polygons in WGS84, sorted by code."""

    communes: tuple[Commune, ...]
    geometries: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a GeoJSON whose features have the properties cut, commune, province and region.

        Raises
        ------
        InputError
            When the file is not such a GeoJSON, or is not in WGS84.
        """
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            crs = document.get("crs", {}).get("properties", {}).get("name", "CRS84")
            features = sorted(
                (
                    Commune(
                        *(str(one["properties"][name]) for name in Commune.__dataclass_fields__)
                    ),
                    json.dumps(one["geometry"]),
                )
                for one in document["features"]
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                "Se espera un GeoJSON de comunas con cut, commune, province y region.",
                file=path.name,
            ) from None
        if not str(crs).endswith(("CRS84", "4326")):
            raise InputError(f"Se espera WGS84 (EPSG:4326), no {crs}.", file=path.name)
        return cls(tuple(one for one, _ in features), tuple(shape for _, shape in features))

    def locate(self, lon: Sequence[float], lat: Sequence[float]) -> tuple[Commune | None, ...]:
        """The commune of each point, that of the lowest code on a shared border; None outside.

        Raises
        ------
        ValueError
            When there are not as many longitudes as latitudes.
        """
        import shapely

        if len(lon) != len(lat):
            raise ValueError("Se esperan tantas longitudes como latitudes.")
        points = shapely.points(np.asarray(lon, float), np.asarray(lat, float))
        found: list[Commune | None] = [None] * len(points)
        pairs = self._tree.query(points, predicate="intersects")
        for at, which in sorted(zip(*pairs.tolist(), strict=True), reverse=True):
            found[at] = self.communes[which]
        return tuple(found)

    @cached_property
    def _tree(self) -> Any:
        import shapely

        return shapely.STRtree([shapely.from_geojson(shape) for shape in self.geometries])


@lru_cache(maxsize=1)
def of_chile() -> Borders | None:
    """The boundaries that come with the room, read once; None where they do not."""
    return Borders.read(COMMUNES) if COMMUNES.exists() else None
