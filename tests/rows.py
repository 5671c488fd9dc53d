"""The rows of the rooms as plain tuples: loaded once, written again for each test."""

from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

ROOMS = ("emra.", "districts")

Rows = dict[type[Model], tuple[list[str], list[tuple[Any, ...]]]]


def rows_of_the_rooms() -> Rows:
    """Every row of our own tables, as the database holds it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if not model.__module__.startswith(ROOMS):
                continue
            columns = [field.column for field in model._meta.concrete_fields]
            names = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {names} FROM {_table(model)}")
            if rows := cursor.fetchall():
                found[model] = columns, rows
    return found


def write_rows(found: Rows) -> None:
    """Write them into an empty database; foreign keys are checked when the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, (columns, rows) in found.items():
            names = ", ".join(map(connection.ops.quote_name, columns))
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {_table(model)} ({names}) VALUES ({places})", rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
