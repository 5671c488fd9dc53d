"""What must hold of a project's days, and of its money: each refusal says what to mend."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from emra.lib import formats
from emra.lib.errors import DomainError
from emra.projects import in_force
from emra.projects.models import Entry, FundingLine, Passage, ProjectDate

What = ProjectDate.What
PAIRS: Final = ((What.PLANNED_START, What.PLANNED_END), (What.ACTUAL_START, What.ACTUAL_END))
ACTUAL: Final = (What.ACTUAL_START, What.ACTUAL_END)


def check_whole(entry: Entry) -> None:
    """Whether the project holds together once the entry is in force; raises DomainError."""
    after = in_force.of_one(entry.project, entry)
    if after.particulars is None:
        raise DomainError(
            _("Falta la ficha del proyecto: escriba al menos su nombre."), field="name"
        )
    check_days({what: row.day for what, row in after.dates.items()})
    check_passages(after.passages)


def check_days(days: Mapping[str, date | None]) -> None:
    """Actual days have come; no end stands before its start. The field is the day's kind."""
    for what in ACTUAL:
        not_future(days.get(what), what.lower())
    for start, end in PAIRS:
        begun, ended = days.get(start), days.get(end)
        if begun and ended and ended < begun:
            raise DomainError(
                _("%(end)s no puede ser anterior a %(start)s (%(day)s).")
                % {
                    "end": What(end).label,
                    "start": What(start).label.lower(),
                    "day": formats.day(begun),
                },
                field=end.lower(),
            )


def check_passages(passages: Sequence[Passage], written: str = "") -> None:
    """No stage is entered before the one recorded before it was left; in order of the track.

    `written` is the stage whose form is blamed: at its entry, or at its exit.
    """
    for earlier, later in pairwise(passages):
        field = "left_on" if earlier.stage_id == written else "entered_on"
        named = {"earlier": earlier.stage.name, "later": later.stage.name}
        if earlier.left_on is None:
            raise DomainError(
                _("Falta la salida de «%(earlier)s»: anótela antes de la entrada a «%(later)s».")
                % named,
                field=field,
            )
        if later.entered_on < earlier.left_on:
            raise DomainError(
                _(
                    "La entrada a «%(later)s» no puede ser anterior al %(day)s, "
                    "salida de «%(earlier)s»."
                )
                % {**named, "day": formats.day(earlier.left_on)},
                field=field,
            )


def check_amount(row: FundingLine) -> None:
    """An amount says its unit, and whether that was stated or assumed, and then why."""
    if row.amount is None:
        if row.unit or row.unit_basis:
            raise DomainError(
                _("Escriba el monto de esa unidad, o deje la unidad en blanco."), field="amount"
            )
        return
    if row.amount != round(row.amount, 2):
        raise DomainError(_("Escriba el monto con a lo más dos decimales."), field="amount")
    if row.amount < 0:
        raise DomainError(_("El monto no puede ser negativo."), field="amount")
    if not row.unit:
        raise DomainError(_("Elija la unidad del monto."), field="unit")
    if not row.unit_basis:
        raise DomainError(_("Diga si la unidad está indicada o se asume."), field="unit_basis")
    if row.unit_basis == FundingLine.Basis.ASSUMED and not row.unit_reason:
        raise DomainError(_("Explique por qué se asume esa unidad."), field="unit_reason")


def not_future(day: date | None, field: str) -> None:
    if day is not None and day > timezone.localdate():
        raise DomainError(
            _("El %(day)s no ha llegado: escriba una fecha hasta hoy.") % {"day": formats.day(day)},
            field=field,
        )
