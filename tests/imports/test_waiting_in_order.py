"""A batch and somebody else's entry wait for one another in one order: no deadlock."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from emra.agreements import actions, batch_actions
from emra.agreements.models import Agreement, ProgressReport
from emra.ledger import actions as ledger
from tests.imports.office import proposed

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clash(corte, secretary):
    """Confirm A12 and A19 while an entry holds A19 and goes on to the ledger; who failed."""

    def run():
        batch = proposed(secretary, ("A12", 100), ("A19", 100))
        holds, goes_on, failed = threading.Event(), threading.Event(), []

        def enter():
            try:
                with transaction.atomic():
                    Agreement.objects.select_for_update(no_key=True).get(pk="A19")
                    holds.set()
                    goes_on.wait(1)
                    ledger.serialise()
            except OperationalError:
                failed.append("entry")
            finally:
                connection.close()

        other = threading.Thread(target=enter)
        other.start()
        assert holds.wait(10)
        try:
            batch_actions.confirm_batch(batch=batch.pk, by=secretary)
        except OperationalError:
            failed.append("batch")
        other.join(30)
        assert not other.is_alive()
        return failed

    return run


def test_a_confirmation_waits_for_an_entry_in_progress(clash):
    assert clash() == []
    assert ProgressReport.objects.filter(origin="ENTRY").count() == 2


def test_without_its_locks_in_order_they_block_each_other(clash, monkeypatch):
    monkeypatch.setattr(actions, "lock_for_writing", lambda period, codes: None)
    # SQLite has one writer at a time: there nothing can be held in the wrong order
    assert bool(clash()) == (connection.vendor == "postgresql")
