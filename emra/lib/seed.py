"""Seed files of the rooms: strategy text is data, loaded by code, never by a migration."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent.parent


def folder(room: str) -> Path:
    """Where a room keeps its seed: `emra/<room>/seed`, or `<room>/seed` beside `emra`."""
    inside = ROOT / "emra" / room
    return (inside if inside.is_dir() else ROOT / room) / "seed"


def read(room: str, name: str) -> Any:
    """The content of `<name>.json` in the seed of a room."""
    return json.loads((folder(room) / f"{name}.json").read_text(encoding="utf-8"))


def upsert(model: type[Model], rows: list[dict[str, Any]], **references: str) -> None:
    """Create or update `model` rows by `code`; `references` maps seed keys to FK columns."""
    for row in rows:
        values = {references.get(key, key): value for key, value in row.items()}
        model._default_manager.update_or_create(code=values.pop("code"), defaults=values)


def digest() -> str:
    """SHA-256 over all seed files, by name and content."""
    total = hashlib.sha256()
    for path in sorted((*ROOT.glob("emra/*/seed/*"), *ROOT.glob("districts/seed/*"))):
        total.update(path.relative_to(ROOT).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()
