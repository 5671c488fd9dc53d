"""What one version of a covenant says that another does not, field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.cooperation import facts, terms
from emra.cooperation.models import PARTS, CovenantParty, CovenantSheet
from emra.lib import formats
from emra.lib.communes import by_code
from emra.lib.money import UNITS


@dataclass(frozen=True)
class FieldChange:
    """A field with what it said and says; "" where it said, or says, nothing."""

    label: str
    before: str
    after: str


LABELS: Mapping[str, Any] = {
    "name": gettext_lazy("Nombre"),
    "programme": gettext_lazy("Programa"),
    "province": gettext_lazy("Provincia"),
    "starts": gettext_lazy("Inicio"),
    "ends": gettext_lazy("Término"),
    "term_note": gettext_lazy("Nota sobre el plazo"),
    "amount": gettext_lazy("Aporte"),
    "unit": gettext_lazy("Unidad del aporte"),
    "contribution_note": gettext_lazy("Nota sobre el aporte"),
    "predecessor": gettext_lazy("Convenio anterior"),
    "evaluation_rules": gettext_lazy("Reglas de evaluación"),
    "evaluation_every_months": gettext_lazy("Se evalúa cada (meses)"),
    "evaluation_first_on": gettext_lazy("Primera evaluación"),
    "parties": gettext_lazy("Organizaciones"),
    "localities": gettext_lazy("Localidades"),
    "axes": gettext_lazy("Ejes productivos"),
    "results": gettext_lazy("Resultados"),
}


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of a page; of the parts, each row that came or went."""
    found: list[FieldChange] = []
    for name, label in LABELS.items():
        if name in PARTS:
            found.extend(_rows(name, str(label), before.get(name, []), after.get(name, [])))
        elif before.get(name) != after.get(name):
            write = WRITTEN.get(name, str)
            said, says = (
                write(told[name]) if told.get(name) not in (None, "") else ""
                for told in (before, after)
            )
            found.append(FieldChange(str(label), said, says))
    return tuple(found)


def of_sheet(sheet: CovenantSheet) -> tuple[FieldChange, ...]:
    """What a sheet changes of the version in force before it; everything, where it is the first."""
    earlier = CovenantSheet.objects.approved().filter(
        covenant=sheet.covenant_id, version__lt=sheet.version
    )
    last = earlier.order_by("-version").first()
    return between(facts.of_sheet(last) if last else {}, facts.of_sheet(sheet))


def of_version(code: str, version: int) -> tuple[FieldChange, ...]:
    """What an approved version changed; nothing for the first, which changed nothing."""
    if version == 1:
        return ()
    return of_sheet(CovenantSheet.objects.approved().get(covenant=code, version=version))


def _rows(name: str, label: str, before: list[Any], after: list[Any]) -> list[FieldChange]:
    said, says = ([PART_WRITTEN[name](row) for row in rows] for rows in (before, after))
    return [
        *(FieldChange(label, text, "") for text in said if text not in says),
        *(FieldChange(label, "", text) for text in says if text not in said),
    ]


def _party(row: Mapping[str, Any]) -> str:
    side, role = CovenantParty.Side(row["side"]), CovenantParty.Role(row["role"])
    return f"{row['name']} ({side.label}; {role.label})"


def _locality(row: Mapping[str, Any]) -> str:
    families = row["families"]
    told = _("familias sin dato") if families is None else formats.with_unit(families, "familias")
    return f"{row['name']}, {by_code()[row['commune']].name}: {told}"


def _axis(row: Mapping[str, Any]) -> str:
    return f"{row['name']}, {by_code()[row['commune']].name}"


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "starts": terms.written,
    "ends": terms.written,
    "unit": lambda value: UNITS[value],
    "evaluation_first_on": lambda value: formats.day(date.fromisoformat(value)),
}
PART_WRITTEN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "parties": _party,
    "localities": _locality,
    "axes": _axis,
    "results": lambda row: str(row["text"]),
}
