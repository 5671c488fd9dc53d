"""A PostgreSQL server of its own, to be killed: nothing of anybody else's lies in it."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.programs import Process, free_port, unavailable, until

INITDB = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync")
# Small and quick to start; what makes a commit durable stays as PostgreSQL has it.
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "fsync": "on",
    "synchronous_commit": "on",
    "restart_after_crash": "on",
    "recovery_init_sync_method": "syncfs",
}


def binary(name: str) -> str:
    """The newest installed of PostgreSQL's server programs, which Debian keeps off the PATH."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: int(re.sub(r"\D", "", path.parts[4])),
    )
    found = shutil.which(name) or (str(versions[-1]) if versions else "")
    return found or unavailable(f"PostgreSQL's {name} is not installed")


class Cluster:
    """One PostgreSQL server in a temporary directory."""

    def __init__(self) -> None:
        # PostgreSQL does not run as root; a directory of the suite's would be closed to its user.
        self.user = "postgres" if os.geteuid() == 0 else None
        self.directory = Path(tempfile.mkdtemp(prefix="emra-cluster-"))
        if self.user:
            shutil.chown(self.directory, self.user, self.user)
        self.port = free_port()
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self.process: Process | None = None
        self.data = self.directory / "data"
        subprocess.run(
            [binary("initdb"), "-D", str(self.data), *INITDB],
            cwd="/",
            user=self.user,
            group=self.user,
            extra_groups=[] if self.user else None,
            check=True,
            capture_output=True,
            timeout=60,
        )

    def start(self) -> float:
        """Start it, again after a crash; the seconds until it takes connections."""
        options = [word for pair in OPTIONS.items() for word in ("-c", "=".join(pair))]
        command = [binary("postgres"), "-D", str(self.data), "-p", str(self.port), *options]

        def up() -> bool:
            # It refuses to start while a process of the one before still holds its memory.
            if self.process is None or not self.process.alive:
                log = self.directory.with_suffix(".log")
                self.process = Process(command, {**os.environ, "LC_ALL": "C.UTF-8"}, log, self.user)
            return self.answers()

        return until(up, "PostgreSQL")

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    def kill_server(self) -> None:
        """SIGKILL to the postmaster and all that it started, as when the machine stops."""
        assert self.process is not None
        children = children_of(self.process.popen.pid)
        self.process.kill()
        for pid in children:
            kill(pid)

    def kill_backend(self, database: str) -> bool:
        """SIGKILL to the process that serves a connection: PostgreSQL ends all and recovers."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            busy = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
                " ORDER BY state = 'active' DESC, state_change DESC",
                [database],
            ).fetchone()
            return busy is not None and kill(busy[0])

    def close(self) -> None:
        if self.process is not None:
            self.process.send(signal.SIGQUIT)
            self.process.stop()
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.with_suffix(".log").unlink(missing_ok=True)


def kill(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def children_of(pid: int) -> list[int]:
    """The processes that a process started."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(word) for path in tasks for word in path.read_text().split()]
