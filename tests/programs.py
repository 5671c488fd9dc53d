"""Programs the tests start: found or the test is left out, waited for within bounds, stopped."""

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0


def unavailable(what: str) -> NoReturn:
    """Leave the test out for lack of a program; in CI that is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} (CI needs it).")
    pytest.skip(what)


def program(name: str) -> str:
    # Debian keeps servers where only root's own PATH leads.
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    return shutil.which(name, path=path) or unavailable(f"{name} is not installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], Any], what: str, patience: float = PATIENCE) -> float:
    """Wait for `true()`; the seconds it took. Fails with `what` when patience ends."""
    began = time.monotonic()
    while not true():
        if time.monotonic() - began > patience:
            pytest.fail(f"Waited {patience:.0f} s in vain: {what}")
        time.sleep(0.05)
    return time.monotonic() - began


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def get(url: str) -> tuple[int, str]:
    """Status and body of an address, whatever the status; (0, "") where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.code, answer.read().decode()
    except OSError:
        return 0, ""


class Process:
    """A program in a process group of its own, its output in a file."""

    def __init__(
        self, command: list[str], environment: dict[str, str], log: Path, user: str | None = None
    ) -> None:
        with log.open("ab") as output:
            self.popen = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=user,
                group=user,
                extra_groups=None if user is None else [],
            )

    @property
    def alive(self) -> bool:
        return self.popen.poll() is None

    def send(self, number: int) -> None:
        """Signal the whole group: a worker and its children, a server and its workers."""
        if self.alive:
            os.killpg(self.popen.pid, number)

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        self.popen.wait(PATIENCE)

    def stop(self) -> None:
        self.send(signal.SIGCONT)
        self.send(signal.SIGTERM)
        try:
            self.popen.wait(5)
        except subprocess.TimeoutExpired:
            self.kill()
