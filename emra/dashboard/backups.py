"""Backup and restore: every row and every kept file in one archive.

The archive is a tar of tables as JSON lines, of the files people uploaded, and of a manifest with
a digest of each. It names no clock and no host: the same state gives the same bytes, on SQLite and
on PostgreSQL, and an archive of one can be restored into the other.
"""

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import AutoField, CharField, Model
from django.db.models.functions import Collate

from emra import __version__
from emra.dashboard import archives, integrity
from emra.ledger import queries as ledger
from emra.ledger.models import Event
from emra.lib.errors import Conflict

# What a start makes anew: sessions, and the failed tries that lock an account for a while.
FLEETING = ("sessions", "axes")
_CHUNK = 1000


@dataclass(frozen=True)
class Kept:
    """What an archive holds: how many rows and files, and where its ledger ends."""

    rows: int
    files: int
    seq: int
    head: str


def backup(target: Path) -> Kept:
    """Write an archive of the whole state, in one snapshot of the database; files after it.

    The archive appears under its name only when it is whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        with _snapshot():
            tables = {model._meta.db_table: _write_rows(model, folder) for model in _models()}
            sequences = _sequences()
            seq, head = ledger.head()
        media = list(_media())
        manifest = {
            "format": archives.FORMAT,
            "version": __version__,
            "migrations": _migrations(),
            "ledger": {"seq": seq, "head": head},
            "tables": tables,
            "sequences": sequences,
            "files": {name: archives.digest(path) for name, path in media},
        }
        part = Path(stack.enter_context(tempfile.NamedTemporaryFile(dir=target.parent)).name)
        with archives.written(part) as archive:
            archives.add(
                archive, archives.MANIFEST, io.BytesIO(archives.canonical(manifest).encode())
            )
            for name in sorted(tables):
                with (folder / name).open("rb") as stream:
                    archives.add(archive, f"tables/{name}.jsonl", stream)
            for name, path in media:
                with path.open("rb") as stream:
                    archives.add(archive, f"media/{name}", stream)
        os.link(part, _free(target))
    rows = sum(table["rows"] for table in tables.values())
    return Kept(rows, len(media), seq, head)


def restore(source: Path, *, replace: bool = False, older: bool = False) -> Kept:
    """Put back what an archive holds, all of it or nothing.

    Refused unless told: over a house that has a ledger (`replace`), and where that ledger has
    events that the archive has not (`older`): what was published after it would be lost. The
    restored house is checked as `verify_ledger` does before anything is kept.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        manifest = archives.unpack(source, folder)
        _check_code(manifest)
        _check_ledger(manifest, folder, replace=replace, older=older)
        for name in manifest["files"]:
            _keep_file(folder / "media" / name, Path(settings.MEDIA_ROOT) / name)
        with transaction.atomic():
            with _without_triggers(), connection.cursor() as cursor:
                for model in _models():
                    cursor.execute(f"DELETE FROM {_name(model)}")  # noqa: S608  (our own table)
                for model in _models():
                    _read_rows(cursor, model, folder / "tables")
                connection.check_constraints()
            _set_sequences(manifest["sequences"])
            faults = integrity.faults()
            if faults:
                raise archives.BadArchive("Lo restaurado no es íntegro: " + " ".join(faults[:5]))
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return Kept(rows, len(manifest["files"]), **manifest["ledger"])


# -- what is kept ----------------------------------------------------------------------------


def _models() -> list[type[Model]]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in FLEETING
    ]


def _migrations() -> dict[str, str]:
    """The last migration of each room, as the code has it."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return {label: name for label, name in sorted(leaves) if label not in FLEETING}


@contextmanager
def _snapshot() -> Iterator[None]:
    """One moment of the database for all tables: SQLite's transaction is one already."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _write_rows(model: type[Model], folder: Path) -> dict[str, Any]:
    """The rows of a table in the order of their keys, columns first, each a line of JSON."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by(_key(model)).values_list(*names)
    count, digest = 0, hashlib.sha256()
    with (folder / model._meta.db_table).open("wb") as stream:
        _line(stream, digest, names)
        for row in rows.iterator(chunk_size=_CHUNK):
            _line(stream, digest, [_plain(value) for value in row])
            count += 1
    return {"rows": count, "sha256": digest.hexdigest()}


def _key(model: type[Model]) -> Any:
    """Text keys by their bytes: the order must not hang on the language of the database."""
    if connection.vendor == "postgresql" and isinstance(model._meta.pk, CharField):
        return Collate("pk", "C")
    return "pk"


def _line(stream: IO[bytes], digest: Any, row: list[Any]) -> None:
    line = f"{archives.canonical(row)}\n".encode()
    stream.write(line)
    digest.update(line)


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; the field of its column reads it back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | dict | list):
        return value
    return str(value)


def _media() -> Iterator[tuple[str, Path]]:
    """The kept files by their place under MEDIA_ROOT."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.name.startswith("tmp"):
            yield path.relative_to(root).as_posix(), path


