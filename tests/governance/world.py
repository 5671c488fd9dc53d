"""The first commission's sessions, commitments and reviews, for the world."""

from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from emra.accounts.models import User
from emra.governance import (
    body_actions,
    commitment_actions,
    meeting_actions,
    minutes_actions,
)
from emra.governance import review_actions as commission_reviews
from emra.governance.models import CommissionReview, Commitment, Meeting, Membership
from emra.lib import files
from emra.strategy.follow_up import FollowUp
from emra.strategy.models import LineState
from tests.words import SOLD, TOKEN


@dataclass
class Chamber:
    """A session told with a commitment that was met, one still being written, a member."""

    told: Meeting
    untold: Meeting
    met: Commitment
    owed: Commitment
    seat: Membership


@dataclass
class Reviews:
    """A signed review, a draft whose every text carries the token, the state of a line."""

    signed: CommissionReview
    draft: CommissionReview
    line: LineState


def reviews(secretary: User, reviewer: User) -> Reviews:
    """The first commission's review of 2026-T2 signed; that of 2026-T3 a draft."""
    other = User.objects.create_user("cluster-dos", role="CLUSTER", office="Clúster")
    body_actions.follow_agreements(body="comision-1", agreements=["A12"], by=secretary)

    def written(corte: str, text: str) -> CommissionReview:
        upload = SimpleUploadedFile("respaldo.csv", f"dato,valor\n{text},2\n".encode())
        link = f"https://www.goreantofagasta.cl/{text.split()[0]}"
        told = FollowUp("UNDER_WAY", None, text, link, files.store(upload), "csv")
        red = commission_reviews.Verdict("RED", text)
        content = commission_reviews.Content(text, red, {"OE1-CP1": told}, {"A12": red})
        return commission_reviews.write_review(
            body="comision-1", period=corte, content=content, by=reviewer
        )

    first = written("2026-T2", SOLD)
    signed = commission_reviews.sign_review(
        body="comision-1", period="2026-T2", by=other, expected=first.lock_version
    )
    draft = written("2026-T3", TOKEN)
    return Reviews(signed, draft, LineState.objects.get())


def chamber(secretary: User, reviewer: User) -> Chamber:
    """Sessions of the first commission; what is not public carries the token in every text."""
    seat = body_actions.record_membership(
        body="comision-1", seat=body_actions.Seat("gore", person=TOKEN, office=SOLD), by=secretary
    )
    told, untold = (held(days, secretary, seat) for days in (30, 5))
    met = promised(told, SOLD, reviewer)
    signed = SimpleUploadedFile("acta.pdf", b"%PDF-1.7 " + SOLD.encode())
    minutes_actions.write_minutes(
        meeting=told.code, text=SOLD, upload=signed, submit=True, by=secretary
    )
    minutes_actions.approve_minutes(meeting=told.code, by=reviewer)
    evidence = SimpleUploadedFile("prueba.csv", f"dato,valor\n{SOLD},1\n".encode())
    commitment_actions.complete_commitment(commitment=met.code, upload=evidence, by=reviewer)
    owed = promised(untold, TOKEN, reviewer)
    commitment_actions.note_commitment(commitment=owed.code, text=TOKEN, by=reviewer)
    draft = SimpleUploadedFile("acta.pdf", b"%PDF-1.7 " + TOKEN.encode())
    minutes_actions.write_minutes(
        meeting=untold.code, text=TOKEN, upload=draft, submit=True, by=secretary
    )
    minutes_actions.return_minutes(meeting=untold.code, reason=TOKEN, by=reviewer)
    return Chamber(told, untold, met, owed, seat)


def held(days: int, by: User, seat: Membership) -> Meeting:
    """A session that many days ago; its link is for its members."""
    call = meeting_actions.Call(
        at=timezone.now() - timedelta(days=days),
        agenda=[SOLD],
        place=SOLD,
        link=f"https://reunion.example.cl/{TOKEN}",
        quorum_needed=1,
    )
    row = meeting_actions.convene(body="comision-1", call=call, by=by)
    return meeting_actions.record_attendance(meeting=row.code, present=[seat.pk], by=by)


def promised(meeting: Meeting, text: str, by: User) -> Commitment:
    """A decision of a session about A12."""
    return commitment_actions.record_commitment(
        body="comision-1",
        text=text,
        owner="gore",
        due_on=timezone.localdate(),
        subject="AGREEMENT:A12",
        meeting=meeting.code,
        by=by,
    )
