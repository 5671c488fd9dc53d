"""What a run gives: cells, districts, what was dropped and why, and the decisions taken."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from districts.method.parameters import Parameters

# Changes whenever the same inputs and parameters would give something else.
METHOD_VERSION: Final = "1"

NO_PRODUCTION: Final = "NO_PRODUCTION"
UNKNOWN_PRODUCTION: Final = "UNKNOWN_PRODUCTION"
DROPPED_TEXT: Final[Mapping[str, str]] = {
    NO_PRODUCTION: "Sin producción: ninguna faena de la concentración produce.",
    UNKNOWN_PRODUCTION: "Sin producción conocida: sus faenas no informan cuánto producen.",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing the run decided or assumed: a code and what it applied to, in Spanish words."""

    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One hexagon.

    `values` are the five amounts in their own units (kt copper equivalent, workers, infrastructure
    index, active small mines, million USD), `normalised` the same from 0 to 1, `heat` their
    weighted sum, `smoothed` the heat after smoothing as a share of the highest, `gi_star` the
    z-score of the heat, `hotspot` whether it is significant at the false discovery rate of the
    run, `district` the run's number or None.
    """

    q: int
    r: int
    lon: float
    lat: float
    values: tuple[float, ...]
    normalised: tuple[float, ...]
    heat: float
    smoothed: float
    gi_star: float | None
    hotspot: bool
    district: int | None


@dataclass(frozen=True, slots=True)
class District:
    """One concentration with production, numbered by its score: 1 is the highest.

    Attributes
    ----------
    number, rank : int
        Place by score; equal scores share a rank, never a number.
    score : float
        1-100, see `scores.score`.
    cells : tuple of (q, r)
        Its hexagons, sorted.
    sites, approximate_sites : tuple of str
        Names of its sites, sorted, and of those whose place or production is approximate.
    profile : five floats
        Each variable's total as a percentage of that of the largest district in it.
    totals : five floats
        Each variable's total in its own unit.
    products : tuple of (product, share)
        Shares in percent of its known production in copper equivalent, largest first.
    size_class : str
        "gran" or "mediana" where all its known production is of that category, "mixta" where it
        is of both.
    communes, provinces, regions : tuple of str
        Where its sites stand, sorted; empty when no boundaries are at hand.
    crossed_communes, crossed_provinces, crossed_regions : tuple of str
        Those that the centres of its hexagons fall in.
    location_quotient : tuple of (product, quotient)
        Share of the product in the district over its share in all the sites.
    area_km2, lon, lat : float
        Area of its hexagons and the mean of their centres.
    """

    number: int
    rank: int
    score: float
    cells: tuple[tuple[int, int], ...]
    sites: tuple[str, ...]
    approximate_sites: tuple[str, ...]
    profile: tuple[float, ...]
    totals: tuple[float, ...]
    products: tuple[tuple[str, float], ...]
    size_class: str
    communes: tuple[str, ...]
    provinces: tuple[str, ...]
    regions: tuple[str, ...]
    crossed_communes: tuple[str, ...]
    crossed_provinces: tuple[str, ...]
    crossed_regions: tuple[str, ...]
    location_quotient: tuple[tuple[str, float], ...]
    area_km2: float
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """A concentration left out and why; `reason` is a key of `DROPPED_TEXT`."""

    reason: str
    cells: tuple[tuple[int, int], ...]
    sites: tuple[str, ...]
    max_heat: float
    lon: float
    lat: float


@dataclass(frozen=True)
class Result:
    """A run: reproducible from the inputs and the parameters alone.

    Attributes
    ----------
    sites : tuple of str
        Names of all the sites, sorted.
    cells : tuple of Cell
        Those with any amount and those in a district, sorted by (q, r).
    districts : tuple of District
        By number.
    dropped : tuple of Dropped
        Hottest first.
    weights : five floats
        Those used, adding up to 1.
    decisions : tuple of Decision
        What was decided or assumed, in the order of the method.
    approximate_share : float
        Share, 0-1, of the sites whose place or production is approximate.
    """

    parameters: Parameters
    input_hash: str
    sites: tuple[str, ...]
    cells: tuple[Cell, ...]
    districts: tuple[District, ...]
    dropped: tuple[Dropped, ...]
    weights: tuple[float, ...]
    decisions: tuple[Decision, ...]
    approximate_share: float

    @cached_property
    def run_hash(self) -> str:
        """SHA-256 of the inputs, the parameters, the weights used and the method's version."""
        weights = ",".join(map(repr, self.weights))
        text = "\n".join((METHOD_VERSION, self.input_hash, self.parameters.to_json(), weights))
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def site_districts(self) -> Mapping[str, int]:
        """Number of the district of each site that is in one."""
        return {site: one.number for one in self.districts for site in one.sites}

    def geojson(self) -> bytes:
        """The run as GeoJSON in WGS84, byte-equal for the same inputs and parameters."""
        from districts.method.geojson import write

        return write(self)
