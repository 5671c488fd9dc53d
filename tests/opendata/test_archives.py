"""The ZIPs: the same bytes for an edition, whatever happens later and whoever makes them."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from typing import Any

import pytest

from emra.agreements.models import Agreement, Dimension
from emra.ledger import queries as ledger
from emra.ledger import verificador

pytestmark = pytest.mark.django_db

FIRST = "/datos/cortes/2025-inicial/1.zip"


def taken(client: Any, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response)


def tag(client: Any, address: str) -> str:
    """The ETag of an answer that is read to its end."""
    response = client.get(address)
    b"".join(response)
    return response["ETag"]


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_later_events_do_not_change_an_edition_by_one_byte(corte, approve, publish, client):
    approve("A12", "40.5")
    publish()
    first, second = taken(client, FIRST), taken(client, "/datos/cortes/2026-T2/1.zip")
    approve("A12", "41", corte="2026-T2", correction_reason="Error de transcripción")
    publish(reason="Se corrige A12")
    Agreement.objects.filter(code="A02").update(title="Otro título", pairing="confirmed")
    Dimension.objects.filter(code="social").update(name="Otro nombre")
    assert taken(client, FIRST) == first
    assert taken(client, "/datos/cortes/2026-T2/1.zip") == second
    last = taken(client, "/datos/cortes/2026-T2.zip")
    assert last != second
    assert last == taken(client, "/datos/cortes/2026-T2/2.zip")
    assert b"A12,2026-T2,2" in opened(last).read("datos/acuerdos-historia.csv")
    assert b"A12,2026-T2,2" not in opened(second).read("datos/acuerdos-historia.csv")


def test_the_tag_of_an_edition_stays_while_that_of_the_present_moves(corte, approve, client):
    before = tag(client, FIRST), tag(client, "/datos/actual.zip")
    approve("A12", "40.5")
    after = tag(client, FIRST), tag(client, "/datos/actual.zip")
    assert before[0] == after[0]
    assert before[1] != after[1]
    assert client.get(FIRST, headers={"If-None-Match": after[0]}).status_code == 304
    assert client.get("/datos/cortes/2026-T2.zip").status_code == 404


def test_entries_are_sorted_stored_and_dated_by_the_publication(strategy, client):
    content = opened(taken(client, FIRST))
    entries = content.infolist()
    names = [entry.filename for entry in entries]
    assert names == [*sorted(names[:-1]), "sumas.txt"]
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.external_attr >> 16 for entry in entries} == {0o644}
    assert {entry.create_system for entry in entries} == {3}
    assert len({entry.date_time for entry in entries}) == 1
    for line in content.read("sumas.txt").decode().splitlines():
        total, name = line.split("  ")
        assert hashlib.sha256(content.read(name)).hexdigest() == total
    assert len(content.read("sumas.txt").splitlines()) == len(names) - 1


def test_what_an_edition_says_can_be_checked_with_what_is_inside(strategy, client, tmp_path):
    content = opened(taken(client, FIRST))
    content.extractall(tmp_path)
    seq, head = content.read("cabeza.txt").decode().split()
    told = subprocess.run(
        [sys.executable, "verificador.py", "bitacora.json", "--cabeza", head],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == f"CORRECTA: {seq} eventos, cabeza {head}"
    events = json.loads(content.read("bitacora.json"))["events"]
    sealed = json.loads(events[-1]["payload"])["new"]["digest"]
    assert hashlib.sha256(content.read("publicacion.json")).hexdigest() == sealed
    events[0]["verb"] = "otra.cosa"
    assert verificador.primera_falla(events) == (1, "su encabezado fue alterado")


def test_the_present_has_every_dataset_and_the_head_of_the_ledger(strategy, client):
    content = opened(taken(client, "/datos/actual.zip"))
    package = json.loads(content.read("datapackage.json"))
    for resource in package["resources"]:
        body = content.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"
        assert content.read(resource["path"].replace(".csv", ".json"))
    seq, head = ledger.head()
    assert content.read("cabeza.txt").decode() == f"{seq} {head}\n"
    assert package["x-ledger"] == {"event": seq, "head": head}
    for name in ("distritos", "comunas"):
        assert json.loads(content.read(f"datos/{name}.geojson"))["features"]


# Of the load's edition, without moments and seals: the same on every database and machine.
PINNED = {
    "datos/acuerdos-historia.csv": "9e747fb9c361273951bf87a57a20a127",
    "datos/dimensiones.csv": "f86faf5ea35686af4eebddc0c5f26832",
}


def test_both_databases_write_the_same_bytes(strategy, client):
    content = opened(taken(client, FIRST))
    found = {name: hashlib.sha256(content.read(name)).hexdigest()[:32] for name in PINNED}
    assert found == PINNED


WRITTEN = """
import django, hashlib
django.setup()
from datetime import UTC, datetime
from emra.lib.columns import text
from emra.lib.tables import Table
from emra.opendata import archives
from emra.opendata.files import State, written_out
from emra.opendata.registry import BY_CODE
now = State(7, "f" * 64, datetime(2026, 6, 30, 12, 1, 3, tzinfo=UTC), datetime(2026, 6, 30).date())
table = Table("t", (text("acuerdo", "El código"),), [("A01",), ("A02",)])
built = [written_out(BY_CODE[code], now, table) for code in ("cortes", "acuerdos")]
zipped = archives._write(built, {"name": "x"}, {"bitacora.json": [b"{}"]}, now, "Léame")
print(hashlib.sha256(zipped.read()).hexdigest())
"""


@pytest.mark.embedded
def test_two_processes_write_the_same_bytes(tmp_path):
    found = {
        subprocess.run(
            [sys.executable, "-c", WRITTEN],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "emra.settings", "PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1
    assert len(found.pop()) == 64
