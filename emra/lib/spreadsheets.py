"""Spreadsheets on their way in: checked before they are opened, opened in a process apart."""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from emra.lib.errors import DomainError, TooLarge

MAX_BYTES: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 200
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_RATIO: Final = 200
MAX_PARTS: Final = 2_000
TIMEOUT: Final = 30
FORMATS: Final = ("xlsx", "ods", "xls", "csv")
_READER: Final = Path(__file__).with_name("sheet_reader.py")
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# How an encrypted workbook names its content inside the OLE container (UTF-16).
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as the file has it: `kind` is empty, text, number, date or bool."""

    kind: str
    text: str


EMPTY: Final = Cell("empty", "")


class Unreadable(DomainError):
    """The file cannot be read as a table; the sentence says what to do."""


def read(path: Path, filename: str) -> list[list[Cell]]:
    """The rows of the first visible sheet with content, header included.

    Raises TooLarge or Unreadable. Time and memory are bounded whatever the file holds.
    """
    form = check(path, filename)
    try:
        child = subprocess.run(  # noqa: S603  (our own reader; the path is ours)
            [sys.executable, "-I", str(_READER), str(path), form, str(MAX_ROWS), str(MAX_COLUMNS)],
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env={},  # no key or address of ours within reach of the parser
        )
        answer = json.loads(child.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        answer = {"problem": "UNREADABLE"}
    if "problem" in answer:
        raise Unreadable(_problem(answer["problem"]), field="file")
    return [[Cell(*cell) if cell else EMPTY for cell in row] for row in answer["rows"]]


def check_size(size: int) -> None:
    """Raises TooLarge over the limit, in bytes."""
    if size > MAX_BYTES:
        raise TooLarge(
            _("El archivo pesa más de 10 MB: quite lo que no sea la planilla."), field="file"
        )


def check(path: Path, filename: str) -> str:
    """The format of an acceptable file, by its name and its first bytes; nothing is parsed.

    A workbook under the name of another kind (an xlsx called .xls) is taken for what it is.
    """
    check_size(path.stat().st_size)
    form = Path(filename).suffix.lower().lstrip(".")
    if form not in FORMATS:
        raise Unreadable(_("Suba una planilla xlsx, xls, ods o csv."), field="file")
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise Unreadable(_("El archivo está vacío."), field="file")
    if form == "csv":
        return form
    if start == _OLE and _ENCRYPTED in path.read_bytes():
        raise Unreadable(_problem("PASSWORD"), field="file")
    if start != _OLE and not start.startswith(_ZIP):
        raise Unreadable(_problem("UNREADABLE"), field="file")
    if start != _OLE or zipfile.is_zipfile(path):  # a zip may hide behind another beginning
        _check_zip(path)
    return form


def _check_zip(path: Path) -> None:
    """Refuse a bomb by its directory, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(_problem("UNREADABLE"), field="file") from error
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or unpacked / packed > MAX_RATIO:
        raise Unreadable(
            _("El archivo se expande demasiado al abrirlo: guárdelo de nuevo como xlsx simple."),
            field="file",
        )
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unreadable(_problem("PASSWORD"), field="file")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Unreadable(_problem("UNREADABLE"), field="file")


def _problem(code: str) -> str:
    return {
        "PASSWORD": _("El archivo está protegido con contraseña: guárdelo sin ella."),
        "TOO_MANY_ROWS": _("La planilla tiene más de 10.000 filas: quite las que sobran."),
        "TOO_MANY_COLUMNS": _("La planilla tiene más de 200 columnas: quite las que sobran."),
        "TOO_MUCH": _("La planilla trae demasiado contenido: deje solo las columnas de avance."),
    }.get(code, _("Archivo ilegible: no se pudo leer como planilla."))
