"""Evidence of a report: files kept by their SHA-256 and never run, links with page and quote."""

import csv
import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.agreements.actions import lock_report, require_state
from emra.agreements.models import Evidence, ProgressReport
from emra.ledger import actions as ledger
from emra.lib.errors import DomainError, TooLarge, Unknown
from emra.lib.records import save

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv",
}
_MAGIC = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_OFFICE_PART = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}


def attach_file(*, report: str, upload: UploadedFile, title: str, by: User) -> Evidence:
    """Keep an uploaded file as evidence of a report that is still being written.

    The content decides, not the name: an .exe called .pdf is refused. Raises TooLarge or
    DomainError with `field="file"`.
    """
    extension = check_file(upload)
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        _writable(report)  # before the bytes are kept: a refused file leaves nothing behind
        evidence = Evidence(
            kind=Evidence.Kind.FILE,
            title=title.strip() or _("Documento"),
            sha256=_store(upload),
            extension=extension,
            size=upload.size,
        )
        return _attach(report, evidence, by)


def attach_link(
    *, report: str, url: str, title: str, by: User, page: str = "", quote: str = ""
) -> Evidence:
    """Name a public address as evidence, with the page and the words that back the figure."""
    evidence = Evidence(
        kind=Evidence.Kind.LINK, title=title.strip() or url, url=url, page=page, quote=quote
    )
    return _attach(report, evidence, by)


def remove_evidence(*, evidence: int, by: User) -> ProgressReport:
    """Take a piece of evidence off a report that is still being written; the report."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = Evidence.objects.select_related("report__period").filter(pk=evidence).first()
        if row is None:
            raise Unknown(_("Ese medio de verificación ya no existe."))
        report = _writable(row.report.code)
        ledger.append(
            verb="evidence.removed", object_code=report.code, by=by, old=_evidence_facts(row)
        )
        row.delete()
    return report


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest lie."""
    return Path(settings.MEDIA_ROOT) / "evidence" / sha256[:2] / sha256


def check_file(upload: UploadedFile) -> str:
    """The extension of an acceptable upload; raises TooLarge or DomainError with what to do."""
    limit, size = settings.EVIDENCE_MAX_BYTES, upload.size or 0
    if size > limit:
        raise TooLarge(
            _("El archivo pesa %(size)s MB y el máximo es %(limit)s MB: reduzca su tamaño.")
            % {"size": size // 1024**2, "limit": limit // 1024**2},
            field="file",
        )
    extension = Path(upload.name or "").suffix.lower().lstrip(".").replace("jpeg", "jpg")
    if extension not in CONTENT_TYPES:
        raise DomainError(
            _("Formato no admitido: suba pdf, png, jpg, xlsx, docx o csv."), field="file"
        )
    if not size or not _content_is(upload, extension):
        raise DomainError(
            _("El contenido del archivo no corresponde a un %(extension)s legible.")
            % {"extension": extension},
            field="file",
        )
    return extension


# -- pieces ----------------------------------------------------------------------------------


def _attach(report: str, evidence: Evidence, by: User) -> Evidence:
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        evidence.report = _writable(report)
        save(evidence)
        ledger.append(
            verb="evidence.attached",
            object_code=evidence.report.code,
            by=by,
            new=_evidence_facts(evidence),
        )
    return evidence


def _writable(code: str) -> ProgressReport:
    report = lock_report(code)
    require_state(report, ProgressReport.State.DRAFT, ProgressReport.State.RETURNED)
    return report


def _evidence_facts(evidence: Evidence) -> dict[str, str]:
    facts = {
        name: getattr(evidence, name)
        for name in ("kind", "title", "sha256", "url", "page", "quote")
        if getattr(evidence, name)
    }
    return {name: str(value) for name, value in facts.items()}


def _content_is(upload: UploadedFile, extension: str) -> bool:
    upload.seek(0)
    try:
        if extension in _MAGIC:
            return bool(upload.read(16).startswith(_MAGIC[extension]))
        if extension in _OFFICE_PART:
            with zipfile.ZipFile(upload) as archive:
                return _OFFICE_PART[extension] in archive.namelist()
        text = upload.read().decode("utf-8-sig")
        return "\0" not in text and any(row for row in csv.reader(io.StringIO(text)))
    except (zipfile.BadZipFile, UnicodeDecodeError, csv.Error):
        return False
    finally:
        upload.seek(0)


def _store(upload: UploadedFile) -> str:
    """Write the bytes under their digest, whole or not at all, and return the digest."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    path = path_of(digest.hexdigest())
    if path.exists():
        return digest.hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as target:
        for chunk in upload.chunks():
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    os.replace(target.name, path)
    return digest.hexdigest()
