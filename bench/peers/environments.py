"""The other programs: where they are installed, how they are started, what one visit asks."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.common import ROOT
from bench.load import Request, get

HERE = Path(__file__).resolve().parent
INSTALLED = ROOT / "var" / "bench"
AGREEMENT = "A13"
# Seen in Chromium at a second visit, before the chart and the table stand.
UNVERSIONED = (
    "dash/dcc/async-graph.js",
    "plotly/package_data/plotly.min.js",
    "dash/dash_table/async-highlight.js",
    "dash/dash_table/async-table.js",
)
Rows = Sequence[Mapping[str, Any]]
# A command, the port it listens at and its environment.
Served = tuple[list[str], int, dict[str, str]]


def install(name: str) -> Path:
    """The `bin` of the environment of a program, made from the package index the first time."""
    wanted = HERE / f"requirements-{name}.txt"
    environment = INSTALLED / name
    made = environment / "installed.txt"
    if not made.exists() or made.read_text() != wanted.read_text():
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        pip = [str(environment / "bin" / "pip"), "install", "--quiet", "--quiet"]
        subprocess.run([*pip, "--disable-pip-version-check", "-r", str(wanted)], check=True)
        made.write_text(wanted.read_text())
    return environment / "bin"


def write_data(path: Path, port: int) -> None:
    """The published figures as our own API gives them, as the tables the others read."""
    agreements = _results(port, "/api/v1/agreements/")
    tables: dict[str, Rows] = {
        "agreements": agreements,
        "dimensions": [
            *_results(port, "/api/v1/dimensions/"),
            json.loads(get(port, "/api/v1/dimensions/all/")[0]),
        ],
        "history": [
            {"agreement": row["code"], **entry}
            for row in agreements
            for entry in _results(port, f"/api/v1/agreements/{row['code']}/history/")
        ],
    }
    with sqlite3.connect(path) as connection:
        for name, rows in tables.items():
            columns = [key for key, value in rows[0].items() if not isinstance(value, list | dict)]
            key = ", PRIMARY KEY (code)" if name == "agreements" else ""
            connection.execute(f"CREATE TABLE {name} ({', '.join(columns)}{key})")
            connection.executemany(
                f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})",
                [[row[column] for column in columns] for row in rows],
            )


def dash(data: Path, port: int) -> Served:
    """gunicorn with as many processes and threads as ours."""
    command = [str(install("dash") / "gunicorn"), "--chdir", str(HERE), "dash_app:server"]
    bind = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8"]
    quiet = ["--no-control-socket", "--log-level", "warning"]
    return [*command, *bind, *quiet], port, _environment(DATA=str(data))


def datasette(data: Path, port: int) -> Served:
    """As its documentation says to serve a file that does not change."""
    command = [str(install("datasette") / "datasette"), "serve", "--immutable", str(data)]
    return [*command, "--host", "127.0.0.1", "--port", str(port)], port, _environment()


def dash_visit(port: int, pathname: str) -> tuple[Request, ...]:
    """What a browser asks Dash for before anything can be read, its scripts apart."""
    dependencies = json.loads(get(port, "/_dash-dependencies")[0])
    [callback] = [one for one in dependencies if one["output"] == "page.children"]
    body = {
        "output": callback["output"],
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "address", "property": "pathname", "value": pathname}],
        "changedPropIds": ["address.pathname"],
        "parsedChangedPropsIds": ["address.pathname"],
        "state": [],
    }
    return (
        Request(pathname),
        Request("/_dash-layout"),
        Request("/_dash-dependencies"),
        Request("/_dash-update-component", body=json.dumps(body).encode()),
    )


def dash_visit_again(port: int, pathname: str) -> tuple[Request, ...]:
    """What a browser that was there before asks: the data, and of scripts without a version."""
    scripts = (f"/_dash-component-suites/{name}" for name in UNVERSIONED)
    asked = (Request(script, 304, get(port, script)[1]) for script in scripts)
    return (*dash_visit(port, pathname), *asked)


def _results(port: int, address: str) -> Rows:
    rows: Rows = json.loads(get(port, address)[0])["results"]
    return rows


def _environment(**more: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), **more}
