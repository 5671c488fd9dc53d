"""A commitment is recorded, reported on, postponed, closed with evidence, withdrawn."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from emra.accounts.models import Role
from emra.governance import commitment_actions as actions
from emra.governance.models import Commitment, CommitmentChange, Membership
from emra.ledger.models import Event
from emra.lib.errors import Conflict, DomainError, Forbidden, TooLarge, Unknown

pytestmark = pytest.mark.django_db
LINK = "https://www.goreantofagasta.cl/acta"


def test_a_decision_keeps_who_owes_what_until_when(promise):
    row = promise(origin="CS-0001")
    assert (row.code, row.state, row.subject) == (f"C-{row.pk:04d}", "OPEN", "AGREEMENT:A12")
    assert row.origin == "CS-0001"
    event = Event.objects.get(verb="commitment.recorded")
    assert event.object_code == row.code
    assert [change.kind for change in row.changes.all()] == ["RECORDED"]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"body": "comision-9"}, "body", "no está en la lista"),
        ({"owner": "nadie"}, "owner", "no está en la lista"),
        ({"text": "  "}, "text", "Escriba qué se hará"),
        ({"due_on": date(2026, 11, 20)}, "due_on", "anterior al 21-11-2026"),
        ({"due_on": date(2062, 1, 1)}, "due_on", "hasta 2050"),
        ({"subject": "AGREEMENT:A99"}, "subject", "No existe"),
        ({"subject": "PLANETA:1"}, "subject", "No existe"),
        ({"meeting": "S-0009"}, "meeting", "No hay una sesión"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(promise, wrong, field, said):
    with pytest.raises(DomainError, match=said) as error:
        promise(**wrong)
    assert error.value.field == field
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.MEMBER, Role.ADMIN])
def test_only_the_cluster_and_the_secretariat_decide(promise, person, role):
    with pytest.raises(Forbidden):
        promise(by=person(role))
    row = promise()
    with pytest.raises(Forbidden):
        actions.postpone_commitment(
            commitment=row.code, due_on=date(2027, 1, 8), reason="Falta", by=person(role, "otra")
        )


@pytest.mark.parametrize("subject", ["LINE:OE1-CP-1", "TARGET:A12", ""])
def test_it_can_be_about_a_line_a_target_or_nothing(promise, subject):
    from emra.lib import subjects

    if subject.startswith("LINE"):
        subject = subjects.kinds()[0].everything()[0].key
    if subject.startswith("TARGET"):
        kind = next(kind for kind in subjects.kinds() if kind.code == "TARGET")
        subject = kind.everything()[0].key
    assert promise(subject=subject).subject == subject


def test_postponing_needs_a_reason_and_a_later_day_and_keeps_the_first(promise, secretary):
    row = promise()
    for due, reason, field in (
        (date(2026, 12, 30), " ", "reason"),
        (date(2026, 12, 18), "Falta el informe.", "due_on"),
    ):
        with pytest.raises(DomainError) as error:
            actions.postpone_commitment(
                commitment=row.code, due_on=due, reason=reason, by=secretary
            )
        assert error.value.field == field
    moved = actions.postpone_commitment(
        commitment=row.code, due_on=date(2027, 1, 8), reason="Falta el informe.", by=secretary
    )
    assert (moved.state, moved.due_on) == ("POSTPONED", date(2027, 1, 8))
    step = moved.changes.last()
    assert (step.due_from, step.due_to) == (date(2026, 12, 18), date(2027, 1, 8))


def test_done_needs_evidence_and_closes_it(promise, reviewer):
    row = promise()
    with pytest.raises(DomainError, match="Indique el enlace"):
        actions.complete_commitment(commitment=row.code, by=reviewer)
    with pytest.raises(DomainError, match="https"):
        actions.complete_commitment(commitment=row.code, link="javascript:alert(1)", by=reviewer)
    done = actions.complete_commitment(commitment=row.code, link=LINK, by=reviewer)
    assert (done.state, done.closed_by) == ("DONE", reviewer)
    for change in (
        lambda: actions.complete_commitment(commitment=row.code, link=LINK, by=reviewer),
        lambda: actions.note_commitment(commitment=row.code, text="Sigue.", by=reviewer),
        lambda: actions.withdraw_commitment(commitment=row.code, reason="No.", by=reviewer),
    ):
        with pytest.raises(Conflict, match="ya está cerrado"):
            change()


def test_a_file_is_evidence_by_its_content(promise, reviewer, settings):
    row = promise()
    fake = SimpleUploadedFile("acta.pdf", b"MZ not a pdf")
    with pytest.raises(DomainError, match="legible"):
        actions.complete_commitment(commitment=row.code, upload=fake, by=reviewer)
    settings.EVIDENCE_MAX_BYTES = 3
    real = SimpleUploadedFile("acta.pdf", b"%PDF-1.7 acta")
    with pytest.raises(TooLarge):
        actions.complete_commitment(commitment=row.code, upload=real, by=reviewer)
    settings.EVIDENCE_MAX_BYTES = 10_000
    done = actions.complete_commitment(commitment=row.code, upload=real, by=reviewer)
    assert (done.extension, len(done.sha256)) == ("pdf", 64)


def test_withdrawing_needs_a_reason(promise, secretary):
    row = promise()
    with pytest.raises(DomainError, match="por qué se retira"):
        actions.withdraw_commitment(commitment=row.code, reason="", by=secretary)
    gone = actions.withdraw_commitment(commitment=row.code, reason="Lo asumió CORE.", by=secretary)
    assert (gone.state, gone.reason) == ("WITHDRAWN", "Lo asumió CORE.")


def test_a_change_made_over_somebody_elses_is_refused(promise, reviewer, secretary):
    row = promise()
    actions.note_commitment(commitment=row.code, text="Se contrató.", by=secretary)
    with pytest.raises(Conflict, match="Otra persona cambió"):
        actions.complete_commitment(
            commitment=row.code, link=LINK, by=reviewer, expected=row.lock_version
        )


def test_a_member_reports_on_what_their_organisation_owes(promise, person):
    row, member = promise(), person(Role.MEMBER)
    with pytest.raises(Forbidden, match="otra organización"):
        actions.note_commitment(commitment=row.code, text="Vamos bien.", by=member)
    seat: dict[str, Any] = {"body_id": "comision-1", "organisation_id": "gore", "user": member}
    seated = Membership.objects.create(**seat)
    actions.note_commitment(commitment=row.code, text="Vamos bien.", by=member)
    seated.until_on = date(2026, 10, 1)
    seated.save()
    with pytest.raises(Forbidden):
        actions.complete_commitment(commitment=row.code, link=LINK, by=member)


def test_nobody_rewrites_the_history(promise):
    row = promise()
    for change in (
        lambda: CommitmentChange.objects.update(text="otro"),
        lambda: row.changes.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_code_that_is_none_is_unknown(promise, reviewer):
    for code in ("C-9999", "S-0001", "C-٣", "", "C-99999999999999"):
        with pytest.raises(Unknown):
            actions.note_commitment(commitment=code, text="x", by=reviewer)
