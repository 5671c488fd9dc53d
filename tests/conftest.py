"""Fixtures of every test: people, the loaded strategy, an open corte."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django import conf
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone
from rest_framework.test import APIClient

from emra.accounts.models import Role, User
from emra.accounts.tokens import issue_token
from emra.agreements import actions, period_actions, review_actions
from emra.agreements.models import Period, ProgressReport
from emra.ledger import triggers
from emra.lib import http
from tests.kept import Kept, keep
from tests.rows import Rows, rows_of_the_rooms, write_rows
from tests.world import World, opened, registered

APPEND_ONLY = {
    "ledger_event": (("seq",), ("hash",), ("prev_hash",)),
    "agreements_publication": (("id",), ("period_id", "edition")),
    "agreements_publishedvalue": (("id",), ("publication_id", "agreement_id")),
    "agreements_publishedaverage": (("id",), ("publication_id", "scope")),
    "strategy_linestate": (("id",),),
    "governance_commitmentchange": (("id",),),
    "operations_incidentnote": (("id",),),
    "operations_verification": (("id",),),
}
# Tables whose decided rows do not change: unique column groups, when decided, closed to parts.
OF_APPROVED_BILATERAL = (
    "EXISTS (SELECT 1 FROM cooperation_bilateralsheet AS sheet"
    " WHERE sheet.id = {row}.sheet_id AND sheet.state = 'APPROVED')"
)
PART_OF_SIGNED = (
    "EXISTS (SELECT 1 FROM governance_commissionreview AS review"
    " WHERE review.id = {row}.review_id AND review.state = 'SIGNED')"
)
OF_APPROVED_ENTRY = (
    "EXISTS (SELECT 1 FROM projects_entry AS entry"
    " WHERE entry.id = {row}.entry_id AND entry.state = 'APPROVED')"
)
OF_APPROVED_PARTICULARS = (
    "EXISTS (SELECT 1 FROM projects_particulars AS told"
    " JOIN projects_entry AS entry ON entry.id = told.entry_id"
    " WHERE told.id = {row}.particulars_id AND entry.state = 'APPROVED')"
)
OF_APPROVED_SHEET = (
    "EXISTS (SELECT 1 FROM cooperation_covenantsheet AS told"
    " WHERE told.id = {row}.sheet_id AND told.state = 'APPROVED')"
)
OF_APPROVED_ASSESSMENT = (
    "EXISTS (SELECT 1 FROM cooperation_selfassessment AS told"
    " WHERE told.id = {row}.assessment_id AND told.state = 'APPROVED')"
)
SEALED: dict[str, tuple[Any, str, bool]] = {
    "operations_incident": ((("id",),), "{row}.closed_at IS NOT NULL", False),
    "agreements_goalpostchange": ((("id",),), "{row}.state <> 'PENDING'", False),
    **{
        f"cooperation_{table}": ((("id",),), "{row}.state = 'APPROVED'", False)
        for table in ("bilateralsheet", "resultreport")
    },
    **{
        f"cooperation_bilateral{part}": ((("id",),), OF_APPROVED_BILATERAL, True)
        for part in ("institution", "place", "topic", "fact", "result", "source")
    },
    "governance_commissionreview": (
        (("id",), ("body_id", "period_id", "version")),
        "{row}.state = 'SIGNED'",
        False,
    ),
    **{
        f"governance_{part}": ((("id",),), PART_OF_SIGNED, True)
        for part in ("linereview", "agreementopinion", "reviewedcommitment")
    },
    "projects_entry": ((("id",),), "{row}.state = 'APPROVED'", False),
    **{
        f"projects_{part}": ((("id",),), OF_APPROVED_ENTRY, True)
        for part in (
            *("particulars", "fundingline", "projectdate", "passage", "milestone", "risk"),
            "evidence",
        )
    },
    **{
        f"projects_{part}": ((("id",),), OF_APPROVED_PARTICULARS, True)
        for part in ("place", "particulars_partners", "particulars_lines")
    },
    **{
        f"cooperation_{told}": (unique, "{row}.state = 'APPROVED'", False)
        for told, unique in (
            ("covenantsheet", (("id",), ("covenant_id", "version"))),
            ("covenantevaluation", (("id",), ("covenant_id", "planned_on"))),
            ("selfassessment", (("id",), ("covenant_id", "year", "version"))),
        )
    },
    **{
        f"cooperation_{part}": ((("id",),), OF_APPROVED_SHEET, True)
        for part in ("covenantparty", "locality", "axis", "result")
    },
    "cooperation_checklistanswer": ((("id",),), OF_APPROVED_ASSESSMENT, True),
}

# A machine under load is slow, not wrong: the tests time nothing.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.load_profile("suite")

# Emptying the database between transactional tests is the one thing the triggers must allow.
_flush = TransactionTestCase._fixture_teardown


def _flush_without_triggers(case: TransactionTestCase) -> None:
    for table in (*APPEND_ONLY, *SEALED):
        triggers.remove(connection, table)
    try:
        _flush(case)
    finally:
        for table, unique in APPEND_ONLY.items():
            triggers.install(connection, table, unique)
        for table, (unique, sealed, closed) in SEALED.items():
            triggers.seal(connection, table, unique, sealed, closed=closed)


TransactionTestCase._fixture_teardown = _flush_without_triggers


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs in the other half of the test command: the other mode, and what has no
    database in it, which the half with SQLite runs for both."""
    deployed = bool(conf.settings.DATABASE_URL)
    other = "embedded" if deployed else "deployed"
    left_out = {
        item
        for item in items
        if item.get_closest_marker(other) or (deployed and _has_no_database(item))
    }
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = sorted((item for item in items if item not in left_out), key=_turn)


