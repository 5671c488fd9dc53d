"""Rows of an upload as records of a layer, or what is wrong with each, by row and column."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import CharField
from django.utils.translation import gettext as _

from districts import whereabouts
from districts.features import (
    MILLION_USD,
    SITES_COUNTED,
    WORKERS,
    is_said_approximate,
    unit_of,
)
from districts.method.records import (
    Infrastructure,
    InputError,
    Investment,
    Site,
    SmallMining,
    number,
)
from districts.models import Feature, LayerCode
from districts.tabular import Points, RawRow, RawTable
from emra.lib.spreadsheets import Unreadable

CATEGORIES: Final = ("gran", "mediana")
MOST_PROBLEMS: Final = 500
LIMITS: Final = {
    field.name: field.max_length for field in Feature._meta.fields if isinstance(field, CharField)
}

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("site", "project", "name", "faena", "proyecto", "nombre"),
    "company": ("company", "empresa"),
    "category": ("category", "categoria"),
    "product": ("product", "producto"),
    "kind": ("kind", "tipo"),
    "unit": ("unit", "unidad"),
    "copper_equivalent": ("cu_eq_kt", "kt_cueq"),
    "year": ("year", "ano"),
    "lon": ("lon", "longitude", "longitud"),
    "lat": ("lat", "latitude", "latitud"),
    "wkt": ("wkt_wgs84", "wkt"),
    "source": ("source", "fuente"),
    "approximate": ("approximate", "aproximado"),
    "published_district": ("published_district", "distrito_estudio"),
    "commune": ("commune", "comuna"),
    "region": ("region",),
}
# What differs from layer to layer: a file of sites has three amounts and two sources.
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    LayerCode.PRODUCTION: ("production", "produccion"),
    LayerCode.EMPLOYMENT: ("employment_approx", "employment", "empleo", "trabajadores"),
    LayerCode.INFRASTRUCTURE: ("weight", "peso"),
    LayerCode.SMALL_MINING: ("active_sites_proxy", "active_sites", "faenas_activas"),
    LayerCode.INVESTMENTS: ("usd_million", "musd"),
}
SOURCES: Final[Mapping[str, tuple[str, ...]]] = {
    LayerCode.SITES: ("coordinate_source", "fuente_coordenadas"),
    LayerCode.PRODUCTION: ("production_source", "fuente_produccion"),
}
USED: Final[Mapping[str, tuple[str, ...]]] = {
    LayerCode.SITES: (
        *("name", "company", "category", "product", "lon", "lat"),
        *("source", "approximate", "published_district", "commune", "region"),
    ),
    LayerCode.PRODUCTION: (
        *("name", "value", "unit", "copper_equivalent", "year", "source", "approximate"),
    ),
    LayerCode.EMPLOYMENT: ("name", "value", "source", "approximate"),
    LayerCode.INFRASTRUCTURE: (
        *("kind", "name", "value", "wkt", "lon", "lat", "source", "approximate"),
        *("commune", "region"),
    ),
    LayerCode.SMALL_MINING: ("lon", "lat", "value", "source", "commune", "region"),
    LayerCode.INVESTMENTS: (
        *("name", "lon", "lat", "value", "source", "approximate", "commune", "region"),
    ),
}
REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    LayerCode.SITES: ("name", "category", "product"),
    LayerCode.PRODUCTION: ("name", "value", "copper_equivalent"),
    LayerCode.EMPLOYMENT: ("name", "value"),
    LayerCode.INFRASTRUCTURE: ("kind", "value"),
    LayerCode.SMALL_MINING: ("value",),
    LayerCode.INVESTMENTS: ("name", "value"),
}
BY_SITE: Final = (LayerCode.PRODUCTION, LayerCode.EMPLOYMENT)
NAMED_ONCE: Final = (LayerCode.SITES, *BY_SITE)

_PERSONAL: Final = re.compile(
    r"(^|_)(rut|run|dni|pasaporte|rol_unico|correo|e_?mail|mail|telefono|fono|celular|movil|phone"
    r"|contacto|contact|persona|representante|propietario|dueno|titular|apellidos?|domicilio"
    r"|direccion_particular|owner|encargado|responsable)(_|$)"
)
_RUT: Final = re.compile(r"\b\d{1,2}\.?\d{3}\.?\d{3}-[\dkK]\b")
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[a-zA-Z]{2,}")
_COMMA: Final = re.compile(r"[+-]?\d+,\d+")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row, in which column of the file."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an upload would load, with what was left out of it and why it cannot be loaded."""

    features: tuple[Feature, ...]
    problems: tuple[Problem, ...]
    personal: tuple[str, ...]
    ignored: tuple[str, ...]


class _Wrong(Exception):
    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column, self.text = column, text


