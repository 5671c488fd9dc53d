"""Forms of the parts of an entry: each comes with what is told already, and does one action."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from emra.accounts.models import User
from emra.agreements.forms import DecimalField, day_field, long_text, typed
from emra.governance.models import Organisation
from emra.ledger.four_eyes import State
from emra.lib import communes
from emra.lib.forms import TextArea
from emra.projects import bip, changes, parts_actions
from emra.projects.kinds import (
    DATES,
    FUNDING,
    MILESTONES,
    PARTICULARS,
    PASSAGES,
    RISKS,
    Kind,
    told,
)
from emra.projects.models import FundingLine, Part, ProjectDate, Risk, Sector
from emra.projects.models.parts import Rate
from emra.projects.parts_actions import Money, Told
from emra.strategy.models import LineOfAction, Objective

NONE = ("", _("No indicado"))


class PartForm(forms.Form):
    """A part of an entry: `key` is which one, "" a new one; `row` what is told of it already.

    Where something of it is in force (`changes`) it asks why that changes.
    """

    kind: Kind
    folded: tuple[str, ...] = ()
    add: Any = ""

    def __init__(
        self,
        data: Any = None,
        *,
        slug: str,
        key: str = "",
        row: Any = None,
        changes: bool = False,
    ) -> None:
        self.slug, self.key, self.row, self.changes = slug, key, row, changes
        initial = {} if row is None else self.initial_of(row)
        super().__init__(data, prefix=f"{slug}-{key or 'nuevo'}", initial=initial)
        if changes:
            self.fields["reason"] = forms.CharField(
                label=_("Motivo del cambio"),
                max_length=1000,
                required=False,
                widget=TextArea(rows=2),
                help_text=_("Obligatorio si algo cambia. Se publica con el cambio."),
                initial=_reason_given(row),
            )

    @property
    def heading(self) -> str:
        """What the form is about, for its fold."""
        if self.row is None:
            return str(self.add)
        return _now("Cambiar «%(what)s»") % {"what": changes.label(self.row)}

    @property
    def gist(self) -> str:
        """What stands, in a few words, so that the fold need not be opened to see it."""
        return changes.gist(self.row) if isinstance(self.row, Part) else ""

    def initial_of(self, row: Part) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.kind.fields}

    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (*self.folded, "reason")]

    def hidden_away(self) -> list[forms.BoundField]:
        return [self[name] for name in self.folded]

    def why(self) -> forms.BoundField | None:
        return self["reason"] if self.changes else None

    def record(self, *, entry: str, by: User, expected: int | None) -> object:
        """Write it into the entry; nothing where it says what is in force already."""
        raise NotImplementedError

    def said(self) -> dict[str, Any]:
        """The values, and the number of the line where it has one."""
        number = {"number": int(self.key)} if self.kind.key == "number" and self.key else {}
        return {**self.cleaned_data, **number}


class ParticularsForm(PartForm):
    kind = PARTICULARS
    add = _("Escribir la ficha")
    folded = ("partners", "lines", "communes")

    name = forms.CharField(
        label=_("Nombre"), max_length=200, error_messages={"required": _("Escriba el nombre.")}
    )
    summary = long_text(_("De qué se trata"), max_length=4000)
    lead = forms.ChoiceField(
        label=_("Responsable"),
        required=False,
        help_text=_("Si no está, agréguela en «Organizaciones», en Comisiones."),
    )
    partners = forms.MultipleChoiceField(
        label=_("Socios"), required=False, widget=forms.CheckboxSelectMultiple
    )
    objective = forms.ChoiceField(label=_("Objetivo al que sirve"), required=False)
    lines = forms.MultipleChoiceField(
        label=_("Líneas de acción"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    communes = forms.MultipleChoiceField(
        label=_("Comunas"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bip = forms.CharField(
        label=_("Código BIP"),
        max_length=20,
        required=False,
        help_text=_("Ocho dígitos, guion y dígito verificador, como 40045543-0."),
    )
    rate = forms.ChoiceField(label=_("Estado RATE"), required=False, choices=[NONE, *Rate.choices])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        organisations = Organisation.objects.values_list("code", "name")
        objectives = Objective.objects.values_list("code", "title")
        lines = LineOfAction.objects.values_list("code", "title")
        _choose(self, "lead", [NONE, *organisations])
        _choose(self, "partners", organisations)
        _choose(self, "objective", [NONE, *((c, f"{c} {title}") for c, title in objectives)])
        _choose(self, "lines", [(code, f"{code} {title}") for code, title in lines])
        _choose(self, "sector", [NONE, *Sector.objects.values_list("code", "name")])
        _choose(self, "communes", communes.choices())

    def initial_of(self, row: Part) -> dict[str, Any]:
        return told(row)

    @property
    def heading(self) -> str:
        return _now("Cambiar la ficha") if self.row is not None else str(self.add)

    def clean_bip(self) -> str:
        try:
            return bip.parse(self.cleaned_data["bip"]) if self.cleaned_data["bip"] else ""
        except bip.InvalidBip as error:
            raise forms.ValidationError(str(error)) from error

    def record(self, *, entry: str, by: User, expected: int | None) -> object:
        values = self.said()
        reason = values.pop("reason", "")
        return parts_actions.set_particulars(
            entry=entry, told=Told(**values), reason=reason, by=by, expected=expected
        )


class FundingForm(PartForm):
    kind = FUNDING
    add = _("Agregar una línea de financiamiento")
    folded = ("unit_reason", "price_date", "commune", "note")

    source = forms.ChoiceField(
        label=_("Fuente"), choices=[("", _("Elija…")), *FundingLine.Source.choices]
    )
    stage = forms.CharField(label=_("Para qué etapa"), max_length=120, required=False)
    amount = DecimalField(label=_("Monto"), help_text=_("En blanco si no se sabe: no es un cero."))
    unit = forms.ChoiceField(
        label=_("Unidad"), required=False, choices=[NONE, *FundingLine.Unit.choices]
    )
    unit_basis = forms.ChoiceField(
        label=_("La unidad está"), required=False, choices=[NONE, *FundingLine.Basis.choices]
    )
    unit_reason = long_text(_("Por qué se asume esa unidad"), max_length=1000)
    price_date = day_field(label=_("Fecha de los precios"), required=False)
    commune = forms.ChoiceField(label=_("Comuna"), required=False)
    note = forms.CharField(label=_("Nota"), max_length=300, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "commune", [NONE, *communes.choices()])
        _offer_to_drop(self)

    def initial_of(self, row: Any) -> dict[str, Any]:
        return {**super().initial_of(row), "amount": typed(row.amount)}

    def record(self, *, entry: str, by: User, expected: int | None) -> object:
        values = self.said()
        beside = {name: values.pop(name) for name in ("number", "reason") if name in values}
        return parts_actions.set_funding(
            entry=entry, money=Money(**values), by=by, expected=expected, **beside
        )


class DatesForm(PartForm):
    """The four days at once: each is a part of its own."""

    kind = DATES
    add = _("Escribir las fechas")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for what, label in ProjectDate.What.choices:
            self.fields[what.lower()] = day_field(label=label, required=False)

    def initial_of(self, row: Any) -> dict[str, Any]:
        return {what.lower(): part.day for what, part in row.items()}

    @property
    def heading(self) -> str:
        return _now("Cambiar las fechas") if self.row else str(self.add)

    def record(self, *, entry: str, by: User, expected: int | None) -> object:
        days = {what: self.cleaned_data[what.lower()] for what in ProjectDate.What.values}
        reason = self.cleaned_data.get("reason", "")
        return parts_actions.set_dates(
            entry=entry, days=days, reason=reason, by=by, expected=expected
        )


class PassageForm(PartForm):
    kind = PASSAGES

    entered_on = day_field(label=_("Entró"))
    left_on = day_field(label=_("Salió"), required=False, help_text=_("Vacío mientras sigue."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_to_drop(self)
        missing = _("Escriba cuándo entró a la etapa.")
        self.fields["entered_on"].error_messages["required"] = missing

    def record(self, *, entry: str, by: User, expected: int | None) -> object:
        return parts_actions.set_passage(
            entry=entry, stage=self.key, by=by, expected=expected, **self.cleaned_data
        )


class MilestoneForm(PartForm):
    kind = MILESTONES
    add = _("Agregar un hito")

    title = forms.CharField(
        label=_("Hito"), max_length=200, error_messages={"required": _("Escriba el hito.")}
    )
    planned_on = day_field(label=_("Previsto"), required=False)
    done_on = day_field(label=_("Cumplido"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_to_drop(self)

    def record(self, *, entry: str, by: User, expected: int | None) -> object:
        return parts_actions.set_milestone(entry=entry, by=by, expected=expected, **self.said())


class RiskForm(PartForm):
    kind = RISKS
    add = _("Agregar un riesgo")

    text = forms.CharField(
        label=_("Riesgo"),
        max_length=500,
        widget=TextArea(rows=2),
        error_messages={"required": _("Escriba el riesgo.")},
    )
    level = forms.ChoiceField(label=_("Nivel"), choices=Risk.Level.choices)
    response = forms.CharField(
        label=_("Qué se hace"),
        max_length=500,
        required=False,
        widget=TextArea(rows=2),
        help_text=_("Obligatorio si es alto."),
    )
    closed = forms.BooleanField(label=_("Ya está cerrado"), required=False)

    def record(self, *, entry: str, by: User, expected: int | None) -> object:
        return parts_actions.set_risk(entry=entry, by=by, expected=expected, **self.said())


FORMS: Final[dict[str, type[PartForm]]] = {
    "ficha": ParticularsForm,
    "fondos": FundingForm,
    "fechas": DatesForm,
    "etapas": PassageForm,
    "hitos": MilestoneForm,
    "riesgos": RiskForm,
}


# -- pieces ----------------------------------------------------------------------------------


def _reason_given(row: Any) -> str:
    """The reason that the open entry gives already."""
    parts = row.values() if isinstance(row, dict) else [row]
    return next((part.reason for part in parts if part.entry.state != State.APPROVED), "")


def _choose(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


def _offer_to_drop(form: PartForm) -> None:
    """Only what is in force is taken off the project; a draft's own part is taken off it."""
    if form.changes:
        form.fields["dropped"] = forms.BooleanField(
            label=_("Se retira: deja de estar vigente"),
            required=False,
            initial=form.initial.get("dropped"),
        )
