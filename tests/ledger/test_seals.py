"""Append-only and sealed tables: what each database refuses, and what is asked of PostgreSQL."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from emra.ledger import triggers

pytestmark = pytest.mark.django_db
SIGNED = "{row}.state = 'SIGNED'"
KEYS = (("id",), ("body", "year"))


@pytest.fixture
def table() -> str:
    """Sheets of two bodies: 1 is signed, 2 a draft."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE sheet (id integer PRIMARY KEY, body text, year integer, state text,"
            " UNIQUE (body, year))"
        )
        cursor.execute("INSERT INTO sheet VALUES (1, 'a', 2026, 'SIGNED'), (2, 'b', 2026, 'DRAFT')")
    return "sheet"


def accepts(sql: str) -> bool:
    """Whether the database lets it through; it is taken back either way."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            transaction.set_rollback(True)
    except DatabaseError as error:
        if "sheet is " not in str(error):  # the statement itself is wrong
            raise
        return False
    return True


NEW = "INSERT INTO sheet VALUES (3, 'c', 2026, '{}')"
SIGNING = "UPDATE sheet SET state = 'SIGNED' WHERE id = 2"
DRAFT_MOVES = ("UPDATE sheet SET body = 'c' WHERE id = 2", "DELETE FROM sheet WHERE id = 2")
SIGNED_MOVES = ("UPDATE sheet SET body = 'c' WHERE id = 1", "DELETE FROM sheet WHERE id = 1")
# What only SQLite knows: a row put in the place of another one, by any unique column.
OVER_SIGNED = (
    "INSERT OR REPLACE INTO sheet VALUES (1, 'z', 2020, 'DRAFT')",
    "INSERT OR REPLACE INTO sheet VALUES (9, 'a', 2026, 'DRAFT')",
    "UPDATE OR REPLACE sheet SET body = 'a' WHERE id = 2",
    "UPDATE OR REPLACE sheet SET id = 1 WHERE id = 2",
)
OVER_DRAFT = ("INSERT OR REPLACE INTO sheet VALUES (9, 'b', 2026, 'DRAFT')",)
sqlite_only = connection.vendor == "sqlite"


def test_a_signed_row_stays_as_it_is_and_a_draft_may_change_go_and_be_signed(table):
    triggers.seal(connection, table, KEYS, SIGNED)
    assert [accepts(sql) for sql in (*SIGNED_MOVES, *(OVER_SIGNED if sqlite_only else ()))] == [
        False
    ] * (6 if sqlite_only else 2)
    assert all(
        accepts(sql) for sql in (*DRAFT_MOVES, SIGNING, *(OVER_DRAFT if sqlite_only else ()))
    )
    assert accepts(NEW.format("SIGNED"))
    assert accepts(NEW.format("DRAFT"))
    # The same body in another year, and the same year of another body, are other rows.
    assert accepts("INSERT INTO sheet VALUES (3, 'a', 2027, 'DRAFT')")


def test_a_closed_table_takes_no_row_into_what_is_signed(table):
    triggers.seal(connection, table, KEYS, SIGNED, closed=True)
    assert not accepts(NEW.format("SIGNED"))
    assert not accepts(SIGNING)
    assert accepts(NEW.format("DRAFT"))
    assert all(accepts(sql) for sql in DRAFT_MOVES)


def test_an_append_only_table_takes_rows_and_gives_none_back(table):
    triggers.install(connection, table, KEYS)
    over = (*OVER_SIGNED, *OVER_DRAFT) if sqlite_only else ()
    assert not any(accepts(sql) for sql in (*SIGNED_MOVES, *DRAFT_MOVES, SIGNING, *over))
    assert accepts(NEW.format("SIGNED"))
    assert accepts("INSERT INTO sheet VALUES (3, 'a', 2027, 'DRAFT')")


@pytest.mark.parametrize("made", ["install", "seal"])
def test_what_is_removed_refuses_nothing_any_more_and_may_be_removed_twice(table, made):
    told = (SIGNED,) if made == "seal" else ()
    getattr(triggers, made)(connection, table, KEYS, *told)
    for _time in range(2):
        triggers.remove(connection, table)
    over = (*OVER_SIGNED, *OVER_DRAFT) if sqlite_only else ()
    assert all(accepts(sql) for sql in (*SIGNED_MOVES, *DRAFT_MOVES, SIGNING, *over))


class Listening:
    """A connection that only hears what it is asked."""

    vendor = "postgresql"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def cursor(self) -> Any:
        return self

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_: Any) -> None: ...

    def execute(self, sql: str) -> None:
        self.asked.append(" ".join(sql.split()))


REFUSING = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION"
    " '% is append-only', TG_TABLE_NAME; END $$ LANGUAGE plpgsql"
)
NOT_EMPTIED = (
    "CREATE TRIGGER sheet_no_truncate BEFORE TRUNCATE ON sheet"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
)


def test_postgresql_is_asked_to_refuse_changes_and_emptying():
    asked = Listening()
    triggers.install(asked, "sheet", KEYS)
    assert asked.asked == [
        REFUSING,
        "CREATE TRIGGER sheet_no_change BEFORE UPDATE OR DELETE ON sheet"
        " FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        NOT_EMPTIED,
    ]


@pytest.mark.parametrize(
    ("closed", "added"), [(False, "(FALSE)"), (True, "(NEW.state = 'SIGNED')")]
)
def test_postgresql_is_asked_to_refuse_by_the_row_before_and_the_row_after(closed, added):
    asked = Listening()
    triggers.seal(asked, "sheet", KEYS, SIGNED, closed=closed)
    raised = "THEN RAISE EXCEPTION 'sheet is sealed'; END IF;"
    assert asked.asked == [
        REFUSING,
        "CREATE OR REPLACE FUNCTION sheet_sealed() RETURNS trigger AS $$ BEGIN"
        f" IF TG_OP <> 'INSERT' THEN IF (OLD.state = 'SIGNED') {raised} END IF;"
        " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
        f" IF {added} {raised} RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER sheet_no_change BEFORE INSERT OR UPDATE OR DELETE ON sheet"
        " FOR EACH ROW EXECUTE FUNCTION sheet_sealed()",
        NOT_EMPTIED,
    ]


def test_postgresql_is_asked_to_forget_all_of_it():
    asked = Listening()
    triggers.remove(asked, "sheet")
    assert asked.asked == [
        "DROP TRIGGER IF EXISTS sheet_no_change ON sheet",
        "DROP TRIGGER IF EXISTS sheet_no_truncate ON sheet",
        "DROP FUNCTION IF EXISTS sheet_sealed()",
    ]