def interpret(layer: str, table: RawTable, sites: Iterable[str]) -> Proposal:
    """The records that a table gives for a layer; `sites` are those that stand somewhere.

    Raises Unreadable where the file has not the columns of the layer at all.
    """
    columns = _columns(layer, table.columns)
    personal = tuple(name for name in table.columns if _PERSONAL.search(plain(name)))
    used = {*columns.values()}
    ignored = tuple(name for name in table.columns if name not in used and name not in personal)
    if not table.rows:
        raise Unreadable(_("El archivo no tiene filas con datos."), field="file")
    _check_columns(layer, columns, with_shapes=any(row.lines for row in table.rows))
    reader = _Reader(layer, columns, frozenset(sites))
    for row in table.rows:
        reader.read(row)
    problems = [*reader.problems, *_misplaced(reader.places, columns)]
    problems.sort(key=lambda one: one.row)
    return Proposal(tuple(reader.features), tuple(problems[:MOST_PROBLEMS]), personal, ignored)


def plain(name: str) -> str:
    """A column's name without case, accents, spaces or signs."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", bare).strip("_")


def _columns(layer: str, names: Sequence[str]) -> dict[str, str]:
    """Which column of the file gives each value; the first of several that could."""
    by_plain = {plain(name): name for name in reversed(names) if not _PERSONAL.search(plain(name))}
    found = {}
    for key in USED[layer]:
        wanted = _names(layer, key)
        column = next((by_plain[name] for name in wanted if name in by_plain), None)
        if column is not None:
            found[key] = column
    return found


def _names(layer: str, key: str) -> tuple[str, ...]:
    """How a file may call a value of ours, the method's own name first."""
    if key == "value":
        return (*VALUES.get(layer, ()), "valor")
    own = SOURCES.get(layer, ()) if key == "source" else ()
    return (*own, *NAMES[key])


def _check_columns(layer: str, columns: Mapping[str, str], *, with_shapes: bool) -> None:
    placed = with_shapes or "wkt" in columns
    needs_place = layer not in BY_SITE and not placed
    missing = [
        _names(layer, key)[0]
        for key in (*REQUIRED[layer], *(("lon", "lat") if needs_place else ()))
        if key not in columns
    ]
    if missing:
        raise Unreadable(
            _("Faltan las columnas: %(names)s.") % {"names": ", ".join(missing)}, field="file"
        )


