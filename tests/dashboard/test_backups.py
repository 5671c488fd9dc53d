"""Backup and restore: the whole state in one archive, back as it was or not at all."""

import gzip
import hashlib
import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from emra.agreements.models import ProgressReport
from emra.dashboard import backups
from emra.ledger import queries as ledger
from emra.ledger.models import Event
from emra.lib import files

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept(world, tmp_path):
    """The archive of a house with something of everything."""
    target = tmp_path / "uno.tar.gz"
    backups.backup(target)
    return target


def again(kept: Path) -> bytes:
    target = kept.with_name("dos.tar.gz")
    target.unlink(missing_ok=True)
    backups.backup(target)
    return target.read_bytes()


def forged(kept: Path, name: str, change, *, declared: bool) -> Path:
    """The archive with a member changed; with `declared`, its manifest agrees with the change."""
    with tarfile.open(kept) as archive:
        members = {row.name: archive.extractfile(row).read() for row in archive}
    members[name] = change(members.get(name, b""))
    manifest = json.loads(members["manifest.json"])
    if declared:
        table = name.removeprefix("tables/").removesuffix(".jsonl")
        manifest["tables"][table]["sha256"] = hashlib.sha256(members[name]).hexdigest()
        members["manifest.json"] = json.dumps(manifest).encode()
    target = kept.with_name("tres.tar.gz")
    with gzip.open(target, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        for place, content in members.items():
            if content:
                row = tarfile.TarInfo(place)
                row.size = len(content)
                archive.addfile(row, io.BytesIO(content))
    return target


def test_backup_restore_backup_gives_the_same_bytes(kept, world):
    path = files.path_of(world.public_file.sha256)
    path.unlink()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM notices_notice")
        cursor.execute(
            "UPDATE agreements_progressreport SET note = 'alterada' WHERE state = 'DRAFT'"
        )
        assert cursor.rowcount
    assert again(kept) != kept.read_bytes()
    out = io.StringIO()
    call_command("restore", str(kept), replace=True, stdout=out)
    assert f"cabeza {ledger.head()[1]}" in out.getvalue()
    assert path.exists()
    assert again(kept) == kept.read_bytes()
    call_command("verify_ledger", stdout=io.StringIO())


def test_the_tables_are_sealed_again_after_a_restore(kept):
    backups.restore(kept, replace=True)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE ledger_event SET office = 'Otra' WHERE seq = 1")


def test_a_key_that_was_given_is_not_given_again(kept, world, draft):
    gone = ProgressReport.objects.order_by("pk").last().pk
    ProgressReport.objects.filter(pk=gone).delete()
    kept.unlink()
    backups.backup(kept)
    backups.restore(kept, replace=True)
    assert draft("A05", "90", "2026-T3").pk > gone


def test_over_a_house_with_a_ledger_it_must_be_said(kept):
    with pytest.raises(CommandError, match="restaure en una vacía, o diga --replace"):
        call_command("restore", str(kept))


def test_what_came_after_is_not_lost_by_chance(kept, approve):
    approve("A03", "90", "2026-T3")
    seq, head = ledger.head()
    with pytest.raises(CommandError, match="lo publicado después se perdería"):
        call_command("restore", str(kept), replace=True)
    assert ledger.head() == (seq, head)
    call_command("restore", str(kept), replace=True, older=True, stdout=io.StringIO())
    assert not Event.objects.filter(hash=head).exists()
    assert again(kept) == kept.read_bytes()


FORGERIES = (
    ("tables/agreements_period.jsonl", lambda old: old + b"\n", False, "cambió"),
    ("tables/agreements_period.jsonl", lambda _old: b"", False, "le falta"),
    ("../fuera.txt", lambda _old: b"x", False, "algo que no declara"),
    ("manifest.json", lambda _old: b'{"format": 9}', False, "formato"),
    ("manifest.json", lambda old: old.replace(b'"ledger":"0', b'"ledger":"9'), False, "versión"),
    (
        "tables/ledger_event.jsonl",
        lambda old: old.replace(b"Carga inicial", b"Carga INICIAL", 1),
        True,
        "no es íntegro",
    ),
    (
        "tables/agreements_publishedvalue.jsonl",
        lambda old: old.replace(b'"40.00"', b'"41.00"', 1),
        True,
        "no es íntegro",
    ),
)


def test_a_changed_archive_is_refused_and_nothing_changes(kept):
    for name, change, declared, said in FORGERIES:
        bad = forged(kept, name, change, declared=declared)
        with pytest.raises(CommandError, match=said):
            call_command("restore", str(bad), replace=True)
    assert again(kept) == kept.read_bytes()


def test_a_file_that_is_no_archive_is_said(tmp_path, strategy):
    other = tmp_path / "otra.tar.gz"
    other.write_bytes(b"no es un respaldo")
    with pytest.raises(CommandError, match=r"No se puede leer otra\.tar\.gz"):
        call_command("restore", str(other))
    with pytest.raises(CommandError, match="Ya existe"):
        call_command("backup", str(other))
