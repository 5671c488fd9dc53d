"""Everything in one ZIP: of a corte's edition, the same bytes for good; or of the present.

What goes into an edition's ZIP is sealed: the edition's own rows, the editions before it, and the
ledger up to the event that published it. Neither later events nor the terms of use, which the
institution may set later, are in it. Entries are stored and not compressed, because the compressor
differs between systems; names are sorted, times and permissions fixed.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from districts import exports
from districts import queries as districts
from emra.agreements import queries as agreements
from emra.agreements import sealed
from emra.agreements.readmodel import Edition
from emra.dashboard import commune_map
from emra.ledger import queries as ledger
from emra.ledger import verificador
from emra.lib.tables import JSON, OPEN
from emra.opendata import datapackage
from emra.opendata.files import Built, State, build, written_out
from emra.opendata.registry import DATASETS
from emra.opendata.terms import Terms, reserved

SPOOL = 4 * 1024 * 1024
FOLDER = "datos/"
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


class _Writer:
    """Writes the entries and remembers their sums."""

    def __init__(self, target: IO[bytes], at: datetime) -> None:
        moment = max(at.astimezone(UTC), EARLIEST)
        self.time = (*moment.timetuple()[:5], moment.second // 2 * 2)
        self.zip = zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)
        self.sums: list[str] = []

    def add(self, name: str, parts: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(name, self.time)
        info.create_system = 3
        info.external_attr = 0o644 << 16
        digest = hashlib.sha256()
        with self.zip.open(info, "w") as entry:
            for part in parts:
                digest.update(part)
                entry.write(part)
        self.sums.append(f"{digest.hexdigest()}  {name}\n")


def of_edition(edition: Edition) -> IO[bytes]:
    """The ZIP of one edition of a corte, at its start; always in Spanish."""
    with translation.override(settings.LANGUAGE_CODE):
        now = State(
            edition.ledger_seq,
            edition.ledger_head,
            edition.published_at,
            edition.published_at.date(),
            edition,
        )
        built = [_sealed(one) for one in _of_edition(now)]
        package = datapackage.package(built, now, None, site="", folder=FOLDER)
        extra = {
            "publicacion.json": [sealed.canonical(edition).encode()],
            "bitacora.json": _ledger(sealed.published_reports(edition), edition.ledger_seq),
        }
        return _write(built, package, extra, now, _readme_of_edition(edition, built))


def present(now: State, said: Terms, *, site: str) -> IO[bytes]:
    """The ZIP of the present state: all datasets and maps, stamped with the ledger's head."""
    with translation.override(settings.LANGUAGE_CODE):
        built = [one for dataset in DATASETS if (one := build(dataset, now))]
        package = datapackage.package(built, now, said, site=site, folder=FOLDER)
        extra: dict[str, Iterable[bytes]] = {
            "bitacora.json": _ledger(agreements.published_reports(), now.seq),
            f"{FOLDER}comunas.geojson": [commune_map.geojson(commune_map.commune_map()).encode()],
        }
        run = districts.published_run()
        if run:
            content = exports.geojson(run)
            extra[f"{FOLDER}distritos.geojson"] = [
                content.encode() if isinstance(content, str) else content
            ]
        return _write(built, package, extra, now, _readme_of_present(now, said, built))


# -- pieces ----------------------------------------------------------------------------------


def _of_edition(now: State) -> Iterator[Built]:
    for dataset in DATASETS:
        if dataset.of_edition:
            one = build(dataset, now)
            assert one is not None
            yield one


def _sealed(one: Built) -> Built:
    """A dataset without the columns that are read from the present."""
    if not one.dataset.live:
        return one
    return written_out(one.dataset, one.state, one.table.without(*one.dataset.live))


def _ledger(published: frozenset[str], until: int) -> Iterator[bytes]:
    """The ledger up to an event, as the verifier reads it, event by event."""
    yield b'{"events": [\n'
    comma = ""
    for event in ledger.export(published, until):
        yield f"{comma}{json.dumps(event, ensure_ascii=False, sort_keys=True)}".encode()
        comma = ",\n"
    yield b"\n]}\n"


def _write(
    built: list[Built],
    package: dict[str, Any],
    extra: dict[str, Iterable[bytes]],
    now: State,
    readme: str,
) -> IO[bytes]:
    entries: dict[str, Iterable[bytes]] = {
        "LEAME.txt": [readme.encode()],
        "cabeza.txt": [f"{now.seq} {now.head}\n".encode()],
        "datapackage.json": [json.dumps(package, ensure_ascii=False, indent=1).encode()],
        "verificador.py": [Path(verificador.__file__).read_bytes()],
        **extra,
    }
    for one in built:
        entries[f"{FOLDER}{one.dataset.code}.csv"] = [one.content[OPEN]]
        entries[f"{FOLDER}{one.dataset.code}.json"] = [one.content[JSON]]
    target = tempfile.SpooledTemporaryFile(SPOOL)  # noqa: SIM115  (the answer closes it)
    writer = _Writer(target, now.at or EARLIEST)
    for name in sorted(entries):
        writer.add(name, entries[name])
    writer.add("sumas.txt", ["".join(writer.sums).encode()])
    writer.zip.close()
    target.seek(0)
    return target


def _contents(built: list[Built]) -> str:
    lines = [f"  {one.dataset.code}: {one.dataset.title} ({one.rows} filas)" for one in built]
    return "\n".join(lines)


def _how() -> str:
    return _(
        "datos/*.csv: UTF-8, coma, punto decimal, fechas ISO; celda vacía: sin dato o no aplica, "
        "según dice cada columna en datapackage.json. datos/*.json: lo mismo, con null.\n"
        "datapackage.json: tipos, unidades, claves y significado de cada columna (Frictionless).\n"
        "bitacora.json y verificador.py: python3 verificador.py bitacora.json --cabeza SELLO, con "
        "el sello de cabeza.txt.\n"
        "sumas.txt: sha256sum -c sumas.txt comprueba cada archivo.\n"
    )


def _readme_of_edition(edition: Edition, built: list[Built]) -> str:
    head = _(
        "EMRA Seguimiento: corte %(corte)s, publicación n.º %(number)s\n\n"
        "Este archivo contiene solo lo que esa edición selló y lo publicado antes de ella: es el "
        "mismo, byte a byte, cada vez que se descarga. Sello: evento %(seq)s, %(head)s.\n"
        "publicacion.json: todo lo que la edición dice; su SHA-256 es %(digest)s.\n"
        "Las condiciones de uso son las que el sitio indica en /datos/.\n"
    ) % {
        "corte": edition.corte,
        "number": edition.number,
        "seq": edition.ledger_seq,
        "head": edition.ledger_head,
        "digest": edition.digest,
    }
    return f"{head}\n{_how()}\n{_contents(built)}\n"


def _readme_of_present(now: State, said: Terms, built: list[Built]) -> str:
    head = _(
        "EMRA Seguimiento: estado del %(day)s, evento %(seq)s de la bitácora\n\n"
        "Sello: %(head)s. Este archivo cambia con cada evento; para citar cifras de un corte use "
        "el de su edición, que no cambia.\n"
        "Publica: %(publisher)s. Licencia: %(licence)s\n%(reserved)s\n"
    ) % {
        "day": now.today.isoformat(),
        "seq": now.seq,
        "head": now.head,
        "publisher": said.publisher,
        "licence": said.said,
        "reserved": reserved(),
    }
    return f"{head}\n{_how()}\n{_contents(built)}\n"
