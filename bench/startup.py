"""What a start costs: a web process beside an empty project, and preparing data a second time."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.common import Row

FORBIDDEN = ("pandas", "plotly")
REPETITIONS = 7
ROOT = Path(__file__).parent.parent
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
    first, second = _prepared_twice()
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
        Row("prepare an empty data directory", f"{first:.2f} s"),
        Row("prepare it again, as a second start does", f"{second:.2f} s", second / first, "first"),
    ]


def _prepared_twice() -> tuple[float, float]:
    """Seconds of `manage.py prepare` on an empty data directory, and again on the same."""
    with tempfile.TemporaryDirectory() as directory:
        environment = os.environ | {"DATA_DIR": directory, "DEMO": "true"}
        seconds = []
        for _turn in range(2):
            began = time.perf_counter()
            subprocess.run(
                [sys.executable, "manage.py", "prepare"],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
            seconds.append(time.perf_counter() - began)
    return seconds[0], seconds[1]


def _report(program: str) -> dict[str, object]:
    answer = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, env=os.environ
    )
    return dict(json.loads(answer.stdout))


def _modules(report: dict[str, object]) -> list[str]:
    return list(report["modules"])  # type: ignore[call-overload]


def _median(reports: list[dict[str, object]], name: str) -> float:
    return median(float(str(report[name])) for report in reports)