def _free(target: Path) -> Path:
    if target.exists():
        raise Conflict(f"Ya existe {target}: elija otro nombre.")
    return target


# -- putting it back -------------------------------------------------------------------------


def _check_code(manifest: dict[str, Any]) -> None:
    here = _migrations()
    other = sorted(
        name
        for name in here.keys() | manifest["migrations"].keys()
        if here.get(name) != manifest["migrations"].get(name)
    )
    if other:
        raise Conflict(
            f"El respaldo es de la versión {manifest['version']} y la base no está igual en: "
            f"{', '.join(other)}. Restaure con esa versión y actualice después."
        )


def _check_ledger(manifest: dict[str, Any], folder: Path, *, replace: bool, older: bool) -> None:
    seq, head = ledger.head()
    if not seq:
        return
    if not replace:
        raise Conflict(
            f"La base ya tiene {seq} eventos: restaure en una vacía, o diga --replace para "
            "reemplazar lo que hay."
        )
    if not older and head not in _heads(folder, seq):
        raise Conflict(
            f"El respaldo llega al evento {manifest['ledger']['seq']} y no contiene la cabeza "
            f"{head[:12]} de la bitácora, evento {seq}: lo publicado después se perdería. Con "
            "--older se restaura igual."
        )


def _heads(folder: Path, seq: int) -> set[str]:
    """The hash that the archive's ledger has at an event."""
    names, rows = _rows_of(folder / "tables" / f"{Event._meta.db_table}.jsonl")
    place, hashed = names.index("seq"), names.index("hash")
    return {row[hashed] for row in rows if row[place] == seq}


def _rows_of(path: Path) -> tuple[list[str], Iterator[list[Any]]]:
    stream = path.open(encoding="utf-8")
    names: list[str] = json.loads(next(stream))

    def rows() -> Iterator[list[Any]]:
        with stream:
            for line in stream:
                yield json.loads(line)

    return names, rows()


def _read_rows(cursor: Any, model: type[Model], folder: Path) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    names, rows = _rows_of(folder / f"{model._meta.db_table}.jsonl")
    columns = ", ".join(_quoted(str(fields[name].column)) for name in names)
    places = ", ".join(["%s"] * len(names))
    sql = f"INSERT INTO {_name(model)} ({columns}) VALUES ({places})"  # noqa: S608  (our own table)
    read = [fields[name] for name in names]
    batch: list[list[Any]] = []
    for row in rows:
        batch.append([_value(field, value) for field, value in zip(read, row, strict=True)])
        if len(batch) == _CHUNK:
            cursor.executemany(sql, batch)
            batch = []
    if batch:
        cursor.executemany(sql, batch)


def _value(field: Any, value: Any) -> Any:
    target = field.target_field if field.is_relation else field
    return target.get_db_prep_save(target.to_python(value), connection)


def _keep_file(source: Path, target: Path) -> None:
    if target.exists() and archives.digest(target) == archives.digest(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
        part.write(source.read_bytes())
        part.flush()
        os.fsync(part.fileno())
    os.replace(part.name, target)


@contextmanager
def _without_triggers() -> Iterator[None]:
    """What seals the tables steps aside inside this transaction, and stands again after it."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in _models():
                cursor.execute(f"ALTER TABLE {_name(model)} DISABLE TRIGGER USER")
            yield
            for model in _models():
                cursor.execute(f"ALTER TABLE {_name(model)} ENABLE TRIGGER USER")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        sealed = cursor.fetchall()
        for name, _sql in sealed:
            cursor.execute(f"DROP TRIGGER {_quoted(name)}")
        yield
        for _trigger, sql in sealed:
            cursor.execute(sql)


def _counted() -> list[tuple[str, str]]:
    """Tables whose keys the database counts up, with the column of the key."""
    return [
        (model._meta.db_table, str(field.column))
        for model in _models()
        for field in model._meta.concrete_fields
        if isinstance(field, AutoField)
    ]


def _sequences() -> dict[str, int]:
    """The last key each table gave, also to rows that are gone: codes are not given twice."""
    found = {}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table, column in _counted():
                # NULL until the sequence gave its first key.
                cursor.execute(
                    "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)",
                    [table, column],
                )
                found[table] = cursor.fetchone()[0] or 0
            return found
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        last_of = dict(cursor.fetchall())
    return {table: last_of.get(table, 0) for table, _column in _counted()}


def _set_sequences(found: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        for table, column in _counted():
            last = found.get(table, 0)
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                    [table, column, max(last, 1), last > 0],
                )
                continue
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            if last:
                cursor.execute(
                    "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last]
                )


def _name(model: type[Model]) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))
