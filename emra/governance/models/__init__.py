"""Who decides, when they met, and what was promised."""

from emra.governance.models.bodies import Body, BodyAgreement, Membership, Organisation
from emra.governance.models.commitments import Commitment, CommitmentChange
from emra.governance.models.meetings import AgendaItem, Attendance, Meeting, Minutes
from emra.governance.models.reviews import (
    AgreementOpinion,
    CommissionReview,
    Light,
    LineReview,
    ReviewedCommitment,
)

__all__ = [
    "AgendaItem",
    "AgreementOpinion",
    "Attendance",
    "Body",
    "BodyAgreement",
    "CommissionReview",
    "Commitment",
    "CommitmentChange",
    "Light",
    "LineReview",
    "Meeting",
    "Membership",
    "Minutes",
    "Organisation",
    "ReviewedCommitment",
]
