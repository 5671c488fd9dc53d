"""Home, an agreement's sheet and the JSON list beside Plotly Dash and Datasette: the same figures.

One process each, the same eight visitors. A visit is what a browser must ask before the same
figures can be read: one page of ours, two of Datasette, four answers of Dash (its scripts left
out, but for those that a second visit asks about again: a 304 is held against that too). The
ratios must keep to: home with ETag at least 10 times Dash visited again and at least Datasette,
without at least Datasette, JSON list at least 2 times Datasette, content at least 5 times sooner
than Dash.
"""

import os
import subprocess
import sys
from pathlib import Path

from bench import pages
from bench.common import Row, free_port
from bench.load import Request, Round, Target, get, in_turns, latency, serving
from bench.peers.environments import (
    AGREEMENT,
    dash,
    dash_visit,
    dash_visit_again,
    datasette,
    write_data,
)
from bench.web import ours

ROUNDS = 3
VISITS_IN_BROWSER = 5
# The home has the averages and the agreements, a sheet the agreement and its history: two tables.
DATASETTE_HOME = (Request("/published/dimensions"), Request("/published/agreements"))
DATASETTE_SHEET = (
    Request(f"/published/agreements/{AGREEMENT}"),
    Request(f"/published/history?agreement={AGREEMENT}"),
)
HOME, SHEET, LIST = "/", f"/acuerdos/{AGREEMENT}/", "/api/v1/agreements/"


def measure() -> list[Row]:
    subprocess.run([sys.executable, "manage.py", "prepare"], check=True, stdout=subprocess.DEVNULL)
    data = Path(os.environ["DATA_DIR"]) / "published.db"
    site, anew, theirs, table = (free_port() for _ in range(4))
    with (
        serving(ours(site), site, os.environ, "/healthz"),
        serving(ours(anew), anew, os.environ | {"ANSWERS_MAX_BYTES": "0"}, "/healthz"),
    ):
        write_data(data, site)
        with serving(*dash(data, theirs)), serving(*datasette(data, table)):
            taken = in_turns([*_ours(site, anew), *_theirs(theirs, table)], ROUNDS)
            shown = pages.time_to_content(
                {
                    "ours": (f"http://127.0.0.1:{site}/", "23,2"),
                    "Dash": (f"http://127.0.0.1:{theirs}/", "23.16"),
                    "Datasette": (f"http://127.0.0.1:{table}/published/dimensions", "23.16"),
                },
                VISITS_IN_BROWSER,
            )
    return [*_rates(taken), *_contents(shown)]


def _ours(site: int, anew: int) -> list[Target]:
    def asked(what: str, path: str) -> list[Target]:
        etag = get(site, path)[1]
        return [
            Target(f"{what}, 304", site, (Request(path, 304, etag),), 600),
            Target(f"{what}, kept", site, (Request(path),), 600),
            Target(f"{what}, drawn anew", anew, (Request(path),), 150),
        ]

    return [*asked("home", HOME), *asked("sheet", SHEET), *asked("list", LIST)]


def _theirs(theirs: int, table: int) -> list[Target]:
    shape = "?_shape=objects"
    return [
        Target("Dash home", theirs, dash_visit(theirs, "/"), 60),
        Target("Dash home again", theirs, dash_visit_again(theirs, "/"), 40),
        Target("Dash sheet", theirs, dash_visit(theirs, f"/{AGREEMENT}"), 60),
        Target("Dash sheet again", theirs, dash_visit_again(theirs, f"/{AGREEMENT}"), 40),
        Target("Datasette home", table, DATASETTE_HOME, 100),
        Target("Datasette sheet", table, DATASETTE_SHEET, 100),
        Target("Datasette list", table, (Request(f"/published/agreements.json{shape}"),), 100),
    ]


def _rates(taken: dict[str, Round]) -> list[Row]:
    rows = []
    for name, found in taken.items():
        said = f"{found.rate:.0f}/s  {latency(found.seconds)}"
        page, _comma, how = name.partition(", ")
        others = [f"Dash {page}", f"Datasette {page}"]
        if how == "304":
            others.insert(0, f"Dash {page} again")
        beside = [other for other in others if other in taken]
        rows += [Row(name, said)] if not beside else []
        rows += [
            Row(name if other == beside[0] else "", said, found.rate / taken[other].rate, other)
            for other in beside
        ]
    return rows


def _contents(shown: dict[str, pages.Shown]) -> list[Row]:
    own = shown["ours"]
    return [
        Row(
            f"{name}: first content on slow 4G",
            f"{one.seconds:.2f} s  {one.kibibytes:.0f} KiB  {one.requests} requests",
            None if one is own else one.seconds / own.seconds,
            "" if one is own else "ours",
        )
        for name, one in shown.items()
    ]
