"""`incident export`: what an investigator needs, with a digest of each file, the same twice."""

import hashlib
import json
import zipfile
from datetime import timedelta

import pytest
from axes.models import AccessFailureLog
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from emra.dashboard import investigation
from emra.dashboard.tasks import verify_ledger
from emra.ledger import queries as ledger
from emra.ledger import triggers
from emra.ledger.models import Event
from emra.operations.models import Incident, Verification

pytestmark = pytest.mark.django_db
ADDRESS = "198.51.100.77"


@pytest.fixture
def said(capsys):
    """`said("open", ...)`: what the command prints."""

    def run(*words):
        call_command("incident", *words)
        return capsys.readouterr().out.strip()

    return run


@pytest.fixture
def incident(secretary, said):
    name = secretary.username
    AccessFailureLog.objects.create(
        username=name, ip_address=ADDRESS, user_agent="curl", path_info="/ingresar/"
    )
    old = AccessFailureLog.objects.create(username="antigua", ip_address="198.51.100.1")
    AccessFailureLog.objects.filter(pk=old.pk).update(
        attempt_time=timezone.now() - timedelta(hours=25)
    )
    opened = said(
        *("open", "--kind", "ABUSE", "--severity", "HIGH", "--what", "Claves probadas"),
        *("--affected", "Una cuenta", "--noticed-by", "Mesa", "--user", name),
    )
    assert opened == "Abierto I-0001." or opened.startswith("Abierto I-")
    return opened.split()[1].rstrip(".")


def members(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_it_goes_from_opening_to_export_by_the_command(incident, secretary, said, tmp_path):
    name = secretary.username
    assert said("list").startswith(f"{incident} HIGH ABUSE")
    said(
        *("note", incident, "--step", "MEASURE", "--text", "Se bloqueó", "--user", name),
        *("--personal-data", "NO"),
    )
    said("close", incident, "--lessons", "Un segundo factor", "--user", name)
    assert said("list") == "No hay incidentes abiertos."
    target = tmp_path / "I.zip"
    assert "bitácora correcta" in said("export", incident, str(target))
    assert target.stat().st_mode & 0o077 == 0
    found = members(target)
    manifest = dict(
        reversed(line.split("  ")) for line in found.pop(investigation.MANIFEST).splitlines()
    )
    assert manifest == {
        path: hashlib.sha256(text.encode()).hexdigest() for path, text in found.items()
    }
    told = json.loads(found["incidente.json"])
    assert (told["lessons"], told["notes"][0]["text"]) == ("Un segundo factor", "Se bloqueó")
    assert "Se bloqueó" in found["incidente.txt"]
    steps = [
        event["payload"]["new"]["step"]
        for event in json.loads(found["bitacora/eventos.json"])
        if event["object_code"] == incident
    ]
    assert steps == ["OPENED", "MEASURE", "CLOSED"]
    seq, head = ledger.head()
    checked = json.loads(found["bitacora/verificacion.json"])
    assert checked == {"seq": seq, "head": head, "faults": []}
    failures = json.loads(found["ingresos.json"])["failures"]
    assert [(row["username"], row["address"]) for row in failures] == [(name, ADDRESS)]
    assert "datos personales" in found["LEEME.txt"]
    assert "tal cual" in found["LEEME.txt"]


def test_the_same_state_gives_the_same_bytes(incident, tmp_path, monkeypatch):
    gauges = list(investigation.metrics.gauges())
    monkeypatch.setattr(investigation.metrics, "gauges", lambda: gauges)
    for name in ("a", "b"):
        investigation.export(incident=incident, target=tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_with_pseudonyms_no_name_and_no_address_is_in_clear(incident, secretary, said, tmp_path):
    target = tmp_path / "I.zip"
    said("export", incident, str(target), "--pseudonyms")
    found = members(target)
    assert ADDRESS not in "".join(found.values())
    assert secretary.username not in found["ingresos.json"]
    assert json.loads(found["ingresos.json"])["failures"][0]["address"].startswith("D-")
    assert "seudónimos" in found["LEEME.txt"]


def test_it_refuses_what_cannot_be_with_a_sentence(incident, said, tmp_path):
    (tmp_path / "ya").write_text("x")
    for words, why in (
        (("export", incident, str(tmp_path / "ya")), "Ya existe"),
        (("export", "I-9999", str(tmp_path / "x")), "No existe el incidente"),
        (("close", incident, "--lessons", "x", "--user", "nadie"), "No existe el usuario"),
    ):
        with pytest.raises(CommandError, match=why):
            said(*words)
    assert (tmp_path / "ya").read_text() == "x"
    assert [path.name for path in tmp_path.iterdir()] == ["ya"]


def test_the_night_keeps_what_it_verified_and_a_broken_chain_opens_an_incident(corte, tmp_path):
    assert verify_ledger() == 0
    seq, head = ledger.head()
    kept = Verification.objects.get()
    assert (kept.holds, kept.seq, kept.head) == (True, seq, head)
    triggers.remove(connection, "ledger_event")
    Event.objects.filter(seq=2).update(office="Otra")
    triggers.install(connection, "ledger_event", (("seq",), ("hash",), ("prev_hash",)))
    for _night in range(2):
        assert verify_ledger() == 1
    row = Incident.objects.get()
    assert "evento 2" in row.what
    found = investigation.export(incident=row.code, target=tmp_path / "I.zip")
    assert found.faults == ["FALLA en el evento 2: su encabezado fue alterado."]
    with pytest.raises(CommandError, match="evento 2"):
        call_command("verify_ledger", record=True)
    assert Verification.objects.count() == 4
