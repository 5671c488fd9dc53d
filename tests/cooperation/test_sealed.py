"""What is approved stays as it was, and the ledger says what that is."""

import pytest
from django.db import DatabaseError, connection, transaction

from emra.cooperation import review_actions
from emra.cooperation.models import SelfAssessment
from emra.dashboard import integrity

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_approved(published, evaluated, answered, settle):
    published()
    settle(evaluated())
    settle(answered())


STATEMENTS = (
    "UPDATE cooperation_covenantsheet SET programme = 'x' WHERE covenant_id = 'loa-1995'",
    "UPDATE cooperation_locality SET families = 1",
    "DELETE FROM cooperation_covenantparty",
    "DELETE FROM cooperation_axis",
    "UPDATE cooperation_result SET text = 'x'",
    "UPDATE cooperation_covenantevaluation SET findings = 'x'",
    "UPDATE cooperation_selfassessment SET year = 2020",
    "UPDATE cooperation_checklistanswer SET value = 'UNKNOWN'",
    "INSERT INTO cooperation_result (sheet_id, number, text) SELECT id, 90, 'x' "
    "FROM cooperation_covenantsheet",
)


def test_the_database_refuses_to_change_what_is_approved(all_approved):
    for statement in STATEMENTS:
        refusal = pytest.raises(DatabaseError, match="sealed")
        with refusal, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_ledger_says_what_was_approved(all_approved, monkeypatch):
    assert integrity.faults() == []
    kind = review_actions.KINDS["AE"]
    monkeypatch.setitem(
        review_actions.KINDS,
        "AE",
        review_actions.Kind(kind.model, kind.verb, lambda _row: {}, kind.check),
    )
    code = SelfAssessment.objects.get().code
    assert integrity.faults() == [f"FALLA en {code}: no dice lo que se aprobó."]
