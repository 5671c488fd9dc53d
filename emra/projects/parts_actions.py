"""What people write of a project in an open entry, part by part.

Each function takes what the part should say. What says the same as what is in force is not
recorded (`None`), and takes back what the entry said of it; what differs needs its reason.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import User
from emra.governance.models import Organisation
from emra.lib import communes
from emra.lib.errors import DomainError, Unknown
from emra.lib.records import save
from emra.projects import bip, in_force, rules
from emra.projects.actions import AUTHORS, lock_entry
from emra.projects.kinds import DATES, FUNDING, KINDS, MILESTONES, PARTICULARS, PASSAGES, RISKS
from emra.projects.models import (
    Entry,
    FundingLine,
    Milestone,
    Particulars,
    Passage,
    Place,
    ProjectDate,
    Risk,
    Sector,
    Stage,
)
from emra.projects.recording import drop, keep, number_of, record, standing_of
from emra.strategy.models import LineOfAction, Objective


@dataclass(frozen=True)
class Told:
    """What a project is said to be; codes, "" where there is none."""

    name: str
    summary: str = ""
    lead: str = ""
    partners: Collection[str] = ()
    objective: str = ""
    lines: Collection[str] = ()
    sector: str = ""
    communes: Collection[str] = ()
    bip: str = ""
    rate: str = ""


@dataclass(frozen=True)
class Money:
    """A line of funding; `amount` None where it is not known."""

    source: str
    stage: str = ""
    amount: Decimal | None = None
    unit: str = ""
    unit_basis: str = ""
    unit_reason: str = ""
    price_date: date | None = None
    commune: str = ""
    note: str = ""
    dropped: bool = False


def set_particulars(
    *, entry: str, told: Told, by: User, reason: str = "", expected: int | None = None
) -> Particulars | None:
    """Say what the project is: its name, who leads it, what it serves, where it is."""
    with transaction.atomic():
        row = _writable(entry, by, expected)
        values, beside = _resolved(told)
        if not values["name"]:
            raise DomainError(_("Escriba el nombre."), field="name")
        found = record(row, PARTICULARS, "", values, reason, beside=beside)
        if found.changed and found.part:
            found.part.partners.set(beside["partners"])
            found.part.lines.set(beside["lines"])
            found.part.places.all().delete()
            for code in beside["communes"]:
                save(Place(particulars=found.part, commune=code))
        return keep(row, by, found)


def set_funding(
    *,
    entry: str,
    money: Money,
    by: User,
    number: int | None = None,
    reason: str = "",
    expected: int | None = None,
) -> FundingLine | None:
    """Say a line of funding: a new one, or that with the number; `dropped` takes it off."""
    with transaction.atomic():
        row = _writable(entry, by, expected)
        values = {
            name: value.strip() if isinstance(value, str) else value
            for name, value in vars(money).items()
        }
        if money.unit_basis != FundingLine.Basis.ASSUMED:
            values["unit_reason"] = ""
        if not money.source:
            raise DomainError(_("Elija la fuente."), field="source")
        rules.check_amount(FundingLine(**values))
        key = number_of(row, FUNDING, number)
        return keep(row, by, record(row, FUNDING, key, values, reason))


def set_dates(
    *,
    entry: str,
    days: Mapping[str, date | None],
    by: User,
    reason: str = "",
    expected: int | None = None,
) -> list[ProjectDate]:
    """Say planned and actual days by their kind, as PLANNED_START; None takes one back."""
    with transaction.atomic():
        row = _writable(entry, by, expected)
        told = in_force.of_one(row.project, row).dates
        rules.check_days({**{what: told[what].day for what in told}, **days})
        found = [record(row, DATES, what, {"day": day}, reason) for what, day in days.items()]
        keep(row, by, *found)
        return [one.part for one in found if one.part is not None]


def set_passage(
    *,
    entry: str,
    stage: str,
    entered_on: date,
    by: User,
    left_on: date | None = None,
    dropped: bool = False,
    reason: str = "",
    expected: int | None = None,
) -> Passage | None:
    """Say when an initiative entered a stage of its track, and when it left it.

    `dropped` takes back what was recorded by mistake.
    """
    with transaction.atomic():
        row = _writable(entry, by, expected)
        found = Stage.objects.filter(pk=stage, track=row.project.track).first()
        if found is None or not row.project.track:
            raise DomainError(_("Elija una etapa de la vía de la iniciativa."), field="stage")
        rules.not_future(entered_on, "entered_on")
        rules.not_future(left_on, "left_on")
        if left_on and left_on < entered_on:
            raise DomainError(_("La salida no puede ser anterior a la entrada."), field="left_on")
        standing = standing_of(row, PASSAGES, stage)
        same = standing and (standing.entered_on, standing.left_on) == (entered_on, None)
        if same and left_on and not dropped and not standing.dropped:
            reason = reason.strip() or _("Salió de la etapa.")
        values = {"entered_on": entered_on, "left_on": left_on, "dropped": dropped}
        part = keep(row, by, record(row, PASSAGES, stage, values, reason))
        rules.check_passages(in_force.of_one(row.project, row).passages, stage)
        return part


def set_milestone(
    *,
    entry: str,
    title: str,
    by: User,
    number: int | None = None,
    planned_on: date | None = None,
    done_on: date | None = None,
    dropped: bool = False,
    reason: str = "",
    expected: int | None = None,
) -> Milestone | None:
    """Say a milestone: a new one, or that with the number; its day, and when it was reached."""
    with transaction.atomic():
        row = _writable(entry, by, expected)
        rules.not_future(done_on, "done_on")
        if not title.strip():
            raise DomainError(_("Escriba el hito."), field="title")
        key = number_of(row, MILESTONES, number)
        standing = standing_of(row, MILESTONES, key)
        same = standing and (standing.planned_on, standing.done_on) == (planned_on, None)
        if same and done_on and not dropped and not standing.dropped:
            reason = reason.strip() or _("Se cumplió.")
        values = {
            "title": " ".join(title.split()),
            "planned_on": planned_on,
            "done_on": done_on,
            "dropped": dropped,
        }
        return keep(row, by, record(row, MILESTONES, key, values, reason))


def set_risk(
    *,
    entry: str,
    text: str,
    level: str,
    by: User,
    number: int | None = None,
    response: str = "",
    closed: bool = False,
    reason: str = "",
    expected: int | None = None,
) -> Risk | None:
    """Say a risk: a new one, or that with the number; how serious it is and what is done."""
    with transaction.atomic():
        row = _writable(entry, by, expected)
        values = {
            "text": text.strip(),
            "level": level,
            "response": response.strip(),
            "closed": closed,
        }
        if not values["text"]:
            raise DomainError(_("Escriba el riesgo."), field="text")
        if level == Risk.Level.HIGH and not closed and not values["response"]:
            raise DomainError(_("Escriba qué se hace frente a un riesgo alto."), field="response")
        key = number_of(row, RISKS, number)
        return keep(row, by, record(row, RISKS, key, values, reason))


def remove_part(
    *, entry: str, kind: str, part: int, by: User, expected: int | None = None
) -> Entry:
    """Take a part off an open entry: what was in force stays as it is."""
    with transaction.atomic():
        row = _writable(entry, by, expected)
        models = {one.code: one.model for one in KINDS}
        rows = models[kind]._default_manager.filter(entry=row) if kind in models else None
        found = rows.filter(pk=part).first() if rows is not None else None
        if found is None:
            raise Unknown(_("Ese cambio ya no está en el seguimiento."))
        keep(row, by, drop(found))
    return row


# -- pieces ----------------------------------------------------------------------------------


def _writable(entry: str, by: User, expected: int | None) -> Entry:
    require_role_of(by, *AUTHORS)
    return lock_entry(entry, expected)


def _resolved(told: Told) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """What is said of a project, each unknown code refused at its field."""
    try:
        code = bip.parse(told.bip) if told.bip.strip() else ""
    except bip.InvalidBip as error:
        raise DomainError(str(error), field="bip") from error
    unknown = set(told.communes) - communes.by_code().keys()
    if unknown:
        raise DomainError(_("Elija comunas de la región."), field="communes")
    if told.lead and told.lead in told.partners:
        raise DomainError(_("El responsable no se repite entre los socios."), field="partners")
    return {
        "name": " ".join(told.name.split()),
        "summary": told.summary.strip(),
        "lead": _one(Organisation, told.lead, "lead"),
        "objective": _one(Objective, told.objective, "objective"),
        "sector": _one(Sector, told.sector, "sector"),
        "bip": code,
        "rate": told.rate,
    }, {
        "partners": _many(Organisation, told.partners, "partners"),
        "lines": _many(LineOfAction, told.lines, "lines"),
        "communes": sorted(set(told.communes)),
    }


def _one(model: type[Model], code: str, field: str) -> Any:
    row = model._default_manager.filter(pk=code).first() if code else None
    if code and row is None:
        raise DomainError(_("Elija de la lista."), field=field)
    return row


def _many(model: type[Model], codes: Collection[str], field: str) -> list[str]:
    found = sorted(model._default_manager.filter(pk__in=codes).values_list("pk", flat=True))
    if found != sorted(set(codes)):
        raise DomainError(_("Elija de la lista."), field=field)
    return found
