"""Every dataset in a line, kept on disk so that no visitor waits until all of them are built.

A job writes the list after each change, with the state it is of. One of any other state, day,
address or version is not used: then the datasets are built. Asking writes nothing.
"""

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from emra import __version__
from emra.lib.tables import OPEN
from emra.opendata import files
from emra.opendata.dataset import Dataset
from emra.opendata.files import Sealed, State
from emra.opendata.registry import BY_CODE


@dataclass(frozen=True)
class Listed:
    """A dataset without its content: its rows, and size and sum of each file."""

    dataset: Dataset
    state: State
    rows: int
    files: dict[str, Sealed]

    @property
    def open(self) -> Sealed:
        return self.files[OPEN]


def listed(now: State) -> Sequence[Listed]:
    """All that there is to publish in a state, in the order of the index."""
    kept = _kept()
    if kept is None or kept["state"] != _key(now):
        return _built(now)
    return [
        Listed(
            BY_CODE[row["code"]],
            now,
            row["rows"],
            {one["form"]: Sealed(**one) for one in row["files"]},
        )
        for row in kept["datasets"]
    ]


def keep(*, anew: bool = False) -> bool:
    """Write the list of the present; False where the one there is already says it."""
    now = files.state()
    kept = _kept()
    if not anew and kept and kept["state"] == _key(now):
        return False
    rows = [
        {
            "code": one.dataset.code,
            "rows": one.rows,
            "files": [asdict(file) for file in one.files.values()],
        }
        for one in _built(now)
    ]
    _put(json.dumps({"state": _key(now), "datasets": rows}))
    return True


def _built(now: State) -> list[Listed]:
    return [Listed(one.dataset, one.state, one.rows, one.files) for one in files.every(now)]


def _key(now: State) -> list[str]:
    return [now.head, now.today.isoformat(), settings.SITE_URL, __version__]


def _kept() -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(_path().read_text())
    except (OSError, ValueError):
        return None
    return found


def _put(text: str) -> None:
    """In one step, so that nobody reads half a list."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    os.replace(file.name, path)


def _path() -> Path:
    return Path(settings.DATASETS_LIST)
