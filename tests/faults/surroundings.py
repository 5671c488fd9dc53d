"""Faults of what lies around the processes: the disk and the clock."""

import os
import re
import resource
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

from emra.oversight import protection
from tests.faults.cluster import children_of
from tests.faults.ground import Ground
from tests.processes.office import CORTE
from tests.programs import get, until
from tests.visitor import TOKEN, Visitor

ROOM = 200 * 1024
AGREEMENT = "A19"  # no writer's
HOUR, DAY = 3600, 86_400


# -- the disk ----------------------------------------------------------------------------------


class Disk(Protocol):
    """A disk that can be full for the web's files and has room again."""

    way: str

    def fill(self) -> None: ...
    def free(self) -> None: ...


class SmallDisk:
    """A file system of 32 MB, filled up but for a little: the real thing, where one may mount."""

    way = "tmpfs"

    def __init__(self, place: Path) -> None:
        self.filler = place / "filler"

    def fill(self) -> None:
        with self.filler.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(64 * 1024))
            except OSError:
                file.truncate(file.tell() - ROOM)

    def free(self) -> None:
        self.filler.unlink()


class SmallFiles:
    """The web's processes may write no large file: what is left where nobody may mount."""

    way = "file size limit"

    def __init__(self, pids: list[int]) -> None:
        self.pids = pids

    def fill(self) -> None:
        self._limit(ROOM)

    def free(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        for pid in self.pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


@contextmanager
def disks(ground: Ground) -> Iterator[list[Disk]]:
    """The ways to fill the web's disk here; the web is started again on them, and after them."""
    site = ground.site
    place = site.directory / "media"
    place.mkdir(exist_ok=True)
    mounted = mount(place)
    site.processes["web"].stop()
    (place / "tmp").mkdir(exist_ok=True)
    site.environment["TMPDIR"] = str(place / "tmp")
    try:
        site.start_web()
        web = site.processes["web"].popen.pid
        found: list[Disk] = [SmallFiles([web, *children_of(web)])]
        yield [SmallDisk(place), *found] if mounted else found
    finally:
        site.processes["web"].stop()
        del site.environment["TMPDIR"]
        kept = {path.relative_to(place): path.read_bytes() for path in evidence(place)}
        if mounted:
            subprocess.run(["umount", str(place)], check=True, timeout=10)
        for path, content in kept.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)
        site.start_web()


def mount(place: Path) -> bool:
    """Whether a small file system lies there now."""
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(place)]
    return subprocess.run(command, capture_output=True, timeout=10).returncode == 0


def evidence(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file() and path.name != "filler")


def disk_full(ground: Ground, rounds: int) -> dict[str, int | str]:
    """Evidence finds no room: it is refused whole, text is saved meanwhile, later it is taken."""
    desk = EvidenceDesk(ground)
    refused = taken = 0
    ways = []
    with disks(ground) as found:
        for disk in found:
            ways.append(disk.way)
            for _round in range(rounds):
                for size in (600 * 1024, 2 * 1024**2):  # kept in memory at first, and on disk
                    upload = spreadsheet(size)
                    before = desk.stands()
                    disk.fill()
                    said = desk.attach(upload)
                    ground.writers.write(2)
                    ground.expect(said.startswith("507"), f"evidence without room: {said}")
                    ground.expect(desk.stands() == before, "something of it was kept")
                    refused += 1
                    disk.free()
                    said = desk.attach(upload)
                    ground.expect(said == "302", f"the same evidence with room: {said}")
                    rows, files = desk.stands()
                    more = rows == before[0] + 1 and len(files) == len(before[1]) + 1
                    ground.expect(more, "it is not there with room either")
                    taken += 1
    return {"full by": " and ".join(ways), "uploads refused": refused, "taken later": taken}


