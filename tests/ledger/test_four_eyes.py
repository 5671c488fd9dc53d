"""What two people stand behind: each step of a row, what it leaves in it and in the ledger.

A follow-up entry of a project stands for every model of the kind.
"""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from emra.accounts.models import Role, User
from emra.ledger import actions as ledger
from emra.ledger import four_eyes
from emra.ledger.four_eyes import Stale
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden
from emra.projects import actions
from emra.projects.models import Entry

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 15, tzinfo=UTC)
OWN = "Quien lo ingresó no puede revisarlo: debe hacerlo otra persona."


@pytest.fixture
def row(strategy: None, secretary: User, time_machine: Any) -> Entry:
    """A draft of the secretariat's, as its first save left it, an hour later."""
    time_machine.move_to(NOON - timedelta(hours=1), tick=False)
    code = actions.start_entry(
        project="5.1", on=date(2026, 11, 21), text="Se firmó.", by=secretary
    ).code
    time_machine.move_to(NOON, tick=False)
    return actions.find_entry(code)


def last() -> Event:
    return Event.objects.order_by("-seq")[0]


def said(event: Event) -> tuple[Any, ...]:
    payload = json.loads(event.payload)
    return (event.verb, event.object_code, event.actor, payload["new"], payload["reason"])


def submitted(row: Entry, by: User) -> Entry:
    four_eyes.submit(row, verb="project.submitted", by=by)
    return Entry.objects.get(pk=row.pk)


def test_a_draft_handed_over_waits_without_a_reviewer(row, secretary, reviewer):
    version = row.lock_version
    row.reviewer, row.reviewed_at = reviewer, NOON - timedelta(days=1)
    kept = submitted(row, secretary)
    assert (kept.state, kept.submitted_at, kept.changed_at) == ("SUBMITTED", NOON, NOON)
    assert (kept.reviewer, kept.reviewed_at, kept.lock_version) == (None, None, version + 1)
    assert said(last()) == ("project.submitted", row.code, secretary, None, "")


def test_what_was_handed_over_is_not_handed_over_again(row, secretary):
    kept = submitted(row, secretary)
    with pytest.raises(Conflict) as refused:
        four_eyes.submit(kept, verb="project.submitted", by=secretary)
    assert str(refused.value) == f"{row.code} está en revisión: eso ya no se puede hacer."


def test_another_person_approves_and_the_event_keeps_all_that_was_approved(
    row, secretary, reviewer
):
    kept = submitted(row, secretary)
    version, kept.return_reason = kept.lock_version, "De antes"
    four_eyes.approve(
        kept, verb="project.approved", facts={"a": "1"}, by=reviewer, roles=(Role.CLUSTER,)
    )
    kept.refresh_from_db()
    assert (kept.state, kept.return_reason) == ("APPROVED", "")
    assert (kept.reviewer, kept.reviewed_at, kept.lock_version) == (reviewer, NOON, version + 1)
    assert said(last()) == ("project.approved", row.code, reviewer, {"a": "1"}, "")


def test_another_person_returns_it_with_the_reason(row, secretary, reviewer):
    kept = submitted(row, secretary)
    four_eyes.send_back(
        kept, verb="project.returned", reason=" Falta. ", by=reviewer, roles=(Role.CLUSTER,)
    )
    kept.refresh_from_db()
    assert (kept.state, kept.return_reason, kept.reviewer) == ("RETURNED", "Falta.", reviewer)
    assert said(last()) == ("project.returned", row.code, reviewer, None, "Falta.")


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_return_without_a_reason_is_refused_at_its_field(row, secretary, reviewer, reason):
    kept = submitted(row, secretary)
    with pytest.raises(DomainError) as refused:
        four_eyes.send_back(
            kept, verb="project.returned", reason=reason, by=reviewer, roles=(Role.CLUSTER,)
        )
    assert str(refused.value) == "Escriba el motivo de la devolución."
    assert refused.value.field == "reason"
    assert Entry.objects.get(pk=row.pk).state == "SUBMITTED"


@pytest.mark.parametrize("role", Role)
def test_whoever_entered_it_neither_approves_nor_returns_it_under_any_role(row, secretary, role):
    kept = submitted(row, secretary)
    secretary.role = role
    for decide in (
        lambda: four_eyes.approve(kept, verb="v", facts={}, by=secretary, roles=Role),
        lambda: four_eyes.send_back(kept, verb="v", reason="No", by=secretary, roles=Role),
    ):
        with pytest.raises(Forbidden) as refused:
            decide()
        assert str(refused.value) == OWN
    assert Entry.objects.get(pk=row.pk).state == "SUBMITTED"


def test_only_the_roles_named_decide_and_only_on_what_was_handed_over(row, secretary, reviewer):
    def decide() -> None:
        four_eyes.approve(kept, verb="v", facts={}, by=reviewer, roles=roles)

    kept, roles = row, (Role.CLUSTER,)
    with pytest.raises(Conflict, match="está borrador: eso ya no se puede hacer"):
        decide()
    kept, roles = submitted(row, secretary), (Role.ANALYST, Role.ADMIN)
    with pytest.raises(Forbidden, match="corresponde a: IPP-UCN, Administración"):
        decide()
    assert Entry.objects.get(pk=row.pk).state == "SUBMITTED"


def test_whose_hand_is_in_it_is_told_by_the_row_and_by_the_ledger(row, secretary, reviewer, person):
    """The author; whoever wrote an event of it, an approval or a return apart; of it alone."""
    wrote, decided, elsewhere = (
        person(Role.SECRETARIAT, name) for name in ("escribe", "decide", "aparte")
    )
    ledger.append(verb="project.recorded", object_code=row.code, by=wrote)
    ledger.append(verb="project.approved", object_code=row.code, by=decided)
    ledger.append(verb="project.returned", object_code=row.code, by=decided)
    ledger.append(verb="project.recorded", object_code="E-9999", by=elsewhere)
    found = [four_eyes.entered_by(row, who) for who in (secretary, wrote, decided, elsewhere)]
    assert found == [True, True, False, False]
    row.author = reviewer
    assert four_eyes.entered_by(row, reviewer)


def test_a_draft_written_again_has_a_new_version_author_and_moment(row, person):
    other, version = person(Role.SECRETARIAT, "otra"), row.lock_version
    four_eyes.touch(row, other)
    row.refresh_from_db()
    assert (row.author, row.changed_at, row.lock_version) == (other, NOON, version + 1)


def test_a_new_draft_is_its_first_version(row, person):
    new = Entry(project_id="5.2", on=row.on, text="Algo", state="DRAFT", origin="ENTRY")
    four_eyes.touch(new, person(Role.SECRETARIAT, "otra"))
    assert Entry.objects.get(pk=new.pk).lock_version == 1


def test_a_page_of_another_version_is_told_who_has_it_now(row):
    four_eyes.check_version(row, None)
    four_eyes.check_version(row, row.lock_version)
    for seen in (0, row.lock_version - 1, row.lock_version + 1):
        with pytest.raises(Stale) as refused:
            four_eyes.check_version(row, seen)
        assert refused.value.current is row
        assert str(refused.value) == (
            f"Otra persona cambió {row.code} mientras usted lo veía. Ahora está: borrador."
        )
