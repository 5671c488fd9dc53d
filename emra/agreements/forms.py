"""Forms of the desks: they validate; the actions do."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.agreements.actions import Entry, MeasurementEntry
from emra.agreements.goalpost_actions import Decision
from emra.agreements.goalposts import Goalposts
from emra.agreements.models import Absence, Agreement, GoalpostChange, ProgressReport, Remark
from emra.lib import formats
from emra.lib.errors import DomainError
from emra.lib.forms import TextArea
from emra.notices.models import Frequency

PERCENT = "PERCENT"
KINDS = [(PERCENT, _("Un porcentaje de avance")), *Absence.choices]


class PercentField(forms.CharField):
    """A percentage as people write it: 47, 47 %, 47,5 or 47.5."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, required=False, **options)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return formats.parse_percent(text)
        except formats.InvalidPercent as error:
            raise forms.ValidationError(str(error)) from error


class DecimalField(PercentField):
    """A measured value: any sign, comma or point."""

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        if not text:
            return None
        try:
            return formats.parse_decimal(text)
        except formats.InvalidDecimal as error:
            raise forms.ValidationError(str(error)) from error


def _a_year_of_ours(on: date) -> None:
    """A year typed in part is a date too: 0026-09-30."""
    if not 1900 <= on.year <= 2100:
        raise forms.ValidationError(_("Revise el año: se espera uno entre 1900 y 2100."))


def day_field(**options: Any) -> forms.DateField:
    """A date picked in the browser, or typed as 21-11-2026."""
    return forms.DateField(
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Escriba la fecha como 21-11-2026.")},
        validators=[_a_year_of_ours],
        **options,
    )


def long_text(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=TextArea(rows=3), **options)


