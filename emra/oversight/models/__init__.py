"""The contraloría social: what people observed, what was answered, what came of it."""

from emra.oversight.models.observations import (
    CLOSING,
    OFFERED,
    PREFIX,
    Answer,
    Observation,
    ObservationQuerySet,
    PrivateReason,
    Reply,
    State,
    TakeUp,
)
from emra.oversight.models.tallies import Tally

__all__ = [
    "CLOSING",
    "OFFERED",
    "PREFIX",
    "Answer",
    "Observation",
    "ObservationQuerySet",
    "PrivateReason",
    "Reply",
    "State",
    "TakeUp",
    "Tally",
]
