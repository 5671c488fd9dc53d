"""The one table of what may become of a piece. Pure."""

from collections.abc import Mapping
from typing import Final

IDEA, DRAFTED, APPROVED = "IDEA", "DRAFTED", "APPROVED"
PUBLISHED, MEASURED = "PUBLISHED", "MEASURED"

# Intention -> state it starts from -> state it leads to.
TRANSITIONS: Final[Mapping[str, Mapping[str, str]]] = {
    # To write on an approved text takes its approval back.
    "note": {IDEA: IDEA, DRAFTED: IDEA, APPROVED: IDEA},
    "draft": {IDEA: DRAFTED, DRAFTED: DRAFTED, APPROVED: DRAFTED},
    "quote": {IDEA: IDEA, DRAFTED: DRAFTED},
    "move": {IDEA: IDEA, DRAFTED: DRAFTED, APPROVED: APPROVED},
    "approve": {DRAFTED: APPROVED},
    "return": {DRAFTED: IDEA},
    "publish": {APPROVED: PUBLISHED},
    "measure": {PUBLISHED: MEASURED, MEASURED: MEASURED},
    "discard": {IDEA: IDEA, DRAFTED: DRAFTED},
}


def allowed(intention: str, state: str) -> bool:
    return state in TRANSITIONS[intention]


def after(intention: str, state: str) -> str:
    """Where an intention leads from a state; KeyError where it may not be had."""
    return TRANSITIONS[intention][state]
