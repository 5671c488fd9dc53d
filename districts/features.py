"""The six layers of the room and the four of the method: the same records in two shapes.

A site of the method is one record of three layers (where it is, what it produces, whom it
employs), because each has its own source and is replaced on its own.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from districts.method.inputs import Inputs
from districts.method.records import APPROXIMATE, Infrastructure, Investment, Site, SmallMining
from districts.models import Edition, Feature, LayerCode
from emra.lib.errors import DomainError

WORKERS, SITES_COUNTED, MILLION_USD = "trabajadores", "faenas activas", "millones de USD"
INFRASTRUCTURE_UNITS = {"plant_mw": "MW", "substation_kv": "kV", "desal": "l/s"}


def unit_of(kind: str) -> str:
    """The unit that a kind of infrastructure is weighed in; a line's weight has none."""
    return INFRASTRUCTURE_UNITS.get(kind, "")


def is_said_approximate(source: str) -> bool:
    return APPROXIMATE in source.lower()


def layers_of(inputs: Inputs) -> Mapping[str, list[Feature]]:
    """The records of the four files as those of the six layers, their edition still open."""
    sites, production, employment = [], [], []
    for site in inputs.sites:
        # One flag covers place and production: it goes where the source says so.
        of_production = is_said_approximate(site.production_source)
        of_place = is_said_approximate(site.coordinate_source) or not of_production
        sites.append(
            Feature(
                name=site.name,
                company=site.company,
                category=site.category,
                product=site.product,
                lon=site.lon,
                lat=site.lat,
                published_district=site.published_district,
                source=site.coordinate_source,
                approximate=site.approximate and of_place,
            )
        )
        production.append(
            Feature(
                name=site.name,
                value=site.production,
                unit=site.unit,
                copper_equivalent=site.cu_eq_kt,
                year=site.year,
                source=site.production_source,
                approximate=site.approximate and of_production,
            )
        )
        employment.append(
            Feature(name=site.name, value=site.employment, unit=WORKERS, approximate=True)
        )
    return {
        LayerCode.SITES: sites,
        LayerCode.PRODUCTION: production,
        LayerCode.EMPLOYMENT: employment,
        LayerCode.INFRASTRUCTURE: [
            Feature(
                kind=one.kind,
                name=one.name,
                value=one.weight,
                unit=unit_of(one.kind),
                wkt=one.wkt,
                source=one.source,
                approximate=one.approximate,
            )
            for one in inputs.infrastructure
        ],
        LayerCode.SMALL_MINING: [
            Feature(
                value=one.active_sites,
                unit=SITES_COUNTED,
                lon=one.lon,
                lat=one.lat,
                approximate=True,
            )
            for one in inputs.small_mining
        ],
        LayerCode.INVESTMENTS: [
            Feature(
                name=one.project,
                value=one.usd_million,
                unit=MILLION_USD,
                lon=one.lon,
                lat=one.lat,
                source=one.source,
                approximate=one.approximate,
            )
            for one in inputs.investments
        ],
    }


def write(edition: Edition, features: Sequence[Feature]) -> None:
    """Number the records and give them to their edition."""
    for at, feature in enumerate(features, start=1):
        feature.edition, feature.position = edition, at
    Feature.objects.bulk_create(features, batch_size=500)


def inputs_of(editions: Iterable[Edition]) -> Inputs:
    """What the method reads of one edition of each layer.

    Raises DomainError where production or employment names a site that is in no place.
    """
    rows: dict[str, list[Feature]] = {code: [] for code in LayerCode.values}
    for feature in Feature.objects.filter(edition__in=editions).select_related("edition"):
        rows[feature.edition.layer_id].append(feature)
    production = {row.name: row for row in rows[LayerCode.PRODUCTION]}
    employment = {row.name: row for row in rows[LayerCode.EMPLOYMENT]}
    names = {row.name for row in rows[LayerCode.SITES]}
    if strange := sorted((production.keys() | employment.keys()) - names):
        raise DomainError(
            _("Producción o Empleo nombran faenas que no están en la capa Faenas: %(names)s.")
            % {"names": ", ".join(strange[:5])}
        )
    return Inputs(
        sites=tuple(
            _site(row, production.get(row.name), employment.get(row.name))
            for row in rows[LayerCode.SITES]
        ),
        infrastructure=tuple(
            Infrastructure(
                kind=row.kind,
                name=row.name,
                weight=_known(row.value),
                wkt=row.wkt,
                source=row.source,
                approximate=row.approximate,
            )
            for row in rows[LayerCode.INFRASTRUCTURE]
        ),
        investments=tuple(
            Investment(
                project=row.name,
                lon=_known(row.lon),
                lat=_known(row.lat),
                usd_million=_known(row.value),
                source=row.source,
            )
            for row in rows[LayerCode.INVESTMENTS]
        ),
        small_mining=tuple(
            SmallMining(lon=_known(row.lon), lat=_known(row.lat), active_sites=_known(row.value))
            for row in rows[LayerCode.SMALL_MINING]
        ),
    )


def _known(value: float | None) -> float:
    """A value that no import leaves empty."""
    assert value is not None
    return value


def _site(place: Feature, production: Feature | None, employment: Feature | None) -> Site:
    return Site(
        name=place.name,
        company=place.company,
        category=place.category,
        product=place.product,
        production=production.value if production else None,
        unit=production.unit if production else "",
        year=production.year if production else None,
        production_source=production.source if production else "",
        cu_eq_kt=production.copper_equivalent if production else None,
        employment=employment.value if employment else None,
        lon=_known(place.lon),
        lat=_known(place.lat),
        coordinate_source=place.source,
        approximate=place.approximate or bool(production and production.approximate),
        published_district=place.published_district,
    )
