"""Who decides, when they met, and what was promised."""

from emra.governance.models.bodies import Body, BodyAgreement, Membership, Organisation
from emra.governance.models.commitments import Commitment, CommitmentChange
from emra.governance.models.meetings import AgendaItem, Attendance, Meeting, Minutes

__all__ = [
    "AgendaItem",
    "Attendance",
    "Body",
    "BodyAgreement",
    "Commitment",
    "CommitmentChange",
    "Meeting",
    "Membership",
    "Minutes",
    "Organisation",
]
