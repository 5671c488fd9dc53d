"""Everything a run reads, and how it is read from a folder of CSV files."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from districts.method.records import (
    APPROXIMATE,
    Infrastructure,
    InputError,
    Investment,
    Site,
    SmallMining,
    number,
)

__all__ = [
    "Infrastructure",
    "InputError",
    "Inputs",
    "Investment",
    "Site",
    "SmallMining",
    "read_folder",
]

SITES: Final = "sites.csv"
INFRASTRUCTURE: Final = "infrastructure.csv"
INVESTMENTS: Final = "investments.csv"
SMALL_MINING: Final = "small_mining.csv"

_T = TypeVar("_T")


@dataclass(frozen=True)
class Inputs:
    """Everything a run reads; each layer may be empty but the sites."""

    sites: tuple[Site, ...]
    infrastructure: tuple[Infrastructure, ...]
    investments: tuple[Investment, ...]
    small_mining: tuple[SmallMining, ...]

    def __post_init__(self) -> None:
        if not self.sites:
            raise InputError("No hay ninguna faena: sin faenas no hay distritos.", file=SITES)
        seen: set[str] = set()
        for site in self.sites:
            if site.name in seen:
                raise InputError(f"La faena «{site.name}» está repetida.", file=SITES)
            seen.add(site.name)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of what the method reads, whatever the order of the rows.

        `published_district` is left out: the reference cannot change a run.
        """
        layers = {
            "sites": [_without(asdict(site), "published_district") for site in self.sites],
            "infrastructure": [asdict(one) for one in self.infrastructure],
            "investments": [asdict(one) for one in self.investments],
            "small_mining": [asdict(one) for one in self.small_mining],
        }
        rows = {name: sorted(map(_canonical, layer)) for name, layer in layers.items()}
        return hashlib.sha256(_canonical(rows).encode()).hexdigest()


def read_folder(path: Path) -> Inputs:
    """Read `sites.csv`, `infrastructure.csv`, `investments.csv` and `small_mining.csv`.

    UTF-8, comma separated, decimal point; an empty amount is unknown and a file with nothing but
    its header is an empty layer. Columns beyond the schema are ignored.

    Parameters
    ----------
    path : Path
        Folder that holds the four files.

    Returns
    -------
    Inputs

    Raises
    ------
    InputError
        Naming the file, the row and the column, when something is missing or not as expected.
    """
    if not path.is_dir():
        raise InputError(f"No existe la carpeta «{path}».")
    return Inputs(
        sites=tuple(_records(path / SITES, _SITE_COLUMNS, _named_once())),
        infrastructure=tuple(
            _records(path / INFRASTRUCTURE, _INFRASTRUCTURE_COLUMNS, _infrastructure)
        ),
        investments=tuple(_records(path / INVESTMENTS, _INVESTMENT_COLUMNS, _investment)),
        small_mining=tuple(_records(path / SMALL_MINING, _SMALL_MINING_COLUMNS, _small_mining)),
    )


_SITE_COLUMNS: Final = (
    "site",
    "published_district",
    "company",
    "category",
    "product",
    "production",
    "unit",
    "year",
    "production_source",
    "cu_eq_kt",
    "employment_approx",
    "lon",
    "lat",
    "coordinate_source",
    "approximate",
)
_INFRASTRUCTURE_COLUMNS: Final = ("kind", "name", "weight", "wkt_wgs84", "source")
_INVESTMENT_COLUMNS: Final = ("project", "lon", "lat", "usd_million", "source")
_SMALL_MINING_COLUMNS: Final = ("lon", "lat", "active_sites_proxy")


def _named_once() -> Callable[[dict[str, str]], Site]:
    seen: set[str] = set()

    def make(row: dict[str, str]) -> Site:
        site = _site(row)
        if site.name in seen:
            raise InputError(f"La faena «{site.name}» está repetida.", column="site")
        seen.add(site.name)
        return site

    return make


def _site(row: dict[str, str]) -> Site:
    return Site(
        name=row["site"],
        company=row["company"],
        category=row["category"],
        product=row["product"],
        production=_amount(row, "production"),
        unit=row["unit"],
        year=_whole(row, "year"),
        production_source=row["production_source"],
        cu_eq_kt=_amount(row, "cu_eq_kt"),
        employment=_amount(row, "employment_approx"),
        lon=_known(row, "lon"),
        lat=_known(row, "lat"),
        coordinate_source=row["coordinate_source"],
        approximate=_flag(row, "approximate"),
        published_district=_whole(row, "published_district"),
    )


def _infrastructure(row: dict[str, str]) -> Infrastructure:
    return Infrastructure(
        kind=row["kind"],
        name=row["name"],
        weight=_known(row, "weight"),
        wkt=row["wkt_wgs84"],
        source=row["source"],
        approximate=APPROXIMATE in row["source"].lower(),
    )


def _investment(row: dict[str, str]) -> Investment:
    return Investment(
        project=row["project"],
        lon=_known(row, "lon"),
        lat=_known(row, "lat"),
        usd_million=_known(row, "usd_million"),
        source=row["source"],
    )


def _small_mining(row: dict[str, str]) -> SmallMining:
    return SmallMining(
        lon=_known(row, "lon"),
        lat=_known(row, "lat"),
        active_sites=_known(row, "active_sites_proxy"),
    )


def _records(
    path: Path, columns: tuple[str, ...], make: Callable[[dict[str, str]], _T]
) -> Iterator[_T]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("Falta el archivo.", file=path.name) from None
    except OSError:
        raise InputError("No se pudo leer el archivo.", file=path.name) from None
    except UnicodeDecodeError:
        raise InputError("El archivo no está en UTF-8.", file=path.name) from None
    try:
        header, *rows = list(csv.reader(io.StringIO(text, newline=""))) or [[]]
    except csv.Error:
        raise InputError("El archivo no es un CSV separado por comas.", file=path.name) from None
    missing = [column for column in columns if column not in header]
    if missing:
        raise InputError(
            f"Faltan las columnas: {', '.join(missing)}.", file=path.name, row=1, column=missing[0]
        )
    for at, values in enumerate(rows, start=2):
        if not any(values):
            continue
        try:
            if len(values) != len(header):
                raise InputError(f"Se esperan {len(header)} valores y hay {len(values)}.")
            row = dict(zip(header, values, strict=True))
            yield make({column: row[column].strip() for column in columns})
        except InputError as error:
            raise InputError(error.message, file=path.name, row=at, column=error.column) from None


def _amount(row: dict[str, str], column: str) -> float | None:
    return number(row[column], column) if row[column] else None


def _known(row: dict[str, str], column: str) -> float:
    if not row[column]:
        raise InputError("Falta el valor.", column=column)
    return number(row[column], column)


def _whole(row: dict[str, str], column: str) -> int | None:
    if not row[column]:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", row[column]):
        raise InputError(f"«{row[column]}» no es un número entero.", column=column)
    return int(row[column])


def _flag(row: dict[str, str], column: str) -> bool:
    if row[column] not in ("0", "1"):
        raise InputError(f"«{row[column]}» no es 0 ni 1.", column=column)
    return row[column] == "1"


def _without(record: dict[str, object], field: str) -> dict[str, object]:
    return {name: value for name, value in record.items() if name != field}


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
