"""A server under a fixed number of requests over keep-alive connections."""

import asyncio
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from bench.common import ROOT

CONNECTIONS = 8
GIVE_UP_AFTER = 30


@dataclass(frozen=True)
class Request:
    """One thing to ask for, and the status that must answer it."""

    path: str
    status: int = 200
    etag: str = ""
    body: bytes = b""

    def lines(self, port: int) -> bytes:
        method = "POST" if self.body else "GET"
        lines = [f"{method} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        if self.etag:
            lines.append(f"If-None-Match: {self.etag}")
        if self.body:
            lines += ["Content-Type: application/json", f"Content-Length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body


@dataclass(frozen=True)
class Target:
    """What one visit asks a server for, and how many visits a round makes."""

    what: str
    port: int
    requests: tuple[Request, ...]
    visits: int


@dataclass(frozen=True)
class Round:
    """Visits a second, and the seconds of each."""

    rate: float
    seconds: list[float]


def in_turns(targets: Sequence[Target], rounds: int) -> dict[str, Round]:
    """The median rate of each target and the seconds of all its visits, measured in turns."""
    for target in targets:
        load(target, 3 * CONNECTIONS)
    taken = [
        {target.what: load(target, target.visits) for target in targets} for _ in range(rounds)
    ]
    return {
        target.what: Round(
            median(turn[target.what].rate for turn in taken),
            [value for turn in taken for value in turn[target.what].seconds],
        )
        for target in targets
    }


def load(target: Target, visits: int, connections: int = CONNECTIONS) -> Round:
    """Make `visits` visits from `connections` visitors at once, each waiting for its answers."""
    return asyncio.run(_load(target, visits, connections))


def percentile(seconds: Sequence[float], share: float) -> float:
    return sorted(seconds)[int(len(seconds) * share)]


def latency(seconds: Sequence[float]) -> str:
    p50, p95 = (1000 * percentile(seconds, share) for share in (0.50, 0.95))
    return f"p50 {p50:.1f}  p95 {p95:.1f} ms"


@contextmanager
def serving(
    command: Sequence[str], port: int, environment: Mapping[str, str], ready: str = "/"
) -> Iterator[subprocess.Popen[bytes]]:
    """A server that answers at `ready`, stopped at the end."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait(process, port, ready)
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=GIVE_UP_AFTER)


def get(port: int, path: str) -> tuple[bytes, str]:
    """The body and the ETag of an address."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return answer.read(), answer.headers.get("ETag", "")


def _wait(process: subprocess.Popen[bytes], port: int, ready: str) -> None:
    limit = time.monotonic() + GIVE_UP_AFTER
    while True:
        try:
            get(port, ready)
            return
        except OSError:
            if process.poll() is not None or time.monotonic() > limit:
                raise
            time.sleep(0.05)


async def _load(target: Target, visits: int, connections: int) -> Round:
    share = max(1, visits // connections)
    start = time.perf_counter()
    async with asyncio.timeout(120):
        each = await asyncio.gather(*(_visit(target, share) for _n in range(connections)))
    elapsed = time.perf_counter() - start
    return Round(share * connections / elapsed, [value for part in each for value in part])


async def _visit(target: Target, times: int) -> list[float]:
    asked = [(request, request.lines(target.port)) for request in target.requests]
    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
    taken = []
    try:
        for _turn in range(times):
            start = time.perf_counter()
            for request, lines in asked:
                writer.write(lines)
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                if int(head.split(" ", 2)[1]) != request.status:
                    raise RuntimeError(f"{request.path} answered {head.splitlines()[0]}")
                await _read_body(reader, head)
                if "connection: close" in head:
                    writer.close()
                    reader, writer = await asyncio.open_connection("127.0.0.1", target.port)
            taken.append(time.perf_counter() - start)
    finally:
        writer.close()
    return taken


async def _read_body(reader: asyncio.StreamReader, head: str) -> None:
    if "transfer-encoding: chunked" in head:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
        return
    length = head.partition("content-length:")[2].partition("\r\n")[0]
    await reader.readexactly(int(length or 0))
