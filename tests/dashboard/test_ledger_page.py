"""The bitácora page: what the verifier answers today, filters, one event by its number."""

import html
import re
import subprocess
import sys

import pytest

from emra.ledger import queries
from emra.ledger.verbs import ROOMS, VERBS

pytestmark = pytest.mark.django_db


def page(client, query=""):
    answer = client.get(f"/bitacora/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def listed(text):
    return [int(number) for number in re.findall(r'<tr role="row" id="e(\d+)"', text)]


def verified(folder, *more):
    command = [sys.executable, "verificador.py", "bitacora.json", *more]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_steps_of_the_page_work_and_print_what_it_says(corte, client, tmp_path):
    text = page(client)
    (tmp_path / "bitacora.json").write_bytes(client.get("/bitacora.json").content)
    verifier = b"".join(client.get("/bitacora/verificador.py").streaming_content)
    (tmp_path / "verificador.py").write_bytes(verifier)
    expected = html.unescape(re.search(r'<code id="salida">(.*?)</code>', text)[1])
    assert verified(tmp_path).stdout.strip() == expected
    head = re.search(r"--cabeza ([0-9a-f]{64})", text)[1]
    assert verified(tmp_path, "--cabeza", head).returncode == 0
    assert verified(tmp_path, "--cabeza", "0" * 64).returncode == 1
    # The failure that the page shows is one the verifier says.
    spoilt = client.get("/bitacora.json").content.decode().replace("2026-06-30", "2026-06-29", 1)
    (tmp_path / "bitacora.json").write_text(spoilt, encoding="utf-8")
    failed = verified(tmp_path)
    assert re.fullmatch(r"FALLA en el evento \d+: su contenido fue alterado\.\n", failed.stdout)
    assert "su contenido fue alterado." in text


def test_an_event_is_found_by_its_number_and_marked(corte, approve, client):
    approve("A12", "40")
    seq, _head = queries.head()
    text = page(client, "?evento=2")
    assert listed(text) == [2, 1]
    assert 'id="e2" aria-current="true"' in text
    for number in (0, seq + 1):
        assert client.get(f"/bitacora/?evento={number}").status_code == 404
    assert client.get("/bitacora/?evento=dos").status_code == 404


def test_the_list_is_narrowed_by_object_room_and_verb(corte, approve, client):
    approve("A12", "40")
    approve("A01", "61")
    of_it = listed(page(client, "?objeto=A12"))
    assert len(of_it) == 3  # recorded, submitted, approved
    assert listed(page(client, "?objeto=A1")) == []
    assert "Ningún evento cumple esos filtros." in page(client, "?objeto=A1")
    approvals = listed(page(client, "?accion=progress.approved"))
    assert len(approvals) == 2
    assert listed(page(client, "?accion=progress.approved&objeto=A12")) == approvals[1:]
    room = set(listed(page(client, "?sala=acuerdos")))
    assert set(of_it) < room
    assert listed(page(client, "?sala=estrategia&accion=progress.approved")) == []


@pytest.mark.parametrize("query", ["?sala=luna", "?accion=progress.dreamt", "?antes=-1"])
def test_a_filter_that_there_is_not_is_refused(corte, client, query):
    assert client.get(f"/bitacora/{query}").status_code == 404


def test_every_verb_belongs_to_one_part_of_the_site():
    begins = [start for _title, starts in ROOMS.values() for start in starts]
    assert len(begins) == len(set(begins))
    assert {verb.partition(".")[0] for verb in VERBS} == set(begins)
