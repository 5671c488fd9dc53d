"""Seed files of the rooms: strategy text is data, loaded by code, never by a migration."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.db.models import Model

ROOT = Path(__file__).resolve().parent.parent


def read(room: str, name: str) -> Any:
    """The content of `emra/<room>/seed/<name>.json`."""
    return json.loads((ROOT / room / "seed" / f"{name}.json").read_text(encoding="utf-8"))


def upsert(model: type[Model], rows: list[dict[str, Any]], **references: str) -> None:
    """Create or update `model` rows by `code`; `references` maps seed keys to FK columns."""
    for row in rows:
        values = {references.get(key, key): value for key, value in row.items()}
        model._default_manager.update_or_create(code=values.pop("code"), defaults=values)


def digest() -> str:
    """SHA-256 over all seed files, by name and content."""
    total = hashlib.sha256()
    for path in sorted(ROOT.glob("*/seed/*.json")):
        total.update(path.relative_to(ROOT).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()
