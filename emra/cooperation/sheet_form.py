"""The form of a covenant's sheet, row by row: it validates; the actions do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import DecimalField, day_field, long_text, typed
from emra.cooperation import covenant_actions, terms
from emra.cooperation.covenant_actions import Content
from emra.cooperation.models import (
    CovenantParty,
    CovenantSheet,
)
from emra.lib import communes
from emra.lib.errors import DomainError

NONE = ("", "—")
MOST_ROWS = 80
MORE = 4
OWN = (
    ("", ("name", "programme", "province", "predecessor")),
    (_("Plazo"), ("starts", "ends", "term_note")),
    (_("Aporte"), ("amount", "unit", "contribution_note")),
    (
        _("Evaluación"),
        ("evaluation_rules", "evaluation_every_months", "evaluation_first_on"),
    ),
)


@dataclass(frozen=True)
class Rows:
    """A part that is entered row by row: its fields, the one that makes a row, its help."""

    title: str | Promise
    help: str | Promise
    main: str
    fields: Mapping[str, Any]


def _text(label: Any, length: int) -> Any:
    return lambda: forms.CharField(label=label, max_length=length, required=False)


def _choice(label: Any, choices: Any) -> Any:
    return lambda: forms.ChoiceField(
        label=label,
        choices=lambda: [NONE, *(choices() if callable(choices) else choices)],
        required=False,
    )


PARTS: Mapping[str, Rows] = {
    "parties": Rows(
        _("Organizaciones"),
        _("Las partes que lo firman (al menos dos), quién lo conduce y quiénes participan."),
        "name",
        {
            "name": _text(_("Organización"), 200),
            "side": _choice(_("Sector"), CovenantParty.Side.choices),
            "role": _choice(_("Papel"), CovenantParty.Role.choices),
        },
    ),
    "localities": Rows(
        _("Localidades"),
        _("Deje las familias en blanco si no se sabe cuántas son: no es cero."),
        "name",
        {
            "name": _text(_("Localidad"), 120),
            "commune": _choice(_("Comuna"), communes.choices),
            "families": lambda: forms.IntegerField(
                label=_("Familias"), min_value=0, max_value=1_000_000, required=False
            ),
        },
    ),
    "axes": Rows(
        _("Ejes productivos"),
        "",
        "name",
        {
            "name": _text(_("Eje"), 200),
            "commune": _choice(_("Comuna"), communes.choices),
        },
    ),
    "results": Rows(
        _("Resultados"),
        _("Qué resultó, de a uno por fila."),
        "text",
        {"text": _text(_("Resultado"), 500)},
    ),
}


class SheetForm(forms.Form):
    """A covenant's sheet, whole, with a row for each party, locality, axis and result."""

    code = forms.CharField(
        label=_("Código"),
        max_length=40,
        help_text=_("Con minúsculas, números y guiones, como agua-2026. No cambia."),
        error_messages={"required": _("Escriba el código del convenio.")},
    )
    reason = long_text(
        _("Motivo del cambio"),
        max_length=1000,
        help_text=_("Por qué se cambia lo que rige. Se publica con la versión nueva."),
    )
    name = forms.CharField(
        label=_("Nombre"),
        max_length=200,
        error_messages={"required": _("Escriba el nombre del convenio.")},
    )
    programme = forms.CharField(label=_("Programa"), max_length=200, required=False)
    province = forms.CharField(label=_("Provincia"), max_length=80, required=False)
    predecessor = forms.ChoiceField(label=_("Convenio al que sucede"), required=False)
    starts = forms.RegexField(
        terms.PATTERN,
        label=_("Inicio"),
        max_length=7,
        required=False,
        help_text=_("Un año, 1998, o un mes, 2000-02: lo que diga el convenio."),
        error_messages={"invalid": _("Escriba un año, como 1998, o un mes, como 2000-02.")},
    )
    ends = forms.RegexField(
        terms.PATTERN,
        label=_("Término"),
        max_length=7,
        required=False,
        help_text=_("En blanco si no tiene término."),
        error_messages={"invalid": _("Escriba un año, como 1998, o un mes, como 2000-02.")},
    )
    term_note = forms.CharField(label=_("Nota sobre el plazo"), max_length=300, required=False)
    amount = DecimalField(
        label=_("Monto"), help_text=_("En blanco si no está fijado: explíquelo en la nota.")
    )
    unit = forms.ChoiceField(
        label=_("Unidad"), choices=[NONE, *CovenantSheet.Unit.choices], required=False
    )
    contribution_note = forms.CharField(
        label=_("Nota sobre el aporte"),
        max_length=300,
        required=False,
        help_text=_("Obligatoria si el monto no está fijado."),
    )
    evaluation_rules = long_text(
        _("Reglas de evaluación"),
        max_length=4000,
        help_text=_(
            "Quién lo evalúa, con qué y cómo se reprograma. Un convenio vigente no se envía sin "
            "ellas ni sin calendario: es lo que le faltó al de El Loa."
        ),
    )
    evaluation_every_months = forms.IntegerField(
        label=_("Se evalúa cada (meses)"), min_value=1, max_value=120, required=False
    )
    evaluation_first_on = day_field(label=_("Primera evaluación"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self,
        *args: Any,
        counts: Mapping[str, int],
        predecessors: Sequence[tuple[str, str]],
        is_new: bool,
        needs_reason: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.counts = counts
        if not is_new:
            del self.fields["code"]
        if not needs_reason:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Escriba el motivo del cambio.")
        self.fields["predecessor"].choices = [  # type: ignore[attr-defined]
            ("", _("Ninguno")),
            *predecessors,
        ]
        for part, rows in PARTS.items():
            for number in range(1, counts[part] + 1):
                for name, make in rows.fields.items():
                    self.fields[f"{part}-{number}-{name}"] = make()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for part, rows in PARTS.items():
            for number in self._filled(part, values):
                for name in rows.fields:
                    given = values.get(f"{part}-{number}-{name}")
                    at = f"{part}-{number}-{name}"
                    if given in (None, "") and name != "families" and at not in self.errors:
                        self.add_error(at, _("Complete la fila o déjela toda en blanco."))
        return values

    def content(self) -> Content:
        values = self.cleaned_data
        told: dict[str, Any] = {name: values[name] for _title, names in OWN for name in names}
        for part, rows in PARTS.items():
            told[part] = tuple(
                covenant_actions.KINDS[part](
                    **{name: values[f"{part}-{number}-{name}"] for name in rows.fields}
                )
                for number in self._filled(part, values)
            )
        return Content(**told)

    def own_sections(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        for title, names in OWN:
            yield title, [self[name] for name in names]

    def row_sections(self) -> Iterator[tuple[str, Rows, int, list[list[forms.BoundField]]]]:
        """Each part with its rows of fields."""
        for part, rows in PARTS.items():
            count = self.counts[part]
            yield (
                part,
                rows,
                count,
                [
                    [self[f"{part}-{number}-{name}"] for name in rows.fields]
                    for number in range(1, count + 1)
                ],
            )

    def blame(self, error: DomainError) -> None:
        """Put a refusal of the action at its field: a row the action numbers is a filled one."""
        part, _dash, rest = error.field.partition("-")
        if part in PARTS:
            number, _dash, name = rest.partition("-")
            filled = list(self._filled(part, self.cleaned_data))
            at = f"{part}-{filled[int(number) - 1]}-{name}"
            self.add_error(at if at in self.fields else None, str(error))
        else:
            self.add_error(error.field if error.field in self.fields else None, str(error))

    def _filled(self, part: str, values: Mapping[str, Any]) -> Iterator[int]:
        """The rows in which something was written."""
        for number in range(1, self.counts[part] + 1):
            if any(values.get(f"{part}-{number}-{name}") for name in PARTS[part].fields):
                yield number

    @staticmethod
    def initial_of(content: Content | None) -> tuple[dict[str, Any], dict[str, int]]:
        """What a version tells, as the form shows it, and how many rows each part has."""
        if content is None:
            return {}, dict.fromkeys(PARTS, MORE)
        initial = {name: getattr(content, name) for _title, names in OWN for name in names}
        initial["amount"] = typed(content.amount)
        counts = {}
        for part, rows in PARTS.items():
            told = getattr(content, part)
            counts[part] = min(len(told) + MORE, MOST_ROWS)
            for number, row in enumerate(told, start=1):
                for name in rows.fields:
                    initial[f"{part}-{number}-{name}"] = getattr(row, name)
        return initial, counts
