"""Requests a second of the real server, beside the same bytes as a static file of that server."""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from django.conf import settings

from bench.common import ROOT, Row, free_port

CONNECTIONS = 8
ROUNDS = 3
GIVE_UP_AFTER = 20


@dataclass(frozen=True)
class Target:
    """What is asked for, how often in each round, and which target it is held against."""

    what: str
    path: str
    requests: int
    status: int = 200
    etag: str = ""
    static: str = ""


@dataclass(frozen=True)
class Round:
    """Requests a second and seconds of each request."""

    rate: float
    seconds: list[float]


def measure() -> list[Row]:
    subprocess.run([sys.executable, "manage.py", "prepare"], check=True, stdout=subprocess.DEVNULL)
    port = free_port()
    with _server(port):
        home, etag = _get(port, "/")
        listed, _etag = _get(port, "/api/v1/agreements/")
    # WhiteNoise learns its files at the start, so the copies need a second one.
    (settings.COPIES / "home.html").write_bytes(home)
    (settings.COPIES / "agreements.json").write_bytes(listed)
    targets = [
        Target(f"home page as a static file, {len(home):,} bytes", "/static/home.html", 1500),
        Target("home page, no ETag", "/", 100, static="/static/home.html"),
        Target("home page, If-None-Match: 304", "/", 400, 304, etag, static="/static/home.html"),
        Target(
            f"JSON list as a static file, {len(listed):,} bytes", "/static/agreements.json", 1500
        ),
        Target("JSON list", "/api/v1/agreements/", 100, static="/static/agreements.json"),
    ]
    with _server(port):
        for target in targets:
            asyncio.run(_load(port, target, 3 * CONNECTIONS))
        rounds = [
            {target.what: asyncio.run(_load(port, target, target.requests)) for target in targets}
            for _turn in range(ROUNDS)
        ]
    return _rows(targets, rounds)


def _rows(targets: list[Target], rounds: list[dict[str, Round]]) -> list[Row]:
    rates = {target.what: median(turn[target.what].rate for turn in rounds) for target in targets}
    by_path = {target.path: rates[target.what] for target in targets if not target.static}
    return [
        Row(
            target.what,
            f"{rates[target.what]:.0f}/s  {_latency(target, rounds)}",
            by_path[target.static] / rates[target.what] if target.static else None,
            "slower than the static file" if target.static else "",
        )
        for target in targets
    ]


def _latency(target: Target, rounds: list[dict[str, Round]]) -> str:
    seconds = sorted(value for turn in rounds for value in turn[target.what].seconds)
    p50, p95 = (1000 * seconds[int(len(seconds) * share)] for share in (0.50, 0.95))
    return f"p50 {p50:.1f}  p95 {p95:.1f} ms"


@contextmanager
def _server(port: int) -> Iterator[None]:
    """gunicorn as `make run` starts it."""
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "emra.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "1", "--threads", "8", "--no-control-socket"),
            *("--log-level", "warning"),
        ],
        cwd=ROOT,
        env=os.environ,
    )
    try:
        _wait(port)
        yield
    finally:
        process.terminate()
        process.wait(GIVE_UP_AFTER)


def _wait(port: int) -> None:
    limit = time.monotonic() + GIVE_UP_AFTER
    while True:
        try:
            _get(port, "/healthz")
            return
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.05)


def _get(port: int, path: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return answer.read(), answer.headers.get("ETag", "")


async def _load(port: int, target: Target, requests: int) -> Round:
    """Send a fixed number of requests over keep-alive connections."""
    share = requests // CONNECTIONS
    start = time.perf_counter()
    async with asyncio.timeout(60):
        each = await asyncio.gather(*(_ask(port, target, share) for _n in range(CONNECTIONS)))
    elapsed = time.perf_counter() - start
    return Round(share * CONNECTIONS / elapsed, [value for part in each for value in part])


async def _ask(port: int, target: Target, times: int) -> list[float]:
    lines = [f"GET {target.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    if target.etag:
        lines.append(f"If-None-Match: {target.etag}")
    request = "\r\n".join([*lines, "", ""]).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    taken = []
    try:
        for _turn in range(times):
            start = time.perf_counter()
            writer.write(request)
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            if int(head.split(" ", 2)[1]) != target.status:
                raise RuntimeError(f"{target.path} answered {head.splitlines()[0]}")
            length = head.partition("content-length:")[2].partition("\r\n")[0]
            await reader.readexactly(int(length or 0))
            taken.append(time.perf_counter() - start)
            if "connection: close" in head:
                writer.close()
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
    finally:
        writer.close()
    return taken
