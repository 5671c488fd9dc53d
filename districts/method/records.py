"""The records of the layers, each of which checks itself when it is made.

Whatever the source (a folder, the database, a test), the method only ever sees finite WGS84
coordinates inside Chile and amounts that are not negative. Unknown amounts are None and stay so.
"""

import math
import re
from dataclasses import dataclass
from typing import Final

# Continental Chile with some sea, so that a desalination plant or a port is inside.
LON_RANGE: Final = (-76.5, -66.0)
LAT_RANGE: Final = (-56.5, -17.0)

APPROXIMATE: Final = "approximate"

# Far beyond any amount of mining, and far below where sums of floats overflow.
HIGHEST: Final = 1e12

_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WKT: Final = re.compile(r"\s*(POINT|LINESTRING)\s*\(([^()]*)\)\s*", re.IGNORECASE)


class InputError(ValueError):
    """An input that the method refuses, with a Spanish sentence that a page may show.

    Attributes
    ----------
    file : str
        Name of the file, empty when the record did not come from one.
    row : int or None
        Row as a spreadsheet counts it: the header is 1, the first record is 2.
    column : str
        Name of the column, empty when the fault is not in one.
    message : str
        What is wrong and what is expected.
    """

    def __init__(
        self, message: str, *, file: str = "", row: int | None = None, column: str = ""
    ) -> None:
        self.message, self.file, self.row, self.column = message, file, row, column
        place = [file, "" if row is None else f"fila {row}", column and f"columna «{column}»"]
        named = ", ".join(part for part in place if part)
        super().__init__(f"{named}: {message}" if named else message)


@dataclass(frozen=True, slots=True)
class Site:
    """One operating site (faena).

    `cu_eq_kt` is its yearly production in kilotonnes of copper equivalent and `employment` its
    workers; both None when unknown. `published_district` is the district that Table 2 of the
    study names it in: the reference to compare with, never read by the method.
    """

    name: str
    company: str
    category: str
    product: str
    production: float | None
    unit: str
    year: int | None
    production_source: str
    cu_eq_kt: float | None
    employment: float | None
    lon: float
    lat: float
    coordinate_source: str
    approximate: bool
    published_district: int | None

    def __post_init__(self) -> None:
        _check_text(self.name, "site")
        _check_text(self.product, "product")
        _settle_amount(self, "production", "production")
        _settle_amount(self, "cu_eq_kt", "cu_eq_kt")
        _settle_amount(self, "employment", "employment_approx")
        _settle_place(self)
        if self.published_district is not None and self.published_district < 1:
            raise InputError("El distrito debe ser 1 o más.", column="published_district")


@dataclass(frozen=True, slots=True)
class Infrastructure:
    """A power plant, substation or desalination plant (point), or a road or railway (line).

    `weight` is in the unit that the kind names (MW, kV, l/s) or, for a line, the weight of its
    class; `wkt` is a POINT or LINESTRING in WGS84 degrees.
    """

    kind: str
    name: str
    weight: float
    wkt: str
    source: str
    approximate: bool

    def __post_init__(self) -> None:
        _check_text(self.kind, "kind")
        _settle_amount(self, "weight", "weight")
        for lon, lat in self.coordinates:
            _check_place(lon, lat, column="wkt_wgs84")

    @property
    def is_line(self) -> bool:
        return len(self.coordinates) > 1

    @property
    def coordinates(self) -> tuple[tuple[float, float], ...]:
        """Vertices as (longitude, latitude) in degrees."""
        found = _WKT.fullmatch(self.wkt)
        if not found:
            raise InputError(
                "Se espera POINT(lon lat) o LINESTRING(lon lat, lon lat, …).", column="wkt_wgs84"
            )
        kind, body = found[1].upper(), found[2]
        places = []
        for pair in body.split(","):
            numbers = pair.split()
            if len(numbers) != 2:
                raise InputError("Cada vértice debe tener dos números.", column="wkt_wgs84")
            places.append((number(numbers[0], "wkt_wgs84"), number(numbers[1], "wkt_wgs84")))
        if (kind == "POINT") != (len(places) == 1):
            raise InputError(
                "Un POINT tiene un vértice y un LINESTRING dos o más.", column="wkt_wgs84"
            )
        return tuple(places)


@dataclass(frozen=True, slots=True)
class Investment:
    """A project of the investment portfolio, at the place of its site, in millions of USD."""

    project: str
    lon: float
    lat: float
    usd_million: float
    source: str

    def __post_init__(self) -> None:
        _check_text(self.project, "project")
        _settle_amount(self, "usd_million", "usd_million")
        _settle_place(self)

    @property
    def approximate(self) -> bool:
        return APPROXIMATE in self.source.lower()


@dataclass(frozen=True, slots=True)
class SmallMining:
    """How many active small mines there are at a place."""

    lon: float
    lat: float
    active_sites: float

    def __post_init__(self) -> None:
        _settle_amount(self, "active_sites", "active_sites_proxy")
        _settle_place(self)


def number(text: str, column: str) -> float:
    """A finite number written with a decimal point.

    Raises
    ------
    InputError
        For anything else, infinities and NaN included.
    """
    if not _NUMBER.fullmatch(text.strip()) or not math.isfinite(float(text)):
        raise InputError(
            f"«{text}» no es un número (se espera punto decimal, sin separador de miles).",
            column=column,
        )
    return float(text)


def _check_text(text: str, column: str) -> None:
    if not text.strip():
        raise InputError("Falta el valor.", column=column)


def _settle_amount(record: object, field: str, column: str) -> None:
    """Refuse what is no amount and keep it as a float, so that equal records hash alike."""
    given = getattr(record, field)
    if given is None:
        return
    amount = float(given)
    object.__setattr__(record, field, amount)
    if not math.isfinite(amount):
        raise InputError("El valor debe ser un número finito.", column=column)
    if amount < 0:
        raise InputError(f"El valor no puede ser negativo ({amount:g}).", column=column)
    if amount > HIGHEST:
        raise InputError(f"El valor no puede ser tan grande ({amount:g}).", column=column)


def _settle_place(record: "Site | Investment | SmallMining") -> None:
    object.__setattr__(record, "lon", float(record.lon))
    object.__setattr__(record, "lat", float(record.lat))
    _check_place(record.lon, record.lat)


def _check_place(lon: float, lat: float, *, column: str = "") -> None:
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise InputError("Las coordenadas deben ser números finitos.", column=column or "lon")
    if _inside(lon, LON_RANGE) and _inside(lat, LAT_RANGE):
        return
    if _inside(lat, LON_RANGE) and _inside(lon, LAT_RANGE):
        raise InputError(
            f"La longitud y la latitud parecen intercambiadas ({lon:g}, {lat:g}).",
            column=column or "lon",
        )
    if abs(lon) > 360 or abs(lat) > 360:
        raise InputError(
            f"Las coordenadas ({lon:g}, {lat:g}) no están en grados: se espera WGS84 (EPSG:4326).",
            column=column or "lon",
        )
    raise InputError(
        f"Las coordenadas ({lon:g}, {lat:g}) no están en Chile continental: se espera una "
        f"longitud entre {LON_RANGE[0]:g} y {LON_RANGE[1]:g} y una latitud entre "
        f"{LAT_RANGE[0]:g} y {LAT_RANGE[1]:g}, en grados WGS84 (EPSG:4326).",
        column=column or ("lat" if _inside(lon, LON_RANGE) else "lon"),
    )


def _inside(value: float, limits: tuple[float, float]) -> bool:
    return limits[0] <= value <= limits[1]
