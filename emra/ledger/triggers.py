"""Append-only tables: SQL triggers that refuse UPDATE, DELETE, TRUNCATE and INSERT OR REPLACE."""

from typing import Any

# SQLite fires no DELETE trigger for the rows an INSERT OR REPLACE removes, so the insert itself
# is refused where a unique column would collide.
_SQLITE = {
    "update": """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    "delete": """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    "replace": """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table} WHERE {collision})
        BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
}
_POSTGRESQL = {
    "function": """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
        BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql""",
    "row": """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    "truncate": """CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
}


def install(connection: Any, table: str, unique: tuple[tuple[str, ...], ...]) -> None:
    """Make `table` append-only; `unique` are its unique column groups."""
    collision = " OR ".join(
        "(" + " AND ".join(f"{column} = NEW.{column}" for column in group) + ")" for group in unique
    )
    statements = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        for sql in statements.values():
            cursor.execute(sql.format(table=table, collision=collision))


def remove(connection: Any, table: str) -> None:
    """Undo `install`: for a reversed migration and for emptying a test database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
        else:
            for name in ("update", "delete", "replace"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name}")
