"""Where faults happen: a running site, people who write, and the audit of both after each."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import redis

from tests.faults.audit import Audit, Found
from tests.faults.writers import Writers
from tests.processes.office import Office
from tests.programs import get, until
from tests.servers import Site

SLOWEST = 1.0
MOVABLE_CLOCK = str(Path(__file__).parent / "clock")


@dataclass
class Row:
    """What one fault did, and what was found after it."""

    fault: str
    counts: dict[str, int | str]
    acknowledged: int
    answers: Counter[str]
    slowest: float
    settled: float
    seconds: float
    found: Found
    wrong: list[str] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        return not (self.wrong or self.found.wrong)


class Ground:
    """One site for faults, one after the other; each leaves all at work again."""

    def __init__(self, directory: Path, *, server: str, writers: int = 2) -> None:
        self.site = Site(directory / "site", sweep_seconds=1, server=server)
        self.clock = self.site.directory / "clock"
        self.clock.write_text("0")
        self.site.environment |= {
            "CLOCK_FILE": str(self.clock),
            "PYTHONPATH": MOVABLE_CLOCK,
            # A day on, the worker would walk the whole site before it sweeps.
            "SNAPSHOT_SECONDS": str(10**8),
            "EMAIL_URL": f"filemail:///{directory / 'mail'}",
        }
        self.mail = directory / "mail"
        self.wrong: list[str] = []
        try:
            self.site.open()
            Office(self.site).open_corte()
            self.writers = Writers(self.site, writers)
            self.audit = Audit(self.site)
        except BaseException:
            self.site.close()
            raise

    def close(self) -> None:
        self.audit.close()
        self.site.close()

    def inflict(
        self,
        fault: str,
        work: "Callable[[Ground], dict[str, int | str]]",
        *,
        slowest: float | None = None,
        failing: bool = False,
    ) -> Row:
        """Let a fault happen, wait until the site is right again by itself, and look.

        `slowest` bounds every save's seconds; only with `failing` may one not be acknowledged.
        """
        began, before = time.monotonic(), len(self.writers.acknowledged)
        answers = self.writers.answers
        for writer in self.writers.all:
            writer.seconds.clear()
        self.wrong = []
        counts = work(self)
        settled = self.audit.settle()
        found = self.audit.look(self.writers.acknowledged)
        row = Row(
            fault,
            counts,
            len(self.writers.acknowledged) - before,
            self.writers.answers - answers,
            self.writers.slowest,
            settled,
            time.monotonic() - began,
            found,
            self.wrong,
        )
        if not row.acknowledged:
            row.wrong.append("nobody wrote")
        if slowest and row.slowest > slowest:
            row.wrong.append(f"a save took {row.slowest:.2f} s")
        unsaved = {code: n for code, n in row.answers.items() if code != "302"}
        if unsaved and not failing:
            row.wrong.append(f"saves not acknowledged: {unsaved}")
        if row.answers["500"]:
            row.wrong.append(f"{row.answers['500']} answers were a 500")
        return row

    def expect(self, true: object, otherwise: str) -> None:
        """Note what is wrong and go on: the table shows all of it."""
        if not true:
            self.wrong.append(otherwise)

    @property
    def broker(self) -> "redis.Redis[bytes]":
        return redis.Redis(port=self.site.redis_port, socket_timeout=5)

    def readyz(self) -> dict[str, str]:
        return dict(json.loads(get(f"{self.site.url}/readyz")[1])["checks"])

    def start_worker(self, name: str = "worker") -> None:
        """Start a worker and wait until it takes messages."""
        before = self.log(name).count(" ready.")
        self.site.start_worker(name)
        until(lambda: self.log(name).count(" ready.") > before, f"{name} to be ready")

    def log(self, name: str) -> str:
        path = self.site.directory / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def done(self, name: str = "worker") -> Counter[str]:
        """How many tasks a worker has carried out, by their names."""
        return Counter(re.findall(r"Task (\S+)\[[^]]+\] succeeded", self.log(name)))


def table(rows: list[Row]) -> str:
    """The rows as text, one line each, what is wrong below."""
    head = (
        "fault",
        "acknowledged",
        "kept*",
        "slowest",
        "averages",
        "ledger",
        "right after",
        "took",
    )
    lines = [head]
    for row in rows:
        found = row.found
        lines.append(
            (
                row.fault,
                str(row.acknowledged),
                str(found.kept),
                f"{row.slowest:.2f} s",
                f"{found.averages}, {found.differed} differ",
                "verifies" if found.ledger else "FAULT",
                f"{row.settled:.1f} s",
                f"{row.seconds:.0f} s",
            )
        )
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    text = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    text.append("* of all acknowledged on that site since it was opened")
    for row in rows:
        counted = ", ".join(f"{name} {value}" for name, value in row.counts.items())
        answers = ", ".join(f"{code} x {n}" for code, n in sorted(row.answers.items()))
        text.append(f"{row.fault}: {counted}; answers: {answers}")
    text += [f"WRONG {row.fault}: {what}" for row in rows for what in row.wrong + row.found.wrong]
    return "\n".join(text)
