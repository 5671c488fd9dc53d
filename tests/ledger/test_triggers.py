"""The ledger is append-only for plain SQL too, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from emra.ledger import triggers
from emra.ledger.models import Event
from tests.conftest import APPEND_ONLY, SEALED

COLUMNS = ", ".join(field.column for field in Event._meta.concrete_fields)
SQLITE = [
    "REPLACE INTO ledger_event SELECT * FROM ledger_event WHERE seq = 1",
    "INSERT OR REPLACE INTO ledger_event SELECT * FROM ledger_event WHERE seq = 1",
    "UPDATE OR REPLACE ledger_event SET seq = 2 WHERE seq = 1",
]
POSTGRESQL = [
    "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE ledger_event CASCADE",
    "MERGE INTO ledger_event old USING (SELECT 1 AS seq) new ON old.seq = new.seq"
    " WHEN MATCHED THEN UPDATE SET payload = 'otro'",
]
BOTH = [
    "UPDATE ledger_event SET payload = 'otro'",
    "UPDATE ledger_event SET payload = payload WHERE seq = 1",
    "DELETE FROM ledger_event",
    "DELETE FROM ledger_event WHERE seq = 1",
    f"INSERT INTO ledger_event ({COLUMNS}) SELECT {COLUMNS} FROM ledger_event WHERE seq = 1"
    " ON CONFLICT (seq) DO UPDATE SET payload = 'otro'",
]

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_no_statement_changes_or_removes_an_event(corte):
    before = list(Event.objects.order_by("seq").values())
    assert len(before) > 2
    for sql in BOTH + (POSTGRESQL if connection.vendor == "postgresql" else SQLITE):
        with pytest.raises(DatabaseError, match="append-only"):
            run(sql)
    assert list(Event.objects.order_by("seq").values()) == before


@pytest.mark.parametrize("column", ["seq", "hash", "prev_hash"])
def test_replacing_an_event_by_any_of_its_unique_columns_is_refused(corte, column):
    if connection.vendor == "postgresql":
        verb, ending = "INSERT", f"ON CONFLICT ({column}) DO UPDATE SET payload = 'otro'"
    else:
        verb, ending = "INSERT OR REPLACE", ""
    fresh = {"seq": "999", "hash": "'h'", "prev_hash": "'p'", "payload": "'otro'"}
    fresh.pop(column)
    values = ", ".join(
        fresh.get(field.column, field.column) for field in Event._meta.concrete_fields
    )
    with pytest.raises(DatabaseError, match="append-only"):
        run(
            f"{verb} INTO ledger_event ({COLUMNS}) SELECT {values} FROM ledger_event"
            f" WHERE seq = 2 {ending}"
        )


def test_without_the_triggers_the_same_statements_do_change_it(corte):
    # The control: it is the triggers that refuse, not the statements that fail by themselves.
    triggers.remove(connection, "ledger_event")
    try:
        run("UPDATE ledger_event SET payload = 'otro' WHERE seq = 1")
        assert Event.objects.get(seq=1).payload == "otro"
        before = Event.objects.count()
        Event.objects.filter(seq=before).delete()
        assert Event.objects.count() == before - 1
    finally:
        triggers.install(connection, "ledger_event", APPEND_ONLY["ledger_event"])


def test_the_append_only_tables_of_the_tests_are_those_of_the_database(corte):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
            )
        else:
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        assert {row[0] for row in cursor.fetchall()} == {*APPEND_ONLY, *SEALED}
