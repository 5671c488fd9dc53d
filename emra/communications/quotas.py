"""A month's quota against what was done and what is planned. Pure: no Django, no clock."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from emra.communications import months
from emra.lib.speech import gettext as _

MET: Final = "MET"
OVER: Final = "OVER"
MISSED: Final = "MISSED"
ON_COURSE: Final = "ON_COURSE"
SHORT: Final = "SHORT"
RUNNING: Final = "RUNNING"
AHEAD: Final = "AHEAD"


@dataclass(frozen=True, slots=True)
class Line:
    """A quota: what it counts, at least and at most (None: no upper end) in a month."""

    code: str
    label: str
    minimum: int
    maximum: int | None

    @property
    def rule(self) -> str:
        """`40 a 48`, `4`, `al menos 3`."""
        if self.maximum is None:
            return _("al menos %(n)s") % {"n": self.minimum}
        if self.maximum == self.minimum:
            return f"{self.minimum}"
        return _("%(least)s a %(most)s") % {"least": self.minimum, "most": self.maximum}


@dataclass(frozen=True, slots=True)
class Meter:
    """A quota in a month: `planned` is None where only what is done may be told.

    `missing` is what neither done nor planned covers of the minimum; once the month is over what
    was only planned covers nothing.
    """

    line: Line
    done: int
    planned: int | None
    missing: int
    state: str

    @property
    def label(self) -> str:
        return self.line.label

    @property
    def sentence(self) -> str:
        """What the bar shows, in words."""
        told = _("%(label)s: %(done)s de %(rule)s") % {
            "label": self.line.label,
            "done": self.done,
            "rule": self.line.rule,
        }
        if self.planned and self.state in (ON_COURSE, SHORT):
            told += _(", %(n)s en preparación") % {"n": self.planned}
        endings = {
            MET: _("; cuota cumplida."),
            OVER: _("; pasó el máximo por %(n)s."),
            MISSED: _("; el mes terminó y faltaron %(n)s."),
            ON_COURSE: _("; lo programado alcanza."),
            SHORT: _("; falta programar %(n)s."),
            RUNNING: _("; faltan %(n)s, el mes no ha terminado."),
            AHEAD: _("; el mes no ha empezado."),
        }
        over = self.done - (self.line.maximum or 0)
        return told + endings[self.state] % {"n": over if self.state == OVER else self.missing}


def meter(line: Line, *, done: int, planned: int | None, month: date, today: date) -> Meter:
    """Hold a month against a quota.

    Examples
    --------
    >>> reels = Line("reel", "Reels", 4, 4)
    >>> may, then = date(2026, 5, 1), date(2026, 5, 20)
    >>> meter(reels, done=2, planned=1, month=may, today=then).missing
    1
    >>> meter(reels, done=2, planned=1, month=may, today=date(2026, 6, 1)).state
    'MISSED'
    """
    if done < 0 or (planned is not None and planned < 0):
        raise ValueError("counts of items are not negative")
    over = today >= months.move(month, 1)
    covered = done if over or planned is None else done + planned
    missing = max(0, line.minimum - covered)
    if line.maximum is not None and done > line.maximum:
        state = OVER
    elif done >= line.minimum:
        state = MET
    elif over:
        state = MISSED
    elif planned is None:
        state = RUNNING if today >= month else AHEAD
    else:
        state = SHORT if missing else ON_COURSE
    return Meter(line, done, planned, missing, state)
