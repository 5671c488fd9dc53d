"""The real application as processes on loopback, each with data of its own.

A `Site` follows the suite's backend: SQLite with jobs in process, or a new PostgreSQL database, a
redis-server of its own, a Celery worker and beat. Everything is bounded in time, and stopped and
dropped by `close()`.
"""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings

from tests.programs import ROOT, Process, answers, free_port, get, program, until

PASSWORD = "cobre-y-litio-2023"
# As `make run` starts it.
GUNICORN = ["--workers", "1", "--threads", "8", "--no-control-socket", "--log-level", "warning"]
SUITE_ONLY = (
    "DATABASE_URL",
    "REDIS_URL",
    "CACHE_URL",
    "TEST_SQLITE",
    "DEBUG",
    "ALLOWED_HOSTS",
    "HTTPS",
    "QUEUE",
)


class Site:
    """One running copy of the application."""

    def __init__(
        self, directory: Path, *, sweep_seconds: int = 2, server: str | None = None
    ) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self.directory = directory
        self.port, self.redis_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.server = settings.DATABASE_URL if server is None else server
        self.deployed = bool(self.server)
        self.processes: dict[str, Process] = {}
        self.database = f"emra_site_{os.getpid()}_{self.port}"
        self.environment = {k: v for k, v in os.environ.items() if k not in SUITE_ONLY} | {
            "DEMO": "true",
            "DATA_DIR": str(directory),
            "SWEEP_SECONDS": str(sweep_seconds),
        }
        if self.deployed:
            self._create_database()
            self.environment["DATABASE_URL"] = self._named(self.database)
            self.environment["REDIS_URL"] = f"redis://127.0.0.1:{self.redis_port}/0"

    def open(self, *, jobs: tuple[str, ...] = ("worker", "beat")) -> "Site":
        """Copy a prepared site, then start the web and, where deployed, Redis and `jobs`."""
        self.prepare()
        if self.deployed:
            self.start_redis()
            for name in jobs:
                getattr(self, f"start_{name}")()
        self.start_web()
        return self

    def prepare(self) -> "Site":
        """Become a copy of a prepared site, with nothing running."""
        self._become(_prepared())
        return self

    def close(self) -> None:
        for process in reversed(self.processes.values()):
            process.stop()
        if self.deployed:
            self._drop_database()

    def start_web(self) -> float:
        """Start gunicorn as `make run` does; the seconds until it answers."""
        bind = ["--bind", f"127.0.0.1:{self.port}"]
        self._start("web", "-m", "gunicorn", "emra.wsgi", *bind, *GUNICORN)
        return until(lambda: get(f"{self.url}/healthz")[0] == 200, "the web server")

    def start_redis(self) -> None:
        place = ["--bind", "127.0.0.1", "--port", str(self.redis_port), "--dir"]
        command = [program("redis-server"), *place, str(self.directory)]
        self._run("redis", [*command, "--save", "", "--appendonly", "no"])
        until(lambda: answers(self.redis_port), "redis-server")

    def start_worker(self, name: str = "worker") -> None:
        how = ["--concurrency", "1", "--loglevel", "INFO", "--hostname", f"{name}@%h"]
        self._start(name, "-m", "celery", "-A", "emra", "worker", *how)

    def start_beat(self, name: str = "beat") -> None:
        schedule = ["--schedule", str(self.directory / name)]
        self._start(name, "-m", "celery", "-A", "emra", "beat", "--loglevel", "INFO", *schedule)

    def manage(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a management command; an exit other than 0 is the caller's to judge."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query finds in the site's database, by a connection of its own."""
        if self.deployed:
            with self.superuser() as connection:
                return connection.execute(sql).fetchall()
        connection = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=10)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def superuser(self) -> psycopg.Connection[Any]:
        """A connection to the site's PostgreSQL database that may do anything."""
        return psycopg.connect(self._named(self.database), autocommit=True)

    @property
    def file(self) -> Path:
        """The SQLite database file."""
        return self.directory / "emra.sqlite3"

    def _become(self, other: "Site") -> None:
        shutil.copytree(other.directory, self.directory, dirs_exist_ok=True)
        if self.deployed:
            self._drop_database()
            if self.server == other.server:
                self._create_database(template=other.database)
            else:
                self._create_database()
                self._fill(other)

    def database_away(self) -> None:
        """End every connection to the site's PostgreSQL database, and let no other begin."""
        with self._maintenance() as connection:
            connection.execute(f'ALTER DATABASE "{self.database}" ALLOW_CONNECTIONS false')
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [self.database],
            )

    def database_back(self) -> None:
        with self._maintenance() as connection:
            connection.execute(f'ALTER DATABASE "{self.database}" ALLOW_CONNECTIONS true')

    def _create_database(self, template: str = "template1") -> None:
        with self._maintenance() as connection:
            connection.execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{template}"')

    def _drop_database(self) -> None:
        with self._maintenance() as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    def _fill(self, other: "Site") -> None:
        """Take over the rows of a site on another PostgreSQL server."""
        address = other.environment["DATABASE_URL"]
        dump = subprocess.run(
            [program("pg_dump"), "--no-owner", address], capture_output=True, check=True, timeout=60
        )
        command = [program("psql"), "--quiet", "--set", "ON_ERROR_STOP=1", "--single-transaction"]
        subprocess.run(
            [*command, self._named(self.database)],
            input=dump.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
            timeout=60,
        )

    def _maintenance(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self._named("postgres"), autocommit=True)

    def _named(self, database: str) -> str:
        """The address of another database on the site's PostgreSQL server."""
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{database}"))

    def _start(self, name: str, *arguments: str) -> None:
        self._run(name, [sys.executable, *arguments])

    def _run(self, name: str, command: list[str]) -> None:
        self.processes[name] = Process(command, self.environment, self.directory / f"{name}.log")


@cache
def _prepared() -> Site:
    """A site as the first start leaves it: made once for all that are opened, never started."""
    site = Site(Path(tempfile.mkdtemp(prefix="emra-")))
    atexit.register(shutil.rmtree, site.directory)
    atexit.register(site.close)
    done = site.manage("prepare")
    assert done.returncode == 0, done.stderr
    return site
