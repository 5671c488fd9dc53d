"""The arithmetic of the chain: what is hashed, and how a chain is checked. No Django, no clock.

`verificador.py` repeats it in one file for people who do not run this application; a test holds
both to the same answers.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
HEADER = (
    "seq",
    "at",
    "actor_code",
    "office",
    "role",
    "verb",
    "object_code",
    "request_id",
    "payload_hash",
    "prev_hash",
)


@dataclass(frozen=True)
class Fault:
    """The first thing wrong with a chain: which event, and what about it."""

    seq: int
    what: str


def canonical(value: Any) -> str:
    """JSON with sorted keys, no spaces, non-ASCII kept: one text for one value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def payload_hash(salt: str, payload: str) -> str:
    """SHA-256 of the salt followed by the payload's text, in hexadecimal."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def header_hash(header: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of the fields in `HEADER`, in hexadecimal."""
    return hashlib.sha256(canonical({name: header[name] for name in HEADER}).encode()).hexdigest()


def first_fault(events: Iterable[Mapping[str, Any]]) -> Fault | None:
    """Walk a whole chain in order and return its first fault, or None.

    `events` hold the header's fields and `hash`; `payload` and `salt` are checked where they are
    present and not None.
    """
    expected_seq, prev = 1, GENESIS
    for event in events:
        seq = event["seq"]
        if seq != expected_seq:
            return Fault(expected_seq, "missing")
        if event["prev_hash"] != prev:
            return Fault(seq, "prev_hash")
        if event.get("payload") is not None and (
            payload_hash(event["salt"], event["payload"]) != event["payload_hash"]
        ):
            return Fault(seq, "payload")
        if header_hash(event) != event["hash"]:
            return Fault(seq, "hash")
        expected_seq, prev = seq + 1, event["hash"]
    return None
