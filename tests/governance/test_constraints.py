"""Every named constraint of governance refuses, straight in the database."""

from datetime import date

import pytest

from emra.accounts.models import Role
from emra.governance import body_actions
from emra.governance.models import (
    AgendaItem,
    Attendance,
    Body,
    BodyAgreement,
    Commitment,
    CommitmentChange,
    Meeting,
    Membership,
    Minutes,
)
from emra.governance.models.reviews import ReviewedCommitment
from emra.governance.review_actions import Content, Verdict, write_review
from emra.strategy.follow_up import FollowUp
from tests.constraints import again, cases, change, named_constraints, refused
from tests.governance.review_violations import OF_REVIEWS

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


def step(**values):
    """A step inserted past the actions: the table takes no change of one that is there."""

    def insert():
        first = CommitmentChange.objects.order_by("pk").first()
        CommitmentChange.objects.create(
            commitment_id=first.commitment_id, by_id=first.by_id, at=first.at, **values
        )

    return insert


VIOLATIONS = {
    "body_role_cited": [change(Body, {"role_citation": None}, code="comision-1")],
    "body_commission_has_objective": [
        change(Body, {"objective": None}, code="comision-1"),
        change(Body, {"kind": "COMMISSION"}, code="directorio"),
    ],
    "body_agreement_once": [again(BodyAgreement)],
    "membership_term_in_order": [
        change(Membership, {"from_on": DAY, "until_on": date(2026, 11, 1)}, person="Ana")
    ],
    "membership_public_name_given": [change(Membership, {"name_public": True}, person="")],
    "membership_once": [again(Membership, user=None)],
    "membership_user_once": [again(Membership, office="Otro")],
    "meeting_has_place_or_link": [change(Meeting, {"place": "", "link": ""})],
    "meeting_quorum_positive": [change(Meeting, {"quorum_needed": 0})],
    "meeting_cancelled_has_reason": [
        change(Meeting, {"state": "CANCELLED"}),
        change(Meeting, {"cancel_reason": "x"}),
    ],
    "agenda_order_once": [again(AgendaItem)],
    "attendance_member_or_guest": [
        change(Attendance, {"organisation": "ucn"}, membership__isnull=False),
        change(Attendance, {"present": False}, organisation="ucn"),
        change(Attendance, {"organisation": None}, organisation="ucn"),
    ],
    "attendance_member_once": [
        lambda: Attendance.objects.create(
            meeting=Meeting.objects.get(),
            membership=Attendance.objects.filter(membership__isnull=False).first().membership,
            present=True,
        )
    ],
    "attendance_guest_once": [
        lambda: Attendance.objects.create(
            meeting=Meeting.objects.get(), organisation_id="ucn", present=True
        )
    ],
    "minutes_four_eyes": [lambda: Minutes.objects.update(reviewer=Minutes.objects.get().author_id)],
    "minutes_reviewed_by_someone": [
        change(Minutes, {"reviewer": None}),
        change(Minutes, {"reviewed_at": None}),
        change(Minutes, {"state": "SUBMITTED"}),
    ],
    "minutes_returned_has_reason": [change(Minutes, {"state": "RETURNED"})],
    "minutes_have_text": [change(Minutes, {"text": ""})],
    "commitment_has_text": [change(Commitment, {"text": ""})],
    "commitment_subject_whole": [change(Commitment, {"subject_code": ""})],
    "commitment_done_has_evidence": [change(Commitment, {"evidence_link": ""}, state="DONE")],
    "commitment_withdrawn_has_reason": [change(Commitment, {"state": "WITHDRAWN"}, state="DONE")],
    "commitment_closed_by_someone": [
        change(Commitment, {"closed_by": None}, state="DONE"),
        change(Commitment, {"state": "OPEN"}, state="DONE"),
    ],
    "commitment_file_has_format": [change(Commitment, {"sha256": "0" * 64})],
    "change_says_why": [step(kind="NOTED", text="")],
    "change_postpones_to_later": [
        step(kind="POSTPONED", text="x"),
        step(kind="POSTPONED", text="x", due_from=DAY, due_to=DAY),
        step(kind="DONE", due_from=DAY, due_to=DAY),
    ],
}
CASES = cases(VIOLATIONS | OF_REVIEWS)


def test_every_named_constraint_has_its_violation_here():
    assert {name for name, _violation in CASES} == set(named_constraints("governance"))


@pytest.fixture
def rows(told, promise, complete, person, secretary, corte):
    """A session told with a member and a guest, a commitment that was met, a review's draft."""
    told(guests=["ucn"])
    body_actions.follow_agreements(body="comision-1", agreements=["A12"], by=secretary)
    complete(promise())
    body_actions.record_membership(
        body="comision-1",
        seat=body_actions.Seat("ucn", username=person(Role.MEMBER).username),
        by=secretary,
    )
    content = Content(
        opinion="Va bien",
        overall=Verdict("RED", "Falta"),
        lines={"OE1-CP1": FollowUp("UNDER_WAY", note="Etapa")},
        agreements={"A12": Verdict("RED", "Falta")},
    )
    review = write_review(
        body="comision-1", period="2026-T2", content=content, by=person(Role.CLUSTER, "quien")
    )
    ReviewedCommitment.objects.create(
        review=review, commitment=Commitment.objects.get(), state="DONE", due_on=DAY
    )


def test_the_database_itself_refuses(rows):
    for name, violation in CASES:
        refused(name, violation)
