"""Files people upload: taken by their content, kept by their SHA-256, never run."""

import csv
import errno
import hashlib
import io
import logging
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse
from django.utils.translation import gettext as _

from emra.lib.errors import DomainError, TooLarge, Unknown

logger = logging.getLogger(__name__)

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


EVIDENCE, CITIZENS = "evidence", "citizens"


class NoRoom(DomainError, BadRequest):
    """The disk is full: also where Django itself reads the upload, before any view."""

    status = HTTPStatus.INSUFFICIENT_STORAGE

    def __init__(self) -> None:
        super().__init__(
            _(
                "No queda espacio en el servidor para el archivo: nada se guardó. Lo que escribió "
                "sigue en el formulario: guárdelo sin el archivo y agréguelo más tarde."
            ),
            field="file",
        )


def is_full(error: Exception) -> bool:
    """Whether an error says that the disk, a quota or the largest file is full."""
    full = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return isinstance(error, OSError) and error.errno in full


def path_of(sha256: str, shelf: str = EVIDENCE) -> Path:
    """Where the bytes with this digest lie; what may be asked to be erased has a shelf apart."""
    return Path(settings.MEDIA_ROOT) / shelf / sha256[:2] / sha256


def check(upload: UploadedFile) -> str:
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


@contextmanager
def spooled(upload: UploadedFile) -> Iterator[tuple[Path, str]]:
    """An upload as a file that ends with the block, and the digest of its bytes."""
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile() as target:
        for chunk in upload.chunks():
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        yield Path(target.name), digest.hexdigest()


def attachment(sha256: str, extension: str, name: str, shelf: str = EVIDENCE) -> FileResponse:
    """The kept file as a download that runs nowhere; raises Unknown where its bytes are gone."""
    path = path_of(sha256, shelf)
    if not path.exists():
        raise Unknown(_("Ese archivo ya no está."))
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=CONTENT_TYPES[extension]
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    return response


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


def store(upload: UploadedFile, shelf: str = EVIDENCE) -> str:
    """Write the bytes under their digest, whole or not at all, and return the digest."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    path = path_of(digest.hexdigest(), shelf)
    if not path.exists():
        with written(upload, path.parent) as target:
            os.replace(target, path)
    return digest.hexdigest()


@contextmanager
def written(upload: UploadedFile, place: Path) -> Iterator[Path]:
    """The bytes safely on disk in a file of that folder; what the block leaves of it goes.

    Raises NoRoom.
    """
    target = None
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, delete=False) as target:
            for chunk in upload.chunks():
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        yield Path(target.name)
    except OSError as error:
        if is_full(error):
            logger.error("disk: %s", error)
            raise NoRoom from error
        raise
    finally:
        if target is not None:
            Path(target.name).unlink(missing_ok=True)


def erase(sha256: str, shelf: str) -> None:
    """Take the bytes away for good; whoever calls it knows that nothing else has this digest."""
    path_of(sha256, shelf).unlink(missing_ok=True)