class CellForm(forms.Form):
    """Progress of one agreement in one corte: a row of the grid."""

    kind = forms.ChoiceField(
        label=_("Qué se informa"),
        choices=KINDS,
        initial=PERCENT,
    )
    percent = PercentField(
        label=_("Avance (%)"), help_text=_("De 0 a 100. Se acepta 47, 47 %, 47,5 o 47.5.")
    )
    absence_reason = long_text(
        _("Por qué no hay porcentaje"),
        max_length=2000,
        help_text=_("Obligatorio con «Sin dato» y «No aplica»."),
    )
    note = long_text(
        _("Nota"), max_length=4000, help_text=_("Qué se hizo. Se publica junto a la cifra.")
    )
    setback_reason = long_text(
        _("Motivo del retroceso"),
        max_length=2000,
        help_text=_("Obligatorio si la cifra baja respecto de la última aprobada. Se publica."),
    )
    correction_reason = long_text(
        _("Motivo de la corrección"),
        max_length=2000,
        help_text=_("Obligatorio si este corte ya tiene una cifra aprobada. Se publica."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind = values.get("kind")
        if kind == PERCENT and values.get("percent") is None and "percent" not in self.errors:
            self.add_error("percent", _("Escriba el avance, o elija «Sin dato»."))
        if kind and kind != PERCENT and not values.get("absence_reason"):
            self.add_error("absence_reason", _("Explique por qué no hay porcentaje que informar."))
        return values

    def clean_baseline_on(self) -> Any:
        """A date of nothing would be dropped without a word."""
        day = self.cleaned_data["baseline_on"]
        if day and self.cleaned_data.get("baseline") is None and "baseline" not in self.errors:
            raise forms.ValidationError(_("Escriba también la línea base de esa fecha."))
        return day

    def entry(self) -> Entry:
        values = self.cleaned_data
        with_percent = values["kind"] == PERCENT
        return Entry(
            percent=values["percent"] if with_percent else None,
            absence="" if with_percent else values["kind"],
            absence_reason="" if with_percent else values["absence_reason"],
            note=values["note"],
            setback_reason=values["setback_reason"],
            correction_reason=values["correction_reason"],
        )

    def blame(self, error: DomainError) -> None:
        """Put a refusal of the action at its field, or on top of the form."""
        name = {"absence": "kind", "url": "link"}.get(error.field, error.field)
        self.add_error(name if name in self.fields else None, str(error))


class EntryForm(CellForm):
    """The same with what backs it: measurement, file and link."""

    baseline = DecimalField(label=_("Línea base"))
    baseline_on = day_field(label=_("Fecha de la línea base"), required=False)
    value = DecimalField(label=_("Valor medido"))
    file_title = forms.CharField(label=_("Título del archivo"), max_length=200, required=False)
    file = forms.FileField(
        label=_("Archivo"),
        required=False,
        help_text=_("pdf, png, jpg, xlsx, docx o csv, hasta 10 MB."),
    )
    link_title = forms.CharField(label=_("Título del enlace"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Dirección"), max_length=500, required=False, assume_scheme="https"
    )
    link_page = forms.CharField(label=_("Página"), max_length=40, required=False)
    link_quote = forms.CharField(label=_("Cita"), max_length=500, required=False)

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement
        self.fields["kind"].widget = forms.RadioSelect(choices=KINDS)
        if agreement.target_value is None:
            for name in ("baseline", "baseline_on", "value"):
                del self.fields[name]

    def measurement(self) -> MeasurementEntry | None:
        """None for agreements without a numeric target; empty where nothing was measured."""
        if self.agreement.target_value is None:
            return None
        values = self.cleaned_data
        if values["baseline"] is None and values["value"] is None:
            return MeasurementEntry()
        return MeasurementEntry(
            baseline=values["baseline"],
            baseline_on=values["baseline_on"],
            target=self.agreement.target_value,
            value=values["value"],
            unit=self.agreement.target_unit,
        )

    def sections(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        """The fields after the reading itself, by heading."""
        groups = (
            (_("Explicaciones"), ("note", "setback_reason", "correction_reason")),
            (_("Medición"), ("baseline", "baseline_on", "value")),
            (_("Archivo de respaldo"), ("file_title", "file")),
            (_("Enlace de respaldo"), ("link_title", "link", "link_page", "link_quote")),
        )
        for heading, names in groups:
            fields = [self[name] for name in names if name in self.fields]
            if fields:
                yield heading, fields


def initial_of(report: ProgressReport | None) -> dict[str, Any]:
    """What the form shows for the version in progress."""
    if report is None:
        return {"version": 0, "kind": PERCENT}
    measured = getattr(report, "measurement", None)
    return {
        "kind": report.absence or PERCENT,
        "percent": "" if report.percent is None else formats.number(report.percent),
        "absence_reason": report.absence_reason,
        "note": report.note,
        "setback_reason": report.setback_reason,
        "correction_reason": report.correction_reason,
        "baseline": typed(measured.baseline) if measured else "",
        "baseline_on": measured.baseline_on if measured else None,
        "value": typed(measured.value) if measured else "",
        "version": report.lock_version,
    }


def typed(value: Any) -> str:
    """A stored decimal as one would type it: comma, no grouping."""
    return "" if value is None else f"{value.normalize():f}".replace(".", ",")


class DecisionForm(forms.Form):
    """A reviewer's decision; `version` is the one they looked at."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    reason = long_text(_("Motivo de la devolución"), max_length=1000)
    on_percent = forms.CharField(label=_("Sobre el avance"), max_length=200, required=False)
    on_note = forms.CharField(label=_("Sobre la nota"), max_length=200, required=False)
    on_measurement = forms.CharField(label=_("Sobre la medición"), max_length=200, required=False)
    on_evidence = forms.CharField(label=_("Sobre los respaldos"), max_length=200, required=False)

    def by_field(self) -> dict[str, str]:
        """What is wrong with each field, by `Remark.Field`."""
        return {name: self.cleaned_data[f"on_{name}"] for name in Remark.Field.values}

    def by_field_inputs(self) -> list[forms.BoundField]:
        return [self[f"on_{name}"] for name in Remark.Field.values]


class RemarkForm(forms.Form):
    """Something to say of a report."""

    text = long_text(_("Observación"), max_length=2000)
    public = forms.BooleanField(
        label=_("Publicar junto a la cifra cuando se publique el corte"), required=False
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].strip()
        if not text:
            raise forms.ValidationError(_("Escriba la observación."))
        return text


class ImportForm(forms.Form):
    """A spreadsheet with the progress of a corte."""

    file = forms.FileField(
        label=_("Planilla"),
        help_text=_("xlsx, xls, ods o csv, hasta 10 MB y 10.000 filas."),
        error_messages={
            "required": _("Elija la planilla que quiere importar."),
            "empty": _("El archivo está vacío."),
        },
    )


class PasteForm(forms.Form):
    """A column copied from a spreadsheet, from an agreement downwards."""

    start = forms.RegexField(
        label=_("Desde el acuerdo"),
        regex=r"^A(0[1-9]|1[0-9])$",
        initial="A01",
        error_messages={"invalid": _("Escriba un código de A01 a A19.")},
    )
    column = forms.CharField(
        label=_("Columna"),
        max_length=5000,
        strip=False,
        widget=TextArea(rows=8),
        help_text=_("Un valor por línea, en el orden de los acuerdos; una línea vacía salta uno."),
    )


class FractionsForm(forms.Form):
    """What the numbers between 0 and 1 of a spreadsheet mean."""

    fractions = forms.ChoiceField(
        label=_("Los números entre 0 y 1 son"),
        choices=[
            ("AS_FRACTION", _("fracciones: 0,475 es 47,5 %")),
            ("AS_PERCENT", _("porcentajes: 0,475 es 0,475 %")),
        ],
        widget=forms.RadioSelect,
    )


class FrequencyForm(forms.Form):
    """How often somebody wants mails."""

    frequency = forms.ChoiceField(
        label=_("Correos"),
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        initial=Frequency.DAILY,
    )


class GoalpostForm(forms.Form):
    """What an agreement is measured against from now on, and the decision that says so."""

    title = forms.CharField(
        label=_("Título"),
        max_length=300,
        required=False,
        widget=TextArea(rows=2),
    )
    target_value = DecimalField(label=_("Meta"))
    target_unit = forms.CharField(label=_("Unidad de la meta"), max_length=20, required=False)
    target_year = forms.IntegerField(
        label=_("Año de la meta"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("El plazo es el 31 de diciembre de ese año; en blanco se usa 2030."),
        error_messages={"invalid": _("Escriba el año con cuatro cifras, por ejemplo 2032.")},
    )
    baseline = DecimalField(label=_("Línea base"))
    baseline_on = day_field(label=_("Fecha de la línea base"), required=False)
    decision = forms.ChoiceField(
        label=_("Qué lo decidió"),
        choices=GoalpostChange.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija quién decidió el cambio.")},
    )
    decision_code = forms.CharField(
        label=_("Número de la decisión"),
        max_length=40,
        help_text=_("El código de la sesión, como S-0001, o el número del acuerdo del CORE."),
        error_messages={"required": _("Escriba el número de la decisión que lo respalda.")},
    )
    decision_on = day_field(label=_("Fecha de la decisión"))
    decision_link = forms.URLField(
        label=_("Enlace de la decisión"), max_length=500, required=False, assume_scheme="https"
    )
    reason = forms.CharField(
        label=_("Motivo del cambio"),
        max_length=2000,
        widget=TextArea(rows=3),
        help_text=_("Se publica junto al cambio."),
        error_messages={"required": _("Escriba por qué cambia.")},
    )

    def goalposts(self) -> Goalposts:
        names = ("target_value", "target_unit", "target_year", "baseline", "baseline_on")
        values = {name: self.cleaned_data[name] for name in names}
        return Goalposts(title=self.cleaned_data["title"] or None, **values)

    def named_decision(self) -> Decision:
        values = self.cleaned_data
        return Decision(
            kind=values["decision"],
            code=values["decision_code"],
            on=values["decision_on"],
            link=values["decision_link"],
        )

    @staticmethod
    def initial_of(held: Goalposts) -> dict[str, Any]:
        """What holds today, as one would type it."""
        return {
            "title": held.title or "",
            "target_value": typed(held.target_value),
            "target_unit": held.target_unit,
            "target_year": held.target_year,
            "baseline": typed(held.baseline),
            "baseline_on": held.baseline_on,
        }


class RejectForm(forms.Form):
    """Why a change of goalposts is refused."""

    reason = forms.CharField(
        label=_("Motivo del rechazo"),
        max_length=2000,
        widget=TextArea(rows=2),
        error_messages={"required": _("Escriba por qué se rechaza.")},
    )
