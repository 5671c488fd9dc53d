"""What starting a web process costs beside an empty Django project, and what it must not load."""

import json
import os
import subprocess
import sys
from statistics import median

from bench.common import Row

FORBIDDEN = ("pandas", "plotly")
REPETITIONS = 7
REPORT = """
import json, resource, sys
from pathlib import Path
seconds = time.perf_counter() - start
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(json.dumps({
    "seconds": seconds,
    "mebibytes": pages * resource.getpagesize() / 1024**2,
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
}))
"""
OURS = f"""
import time
start = time.perf_counter()
import emra.wsgi, emra.urls
{REPORT}"""
EMPTY = f"""
import time
start = time.perf_counter()
import types, sys
import django
from django.conf import settings
settings.configure(ROOT_URLCONF="empty")
sys.modules["empty"] = types.ModuleType("empty")
sys.modules["empty"].urlpatterns = []
from django.core.wsgi import get_wsgi_application
get_wsgi_application()
{REPORT}"""


def measure() -> list[Row]:
    taken: dict[str, list[dict[str, object]]] = {OURS: [], EMPTY: []}
    for _turn in range(REPETITIONS):
        for program, reports in taken.items():
            reports.append(_report(program))
    loaded = sorted(set(FORBIDDEN) & set(_modules(taken[OURS][0])))
    if loaded:
        raise RuntimeError(f"the web process loads {', '.join(loaded)} at its start")
    seconds = {program: _median(reports, "seconds") for program, reports in taken.items()}
    memory = {program: _median(reports, "mebibytes") for program, reports in taken.items()}
    beside = "an empty project"
    return [
        Row("import and set up an empty Django project", f"{seconds[EMPTY]:.2f} s"),
        Row(
            "import emra.wsgi with every address",
            f"{seconds[OURS]:.2f} s",
            seconds[OURS] / seconds[EMPTY],
            beside,
        ),
        Row("memory of an empty Django project", f"{memory[EMPTY]:.0f} MiB"),
        Row("memory of emra.wsgi", f"{memory[OURS]:.0f} MiB", memory[OURS] / memory[EMPTY], beside),
        Row(f"{' and '.join(FORBIDDEN)} loaded", "no"),
    ]


def _report(program: str) -> dict[str, object]:
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, env=os.environ
    )
    return dict(json.loads(answer.stdout))


def _modules(report: dict[str, object]) -> list[str]:
    return list(report["modules"])  # type: ignore[call-overload]


def _median(reports: list[dict[str, object]], name: str) -> float:
    return median(float(str(report[name])) for report in reports)
