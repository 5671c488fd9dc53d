"""Named constraints and how a test violates them: past the actions, straight in the database."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from tests.rows import ROOMS

TESTS = Path(__file__).resolve().parent

Violation = Callable[[], Any]


def one(model: Any, **where: Any) -> Any:
    return model.objects.filter(pk=model.objects.filter(**where).values("pk")[:1].get()["pk"])


def change(model: Any, changes: Any, **where: Any) -> Violation:
    return lambda: one(model, **where).update(**changes)


def again(model: Any, **changes: Any) -> Violation:
    """A second row like one there is, its key apart."""

    def insert() -> None:
        row = model.objects.order_by("-pk").first()
        row.pk = None
        for name, value in changes.items():
            setattr(row, name, value)
        row.save(force_insert=True)

    return insert


def our_apps() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith(ROOMS)}


def other_apps() -> set[str]:
    """Ours whose constraints no file asks for by name; the agreements' file takes them."""
    asked: set[str] = set()
    for path in TESTS.glob("*/test_*constraints.py"):
        asked.update(re.findall(r'named_constraints\("(\w+)"\)', path.read_text("utf-8")))
    return our_apps() - asked


def named_constraints(*labels: str) -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for label in labels
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }


def cases(violations: Mapping[str, Sequence[Violation]]) -> list[tuple[str, Violation]]:
    return [(name, violation) for name, every in violations.items() for violation in every]


# What the triggers say, which meet a copy of something published or approved first.
REFUSED = ("append-only", "is sealed")


def refused(name: str, violation: Violation) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        violation()
    said = str(error.value)
    unique = isinstance(named_constraints(*our_apps())[name], models.UniqueConstraint)
    if connection.vendor == "sqlite" and unique:
        # SQLite names the columns.
        assert any(each in said for each in ("UNIQUE constraint failed", *REFUSED)), said
    else:
        assert name in said, said
