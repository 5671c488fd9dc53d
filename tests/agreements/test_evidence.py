"""Evidence: what is accepted, kept once under its digest, served without ever being run."""

import errno
import hashlib
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.agreements import actions, evidence_actions, review_actions
from emra.agreements.models import Evidence
from emra.ledger.models import Event
from emra.lib import files
from emra.lib.errors import Conflict, DomainError, Forbidden, TooLarge, Unknown
from tests.house import content

pytestmark = pytest.mark.django_db


def office(part: str) -> bytes:
    """A small office document: a zip with its main part."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return target.getvalue()


GOOD = {
    "acta.pdf": b"%PDF-1.7\n1 0 obj",
    "mapa.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 20,
    "foto.jpg": b"\xff\xd8\xff\xe0" + b"\0" * 20,
    "foto.JPEG": b"\xff\xd8\xff\xe1" + b"\0" * 20,
    "cifras.xlsx": office("xl/workbook.xml"),
    "informe.docx": office("word/document.xml"),
    "datos.csv": "comuna;año\nTaltal;2026\n".encode(),
    "con-marca.csv": b"\xef\xbb\xbfa,b\n1,2\n",
}
BAD = {
    "acta.pdf": b"MZ\x90\x00" + b"\0" * 60,
    "vacio.pdf": b"",
    "cifras.xlsx": office("xl/workbook.xml")[:-30],
    "otro.xlsx": office("word/document.xml"),
    "informe.docx": b"PK\x03\x04",
    "mapa.png": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "foto.jpg": b"\x89PNG\r\n\x1a\n",
    "datos.csv": b"\xff\xfe\x00\x01",
    "nulo.csv": b"a,b\n\0,2\n",
    "en-blanco.csv": b"\n\n",
}


def attach(report: Any, by: Any, name: str = "datos.csv", data: bytes = b"a,b\n1,2\n") -> Evidence:
    upload = SimpleUploadedFile(name, data)
    return evidence_actions.attach_file(report=report.code, upload=upload, title="Acta", by=by)


def kept() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", GOOD)
def test_each_admitted_format_is_kept_under_its_digest(corte, draft, secretary, name):
    row = attach(draft(), secretary, name, GOOD[name])
    assert row.sha256 == hashlib.sha256(GOOD[name]).hexdigest()
    assert files.path_of(row.sha256).read_bytes() == GOOD[name]
    assert (row.size, row.extension) == (
        len(GOOD[name]),
        name.lower().replace("jpeg", "jpg").rpartition(".")[2],
    )


@pytest.mark.parametrize("name", BAD)
def test_a_content_that_is_not_what_the_name_says_is_refused(corte, draft, secretary, name):
    report = draft()
    with pytest.raises(DomainError, match=r"no corresponde a un \w+ legible") as refused:
        attach(report, secretary, name, BAD[name])
    assert refused.value.field == "file"
    assert (Evidence.objects.count(), kept()) == (0, [])


@pytest.mark.parametrize(
    "name", ["virus.exe", "pagina.html", "dibujo.svg", "sin-extension", "a.pdf.js"]
)
def test_other_formats_are_refused_with_those_admitted(corte, draft, secretary, name):
    with pytest.raises(DomainError, match="suba pdf, png, jpg, xlsx, docx o csv"):
        attach(draft(), secretary, name, b"%PDF-1.7")


@pytest.mark.parametrize(("extra", "accepted"), [(0, True), (1, False)])
def test_ten_megabytes_are_the_limit(corte, draft, secretary, extra, accepted):
    report, data = draft(), b"%PDF-".ljust(10 * 1024**2 + extra, b"0")
    if accepted:
        assert attach(report, secretary, "acta.pdf", data).size == 10 * 1024**2
        return
    with pytest.raises(TooLarge, match="el máximo es 10 MB") as refused:
        attach(report, secretary, "acta.pdf", data)
    assert (refused.value.status, refused.value.field) == (413, "file")
    assert kept() == []


def test_the_same_bytes_are_stored_once(corte, draft, secretary):
    first = attach(draft("A12"), secretary, "uno.csv")
    second = attach(draft("A16"), secretary, "dos.csv")
    assert first.sha256 == second.sha256
    assert len(kept()) == 1


def test_a_refused_attachment_leaves_no_bytes_behind(corte, draft, submit, secretary, reviewer):
    with pytest.raises(Forbidden):
        attach(draft("A16"), reviewer)
    with pytest.raises(Conflict, match="esa acción ya no corresponde"):
        attach(submit("A12"), secretary)
    assert (Evidence.objects.count(), kept()) == (0, [])


def test_evidence_of_a_report_under_review_or_approved_is_not_changed(
    corte, draft, secretary, reviewer
):
    report = draft()
    row = attach(report, secretary)
    actions.submit_progress(report=report.code, by=secretary)
    with pytest.raises(Conflict):
        evidence_actions.remove_evidence(evidence=row.pk, by=secretary)
    review_actions.approve_progress(report=report.code, by=reviewer)
    with pytest.raises(Conflict):
        attach(report, secretary)
    assert report.evidence.get() == row


def test_attaching_and_removing_are_in_the_ledger_with_the_digest(corte, draft, secretary):
    report = draft()
    row = attach(report, secretary)
    evidence_actions.remove_evidence(evidence=row.pk, by=secretary)
    events = Event.objects.filter(object_code=report.code, verb__startswith="evidence.")
    assert [event.verb for event in events] == ["evidence.attached", "evidence.removed"]
    assert all(row.sha256 in event.payload for event in events)
    with pytest.raises(Unknown, match="ya no existe"):
        evidence_actions.remove_evidence(evidence=row.pk, by=secretary)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp:x", "no es una dirección", ""])
def test_a_link_is_a_web_address(corte, draft, secretary, url):
    with pytest.raises(DomainError):
        evidence_actions.attach_link(report=draft().code, url=url, title="x", by=secretary)
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("name", GOOD)
def test_published_files_are_served_as_attachments_in_a_sandbox(
    corte, draft, secretary, reviewer, publish, client, name
):
    report = draft()
    row = attach(report, secretary, name, GOOD[name])
    address = f"/evidencia/{row.pk}/"
    assert client.get(address).status_code == 404, "a draft's"
    actions.submit_progress(report=report.code, by=secretary)
    review_actions.approve_progress(report=report.code, by=reviewer)
    assert client.get(address).status_code == 404, "approved, not yet published"
    publish()
    response = client.get(address)
    assert content(response) == GOOD[name]
    expected = f'attachment; filename="{report.code}-respaldo-{row.pk}.{row.extension}"'
    assert response["Content-Disposition"] == expected
    assert (
        response["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"].startswith(files.CONTENT_TYPES[row.extension])
    assert row.sha256 in client.get("/acuerdos/A12/").content.decode()


def test_draft_files_are_for_the_staff_that_may_read_them(
    corte, draft, secretary, reviewer, signed_in, client
):
    row = attach(draft(), secretary, "acta.pdf", GOOD["acta.pdf"])
    address = f"/gestion/medios/{row.pk}/"
    assert client.get(address).status_code == 302
    response = signed_in(reviewer).get(address)
    assert content(response) == GOOD["acta.pdf"]
    assert (
        response["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    )


def test_the_api_attaches_a_file_and_says_its_digest(corte, draft, secretary, api):
    upload = SimpleUploadedFile("acta.pdf", GOOD["acta.pdf"])
    address = f"/api/v1/reports/{draft().code}/evidence/"
    response = api(secretary).post(address, {"file": upload, "title": "Acta"})
    assert response.status_code == 201
    assert response.json() == {
        "title": "Acta",
        "sha256": hashlib.sha256(GOOD["acta.pdf"]).hexdigest(),
        "size": len(GOOD["acta.pdf"]),
    }


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fsync)


def test_a_full_disk_is_said_and_leaves_no_fragment(corte, draft, secretary, api, full_disk):
    address = f"/api/v1/reports/{draft().code}/evidence/"
    upload = SimpleUploadedFile("datos.csv", b"a,b\n1,2\n")
    response = api(secretary).post(address, {"file": upload}, format="multipart")
    assert (response.status_code, response.json()["field"]) == (507, "file")
    assert "No queda espacio en el servidor" in response.json()["detail"]
    assert not Evidence.objects.exists()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_spreadsheet_finds_no_room_either(corte, secretary, signed_in, full_disk):
    upload = SimpleUploadedFile("avances.csv", b"a,b\n1,2\n")
    page = signed_in(secretary).post("/gestion/avances/2026-T2/planilla/", {"file": upload})
    assert page.status_code == 507
    assert "No queda espacio en el servidor" in page.content.decode()
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []
