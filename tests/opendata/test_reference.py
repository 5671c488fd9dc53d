"""The reference of the API leaves nothing unsaid, and its examples run."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from emra.opendata import meanings, reference
from emra.opendata.description import kind_of
from emra.opendata.meanings import common
from emra.opendata.operations import EXAMPLES, SAID, WRITES

pytestmark = pytest.mark.django_db


def objects() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = reference.description()["components"]["schemas"]
    return found


def parameters() -> list[tuple[str, dict[str, Any]]]:
    return [
        (path.removeprefix(reference.ROOT), row)
        for path, operations in reference.description()["paths"].items()
        for operation in operations.values()
        for row in operation.get("parameters", ())
    ]


def undescribed(value: dict[str, Any], name: str) -> set[str]:
    """Keys of an answer, at any depth, that its object does not have."""
    fields = {field.name: field for field in reference.component(name).fields}
    found = {f"{name}.{key}" for key in set(value) - set(fields)}
    for key, inner in value.items():
        held = fields[key].component if key in fields else ""
        rows = inner if isinstance(inner, list) else [inner]
        for row in rows if held else ():
            found |= undescribed(row, held) if row is not None else set()
    return found


def test_every_field_and_parameter_says_what_it_means():
    fields = {
        f"{name}.{key}": told.get("description", "")
        for name, schema in objects().items()
        for key, told in schema.get("properties", {}).items()
    }
    assert len(fields) > 900
    assert [name for name, about in fields.items() if not about.strip()] == []
    asked = {f"{path} {row['name']}": row["description"] for path, row in parameters()}
    assert [name for name, about in asked.items() if not about.strip()] == []


def test_a_field_nobody_described_is_noticed():
    assert undescribed({"code": "A01", "invented": 1}, "AgreementOutput") == {
        "AgreementOutput.invented"
    }
    assert meanings.field("AgreementOutput", "invented") == ""
    assert meanings.parameter("agreements/", "invented") == ""


def test_no_meaning_is_of_a_field_that_is_gone():
    """What is written down is used: each name by its component, by all, or as a parameter."""
    fields = {kind_of(name): set(row.get("properties", ())) for name, row in objects().items()}
    own = meanings.OF_COMPONENTS
    assert {
        f"{name}.{key}" for name in own for key in own[name] if key not in fields.get(name, ())
    } == set()
    general = {
        key
        for name, keys in fields.items()
        for key in keys
        if key not in own.get(name, {}) and key not in own.get(meanings.EXTENDS.get(name, ""), {})
    }
    assert set(common.FIELDS) == general
    asked = {
        place if (place := f"{path} {row['name']}") in common.PARAMETERS else row["name"]
        for path, row in parameters()
    }
    assert set(common.PARAMETERS) == asked


def test_a_field_that_a_meaning_points_to_is_beside_it():
    """«unit» in a description is a field of the same object, not a column of a file."""
    shown = {"all", "47,5 %"}
    wrong = [
        (name, key, word)
        for name, schema in objects().items()
        for key in schema.get("properties", ())
        for word in re.findall("«([^»]+)»", meanings.field(kind_of(name), key))
        if word not in schema["properties"] and word not in shown
    ]
    assert wrong == []


def test_meanings_follow_the_reader_and_name_unit_codes_and_absence():
    assert meanings.field("DimensionOutput", "printed") == (
        "Promedio que imprime la presentación (%). Sin valor: La fuente no imprime promedio, o el "
        "corte no es el inicial."
    )
    assert "CONVENED (Convocada)" in meanings.field("SessionOutput", "state")
    with translation.override("en"):
        assert "HELD (Held)" in meanings.field("SessionOutput", "state")


def test_every_address_of_the_api_is_told_and_every_example_answers(strategy, client):
    asked = 0
    for operations in reference.sections().values():
        for one in operations:
            assert one.said, f"{one.method} {one.path}"
            if not one.example:
                continue
            example = reference.ask(one.example)
            assert example.status == client.get(one.example).status_code == 200, one.example
            body = client.get(one.example).json()
            for row in body["results"] if one.is_list else [body]:
                assert not undescribed(row, one.answer), one.path
            asked += 1
    assert asked > 35
    paths = {f"{one.method} {one.path[8:]}" for ops in reference.sections().values() for one in ops}
    assert set(SAID) == paths
    assert set(EXAMPLES) <= {path.partition(" ")[2] for path in paths}


def test_every_writing_address_has_an_example_in_the_description():
    writing = {
        path.removeprefix(reference.ROOT): operation
        for path, operations in reference.description()["paths"].items()
        for method, operation in operations.items()
        if method != "get"
    }
    assert set(writing) == set(WRITES)
    for place, operation in writing.items():
        content = next(iter(operation["requestBody"]["content"].values()))
        assert content["example"] == WRITES[place].body
        answer = operation["responses"][str(WRITES[place].status)]["content"]["application/json"]
        assert answer["example"] == WRITES[place].answer


@pytest.mark.parametrize("last", ["approve", "return"])
def test_the_examples_of_writing_do_what_they_say(corte, api, secretary, reviewer, last):
    steps = ["reports/", *(f"reports/{{code}}/{verb}/" for verb in ("evidence", "submit", last))]
    for step in steps:
        written = WRITES[step]
        body, form = dict(written.body), "json"
        if written.upload:
            body["file"] = SimpleUploadedFile(body["file"], written.upload.encode())
            form = "multipart"
        by = reviewer if step == steps[-1] else secretary
        answer = api(by).post(written.address, body, format=form)
        assert (answer.status_code, answer.json()) == (written.status, written.answer), step


def test_a_page_shows_limits_todays_answer_and_how_to_write(strategy, client, settings):
    settings.API_ANONYMOUS_PER_MINUTE = 600
    page = client.get("/datos/api/").content.decode()
    assert "600 veces por minuto" in page
    shown = html.unescape(client.get("/datos/api/dimensions/").content.decode())
    assert '"mean_zero": 17.0' in shown
    written = html.unescape(client.get("/datos/api/reports/").content.decode())
    for one in WRITES.values():
        assert one.curl in written
    assert "printf 'ano,valor\\n2026,40\\n' > medicion.csv" in written
    assert "-F 'file=@medicion.csv'" in written
    assert client.get("/datos/api/nada/").status_code == 404


def test_every_object_that_a_page_names_is_told_on_it(strategy, client):
    for section in reference.sections():
        page = client.get(f"/datos/api/{section}/").content.decode()
        named = set(re.findall(r'href="#([A-Z]\w+)"', page))
        assert named <= set(re.findall(r'<h3 id="(\w+)"', page)), section
    assert "MapProperties" in client.get("/datos/api/districts/").content.decode()