# What takes minutes begins at once, or a worker ends it long after the others have nothing to do.
LONG = (
    *("processes/test_faults", "processes", "test_markup", "test_secrets", "test_house"),
    *("english/test_pages", "browser"),
)


def _turn(item: pytest.Item) -> int:
    path = item.path.relative_to(Path(__file__).parent).as_posix()
    return next((turn for turn, start in enumerate(LONG) if path.startswith(start)), len(LONG))


def _has_no_database(item: pytest.Item) -> bool:
    return (
        not {"browser", "processes"} & set(item.path.parts)
        and item.get_closest_marker("django_db") is None
        and not {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    )


@pytest.fixture(autouse=True)
def _fast_and_apart(settings: Any, tmp_path: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    # Reports are made where a test asks for them: it takes a second and a half.
    settings.REPORTS_ROOT, settings.AFTER_PUBLICATION = tmp_path / "reports", []
    http.forget()
    settings.API_ANONYMOUS_PER_MINUTE = settings.API_KEY_PER_MINUTE = 0


@pytest.fixture(scope="session")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Rows:
    """What `load_strategy` writes into an empty database, read once and taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_strategy", stdout=io.StringIO())
        rows = rows_of_the_rooms()
        transaction.set_rollback(True)
    return rows


@pytest.fixture(scope="session")
def worlds() -> dict[date, Kept]:
    """What the first test of a day built: the day is in the rows."""
    return {}


@pytest.fixture
def world(worlds: dict[date, Kept], loaded: Rows, db: None, tmp_path_factory: Any) -> World:
    """Something of everything: published, draft, submitted, returned, reserved."""
    today = timezone.localdate()
    if today not in worlds:
        worlds[today] = keep(loaded, tmp_path_factory.mktemp("world"))
    return worlds[today].again()


@pytest.fixture
def in_the_world(request: pytest.FixtureRequest) -> World | None:
    """The world, for the tests that ask for it: its people and its corte are theirs."""
    return request.getfixturevalue("world") if "world" in request.fixturenames else None


@pytest.fixture
def strategy(in_the_world: World | None, loaded: Rows, db: None) -> None:
    if in_the_world is None:
        write_rows(loaded)


@pytest.fixture
def person(db: None) -> Callable[..., User]:
    return registered


@pytest.fixture
def secretary(in_the_world: World | None, person: Callable[..., User]) -> User:
    return in_the_world.secretary if in_the_world else person(Role.SECRETARIAT)


@pytest.fixture
def reviewer(in_the_world: World | None, person: Callable[..., User]) -> User:
    return in_the_world.reviewer if in_the_world else person(Role.CLUSTER)


@pytest.fixture
def corte(in_the_world: World | None, strategy: None, secretary: User) -> Period:
    return in_the_world.corte if in_the_world else opened("2026-T2", by=secretary)


@pytest.fixture
def approve(secretary: User, reviewer: User) -> Callable[..., ProgressReport]:
    """Enter, submit and approve a percentage; extra keywords go into the entry."""

    def make(agreement: str, percent: str, corte: str = "2026-T2", **entry: Any) -> ProgressReport:
        report = actions.record_progress(
            agreement=agreement,
            period=corte,
            entry=actions.Entry(percent=Decimal(percent), **entry),
            by=secretary,
        )
        actions.submit_progress(report=report.code, by=secretary)
        return review_actions.approve_progress(report=report.code, by=reviewer)

    return make


@pytest.fixture
def publish(secretary: User) -> Callable[..., Any]:
    """Close a corte where it is open, and publish it."""

    def make(corte: str = "2026-T2", reason: str = "") -> Any:
        if Period.objects.get(code=corte).state == Period.State.OPEN:
            period_actions.close_period(period=corte, by=secretary)
        return period_actions.publish(period=corte, by=secretary, reason=reason)

    return make


@pytest.fixture
def signed_in(client: Any) -> Callable[[User], Any]:
    def sign_in(user: User) -> Any:
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def draft(secretary: User) -> Callable[..., ProgressReport]:
    """Write a draft in a corte; extra keywords go into the entry."""

    def make(
        agreement: str = "A12", percent: str | None = "40", corte: str = "2026-T2", **entry: Any
    ) -> ProgressReport:
        value = None if percent is None else Decimal(percent)
        return actions.record_progress(
            agreement=agreement,
            period=corte,
            entry=actions.Entry(percent=value, **entry),
            by=secretary,
        )

    return make


@pytest.fixture
def submit(draft: Callable[..., ProgressReport], secretary: User) -> Callable[..., ProgressReport]:
    """Write a draft and hand it over for review."""

    def make(*args: Any, **entry: Any) -> ProgressReport:
        return actions.submit_progress(report=draft(*args, **entry).code, by=secretary)

    return make


@pytest.fixture
def api() -> Callable[..., Any]:
    """`api(user).post(address, data)`: the API with a key of the user; without one, anonymous."""

    def as_person(user: User | None = None) -> APIClient:
        client = APIClient()
        if user is not None:
            client.credentials(HTTP_AUTHORIZATION=f"Bearer {issue_token(user=user, name='test')}")
        return client

    return as_person
