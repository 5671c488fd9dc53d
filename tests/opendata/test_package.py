"""The data package, the catalogue and what search engines read: valid over the real files."""

import csv
import hashlib
import io
import json
import re
from typing import Any

import pytest
from django.conf import settings
from openpyxl import load_workbook

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


UNDECLARED = "La institución todavía no ha declarado con qué licencia se pueden usar estos datos."
CC = "https://creativecommons.org/licenses/by/4.0/"


def sheet(content: bytes) -> dict[str, str]:
    rows = load_workbook(io.BytesIO(content))["Fuente"].iter_rows(values_only=True)
    return {str(row[0]): str(row[1]) for row in rows}


def test_without_a_licence_everything_says_so_and_whom_to_ask(strategy, client):
    package = client.get("/datos/datapackage.json").json()
    assert "licenses" not in package
    assert package["x-licence"] == "licencia por definir por la institución"
    assert package["x-licence-note"].startswith(UNDECLARED)
    assert package["x-licence-note"].endswith("Consulte a: Secretaría Técnica de la EMRA.")
    assert "SONAMI tiene todos los derechos reservados" in package["description"]
    for address in ("/datos/", "/datos/acuerdos/", "/datos/catalogo.jsonld"):
        page = client.get(address).content.decode()
        assert UNDECLARED in page, address
        assert "creativecommons" not in page, address
    assert "/contacto/" in client.get("/datos/acuerdos/").content.decode()
    assert "license" not in client.get("/datos/acuerdos.csv")["Link"]
    assert sheet(client.get("/datos/acuerdos.xlsx").content)["Licencia"].startswith(UNDECLARED)
    told = client.get("/api/v1/datasets/acuerdos/").json()
    assert (told["licence"].startswith(UNDECLARED), told["licence_url"]) == (True, "")


def test_a_licence_that_was_set_stands_in_every_file_and_page(strategy, client, settings):
    settings.DATA_LICENSE_NAME, settings.DATA_LICENSE_URL = "CC BY 4.0", CC
    settings.DATA_LICENSE_ID = "CC-BY-4.0"
    package = client.get("/datos/datapackage.json").json()
    assert package["licenses"] == [{"path": CC, "title": "CC BY 4.0", "name": "CC-BY-4.0"}]
    assert "x-licence" not in package
    catalogue = client.get("/datos/catalogo.jsonld").json()
    assert catalogue["dct:license"] == {"@id": CC}
    for one in catalogue["dcat:dataset"]:
        assert one["dct:license"] == {"@id": CC}
        assert {file["dct:license"]["@id"] for file in one["dcat:distribution"]} == {CC}
    page = client.get("/datos/acuerdos/").content.decode()
    assert f'<a rel="license" href="{CC}">CC BY 4.0</a>' in page
    assert f'"license": "{CC}"' in page
    for address in ("/datos/", "/datos/acuerdos/", "/datos/catalogo.jsonld"):
        assert UNDECLARED not in client.get(address).content.decode()
    for form in ("csv", "json", "csv-excel"):
        assert f'<{CC}>; rel="license"' in client.get(f"/datos/acuerdos.{form}")["Link"]
    assert sheet(client.get("/datos/acuerdos.xlsx").content)["Licencia"] == f"CC BY 4.0, {CC}"
    told = client.get("/api/v1/datasets/acuerdos/").json()
    assert (told["licence"], told["licence_url"]) == (f"CC BY 4.0, {CC}", CC)


def test_what_is_taken_from_the_study_of_the_districts_cites_it(strategy, client):
    package = client.get("/datos/datapackage.json").json()
    study = "Distritos productivos de la minería chilena"
    cited = {
        row["name"]
        for row in package["resources"]
        if any(study in source["title"] for source in row.get("sources", ()))
    }
    districts = {
        one.code
        for one in DATASETS
        if one.theme == "distritos" and not one.code.startswith("capa-")
    }
    assert cited == districts
    page = client.get("/datos/distritos-estudio/").content.decode()
    assert study in page
    assert "todos los derechos reservados (Ley 17.336)" in page


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
