"""The pages: what they say of a dataset is true, and their examples run."""

import hashlib
import html
import io
import json
import re
from typing import Any

import pandas
import pytest
from django.utils import translation

from emra.lib.columns import BOOLEAN, DAY, INTEGER, MOMENT, NUMBER
from emra.lib.tables import JSON, OPEN
from emra.opendata import files, snippets
from tests.house import public_addresses, text_of

pytestmark = pytest.mark.django_db

PANDAS = {INTEGER: "Int64", NUMBER: "float64", BOOLEAN: "boolean"}


def test_the_lines_of_python_load_every_dataset_with_its_types(strategy, tmp_path, capsys):
    for one in files.every(files.state()):
        path = tmp_path / f"{one.dataset.code}.csv"
        path.write_bytes(one.content[OPEN])
        found: dict[str, Any] = {}
        exec(snippets.pandas(one, path.as_posix()), found)
        table = found["tabla"]
        assert table.shape == (one.rows, len(one.columns)), one.dataset.code
        for place, column in enumerate(one.columns):
            kept = [row[place] for row in one.table.rows]
            empty = sum(value is None or value == "" for value in kept)
            assert int(table[column].isna().sum()) == empty, (one.dataset.code, column)
            if column.kind in PANDAS:
                assert str(table[column].dtype) == PANDAS[column.kind]
            elif column.kind in (DAY, MOMENT) and empty < one.rows:
                assert pandas.api.types.is_datetime64_any_dtype(table[column])
    assert capsys.readouterr().out.count("(") > 40


def test_a_page_shows_its_lines_of_python_and_the_sum_of_each_file(strategy, client):
    page = html.unescape(client.get("/datos/acuerdos/").content.decode())
    one = files.find("acuerdos", files.state())
    assert snippets.pandas(one, "http://127.0.0.1:8000/datos/acuerdos.csv") in page
    for form in files.SEALED:
        body = client.get(f"/datos/acuerdos.{form}").content
        assert f"<code>{hashlib.sha256(body).hexdigest()}</code>" in page


def test_a_corte_is_chosen_by_its_address(corte, approve, publish, client):
    approve("A12", "40.5")
    publish()
    old = client.get("/datos/acuerdos.json?corte=2025-inicial").json()
    new = client.get("/datos/acuerdos.json?corte=2026-T2/1").json()
    assert new == client.get("/datos/acuerdos.json").json()
    assert [row["avance_pct"] for row in old if row["acuerdo"] == "A12"] == [None]
    assert [row["avance_pct"] for row in new if row["acuerdo"] == "A12"] == [40.5]
    page = client.get("/datos/acuerdos/?corte=2025-inicial/1").content.decode()
    assert 'value="2025-inicial/1" selected' in page
    assert "/datos/acuerdos.csv?corte=2025-inicial/1" in page
    assert client.get("/datos/acuerdos.csv?corte=2099-T1").status_code == 404


def test_the_index_names_every_dataset_with_its_sum(strategy, client):
    page = client.get("/datos/").content.decode()
    for one in files.every(files.state()):
        assert f'/datos/{one.dataset.code}/"' in page
        assert one.open.sha256[:12] in page
    listed = client.get("/api/v1/datasets/?page_size=200").json()["results"]
    assert {row["code"] for row in listed} == set(re.findall(r'href="/datos/([a-z-]+)/"', page)) - {
        "api"
    }


def test_the_json_of_a_dataset_says_the_same_as_its_csv(strategy):
    one = files.find("fondos-comunas", files.state())
    rows = json.loads(one.content[JSON])
    table = pandas.read_csv(io.BytesIO(one.content[OPEN]), keep_default_na=False, dtype=str)
    assert len(rows) == len(table) == 345
    unknown = [row for row in rows if row["dato"] == "UNKNOWN"]
    assert unknown
    assert {row["fet_clp"] for row in unknown} == {None}


def test_files_are_in_spanish_whoever_asks(strategy):
    now = files.state()
    files._built.clear()
    with translation.override("en"):
        first = files.find("campanas", now).open.sha256
    files._built.clear()
    with translation.override("es-cl"):
        assert files.find("campanas", now).open.sha256 == first


MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.I)
RUT = re.compile(r"\b\d{1,2}\.?\d{3}\.?\d{3}-[\dkK]\b")


def test_no_file_has_an_address_a_rut_or_the_name_of_a_citizen(world, client):
    row = world.observed.public
    type(row).objects.filter(pk=row.pk).update(name="Rosa Zúñiga Tapia", name_public=True)
    files._built.clear()
    assert b"Rosa" in client.get("/contraloria.csv").content
    addresses = [path for path in public_addresses(world) if path.startswith("/datos/")]
    addresses += [f"/datos/{one.dataset.code}.csv" for one in files.every(files.state())]
    for address in addresses:
        text = text_of(client.get(address))
        assert MAIL.findall(text) == [], address
        assert RUT.findall(text) == [], address
        assert "Zúñiga" not in text, address
    assert MAIL.search("rosa@example.cl")
    assert RUT.search("12.345.678-5")
