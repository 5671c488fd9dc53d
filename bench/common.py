"""What the benchmarks share: rows, processes and databases of their own, interleaved timing."""

import importlib
import io
import multiprocessing
import os
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SERVER = "postgresql://postgres@127.0.0.1:5432/emra_bench"


@dataclass(frozen=True)
class Row:
    """One measured thing; `ratio` compares it with what `beside` names, in the same run."""

    what: str
    value: str
    ratio: float | None = None
    beside: str = ""


def run(name: str, *, database: str = "") -> list[Row]:
    """`bench.<name>.measure()` in a fresh process with a data directory that goes with it.

    Every setting that matters is given, so that neither the shell nor a `.env` changes it.
    """
    with tempfile.TemporaryDirectory(prefix="emra-bench-") as data:
        environment = {
            "DATA_DIR": data,
            "DATABASE_URL": f"{database}_{os.getpid()}" if database else "",
            "REDIS_URL": "",
            "SECRET_KEY": "",
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "false",
            "DEMO": "true",
            "DEBUG": "false",
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        with ProcessPoolExecutor(
            max_workers=1,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_enter,
            initargs=(environment,),
        ) as pool:
            return pool.submit(_measure, name).result()


def _enter(environment: dict[str, str]) -> None:
    os.environ.update(environment)
    os.chdir(ROOT)


def _measure(name: str) -> list[Row]:
    import django

    django.setup()
    rows: list[Row] = importlib.import_module(f"bench.{name}").measure()
    return rows


def answers(address: str) -> bool:
    """Whether something listens at the host and port of a URL."""
    parts = urlsplit(address)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), timeout=1).close()
    except OSError:
        return False
    return True


@contextmanager
def databases(names: Sequence[str]) -> Iterator[dict[str, Callable[[], None]]]:
    """Fresh databases with the strategy loaded, dropped at the end.

    Each value makes its database the one that the application's code talks to.
    """
    from django.core.management import call_command
    from django.db import connections

    own = connections["default"]
    own_name = Path(str(own.settings_dict["NAME"]))
    made: dict[str, Any] = {}

    def entering(name: str) -> Callable[[], None]:
        return lambda: connections.__setitem__("default", made[name])

    try:
        for name in names:
            made[name] = own.copy()
            settings = made[name].settings_dict
            settings["TEST"] = {
                **settings["TEST"],
                "NAME": str(own_name.with_name(f"{own_name.stem}_{name}{own_name.suffix}")),
            }
            entering(name)()
            made[name].creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            call_command("load_strategy", stdout=io.StringIO())
        yield {name: entering(name) for name in names}
    finally:
        for name in made:
            entering(name)()
            made[name].creation.destroy_test_db(str(own_name), verbosity=0)
        connections["default"] = own


def interleaved(calls: dict[str, Callable[[], object]], repetitions: int) -> dict[str, float]:
    """Median seconds of each call, taken in turns so that a slow moment falls on all alike."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _turn in range(repetitions):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            taken[name].append(time.perf_counter() - start)
    return {name: median(values) for name, values in taken.items()}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"
