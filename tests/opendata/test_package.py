"""The data package, the catalogue and what search engines read: valid over the real files."""

import csv
import hashlib
import io
import json
import re
from typing import Any

import pytest
from django.conf import settings

from emra.lib.tables import OPEN
from emra.opendata import datapackage, files
from emra.opendata.registry import DATASETS
from emra.opendata.terms import terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(world: Any, tmp_path: Any) -> Any:
    """The package and its files in a folder, as somebody who downloaded them has them."""
    now = files.state()
    built = files.every(now)
    for one in built:
        (tmp_path / f"{one.dataset.code}.csv").write_bytes(one.content[OPEN])
    found = datapackage.package(built, now, terms(), site=settings.SITE_URL)
    (tmp_path / "datapackage.json").write_text(json.dumps(found))
    return tmp_path


@pytest.mark.filterwarnings("ignore")
def test_every_row_of_every_file_is_what_the_package_says(kept):
    from frictionless import Package, system

    with system.use_context(trusted=True):
        package = Package(str(kept / "datapackage.json"))
        assert len(package.resources) == len(DATASETS)
        report = package.validate()
        assert report.flatten(["name", "type", "rowNumber", "fieldName", "note"])[:5] == []
        assert report.valid

        # The same check notices a wrong type, a lost key and a row that names nothing.
        rows = (kept / "acuerdos.csv").read_text().splitlines(keepends=True)
        told = next(place for place, row in enumerate(rows) if ",60.00," in row)
        rows[told] = rows[told].replace(",60.00,", ",sesenta,", 1)
        (kept / "acuerdos.csv").write_text("".join(rows[:-1]))
        again = Package(str(kept / "datapackage.json")).validate()
        assert {"type-error", "foreign-key"} <= {row[0] for row in again.flatten(["type"])}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_the_catalogue_is_linked_data_with_checked_distributions(strategy, client):
    from rdflib import Graph, Namespace
    from rdflib.namespace import DCAT, DCTERMS, RDF

    answer = client.get("/datos/catalogo.jsonld")
    graph = Graph().parse(data=answer.content.decode(), format="json-ld")
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == len(DATASETS)
    spdx = Namespace("http://spdx.org/rdf/terms#")
    catalogue = next(graph.subjects(RDF.type, DCAT.Catalog))
    assert set(graph.objects(catalogue, DCAT.dataset)) == datasets
    for one in datasets:
        for needed in (
            *(DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.publisher),
            *(DCTERMS.temporal, DCTERMS.spatial, DCTERMS.accrualPeriodicity, DCAT.contactPoint),
        ):
            assert graph.value(one, needed) is not None, (one, needed)
        assert len(list(graph.objects(one, DCAT.distribution))) == 4
    sealed = 0
    for one in graph.subjects(RDF.type, DCAT.Distribution):
        assert graph.value(one, DCAT.mediaType) is not None
        total = graph.value(one, spdx.checksum)
        if total is None:
            continue
        sealed += 1
        address = str(graph.value(one, DCAT.downloadURL)).removeprefix(settings.SITE_URL)
        if "acuerdos" in address or "distritos." in address:
            body = client.get(address).content
            assert hashlib.sha256(body).hexdigest() == str(graph.value(total, spdx.checksumValue))
            assert int(str(graph.value(one, DCAT.byteSize))) == len(body)
    assert sealed == 3 * len(DATASETS)


def test_a_licence_is_said_only_once_the_institution_has_set_one(strategy, client, settings):
    open_still = json.loads(client.get("/datos/datapackage.json").content)
    assert "licenses" not in open_still
    assert open_still["x-licence"] == "licencia por definir por la institución"
    assert "SONAMI tiene todos los derechos reservados" in open_still["description"]
    assert "por definir" in client.get("/datos/").content.decode()

    settings.DATA_LICENSE_NAME = "CC BY 4.0"
    settings.DATA_LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
    set_now = datapackage.package((), files.state(), terms(), site="")
    assert set_now["licenses"] == [
        {"path": "https://creativecommons.org/licenses/by/4.0/", "title": "CC BY 4.0"}
    ]


def test_a_page_says_what_it_is_to_search_engines(strategy, client):
    page = client.get("/datos/acuerdos/").content.decode()
    inside = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert inside
    found = json.loads(inside[1])
    assert (found["@type"], found["name"]) == ("Dataset", "Acuerdos transversales")
    assert "license" not in found
    names = [row["name"] for row in found["variableMeasured"]]
    opened = client.get("/datos/acuerdos.csv").content.decode()
    assert next(csv.reader(io.StringIO(opened))) == names


def test_the_sums_are_those_of_the_files(strategy, client):
    for line in client.get("/datos/sumas.txt").content.decode().splitlines():
        total, name = line.split("  ")
        if name in ("dimensiones.csv", "bitacora.csv", "citas.csv"):
            assert hashlib.sha256(client.get(f"/datos/{name}").content).hexdigest() == total
