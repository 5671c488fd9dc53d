"""From 1 visitor to 64 at once, and what a web process weighs before and after them.

The p95 of the home must keep to 3 times its median at 64 visitors.
"""

import os
import subprocess
import sys
from pathlib import Path

from bench.common import Row, free_port
from bench.load import Request, Target, load, percentile, serving
from bench.web import ours

VISITORS = (1, 8, 64)
VISITS = 3_000
# `make run`: one process of 8 threads; `make prod`: three of 4.
SHAPES = {"make run": (1, 8), "make prod": (3, 4)}


def measure() -> list[Row]:
    subprocess.run([sys.executable, "manage.py", "prepare"], check=True, stdout=subprocess.DEVNULL)
    return [row for name in SHAPES for row in _shape(name)]


def _shape(name: str) -> list[Row]:
    port = free_port()
    home = Target("home", port, (Request("/"),), VISITS)
    rows = []
    with serving(ours(port, *SHAPES[name]), port, os.environ, "/healthz") as server:
        load(home, 200)
        before = _mebibytes(server.pid)
        for visitors in VISITORS:
            taken = load(home, VISITS, visitors)
            p50, p95 = (percentile(taken.seconds, share) for share in (0.50, 0.95))
            rows.append(
                Row(
                    f"{name}: home, {visitors} at once",
                    f"{taken.rate:.0f}/s  p50 {1000 * p50:.1f}  p95 {1000 * p95:.1f} ms",
                    p95 / p50,
                    "p95 beside the median",
                )
            )
        after = _mebibytes(server.pid)
    rows.append(
        Row(
            f"{name}: memory of a web process",
            f"{max(after):.0f} MiB",
            max(after) / max(before),
            "before the visitors",
        )
    )
    return rows


def _mebibytes(parent: int) -> list[float]:
    """The proportional memory of each process that `parent` started."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [_pss(child) / 1024 for child in children]


def _pss(process: str) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    [line] = [line for line in rollup.splitlines() if line.startswith("Pss:")]
    return int(line.split()[1])
