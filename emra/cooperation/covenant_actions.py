"""What the secretariat writes of a covenant: its sheet, whole, version by version."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.cooperation import facts
from emra.cooperation.models import PARTS, Covenant, CovenantParty, CovenantSheet, SheetPart
from emra.cooperation.terms import Term
from emra.ledger import actions as ledger
from emra.ledger.four_eyes import WRITABLE, Origin, State, check_version, require_state, touch
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import check, save


@dataclass(frozen=True)
class Party:
    name: str
    side: str
    role: str


@dataclass(frozen=True)
class Place:
    commune: str
    name: str
    families: int | None = None


@dataclass(frozen=True)
class Axis:
    commune: str
    name: str


@dataclass(frozen=True)
class Result:
    text: str


@dataclass(frozen=True)
class Content:
    """Everything a version of a covenant tells; "" and None are what is not stated."""

    name: str
    programme: str = ""
    province: str = ""
    starts: str = ""
    ends: str = ""
    term_note: str = ""
    amount: Decimal | None = None
    unit: str = ""
    contribution_note: str = ""
    predecessor: str = ""
    evaluation_rules: str = ""
    evaluation_every_months: int | None = None
    evaluation_first_on: date | None = None
    parties: Sequence[Party] = ()
    localities: Sequence[Place] = ()
    axes: Sequence[Axis] = ()
    results: Sequence[Result] = ()


# What a passage of a source is cited for: where it still says the same, the citation stays.
CITED_FOR = {
    "citation": ("name", "programme", "province"),
    "term_citation": ("starts", "ends", "term_note"),
    "contribution_citation": ("amount", "unit", "contribution_note"),
    "evaluation_citation": ("evaluation_rules", "evaluation_every_months", "evaluation_first_on"),
}
OWN = [field.name for field in fields(Content) if field.name not in PARTS]


def open_covenant(*, covenant: str, content: Content, by: User) -> CovenantSheet:
    """Begin a covenant that is not there yet, with the draft of its first version."""
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = Covenant(code=covenant.strip().lower())
        try:
            check(row)
        except DomainError as error:
            raise DomainError(str(error), field="code") from error
        row.save(force_insert=True)
        return _written(CovenantSheet(covenant=row), content, by)


def write_covenant(
    *, covenant: str, content: Content, by: User, reason: str = "", expected: int | None = None
) -> CovenantSheet:
    """Write the open draft of a covenant; where there is none, the draft of its next version.

    `reason` says why it changes what is in force; `expected` is the `lock_version` the user saw,
    0 for no draft.
    """
    require_role_of(by, Role.SECRETARIAT)
    with transaction.atomic():
        row = _locked(covenant)
        sheet = _open_sheet(row)
        if sheet is None:
            if expected:
                raise Conflict(_("El borrador que veía ya se aprobó o se descartó."))
            last = _last(row)
            sheet = CovenantSheet(covenant=row, version=last.version + 1 if last else 1)
        else:
            require_state(sheet, *WRITABLE)
            check_version(sheet, expected)
        if sheet.version > 1:
            sheet.reason = reason.strip()
        return _written(sheet, content, by)


def check_whole(sheet: CovenantSheet) -> None:
    """Raise DomainError where a sheet lacks what a covenant must say to be submitted."""
    if CovenantParty.objects.filter(sheet=sheet, role=CovenantParty.Role.PARTY).count() < 2:
        raise DomainError(_("Un convenio tiene al menos dos partes que lo firman."))
    if sheet.term.is_over(timezone.localdate()):
        return
    if not sheet.evaluation_rules.strip():
        raise DomainError(
            _(
                "Escriba las reglas de evaluación: un convenio vigente no se aprueba sin ellas. "
                "El de El Loa no las tuvo, y por eso no se pudo evaluar ni reprogramar."
            ),
            field="evaluation_rules",
        )
    if not sheet.evaluation_every_months:
        raise DomainError(
            _(
                "Indique cada cuántos meses se evalúa y la primera fecha: un convenio vigente no "
                "se aprueba sin calendario de evaluación, que es lo que le faltó al de El Loa."
            ),
            field="evaluation_every_months",
        )


def content_of(sheet: CovenantSheet) -> Content:
    """What a version tells, to begin the next one from it."""
    told: dict[str, Any] = {name: getattr(sheet, name) for name in OWN}
    told["predecessor"] = sheet.predecessor_id or ""
    for part, model in PARTS.items():
        rows = model._default_manager.filter(sheet=sheet).order_by("number")
        names = facts.OF_PART[part]
        told[part] = tuple(
            KINDS[part](**{name: getattr(row, name) for name in names}) for row in rows
        )
    return Content(**told)


KINDS: dict[str, type[Any]] = {
    "parties": Party,
    "localities": Place,
    "axes": Axis,
    "results": Result,
}


# -- pieces ----------------------------------------------------------------------------------


def _written(sheet: CovenantSheet, content: Content, by: User) -> CovenantSheet:
    """Save a draft with its parts in the place of those it had."""
    if not sheet.pk:
        sheet.state, sheet.origin = State.DRAFT, Origin.ENTRY
    for name in OWN:
        value = getattr(content, name)
        if name != "predecessor":
            setattr(sheet, name, value.strip() if isinstance(value, str) else value)
    _check_term(sheet)
    sheet.predecessor = _predecessor(sheet, content.predecessor)
    last = _last(sheet.covenant)
    _keep_citations(sheet, last)
    touch(sheet, by)
    for part, model in PARTS.items():
        model._default_manager.filter(sheet=sheet).delete()
        kept = _cited_parts(part, last)
        for number, told in enumerate(getattr(content, part), start=1):
            values = asdict(told)
            row = model(
                sheet=sheet,
                number=number,
                citation_id=kept.get(tuple(values.values())),
                **values,
            )
            _save_part(row, part, number)
    ledger.append(verb="covenant.written", object_code=sheet.code, by=by, new=facts.of_sheet(sheet))
    return sheet


def _save_part(row: SheetPart, part: str, number: int) -> None:
    """Save; a refusal names the row: "localities-2-name"."""
    try:
        save(row)
    except DomainError as error:
        raise DomainError(
            _("Fila %(n)s: %(said)s") % {"n": number, "said": error},
            field=f"{part}-{number}-{error.field or 'name'}",
        ) from error


def _check_term(sheet: CovenantSheet) -> None:
    for name in ("starts", "ends"):
        try:
            Term(getattr(sheet, name), "")
        except ValueError as error:
            raise DomainError(
                _("Escriba un año, como 1998, o un mes, como 2000-02."), field=name
            ) from error
    if not sheet.term.in_order:
        raise DomainError(_("El término no puede ser anterior al inicio."), field="ends")


def _predecessor(sheet: CovenantSheet, code: str) -> Covenant | None:
    """The covenant it follows; refuses one that follows it, near or far."""
    if not code:
        return None
    told = CovenantSheet.objects.approved().order_by("version")
    before = dict(told.values_list("covenant_id", "predecessor_id"))
    if code not in before:
        raise DomainError(
            _("No hay un convenio publicado «%(code)s».") % {"code": code[:40]},
            field="predecessor",
        )
    step: str | None = code
    while step:
        if step == sheet.covenant_id:
            raise DomainError(
                _("Ese convenio sucede, directamente o no, a este: no puede ser el anterior."),
                field="predecessor",
            )
        step = before.pop(step, None)
    return Covenant.objects.get(pk=code)


def _keep_citations(sheet: CovenantSheet, last: CovenantSheet | None) -> None:
    for citation, names in CITED_FOR.items():
        same = last is not None and all(
            getattr(sheet, name) == getattr(last, name) for name in names
        )
        setattr(sheet, citation, getattr(last, citation) if same else None)


def _cited_parts(part: str, last: CovenantSheet | None) -> dict[tuple[Any, ...], str]:
    """The citations of the version in force, by what their rows say."""
    if last is None:
        return {}
    names = facts.OF_PART[part]
    rows = PARTS[part]._default_manager.filter(sheet=last).exclude(citation=None)
    return {tuple(getattr(row, name) for name in names): str(row.citation_id) for row in rows}


def _locked(code: str) -> Covenant:
    row = Covenant.objects.select_for_update().filter(pk=code).first()
    if row is None:
        raise Unknown(_("No existe el convenio «%(code)s».") % {"code": code[:40]})
    return row


def _open_sheet(row: Covenant) -> CovenantSheet | None:
    found: CovenantSheet | None = (
        CovenantSheet.objects.open()
        .select_for_update(of=("self",))
        .select_related("covenant")
        .filter(covenant=row)
        .first()
    )
    return found


def _last(row: Covenant) -> CovenantSheet | None:
    """The version in force."""
    rows = CovenantSheet.objects.approved().filter(covenant=row)
    found: CovenantSheet | None = rows.order_by("-version").first()
    return found
