"""Who writes several reports at once waits for the others in one order: nobody blocks anybody."""

import threading
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction

from emra.accounts.models import User
from emra.agreements import actions, batch_actions, review_actions
from emra.agreements.models import ProgressReport
from emra.ledger import actions as ledger
from emra.ledger import chain
from emra.ledger.queries import whole_chain
from emra.lib.errors import Conflict
from tests.imports.office import proposed
from tests.processes.test_races import together
from tests.world import attach

pytestmark = pytest.mark.django_db(transaction=True)
GRID = "/gestion/avances/2026-T2/"


def row(code: str, percent: str, version: int) -> dict[str, str]:
    typed = {"kind": "PERCENT", "percent": percent, "note": "", "version": str(version)}
    return {f"{code}-{name}": text for name, text in typed.items()}


@pytest.fixture
def sent(draft: Callable[..., ProgressReport], secretary: User) -> Callable[..., ProgressReport]:
    """Hand over a draft with evidence."""

    def make(code: str) -> ProgressReport:
        report = draft(code, "20")
        attach(report, secretary)
        return actions.submit_progress(report=report.code, by=secretary)

    return make


@pytest.fixture
def clash(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Do `work` while an edit holds A16's report and goes on to the ledger; who was blocked."""

    def run(work: Callable[[], Any]) -> list[str]:
        holds, at_ledger, failed = threading.Event(), threading.Event(), []
        serialise = ledger.serialise

        def take_the_ledger() -> None:
            serialise()
            at_ledger.set()

        monkeypatch.setattr(ledger, "serialise", take_the_ledger)

        def edit() -> None:
            try:
                with transaction.atomic():
                    actions.lock_report("A16-2026-T2-v1")
                    holds.set()
                    at_ledger.wait(3)  # the work gets that far only if it did not wait for A16
                    serialise()
            except OperationalError:
                failed.append("edit")
            finally:
                connection.close()

        other = threading.Thread(target=edit)
        other.start()
        assert holds.wait(10)
        try:
            work()
        except OperationalError:
            failed.append("work")
        other.join(30)
        assert not other.is_alive()
        return failed

    return run


@pytest.fixture
def approval(corte: Any, sent: Any, reviewer: User) -> Callable[[], Any]:
    """A12 and A16 approved in one go."""
    codes = [sent(code).code for code in ("A16", "A12")]
    return lambda: review_actions.approve_many(reports=codes, by=reviewer)


@pytest.fixture
def handover(corte: Any, draft: Any, secretary: User, signed_in: Any) -> Callable[[], Any]:
    """A12 and A16 submitted from the grid."""
    for code in ("A16", "A12"):
        draft(code, "20")
    client = signed_in(secretary)
    return lambda: client.post(f"{GRID}enviar/")


@pytest.fixture
def saving(corte: Any, draft: Any, secretary: User, signed_in: Any) -> Callable[[], Any]:
    """A12 and A16 saved from the grid."""
    for code in ("A16", "A12"):
        draft(code, "20")
    client = signed_in(secretary)
    typed = {**row("A12", "21", 1), **row("A16", "21", 1)}
    return lambda: client.post(f"{GRID}guardar/", typed)


@pytest.fixture
def batch(corte: Any, draft: Any, secretary: User) -> Callable[[], Any]:
    """A12 and A16 confirmed from a spreadsheet."""
    for code in ("A16", "A12"):
        draft(code, "20")
    pk = proposed(secretary, ("A12", 21), ("A16", 21)).pk
    return lambda: batch_actions.confirm_batch(batch=pk, by=secretary)


WORKS = {
    "approval": ("APPROVED", 20),
    "handover": ("SUBMITTED", 20),
    "saving": ("DRAFT", 21),
    "batch": ("DRAFT", 21),
}


@pytest.mark.parametrize("name", WORKS)
def test_it_waits_for_an_edit_in_progress_and_is_done(name, clash, request):
    assert clash(request.getfixturevalue(name)) == []
    stored = ProgressReport.objects.filter(agreement__in=["A12", "A16"], origin="ENTRY")
    assert set(stored.values_list("state", "percent")) == {WORKS[name]}
    assert chain.first_fault(whole_chain()) is None


@pytest.mark.parametrize("name", WORKS)
def test_without_its_locks_in_order_it_and_the_edit_block_each_other(
    name, clash, request, monkeypatch
):
    work = request.getfixturevalue(name)
    monkeypatch.setattr(actions, "lock_for_writing", lambda period, codes: None)
    monkeypatch.setattr(review_actions, "_lock_in_order", lambda keys: None)
    # SQLite has one writer at a time: there nothing can be held in the wrong order.
    assert bool(clash(work)) == (connection.vendor == "postgresql")


@pytest.mark.parametrize("pair", [("A12", "A16"), ("A10", "A17"), ("A18", "A19")])
def test_approvals_imports_and_edits_of_the_same_two_never_block_one_another(
    corte, draft, sent, secretary, reviewer, pair
):
    first, second = pair
    for code in (second, first):
        draft(code, "20")
    forth = proposed(secretary, (first, 21), (second, 21)).pk
    back = proposed(secretary, (second, 22), (first, 22)).pk
    codes = [sent(code).code for code in pair]

    def edit(code: str) -> Callable[[], Any]:
        return lambda: actions.record_progress(
            agreement=code,
            period="2026-T2",
            entry=actions.Entry(percent=Decimal(23), correction_reason="Error de suma"),
            by=secretary,
        )

    results = together(
        lambda: review_actions.approve_many(reports=codes, by=reviewer),
        lambda: review_actions.approve_many(reports=codes[::-1], by=reviewer),
        lambda: batch_actions.confirm_batch(batch=forth, by=secretary),
        lambda: batch_actions.confirm_batch(batch=back, by=secretary),
        edit(second),
        edit(first),
    )
    failed = [result for result in results if isinstance(result, Exception)]
    assert [error for error in failed if not isinstance(error, Conflict)] == []
    # One list approved both; the imports saw drafts and find something else.
    assert [isinstance(result, list) for result in results].count(True) == 1
    approved = ProgressReport.objects.filter(agreement__in=pair, version=1, percent=20)
    assert approved.filter(period=corte, state="APPROVED").count() == 2
    assert chain.first_fault(whole_chain()) is None