class _Reader:
    """Reads row after row, keeping records, places to look up and problems."""

    def __init__(self, layer: str, columns: Mapping[str, str], sites: frozenset[str]) -> None:
        self.layer, self.columns, self.sites = layer, columns, sites
        self.features: list[Feature] = []
        self.problems: list[Problem] = []
        self.places: list[tuple[RawRow, Points, str, str]] = []
        self._seen: dict[str, int] = {}

    def read(self, row: RawRow) -> None:
        try:
            self._read(row)
        except (_Wrong, InputError) as error:
            text = error.message if isinstance(error, InputError) else error.text
            column = self._column_of(error.column)
            self.problems.append(Problem(row.number, column, text[:500]))

    def _read(self, row: RawRow) -> None:
        self._refuse_personal(row)
        value = self._amount(row, "value")
        if value is None and self.layer not in BY_SITE and "value" in REQUIRED[self.layer]:
            raise _Wrong("value", _("Falta el valor."))
        source = self._text(row, "source")
        common = {
            "name": self._text(row, "name"),
            "value": value,
            "source": source,
            "approximate": self._flag(row) or is_said_approximate(source),
        }
        if self.layer in NAMED_ONCE:
            self._check_name(row, str(common["name"]))
        if self.layer in BY_SITE:
            self._add_by_site(row, common)
        else:
            for points in self._geometry(row):
                self._add_placed(row, common, points)

    def _add_by_site(self, row: RawRow, common: Mapping[str, object]) -> None:
        feature = Feature(**common)
        if self.layer == LayerCode.EMPLOYMENT:
            feature.unit = WORKERS
        else:
            feature.unit = self._text(row, "unit")
            feature.copper_equivalent = self._amount(row, "copper_equivalent")
            year = self._amount(row, "year")
            if year is not None and (not year.is_integer() or not 1900 <= year <= 2100):
                raise _Wrong("year", _("Escriba un año de cuatro cifras."))
            feature.year = None if year is None else int(year)
        for amount in (feature.value, feature.copper_equivalent):
            if amount is not None and amount < 0:
                raise _Wrong("value", _("El valor no puede ser negativo."))
        self.features.append(feature)

    def _add_placed(self, row: RawRow, common: Mapping[str, object], points: Points) -> None:
        feature = Feature(**common)
        value = feature.value or 0.0
        lon, lat = points[0]
        if self.layer == LayerCode.INFRASTRUCTURE:
            feature.kind = self._text(row, "kind")
            feature.unit = unit_of(feature.kind)
            feature.wkt = _wkt(points)
            Infrastructure(
                kind=feature.kind,
                name=feature.name,
                weight=value,
                wkt=feature.wkt,
                source=feature.source,
                approximate=feature.approximate,
            )
        else:
            if len(points) != 1:
                raise _Wrong("lon", _("Esta capa es de puntos, no de líneas."))
            feature.lon, feature.lat = lon, lat
            self._check_record(row, feature, value)
        self.features.append(feature)
        stated = self._text(row, "commune"), self._text(row, "region")
        if any(stated):
            self.places.append((row, points, *stated))

    def _check_record(self, row: RawRow, feature: Feature, value: float) -> None:
        """Make the method's own record of it: what that refuses, this refuses."""
        lon, lat = feature.lon or 0.0, feature.lat or 0.0
        if self.layer == LayerCode.SMALL_MINING:
            feature.unit, feature.approximate = SITES_COUNTED, True
            SmallMining(lon=lon, lat=lat, active_sites=value)
        elif self.layer == LayerCode.INVESTMENTS:
            feature.unit = MILLION_USD
            Investment(
                project=feature.name, lon=lon, lat=lat, usd_million=value, source=feature.source
            )
        else:
            feature.value = None
            feature.company = self._text(row, "company")
            feature.category = self._text(row, "category")
            feature.product = self._text(row, "product")
            if feature.category not in CATEGORIES:
                raise _Wrong("category", _("Escriba «gran» o «mediana»."))
            feature.published_district = self._whole(row, "published_district")
            Site(
                name=feature.name,
                company=feature.company,
                category=feature.category,
                product=feature.product,
                production=None,
                unit="",
                year=None,
                production_source="",
                cu_eq_kt=None,
                employment=None,
                lon=lon,
                lat=lat,
                coordinate_source=feature.source,
                approximate=feature.approximate,
                published_district=feature.published_district,
            )

    def _geometry(self, row: RawRow) -> tuple[Points, ...]:
        if row.lines:
            return row.lines
        if text := self._text(row, "wkt"):
            return (_points_of(text),)
        lon, lat = self._amount(row, "lon"), self._amount(row, "lat")
        if lon is None or lat is None:
            raise _Wrong("lon" if lon is None else "lat", _("Falta la coordenada."))
        return (((lon, lat),),)

    def _check_name(self, row: RawRow, name: str) -> None:
        if not name:
            raise _Wrong("name", _("Falta el nombre de la faena."))
        if name in self._seen:
            raise _Wrong(
                "name", _("La faena ya está en la fila %(row)s.") % {"row": self._seen[name]}
            )
        self._seen[name] = row.number
        if self.layer in BY_SITE and name not in self.sites:
            raise _Wrong(
                "name", _("«%(name)s» no está en la capa Faenas vigente.") % {"name": name[:100]}
            )

    def _refuse_personal(self, row: RawRow) -> None:
        for key in ("name", "company", "source", "kind", "product", "unit"):
            text = self._text(row, key)
            if _RUT.search(text) or _EMAIL.search(text):
                raise _Wrong(key, _("Parece traer un RUT o un correo: quite los datos personales."))

    def _text(self, row: RawRow, key: str) -> str:
        text = row.values.get(self.columns.get(key, ""), "")
        limit = LIMITS.get(key)
        if limit and len(text) > limit:
            raise _Wrong(key, _("El texto tiene más de %(limit)s letras.") % {"limit": limit})
        return text

    def _amount(self, row: RawRow, key: str) -> float | None:
        text = row.values.get(self.columns.get(key, ""), "")
        if not text:
            return None
        try:
            return number(text.replace(",", ".") if _COMMA.fullmatch(text) else text, key)
        except InputError as error:
            raise _Wrong(key, error.message) from error

    def _whole(self, row: RawRow, key: str) -> int | None:
        amount = self._amount(row, key)
        if amount is not None and not (amount.is_integer() and 1 <= amount <= 999):
            raise _Wrong(key, _("Escriba un número entero."))
        return None if amount is None else int(amount)

    def _flag(self, row: RawRow) -> bool:
        text = plain(self._text(row, "approximate"))
        if text in ("", "0", "no", "false"):
            return False
        if text in ("1", "si", "true"):
            return True
        raise _Wrong("approximate", _("Escriba sí o no."))

    def _column_of(self, key: str) -> str:
        """The column of the file for a value of ours, also as the method's records name it."""
        for ours in USED[self.layer]:
            if key == ours or key in _names(self.layer, ours):
                return self.columns.get(ours, key)
        return key


def _misplaced(
    places: Sequence[tuple[RawRow, Points, str, str]], columns: Mapping[str, str]
) -> list[Problem]:
    """The rows whose coordinate lies outside the commune or region that they state."""
    found = whereabouts.contradictions(
        [(points[0], commune, region) for _row, points, commune, region in places]
    )
    return [
        Problem(places[at][0].number, columns.get(key, key), text)
        for at, (key, text) in sorted(found.items())
    ]


def _points_of(wkt: str) -> Points:
    return Infrastructure(
        kind="—", name="", weight=0.0, wkt=wkt, source="", approximate=False
    ).coordinates


def _wkt(points: Points) -> str:
    inside = ", ".join(f"{lon!r} {lat!r}" for lon, lat in points)
    return f"{'POINT' if len(points) == 1 else 'LINESTRING'}({inside})"
