"""Whether a bilateral result is met: by what was approved, and by nothing else. Pure."""

from dataclasses import dataclass
from typing import Final

MET, BELOW, UNCOUNTED = "MET", "BELOW", "UNCOUNTED"
UNDER_WAY, UNREPORTED = "UNDER_WAY", "UNREPORTED"
NAMES: Final = {
    MET: "cumplido",
    BELOW: "bajo la meta",
    UNCOUNTED: "sin la cantidad que pide la meta",
    UNDER_WAY: "en marcha",
    UNREPORTED: "sin informe",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What an approved report says: whether the result is met, and how many were reached."""

    done: bool
    reached: int | None = None


def verdict(minimum: int | None, last: Told | None) -> str:
    """The state of a result by its last approved report.

    Examples
    --------
    >>> verdict(6, None), verdict(6, Told(False, 7)), verdict(6, Told(True, 6))
    ('UNREPORTED', 'UNDER_WAY', 'MET')
    >>> verdict(6, Told(True, 5)), verdict(6, Told(True)), verdict(None, Told(True))
    ('BELOW', 'UNCOUNTED', 'MET')
    """
    if last is None:
        return UNREPORTED
    if not last.done:
        return UNDER_WAY
    if minimum is None:
        return MET
    if last.reached is None:
        return UNCOUNTED
    return MET if last.reached >= minimum else BELOW
