"""Requests a second of the real server, beside the same bytes as a static file of that server."""

import os
import subprocess
import sys

from django.conf import settings

from bench.common import Row, free_port
from bench.load import Request, Target, get, in_turns, latency, serving

ROUNDS = 3
HOME, LIST = "/", "/api/v1/agreements/"


def measure() -> list[Row]:
    subprocess.run([sys.executable, "manage.py", "prepare"], check=True, stdout=subprocess.DEVNULL)
    port, anew = free_port(), free_port()
    with serving(ours(port), port, os.environ, "/healthz"):
        home, etag = get(port, HOME)
        listed, _etag = get(port, LIST)
    # WhiteNoise learns its files at the start, so the copies need a second one.
    (settings.COPIES / "home.html").write_bytes(home)
    (settings.COPIES / "list.json").write_bytes(listed)
    home_file, list_file = Request("/static/home.html"), Request("/static/list.json")
    home_copy = Target(f"home as a static file, {len(home):,} bytes", port, (home_file,), 1500)
    list_copy = Target(
        f"JSON list as a static file, {len(listed):,} bytes", port, (list_file,), 1500
    )
    beside = {
        Target("home, drawn anew each time", anew, (Request(HOME),), 100): home_copy,
        Target("home, kept by the process", port, (Request(HOME),), 400): home_copy,
        Target("home, If-None-Match: 304", port, (Request(HOME, 304, etag),), 400): home_copy,
        Target("JSON list, drawn anew each time", anew, (Request(LIST),), 100): list_copy,
        Target("JSON list, kept by the process", port, (Request(LIST),), 400): list_copy,
    }
    with (
        serving(ours(port), port, os.environ, "/healthz"),
        serving(ours(anew), anew, os.environ | {"ANSWERS_MAX_BYTES": "0"}, "/healthz"),
    ):
        taken = in_turns([home_copy, list_copy, *beside], ROUNDS)
    return [
        Row(
            target.what,
            f"{taken[target.what].rate:.0f}/s  {latency(taken[target.what].seconds)}",
            taken[beside[target].what].rate / taken[target.what].rate if target in beside else None,
            "slower than the static file" if target in beside else "",
        )
        for target in (home_copy, list_copy, *beside)
    ]


def ours(port: int, workers: int = 1, threads: int = 8) -> list[str]:
    """gunicorn, as `make run` starts it unless told otherwise."""
    return [
        *(sys.executable, "-m", "gunicorn", "emra.wsgi", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(workers), "--threads", str(threads), "--no-control-socket"),
        *("--log-level", "warning"),
    ]
