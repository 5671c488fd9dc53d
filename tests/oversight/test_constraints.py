"""Every named constraint of the contraloría social refuses what it is there for."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from emra.oversight import actions, citizen_actions
from emra.oversight.models import Answer, Observation, Reply
from tests.constraints import again, cases, change, named_constraints, refused
from tests.oversight.conftest import MONDAY, TEXT

pytestmark = pytest.mark.django_db


def unread(**changes: Any) -> Any:
    return change(Observation, changes, state="RECEIVED")


def public(**changes: Any) -> Any:
    return change(Observation, changes, state="PUBLISHED")


def private(**changes: Any) -> Any:
    return change(Observation, changes, state="PRIVATE")


def reply(**changes: Any) -> Any:
    return change(Reply, changes)


VIOLATIONS = {
    "observation_state_known": [public(state="OTHER")],
    "observation_private_with_reason": [
        private(private_reason=""),
        private(private_reason="OTHER"),
        public(private_reason="OFFENSIVE"),
    ],
    "observation_moderated_by_someone": [
        unread(moderated_at=MONDAY),
        public(moderated_by=None),
        private(moderated_at=None),
        private(private_reason="WITHDRAWN"),
    ],
    "observation_has_its_text": [public(text=""), private(text="")],
    "observation_public_name_is_given": [public(name_public=True)],
    "observation_file_has_its_kind": [public(sha256="0" * 64), public(extension="pdf")],
    "observation_evidence_follows_the_text": [private(evidence_public=True)],
    "observation_extended_with_reason": [
        public(extended_at=MONDAY),
        public(extension_reason="Falta un informe."),
    ],
    "observation_unread_is_open": [unread(closed_at=F("received_at"))],
    "observation_without_answer_is_closed": [private(closed_at=None)],
    "observation_erased_has_no_person": [
        public(erased_at=MONDAY, email="ana@example.cl"),
        public(erased_at=MONDAY, name="Ana"),
    ],
    "observation_closed_after_received": [public(closed_at=MONDAY - timedelta(days=1))],
    "answer_once": [again(Answer)],
    "answer_one_or_two": [change(Answer, {"number": 3}), change(Answer, {"number": 0})],
    "answer_says_something": [change(Answer, {"text": ""}), change(Answer, {"office": ""})],
    "reply_state_known": [reply(state="OTHER")],
    "reply_private_with_reason": [reply(private_reason="OFFENSIVE"), reply(state="PRIVATE")],
    "reply_moderated_by_someone": [reply(state="RECEIVED"), reply(moderated_by=None)],
    "reply_has_its_text": [reply(text="")],
}


@pytest.fixture(autouse=True)
def _rows(answered: Any, observe: Any, secretary: Any) -> None:
    """Answered and replied to, in public; kept private; not read."""
    told, secret = answered()
    citizen_actions.reply(secret=secret, text=TEXT, at=MONDAY + timedelta(days=11))
    actions.publish_reply(code=told.code, note="", by=secretary)
    row, _secret = observe("Compre barato en mi sitio web hoy.")
    actions.keep_private(code=row.code, reason="ADVERTISING", note="", by=secretary)
    observe("Esta todavía no la ha leído nadie.")


def test_the_database_refuses() -> None:
    for name, violation in cases(VIOLATIONS):
        refused(name, violation)


def test_no_constraint_is_without_its_violation() -> None:
    assert set(VIOLATIONS) == set(named_constraints("oversight"))
