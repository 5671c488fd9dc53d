"""What the database lets the web and the workers do: everything but alter what is sealed.

On PostgreSQL the tables belong to the role that migrates. Web and workers connect as another one:
it may add to the append-only tables and never change them, and it owns nothing, so that it can
neither drop a trigger nor switch it off.
"""

from django.db import connection

from emra.lib.errors import DomainError

# Tables whose trigger refuses every change (see `triggers.install`).
_APPEND_ONLY = """
    SELECT DISTINCT c.relname FROM pg_trigger t
    JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE p.proname = 'refuse_change' AND t.tgname = c.relname || '_no_change'
    ORDER BY 1
"""
_READ_ONLY = ("django_migrations",)


def append_only_tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_APPEND_ONLY)
        return [name for (name,) in cursor.fetchall()]


def grant(role: str) -> list[str]:
    """Give `role` what the web needs in this database and take the rest; the statements run.

    Safe to repeat, and to be repeated after each migration: new tables start without any right.
    """
    if connection.vendor != "postgresql":
        raise DomainError("SQLite no tiene roles: solo PostgreSQL.")
    name = connection.ops.quote_name(role)
    database = connection.ops.quote_name(connection.settings_dict["NAME"])
    _check(role)
    statements = [
        f"REVOKE ALL ON SCHEMA public FROM {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        *(f"REVOKE UPDATE, DELETE ON {table} FROM {name}" for table in append_only_tables()),
        *(f"REVOKE INSERT, UPDATE, DELETE ON {table} FROM {name}" for table in _READ_ONLY),
        # Nor may it put a table of its own before ours.
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return statements


def _check(role: str) -> None:
    """A role that owns the tables, or stands above all rights, would be no bound at all."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR pg_has_role(rolname, tableowner,"
            " 'MEMBER') FROM pg_roles, pg_tables WHERE rolname = %s AND tablename = 'ledger_event'",
            [role],
        )
        row = cursor.fetchone()
    if row is None:
        raise DomainError(f"No existe el rol «{role}»: créelo con CREATE ROLE … LOGIN.")
    if row[0]:
        raise DomainError(
            f"El rol «{role}» es dueño de las tablas o está sobre los permisos: use otro para "
            "la web."
        )
