"""How each named constraint of the reviews is violated, past the actions."""

from datetime import UTC, datetime
from typing import Any

from emra.governance.models import (
    AgreementOpinion,
    CommissionReview,
    LineReview,
    ReviewedCommitment,
)
from tests.constraints import again, change

NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)


def draft(**changes: Any) -> Any:
    return change(CommissionReview, changes, state="DRAFT")


def signed_by(who: str) -> Any:
    """The draft signed by its "author" or by the "other" of the rows."""

    def update() -> None:
        row = CommissionReview.objects.get()
        other = ReviewedCommitment.objects.get().commitment.recorded_by
        by = row.author if who == "author" else other
        CommissionReview.objects.update(state="SIGNED", signer=by, signed_at=NOW)

    return update


def second_draft() -> None:
    row = CommissionReview.objects.get()
    again(CommissionReview, version=2, replaces_id=row.pk, correction_reason="Motivo")()


OF_REVIEWS = {
    "review_version": [again(CommissionReview)],
    "review_one_draft": [second_draft],
    "review_light_known": [draft(light="BLUE")],
    "review_light_has_reason": [draft(light="RED", light_reason="")],
    "review_signed_is_whole": [
        lambda: (draft(opinion="")(), signed_by("other")()),
        lambda: (draft(light="")(), signed_by("other")()),
    ],
    "review_four_eyes": [signed_by("author")],
    "review_signed_by_someone": [draft(state="SIGNED"), draft(signed_at=NOW)],
    "review_correction_names_what_and_why": [
        draft(version=2),
        draft(version=2, correction_reason="Sin nombrar a la anterior"),
        draft(correction_reason="De la primera"),
    ],
    "linereview_once": [again(LineReview)],
    "linereview_state_or_nothing": [
        again(LineReview, line_id="OE1-CP2", state="PERHAPS"),
        again(LineReview, line_id="OE1-CP2", state="", link="https://www.gob.cl"),
    ],
    "linereview_percent_0_100": [change(LineReview, {"percent": 101})],
    "linereview_percent_agrees": [change(LineReview, {"percent": 5, "state": "NOT_STARTED"})],
    "linereview_done_has_evidence": [change(LineReview, {"state": "DONE"})],
    "linereview_stopped_says_why": [change(LineReview, {"state": "STOPPED", "note": ""})],
    "linereview_file_has_format": [change(LineReview, {"extension": "pdf"})],
    "opinion_once": [again(AgreementOpinion)],
    "opinion_light_known": [change(AgreementOpinion, {"light": ""})],
    "opinion_light_has_reason": [change(AgreementOpinion, {"reason": ""})],
    "reviewed_once": [again(ReviewedCommitment)],
}
