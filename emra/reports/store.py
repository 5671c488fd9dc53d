"""The files of each published edition, made by a job and kept on disk with their hashes.

What is to be made is seen by looking: an edition without whole files. So no mark can be lost, a
job that never ran is made up for by the next, and a message only hurries it. Files are made in a
folder of their own and shown by one step, so that nobody reads half a set; one maker at a time
works on an edition, whoever comes second leaves it to the first.
"""

import fcntl
import hashlib
import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils import timezone, translation

from emra import __version__
from emra.agreements import queries as agreements
from emra.agreements.readmodel import Edition
from emra.lib.files import is_full
from emra.lib.workdays import add_workdays
from emra.reports import content
from emra.reports.pages import Report

DECK, PAPER, BOOK = "directorio.pptx", "informe.pdf", "libro.xlsx"
KINDS: Final = (DECK, PAPER, BOOK)
MAKE: Final = "emra.reports.tasks.make_reports"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Kept:
    """A file that is there and whole."""

    kind: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Made:
    """The files of an edition: when made, at which event of the ledger."""

    files: tuple[Kept, ...]
    made_at: datetime
    seq: int
    head: str
    version: str

    def file(self, kind: str) -> Kept | None:
        return next((row for row in self.files if row.kind == kind), None)


@dataclass(frozen=True)
class Failure:
    """When the files of an edition could not be made; `full`: for want of room on the disk."""

    at: datetime
    full: bool


def made(edition: Edition) -> Made | None:
    """What is kept of an edition; None while it is being made."""
    path = _home(edition) / "current" / "manifest.json"
    try:
        told = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    files = tuple(Kept(**row) for row in told.pop("files"))
    return Made(files, datetime.fromisoformat(told.pop("made_at")), **told)


def failure(edition: Edition) -> Failure | None:
    """The last try to make an edition's files, where it failed."""
    try:
        told = json.loads((_home(edition) / "failed").read_text())
    except (OSError, ValueError):
        return None
    return Failure(datetime.fromisoformat(told["at"]), told["full"])


def read(edition: Edition, kind: str) -> bytes | None:
    """The bytes of a file, if they are those that were made; None for any others."""
    for _try in range(2):  # a new set may be shown between the two readings
        kept = made(edition)
        row = kept.file(kind) if kept else None
        if row is None:
            return None
        try:
            found = (_home(edition) / "current" / kind).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(found).hexdigest() == row.sha256:
            return found
    logger.error("reports: %s of %s/%s is not whole", kind, edition.corte, edition.number)
    return None


def is_whole(edition: Edition) -> bool:
    return not is_asked(edition) and all(read(edition, kind) is not None for kind in KINDS)


def is_asked(edition: Edition) -> bool:
    """Whether its files are to be made anew."""
    return (_home(edition) / "again").exists()


def ask_again(edition: Edition) -> None:
    """Have an edition's files made anew; those that are there stay until then."""
    home = _home(edition)
    home.mkdir(parents=True, exist_ok=True)
    (home / "again").touch()


def refresh(today: date) -> bool:
    """Ask once a month, from its first working day on, for the newest corte's files anew.

    Its figures stay; the rooms without editions are read at the ledger's event of that day.
    """
    newest = next((row for row in agreements.editions() if row.is_latest), None)
    kept = made(newest) if newest else None
    if newest is None or kept is None or kept.seq == content.state().seq:
        return False
    if not timezone.localdate(kept.made_at) < add_workdays(today.replace(day=1), 0) <= today:
        return False
    ask_again(newest)
    return True


def make_missing() -> int:
    """Make what published editions lack: the latest of each corte first, then older ones.

    One that fails holds up none of the others; its error is raised after them.
    """
    every = agreements.editions()
    count, errors = 0, []
    for edition in sorted(every, key=lambda row: not row.is_latest):
        try:
            count += not is_whole(edition) and make(edition)
        except Exception as error:
            errors.append(error)
    if errors:
        raise ExceptionGroup("reports", errors)
    return count


def make(edition: Edition) -> bool:
    """Make an edition's files; False where another maker is at it or the disk is full."""
    with _alone(edition) as mine:
        if not mine:
            return False
        home = _home(edition)
        asked = _asked_at(home)
        try:
            folder = Path(tempfile.mkdtemp(dir=home, prefix="m"))
            try:
                _write(folder, edition)
            except BaseException:
                shutil.rmtree(folder, ignore_errors=True)
                raise
            _show(home, folder)
        except Exception as error:
            full = isinstance(error, OSError) and is_full(error)
            _fail(home, full=full)
            if not full:
                raise
            logger.error("reports: no room for %s: %s", home.name, error)
            return False
        (home / "failed").unlink(missing_ok=True)
        # Who asked while they were made is not served by these.
        if _asked_at(home) == asked:
            (home / "again").unlink(missing_ok=True)
        return True


def render(report: Report, corte: str | None) -> Iterator[tuple[str, bytes]]:
    """Each file of a published report, one after the other."""
    from emra.reports import deck, paper, workbook

    yield DECK, deck.render(report)
    yield PAPER, paper.render(report)
    yield BOOK, workbook.render(report, corte)


def _write(folder: Path, edition: Edition) -> None:
    """In Spanish whatever the language of who asked: the files are the same for everybody."""
    with translation.override(settings.LANGUAGE_CODE):
        now, corte = content.state(), f"{edition.corte}/{edition.number}"
        files = []
        for kind, found in render(content.published(corte, now), corte):
            _put(folder / kind, found)
            files.append(Kept(kind, hashlib.sha256(found).hexdigest(), len(found)))
    told: dict[str, Any] = {
        "files": [asdict(row) for row in files],
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "seq": now.seq,
        "head": now.head,
        "version": __version__,
    }
    _put(folder / "manifest.json", json.dumps(told).encode())


def _fail(home: Path, *, full: bool) -> None:
    """Leave word of a try that failed; on a full disk there may be no room for it either."""
    told = {"at": timezone.now().isoformat(timespec="seconds"), "full": full}
    with suppress(OSError):
        (home / "failed").write_text(json.dumps(told))


def _asked_at(home: Path) -> int | None:
    try:
        return (home / "again").stat().st_mtime_ns
    except FileNotFoundError:
        return None


def _put(path: Path, found: bytes) -> None:
    with path.open("wb") as file:
        file.write(found)
        file.flush()
        os.fsync(file.fileno())


def _show(home: Path, folder: Path) -> None:
    """From one set to the next in one step; those before it go."""
    link = home / f"next-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    os.replace(link, home / "current")
    for other in home.glob("m*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _alone(edition: Edition) -> Iterator[bool]:
    """Whether this maker is the only one: the lock ends with the process that held it."""
    home = _home(edition)
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / "lock").open("w")
    except OSError as error:
        if not is_full(error):
            raise
        logger.error("reports: no room for %s: %s", home.name, error)
        yield False
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _home(edition: Edition) -> Path:
    """A folder per edition; the digest keeps apart what another database published."""
    name = f"{edition.corte}-{edition.number}-{edition.digest[:12]}"
    return Path(settings.REPORTS_ROOT) / name
