"""The rows of the rooms as the database holds them: loaded once, written again for each test."""

from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

ROOMS = ("emra.", "districts")

# By table: PostgreSQL's copy of it, or its tuples.
Rows = dict[type[Model], Any]


def rows_of_the_rooms() -> Rows:
    """Every row of our own tables."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model.__module__.startswith(ROOMS) and (rows := _read(cursor, model)):
                found[model] = rows
    return found


def write_rows(found: Rows) -> None:
    """Write them into an empty database; foreign keys are checked when the block ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Parts before the rows that seal them, which the models declare first.
        for model, rows in reversed(found.items()):
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {_table(model)} ({_columns(model)}) FROM STDIN") as copy:
                    copy.write(rows)
            else:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(
                    f"INSERT INTO {_table(model)} ({_columns(model)}) VALUES ({places})", rows
                )
        for statement in connection.ops.sequence_reset_sql(no_style(), list(found)):
            cursor.execute(statement)


def _read(cursor: Any, model: type[Model]) -> Any:
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {_table(model)} ({_columns(model)}) TO STDOUT") as copy:
            return b"".join(copy)
    cursor.execute(f"SELECT {_columns(model)} FROM {_table(model)}")
    return cursor.fetchall()


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _columns(model: type[Model]) -> str:
    names = [field.column for field in model._meta.concrete_fields]
    return ", ".join(map(connection.ops.quote_name, names))
