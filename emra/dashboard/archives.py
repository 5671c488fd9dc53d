"""One file that holds many: a manifest with a digest of each, then the members.

The same members give the same bytes: no clock, owner or mode of the machine is written.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from emra.lib.errors import DomainError

FORMAT = 1
MANIFEST = "manifest.json"
_MAX_MANIFEST = 64 * 1024**2


class BadArchive(DomainError):
    """The archive is not whole, or not one of ours."""


@contextmanager
def written(path: Path) -> Iterator[tarfile.TarFile]:
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        yield archive


def add(archive: tarfile.TarFile, name: str, stream: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.size = stream.seek(0, os.SEEK_END)
    member.mode = 0o600
    stream.seek(0)
    archive.addfile(member, stream)


def unpack(source: Path, folder: Path) -> dict[str, Any]:
    """The manifest, after every member was written to `folder` and met its digest."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            first = archive.next()
            if first is None or first.name != MANIFEST or first.size > _MAX_MANIFEST:
                raise BadArchive(f"{source.name} no es un respaldo de EMRA Seguimiento.")
            manifest: dict[str, Any] = json.load(archive.extractfile(first) or io.BytesIO())
            if manifest.get("format") != FORMAT:
                raise BadArchive(f"{source.name} tiene un formato que esta versión no lee.")
            expected = {
                **{
                    f"tables/{name}.jsonl": row["sha256"]
                    for name, row in manifest["tables"].items()
                },
                **{f"media/{name}": digest for name, digest in manifest["files"].items()},
            }
            while (member := archive.next()) is not None:
                if member.name not in expected or not _is_plain(member):
                    raise BadArchive(f"El respaldo trae algo que no declara: {member.name[:80]}.")
                _extract(archive, member, folder)
                if digest(folder / member.name) != expected.pop(member.name):
                    raise BadArchive(f"El respaldo está dañado: {member.name[:80]} cambió.")
    except (tarfile.TarError, OSError, EOFError, ValueError, KeyError) as error:
        raise BadArchive(f"No se puede leer {source.name}: {error}") from error
    if expected:
        raise BadArchive(f"Al respaldo le falta {min(expected)[:80]}.")
    return manifest


def check(source: Path) -> dict[str, Any]:
    """The manifest, after every member met its digest; nothing of it stays on the disk."""
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        return unpack(source, Path(folder))


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Its bytes and nothing else: no link, owner or mode."""
    target = folder / member.name
    target.parent.mkdir(parents=True, exist_ok=True)
    stream = archive.extractfile(member)
    if stream is not None:
        with target.open("wb") as copy:
            shutil.copyfileobj(stream, copy)


def _is_plain(member: tarfile.TarInfo) -> bool:
    place = PurePosixPath(member.name)
    return member.isfile() and not place.is_absolute() and ".." not in place.parts


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
