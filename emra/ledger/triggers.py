"""SQL triggers that refuse UPDATE, DELETE, TRUNCATE and INSERT OR REPLACE.

`install` makes a table append-only; `seal` refuses changes of the rows that are decided.
"""

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

_SQLITE_SEAL = {
    "update": """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        WHEN {old} OR {inserted} OR EXISTS (
            SELECT 1 FROM {table} AS other
            WHERE other.id <> OLD.id AND ({collision}) AND {other})
        BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END""",
    "delete": """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {old}
        BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END""",
    "replace": """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
        WHEN {inserted} OR EXISTS (
            SELECT 1 FROM {table} AS other WHERE ({collision}) AND {other})
        BEGIN SELECT RAISE(ABORT, '{table} is sealed'); END""",
}
_POSTGRESQL_SEAL = {
    "truncating": _POSTGRESQL["function"],
    "function": """CREATE OR REPLACE FUNCTION {table}_sealed() RETURNS trigger AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                IF {old} THEN RAISE EXCEPTION '{table} is sealed'; END IF;
            END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            IF {inserted} THEN RAISE EXCEPTION '{table} is sealed'; END IF;
            RETURN NEW;
        END $$ LANGUAGE plpgsql""",
    "row": """CREATE TRIGGER {table}_no_change BEFORE INSERT OR UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {table}_sealed()""",
    "truncate": _POSTGRESQL["truncate"],
}


def seal(
    connection: Any,
    table: str,
    unique: tuple[tuple[str, ...], ...],
    sealed: str,
    *,
    closed: bool = False,
) -> None:
    """Refuse changes of the rows of `table` that are `sealed`, and their removal.

    `sealed` is a condition with `{row}` for the row, as `{row}.state = 'SIGNED'`; `unique` are
    the unique column groups. With `closed`, no row may be added either where the condition holds:
    for the parts of something sealed.
    """
    statements = _POSTGRESQL_SEAL if connection.vendor == "postgresql" else _SQLITE_SEAL
    collision = " OR ".join(
        "(" + " AND ".join(f"other.{column} = NEW.{column}" for column in group) + ")"
        for group in unique
    )
    parts = {
        "table": table,
        "collision": collision,
        "old": f"({sealed.format(row='OLD')})",
        "other": f"({sealed.format(row='other')})",
        "inserted": f"({sealed.format(row='NEW') if closed else 'FALSE'})",
    }
    with connection.cursor() as cursor:
        for sql in statements.values():
            cursor.execute(sql.format(**parts))


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
    """Undo `install` or `seal`: for a reversed migration and for emptying a test database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}")
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}")
            cursor.execute(f"DROP FUNCTION IF EXISTS {table}_sealed()")
        else:
            for name in ("update", "delete", "replace"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name}")
