"""Inputs for the tests of the method: the facts of the room, and small made-up ones."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import districts
from districts.method.inputs import Inputs, read_folder
from districts.method.records import Infrastructure, Investment, Site, SmallMining

SEED = Path(districts.__file__).parent / "seed"


@cache
def facts() -> Inputs:
    return read_folder(SEED)


def site(name: str = "Mina", lon: float = -69.0, lat: float = -23.0, **fields: Any) -> Site:
    plain = Site(
        name=name,
        company="Minera",
        category="gran",
        product="Cu",
        production=100.0,
        unit="kt",
        year=2024,
        production_source="prueba",
        cu_eq_kt=100.0,
        employment=1000.0,
        lon=lon,
        lat=lat,
        coordinate_source="prueba",
        approximate=False,
        published_district=None,
    )
    return replace(plain, **fields)


def inputs(*sites: Site, **layers: Any) -> Inputs:
    empty: dict[str, Any] = {"infrastructure": (), "investments": (), "small_mining": ()}
    return Inputs(sites=sites or (site(),), **{**empty, **layers})


def line(*places: tuple[float, float], kind: str = "rail", weight: float = 1.0) -> Infrastructure:
    path = ", ".join(f"{lon!r} {lat!r}" for lon, lat in places)
    return Infrastructure(kind, "Vía", weight, f"LINESTRING({path})", "prueba", False)


def point(lon: float, lat: float, kind: str = "plant_mw", weight: float = 1.0) -> Infrastructure:
    return Infrastructure(kind, "Planta", weight, f"POINT({lon!r} {lat!r})", "prueba", False)


def investment(lon: float, lat: float, usd_million: float) -> Investment:
    return Investment("Proyecto", lon, lat, usd_million, "prueba")


def small_mining(lon: float, lat: float, active_sites: float) -> SmallMining:
    return SmallMining(lon, lat, active_sites)
