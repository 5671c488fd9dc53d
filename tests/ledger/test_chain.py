"""The chain's arithmetic, and the one way in: an event per action, in its own transaction."""

import hashlib
import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from emra.agreements import actions as agreements
from emra.ledger import actions, chain
from emra.ledger.models import Event
from emra.ledger.queries import head, whole_chain
from emra.lib.errors import DomainError


def events(number: int) -> list[dict[str, Any]]:
    """A correct chain of events with their payloads."""
    made, prev = [], chain.GENESIS
    for seq in range(1, number + 1):
        payload = chain.canonical({"old": None, "new": {"percent": f"{seq}.00"}, "reason": "ñ"})
        event = {
            "seq": seq,
            "at": f"2026-07-01T12:00:{seq:02}.000000Z",
            "actor_code": "P-0A1B2C",
            "office": "Secretaría Técnica",
            "role": "SECRETARIAT",
            "verb": "progress.recorded",
            "object_code": "A12-2026-T2-v1",
            "request_id": "",
            "payload_hash": chain.payload_hash(f"sal{seq}", payload),
            "prev_hash": prev,
            "payload": payload,
            "salt": f"sal{seq}",
        }
        event["hash"] = prev = chain.header_hash(event)
        made.append(event)
    return made


def test_the_hash_of_an_event_is_that_of_its_canonical_header():
    event = events(1)[0]
    header = {name: event[name] for name in chain.HEADER}
    text = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert event["hash"] == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert event["prev_hash"] == "0" * 64


@pytest.mark.parametrize("number", [0, 1, 2, 7])
def test_a_correct_chain_has_no_fault(number):
    assert chain.first_fault(events(number)) is None


def test_a_hidden_payload_is_no_fault():
    hidden = [{**event, "payload": None, "salt": None} for event in events(3)]
    assert chain.first_fault(hidden) is None


@given(
    place=st.integers(0, 5),
    name=st.sampled_from([*chain.HEADER, "hash", "payload", "salt"]),
    text=st.text(max_size=8),
)
def test_any_changed_field_is_found_at_its_event(place, name, text):
    altered = events(6)
    if altered[place][name] == text:
        return
    altered[place][name] = 99 if name == "seq" else text
    fault = chain.first_fault(altered)
    assert fault is not None
    assert fault.seq == place + 1


@given(st.permutations(range(5)))
def test_any_other_order_is_a_fault(order):
    made = events(5)
    fault = chain.first_fault([made[place] for place in order])
    assert (fault is None) == (list(order) == [0, 1, 2, 3, 4])


@pytest.mark.parametrize("removed", [0, 1, 2])
def test_a_removed_event_is_named_missing(removed):
    left = events(4)
    del left[removed]
    assert chain.first_fault(left) == chain.Fault(removed + 1, "missing")


def test_a_rewritten_event_breaks_the_link_of_the_next_one():
    made = events(3)
    made[1]["office"] = "Otra oficina"
    made[1]["hash"] = chain.header_hash(made[1])
    assert chain.first_fault(made) == chain.Fault(3, "prev_hash")


def test_an_event_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(transaction.TransactionManagementError) as refused:
        actions.append(verb="period.opened", object_code="2026-T2", by=None)
    assert str(refused.value) == "A ledger event needs its action's block."
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_a_refused_action_leaves_no_event(corte, draft):
    before = head()
    with pytest.raises(DomainError):
        draft("A01", "5")
    assert head() == before


@pytest.mark.django_db
def test_a_rolled_back_action_takes_its_event_with_it(corte, draft):
    before = head()
    with transaction.atomic():
        draft("A12", "40")
        transaction.set_rollback(True)
    assert head() == before


@pytest.mark.django_db
def test_the_events_of_a_whole_corte_are_a_correct_chain(corte, approve, publish):
    approve("A12", "40")
    publish()
    assert chain.first_fault(whole_chain()) is None
    verbs = list(Event.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs[:2] == ["strategy.loaded", "publication.published"]
    assert verbs[-6:] == [
        "period.opened",
        "progress.recorded",
        "progress.submitted",
        "progress.approved",
        "period.closed",
        "publication.published",
    ]
    assert head()[0] == len(verbs)


@pytest.mark.django_db
def test_an_event_keeps_the_office_and_role_of_its_moment(corte, draft, secretary):
    event = Event.objects.get(object_code=draft("A12", "40").code)
    secretary.role, secretary.office = "CLUSTER", "Otra oficina"
    secretary.save()
    event.refresh_from_db()
    assert (event.role, event.actor_code) == ("SECRETARIAT", secretary.code)
    assert event.office != "Otra oficina"
    assert chain.first_fault(whole_chain()) is None


@pytest.mark.django_db
def test_events_of_one_request_carry_its_id(corte, secretary, signed_in):
    data = {"kind": "PERCENT", "percent": "40", "version": "0", "submit": "1"}
    response = signed_in(secretary).post("/gestion/avances/2026-T2/A12/", data)
    rows = Event.objects.filter(object_code="A12-2026-T2-v1")
    assert rows.count() == 2
    assert {row.request_id for row in rows} == {response["X-Request-ID"]}


@pytest.mark.django_db
def test_two_equal_payloads_have_different_seals(corte, draft, secretary):
    for _time in range(2):
        agreements.withdraw_draft(report=draft("A12", "40").code, by=secretary)
    first, second = Event.objects.filter(verb="progress.recorded")
    assert first.payload == second.payload
    assert first.payload_hash != second.payload_hash, "the salt keeps drafts from being guessed"
