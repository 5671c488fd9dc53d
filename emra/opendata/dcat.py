"""The catalogue for portals: DCAT 3 with the fields of DCAT-AP that we know, and schema.org."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from emra.lib.tables import CONTENT_TYPES, EXCEL, FormatConverter
from emra.opendata.files import Built, State
from emra.opendata.terms import Terms, reserved
from emra.strategy import queries as strategy

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
FREQUENCIES = "http://publications.europa.eu/resource/authority/frequency/"
SPANISH = "http://publications.europa.eu/resource/authority/language/SPA"
MEDIA = "http://www.iana.org/assignments/media-types/"
FORMS = FormatConverter.regex.split("|")
PLACE = "Región de Antofagasta, Chile"


def catalogue(built: Sequence[Built], now: State, said: Terms, *, site: str) -> dict[str, Any]:
    """The whole catalogue as JSON-LD."""
    root = f"{site}/datos/"
    return {
        "@context": CONTEXT,
        "@id": root,
        "@type": "dcat:Catalog",
        "dct:title": _es(_("Datos abiertos de EMRA Seguimiento")),
        "dct:description": _es(reserved()),
        "dct:publisher": _publisher(said, site),
        "dct:language": {"@id": SPANISH},
        "dct:modified": _typed(now.today.isoformat(), "date"),
        "dct:spatial": _place(),
        "foaf:homepage": {"@id": f"{site}/"},
        "dcat:contactPoint": _contact(said, site),
        "dcat:dataset": [_dataset(one, said, site) for one in built],
        **_licence(said),
    }


def schema_org(one: Built, said: Terms, *, site: str) -> dict[str, Any]:
    """What a dataset's page says of it to search engines."""
    address = f"{site}/datos/{one.dataset.code}/"
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": str(one.dataset.title),
        "description": str(one.dataset.about),
        "inLanguage": "es-CL",
        "version": one.state.version,
        "dateModified": one.state.as_of.isoformat(),
        "temporalCoverage": "{}/{}".format(*_years()),
        "spatialCoverage": PLACE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": said.publisher},
        "publisher": {"@type": "Organization", "name": said.publisher},
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{site}/datos/"},
        "variableMeasured": [
            {
                "@type": "PropertyValue",
                "name": str(column),
                "description": str(column.about),
                **({"unitText": str(column.unit)} if column.unit else {}),
            }
            for column in one.columns
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": CONTENT_TYPES[form].partition(";")[0],
                "contentUrl": f"{site}/datos/{one.dataset.code}.{form}",
            }
            for form in FORMS
        ],
    }
    return found | ({"license": said.licence_url} if said.is_licensed else {})


def _dataset(one: Built, said: Terms, site: str) -> dict[str, Any]:
    address = f"{site}/datos/{one.dataset.code}/"
    first, last = _years()
    return {
        "@id": address,
        "@type": "dcat:Dataset",
        "dct:identifier": one.dataset.code,
        "dct:title": _es(str(one.dataset.title)),
        "dct:description": _es(str(one.dataset.about)),
        "dct:publisher": _publisher(said, site),
        "dct:language": {"@id": SPANISH},
        "dct:modified": _typed(one.state.as_of.isoformat(), "date"),
        "dct:accrualPeriodicity": {"@id": f"{FREQUENCIES}{one.dataset.frequency}"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(first, "gYear"),
            "dcat:endDate": _typed(last, "gYear"),
        },
        "dct:spatial": _place(),
        "dcat:version": one.state.version,
        "dcat:contactPoint": _contact(said, site),
        "dcat:landingPage": {"@id": address},
        "dcat:keyword": [_es(str(word)) for word in ("minería", "Antofagasta", one.dataset.theme)],
        "dcat:distribution": [_distribution(one, form, said, site) for form in FORMS],
        **_licence(said),
    }


def _distribution(one: Built, form: str, said: Terms, site: str) -> dict[str, Any]:
    address = f"{site}/datos/{one.dataset.code}.{form}"
    found: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _es("CSV para Excel" if form == EXCEL else form.upper()),
        "dcat:downloadURL": {"@id": address},
        "dcat:accessURL": {"@id": f"{site}/datos/{one.dataset.code}/"},
        "dcat:mediaType": {"@id": MEDIA + CONTENT_TYPES[form].partition(";")[0]},
        **_licence(said),
    }
    sealed = one.files.get(form)
    if sealed:
        found["dcat:byteSize"] = _typed(str(sealed.size), "nonNegativeInteger")
        found["spdx:checksum"] = {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": _typed(sealed.sha256, "hexBinary"),
        }
    return found


def _licence(said: Terms) -> dict[str, Any]:
    if said.is_licensed:
        return {"dct:license": {"@id": said.licence_url}}
    return {
        "dct:license": {"@type": "dct:LicenseDocument", "dct:title": _es(said.licence)},
        "dct:rights": {"@type": "dct:RightsStatement", "skos:prefLabel": _es(said.said)},
    }


def _publisher(said: Terms, site: str) -> dict[str, Any]:
    return {"@id": f"{site}/#publisher", "@type": "foaf:Agent", "foaf:name": said.publisher}


def _contact(said: Terms, site: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@id": f"{site}/#contact",
        "@type": "vcard:Organization",
        "vcard:fn": said.contact,
    }
    return found | ({"vcard:hasEmail": {"@id": f"mailto:{said.email}"}} if said.email else {})


def _place() -> dict[str, Any]:
    return {"@type": "dct:Location", "skos:prefLabel": _es(PLACE)}


def _years() -> tuple[str, str]:
    found = strategy.strategy()
    return str(found.year_from), str(found.year_to)


def _es(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "es"}


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
