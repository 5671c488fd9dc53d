"""The web's role in PostgreSQL: it does all the work, and can alter nothing that is sealed."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.programs import get
from tests.servers import Site

ROLE = f"emra_web_{os.getpid()}"
WORK = """
from datetime import date
from decimal import Decimal
from emra.accounts.models import User
from emra.agreements import actions, averages, period_actions, review_actions
by, other = (User.objects.get(username=name) for name in ("secretaria", "cluster"))
period_actions.open_period(
    code="2026-T2", cutoff_on=date(2026, 6, 30), due_on=date(2026, 7, 15), by=by
)
entry = actions.Entry(percent=Decimal("47.5"))
report = actions.record_progress(agreement="A12", period="2026-T2", entry=entry, by=by)
actions.submit_progress(report=report.code, by=by)
review_actions.approve_progress(report=report.code, by=other)
averages.sweep()
period_actions.close_period(period="2026-T2", by=by)
period_actions.publish(period="2026-T2", by=by)
"""
ATTEMPTS = (
    "UPDATE ledger_event SET payload = 'otro'",
    "DELETE FROM ledger_event",
    "TRUNCATE ledger_event CASCADE",
    "MERGE INTO ledger_event old USING (SELECT 1 AS seq) new ON old.seq = new.seq"
    " WHEN MATCHED THEN UPDATE SET payload = 'otro'",
    "INSERT INTO ledger_event SELECT * FROM ledger_event WHERE seq = 1"
    " ON CONFLICT (seq) DO UPDATE SET payload = 'otro'",
    "ALTER TABLE ledger_event DISABLE TRIGGER ALL",
    "DROP TRIGGER ledger_event_no_change ON ledger_event",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$"
    " BEGIN RETURN NEW; END $$ LANGUAGE plpgsql",
    "SET session_replication_role = replica",
    "DROP TABLE ledger_event CASCADE",
    "CREATE RULE quiet AS ON INSERT TO ledger_event DO INSTEAD NOTHING",
    f"ALTER TABLE ledger_event OWNER TO {ROLE}",
    # PostgreSQL grants nothing and only warns.
    f"GRANT UPDATE ON ledger_event TO {ROLE}; UPDATE ledger_event SET payload = 'otro'",
    "SET ROLE postgres",
    "CREATE TEMPORARY TABLE ledger_event (seq integer)",
    "CREATE TABLE public.other (seq integer)",
    "COPY ledger_event FROM PROGRAM 'true'",
    "UPDATE agreements_publishedvalue SET percent = 99",
    "DELETE FROM agreements_publishedaverage",
    "UPDATE agreements_publication SET digest = 'otro'",
    "TRUNCATE agreements_publication CASCADE",
    "UPDATE django_migrations SET name = 'otra'",
)

pytestmark = pytest.mark.deployed


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A prepared site whose processes connect as the web's role."""
    found = Site(tmp_path / "data")
    owner = found.environment["DATABASE_URL"]
    try:
        found.open(jobs=())
        found.processes["web"].stop()
        with psycopg.connect(owner, autocommit=True) as admin:
            admin.execute(f"CREATE ROLE {ROLE} LOGIN")
        granted = found.manage("grant_web_role", ROLE)
        assert granted.returncode == 0, granted.stderr
        found.environment["DATABASE_URL"] = as_web(owner)
        found.start_web()
        yield found
    finally:
        found.environment["DATABASE_URL"] = owner
        with psycopg.connect(owner, autocommit=True) as admin:
            admin.execute(f"DROP OWNED BY {ROLE}")
            found.close()
        with psycopg.connect(server(owner), autocommit=True) as admin:
            admin.execute(f"DROP ROLE IF EXISTS {ROLE}")


def as_web(owner: str) -> str:
    parts = urlsplit(owner)
    return urlunsplit(parts._replace(netloc=f"{ROLE}@{parts.hostname}:{parts.port}"))


def server(owner: str) -> str:
    return urlunsplit(urlsplit(owner)._replace(path="/postgres"))


def denied(site: Site, sql: str) -> bool:
    try:
        with psycopg.connect(site.environment["DATABASE_URL"]) as web:
            web.execute(sql)
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def test_the_web_works_and_alters_nothing_that_is_sealed(site: Site) -> None:
    worked = site.manage("shell", "-v", "0", "-c", WORK)
    assert worked.returncode == 0, worked.stderr
    status, page = get(f"{site.url}/acuerdos/A12/")
    assert status == 200
    assert "47,5" in page
    head = site.rows("SELECT seq, hash FROM ledger_event ORDER BY seq DESC LIMIT 1")
    granted = [sql for sql in ATTEMPTS if not denied(site, sql)]
    print(f"as the web's role: {len(ATTEMPTS) - len(granted)} of {len(ATTEMPTS)} attempts denied")
    assert granted == []
    assert site.rows("SELECT seq, hash FROM ledger_event ORDER BY seq DESC LIMIT 1") == head
    assert site.manage("verify_ledger").returncode == 0


def test_the_owner_could_and_the_ledger_would_tell(site: Site) -> None:
    """The control: without the second role the same statements change what is sealed."""
    owner = site.environment["DATABASE_URL"].replace(ROLE, "postgres")
    refused = site.manage("grant_web_role", "postgres", DATABASE_URL=owner)
    assert refused.returncode == 1
    assert "use otro para la web" in refused.stderr
    with psycopg.connect(owner, autocommit=True) as admin:
        admin.execute("ALTER TABLE ledger_event DISABLE TRIGGER USER")
        admin.execute("UPDATE ledger_event SET payload = 'otro' WHERE seq = 3")
    told = site.manage("verify_ledger")
    assert told.returncode == 1
    assert "FALLA en el evento 3" in told.stderr
