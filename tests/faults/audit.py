"""What must hold after every fault: nothing acknowledged lost, nothing half, averages, ledger.

`Audit` asks a process of the application's own, started once: `recompute` and `verify_ledger` as
an operator runs them. Run as a program, this module is that process.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.faults.writers import Save
from tests.programs import ROOT, until
from tests.servers import Site

# Each report of the corte with how often the ledger says it was recorded, submitted and approved.
REPORTS = """
SELECT report.agreement_id || '-2026-T2-v' || report.version, report.percent, report.state,
       count(*) FILTER (WHERE event.verb = 'progress.recorded'),
       count(*) FILTER (WHERE event.verb = 'progress.submitted'),
       count(*) FILTER (WHERE event.verb = 'progress.approved')
FROM agreements_progressreport AS report LEFT JOIN ledger_event AS event
  ON event.object_code = report.agreement_id || '-2026-T2-v' || report.version
WHERE report.period_id = 20262 GROUP BY report.id
"""
STRAY = """
SELECT DISTINCT object_code FROM ledger_event
WHERE verb LIKE 'progress.%' AND object_code LIKE '%-2026-T2-v%' AND object_code NOT IN
  (SELECT agreement_id || '-2026-T2-v' || version FROM agreements_progressreport)
"""
# How often each state was submitted and approved; it was recorded at least once.
SAID = {"DRAFT": (0, 0), "SUBMITTED": (1, 0), "APPROVED": (1, 1)}
DIRTY = "SELECT count(*) FROM agreements_dimensionaverage WHERE dirty_seq > computed_seq"


@dataclass
class Found:
    """What an audit found; `wrong` is empty where all is as it must be."""

    kept: int = 0
    averages: int = 0
    differed: int = 0
    ledger: bool = True
    wrong: list[str] = field(default_factory=list)


class Audit:
    """Holds a site against what its writers were told."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.audit"],
            cwd=ROOT,
            env=site.environment | {"LOG_LEVEL": "CRITICAL"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def settle(self, patience: float = 30.0) -> float:
        """The seconds until the site itself has recomputed all that was changed."""
        return until(lambda: self.site.rows(DIRTY) == [(0,)], "the averages to settle", patience)

    def look(self, saves: Iterable[Save]) -> Found:
        """Once it has settled: every save, every average, the whole ledger."""
        found = Found(wrong=lost(self.site, saves := list(saves)))
        found.kept = len(saves) - len(found.wrong)
        found.wrong += halves(self.site)
        answer = self._ask()
        found.averages, found.differed = answer["averages"], answer["differed"]
        found.ledger = not answer["faults"]
        if found.differed:
            found.wrong.append(f"{found.differed} averages differ from a recompute from scratch")
        if answer["faults"]:
            found.wrong.append(answer["faults"])
        return found

    def close(self) -> None:
        self.process.communicate("", timeout=10)

    def _ask(self) -> dict[str, object]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("look\n")
        self.process.stdin.flush()
        return dict(json.loads(self.process.stdout.readline()))


def lost(site: Site, saves: Iterable[Save]) -> list[str]:
    """Every acknowledged save that is not in the database, or not in the ledger."""
    there = {code: row for code, *row in site.rows(REPORTS)}
    gone = []
    for save in saves:
        percent, state, recorded, _submitted, approved = there.get(save.report, [None, "", 0, 0, 0])
        kept = percent == save.percent and recorded == 1
        if save.approved:
            kept = kept and state == "APPROVED" and approved == 1
        if not kept:
            gone.append(f"lost: {save}")
    return gone


def halves(site: Site) -> list[str]:
    """Rows without their events, and events without their row: a save that was not whole."""
    torn = [
        f"half: {code} is {state}, the ledger says {recorded}, {said}"
        for code, _percent, state, recorded, *said in site.rows(REPORTS)
        if not recorded or SAID[state] != tuple(said)
    ]
    return torn + [f"half: the ledger knows {code}, no row does" for (code,) in site.rows(STRAY)]


def serve() -> None:
    """Answer each line with what `recompute` and `verify_ledger` find."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.management.base import CommandError
    from django.db import connection

    from emra.agreements.models import DimensionAverage

    def run(command: str) -> str:
        from io import StringIO

        said = StringIO()
        call_command(command, stdout=said)
        return said.getvalue()

    for _line in sys.stdin:
        connection.close()  # the server of the last question may be gone
        differed = int(run("recompute").rpartition(":")[2])
        try:
            run("verify_ledger")
            faults = ""
        except CommandError as error:
            faults = str(error)
        count = DimensionAverage.objects.count()
        answer = {"averages": count, "differed": differed, "faults": faults}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve()