def spreadsheet(size: int) -> bytes:
    """A file of that size that nobody has sent before."""
    return b"".join(b"%s,1\n" % os.urandom(30).hex().encode() for _row in range(size // 63))


class EvidenceDesk:
    """The secretariat's draft of one agreement, to which files are attached."""

    def __init__(self, ground: Ground) -> None:
        self.site = ground.site
        self.person = Visitor(self.site, "secretaria")
        self.path = f"/gestion/avances/{CORTE}/{AGREEMENT}/"

    def attach(self, upload: bytes) -> str:
        """Save the draft with a file; 302, or the status with the sentence that says why not."""
        page = self.person.read(self.path).text
        token, version = TOKEN.search(page), re.search(r'name="version" value="(\d+)"', page)
        assert token
        assert version
        fields = {
            "csrfmiddlewaretoken": token[1],
            "version": version[1],
            "kind": "PERCENT",
            "percent": "50",
            "setback_reason": "Se mide.",
        }
        bound = uuid.uuid4().hex
        parts = [
            f'--{bound}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = (
            f'--{bound}\r\nContent-Disposition: form-data; name="file"; filename="respaldo.csv"'
            "\r\nContent-Type: text/csv\r\n\r\n"
        )
        body = "".join(parts).encode() + head.encode() + upload + f"\r\n--{bound}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={bound}"}
        request = urllib.request.Request(self.site.url + self.path, data=body, headers=kind)
        try:
            with self.person.opener.open(request, timeout=30) as answer:
                # The visitor follows the redirect, to the draft itself.
                return "302" if answer.url.endswith(self.path) else f"200 {answer.url}"
        except urllib.error.HTTPError as answer:
            with answer:
                said = re.search(r"No queda espacio[^<]+", answer.read().decode())
                return f"{answer.code} {said[0]}" if said else f"without a sentence: {answer.code}"
        except OSError as error:
            return str(error)

    def stands(self) -> tuple[int, list[Path]]:
        """Rows of evidence, and files of it: whole ones, fragments and what was on its way."""
        [(rows,)] = self.site.rows("SELECT count(*) FROM agreements_evidence")
        return rows, evidence(self.site.directory / "media")


# -- the clock ---------------------------------------------------------------------------------


def clock_moved(ground: Ground, rounds: int) -> dict[str, int | str]:
    """The clock goes an hour back, a day on, and right again, while nothing is started anew."""
    limited = 0
    # Never the same hour twice: what was counted in one is still counted there.
    for off in [*(unit * n for n in range(1, rounds + 1) for unit in (-HOUR, DAY)), 0]:
        move(ground, off)
        if off > 0:
            ground.writers.sign_in()  # a session lasts eight hours
        # No hint arrives: whatever is recomputed now, beat's schedule brought it.
        ground.site.processes["redis"].kill()
        ground.writers.write(2)
        ground.site.start_redis()
        ground.audit.settle()
        limited += sends_until_refused(ground)
        negative = re.findall(r"^emra_\S+ -.*", get(f"{ground.site.url}/metrics")[1], re.MULTILINE)
        ground.expect(not negative, f"negative: {negative}")
    [(steps,)] = ground.site.rows(
        "SELECT count(*) FROM (SELECT at < lag(at) OVER (ORDER BY seq) AS back FROM ledger_event)"
        " AS step WHERE back"
    )
    ground.expect(steps >= rounds, "the ledger's times never went back: the clock did not move")
    return {"moves": 2 * rounds + 1, "steps back in the ledger": steps, "floods held": limited}


def move(ground: Ground, off: int) -> None:
    """Set the clock of every process off, and see that the web's is."""
    ground.clock.write_text(str(off))

    def moved() -> bool:
        with urllib.request.urlopen(f"{ground.site.url}/healthz", timeout=10) as answer:
            said = parsedate_to_datetime(answer.headers["Date"]).timestamp()
        return abs(said - time.time() - off) < 60

    until(moved, f"the web's clock to be {off} s off")


def sends_until_refused(ground: Ground) -> bool:
    """Whether a flood of the public form is held after as many tries as on any other day."""
    url = f"{ground.site.url}/contraloria/enviar/"
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(url, timeout=10) as answer:
        token = TOKEN.search(answer.read().decode())
    assert token
    codes = []
    for _try in range(protection.TRIES.most + 2):
        body = f"csrfmiddlewaretoken={token[1]}&text=x".encode()
        try:
            with opener.open(urllib.request.Request(url, data=body), timeout=10) as answer:
                codes.append(answer.status)
        except urllib.error.HTTPError as answer:
            with answer:
                codes.append(answer.code)
    held = codes[-1] == 429 and codes[0] != 429
    ground.expect(held, f"a flood was answered with {codes}")
    return held
