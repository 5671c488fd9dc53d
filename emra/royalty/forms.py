"""Forms of the royalty funds: they validate; engine and actions do."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.lib import formats
from emra.lib.forms import TextArea
from emra.royalty import engine, simulations
from emra.royalty.readmodel import FundView
from emra.royalty.simulations import Scenario

WEIGHT = "p-"
FIRST_YEAR, LAST_YEAR = 2024, 2100


class NumberField(forms.CharField):
    """A number of 0 or more as people write it, with comma or grouped by points."""

    def __init__(self, **options: Any) -> None:
        missing = {"required": gettext_lazy("Falta el número: si es cero, escriba 0.")}
        super().__init__(max_length=24, error_messages=missing, **options)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> Any:
        text = super().clean(value).removeprefix("$").strip()
        try:
            number = formats.parse_decimal(text)
        except formats.InvalidDecimal as error:
            raise forms.ValidationError(str(error)) from error
        if number < 0:
            raise forms.ValidationError(_("Es negativo: escriba 0 o más."))
        return number


class SimulationForm(forms.Form):
    """A scenario: total, a weight per indicator, and a commune to look at closely."""

    fondo = forms.CharField(widget=forms.HiddenInput)
    datos = forms.CharField(widget=forms.HiddenInput)
    total = NumberField(label=gettext_lazy("Total a repartir, en pesos"))
    comuna = forms.CharField(
        label=gettext_lazy("Comuna que quiere ver en detalle"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Nombre o código CUT."),
    )

    def __init__(self, *args: Any, fund: FundView, communes: Mapping[str, str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fund = fund
        self.communes = communes
        for row in fund.indicators:
            self._add_weight(row.code, row.name, "fondo")
            for part in row.parts:
                self._add_weight(part.code, part.name, row.code)

    def clean_total(self) -> int:
        total: Decimal = self.cleaned_data["total"]
        if total != int(total) or total > 10**15:
            raise forms.ValidationError(_("Escriba pesos enteros, hasta mil billones."))
        return int(total)

    def clean_comuna(self) -> str:
        """The code of the commune that was named; "" for none."""
        text: str = self.cleaned_data["comuna"].strip()
        if not text or text in self.communes:
            return text
        for code, name in self.communes.items():
            if name.casefold() == text.casefold():
                return code
        raise forms.ValidationError(
            _("«%(text)s» no está entre las comunas de estos datos: revise el nombre o el CUT.")
            % {"text": text}
        )

    def clean(self) -> None:
        """The weights of every level, once all are numbers, must sum to 100."""
        weights = self._weights()
        if len(weights) == len(simulations.weights_of(self.fund)):
            try:
                engine.check_weights(simulations.reweighted(self.fund, weights))
            except engine.CannotDistribute as error:
                self.add_error(None, str(error))

    def weights(self, group: str) -> list[forms.BoundField]:
        """The fields of a level: "fondo", or the code of the indicator they are parts of."""
        return [
            self[name]
            for name in self.fields
            if self.fields[name].widget.attrs.get("data-of") == group
        ]

    def scenario(self) -> Scenario:
        """What was asked, once the form is valid."""
        data = self.cleaned_data
        return Scenario(total=data["total"], weights=self._weights(), commune=data["comuna"])

    def _weights(self) -> dict[str, Decimal]:
        return {
            name.removeprefix(WEIGHT): value
            for name, value in self.cleaned_data.items()
            if name.startswith(WEIGHT)
        }

    def _add_weight(self, code: str, label: str, group: str) -> None:
        field = NumberField(label=label)
        field.widget.attrs["data-of"] = group
        self.fields[f"{WEIGHT}{code}"] = field


class ImportForm(forms.Form):
    """A spreadsheet with the document its figures come from."""

    year = forms.IntegerField(
        label=gettext_lazy("Año"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("Escriba un año de cuatro cifras, de 2024 en adelante."),
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("Documento del que salen las cifras"),
        max_length=300,
        help_text=gettext_lazy("Título, institución y fecha: se publica junto a las cifras."),
        error_messages={"required": gettext_lazy("Escriba de qué documento salen las cifras.")},
    )
    source_url = forms.URLField(
        label=gettext_lazy("Dirección del documento"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )
    file = forms.FileField(
        label=gettext_lazy("Planilla (csv, xlsx, ods o xls; hasta 10 MB)"),
        error_messages={
            "required": gettext_lazy("Elija la planilla."),
            "empty": gettext_lazy("El archivo está vacío."),
        },
    )


class IndicatorsForm(ImportForm):
    """The same for the indicator values of a fund."""

    fund = forms.ChoiceField(
        label=gettext_lazy("Fondo"), choices=[("FET", "FET"), ("FCMI", "FCMI")]
    )
    field_order = ["fund"]


class ReturnForm(forms.Form):
    """Why a dataset goes back."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo de la devolución"),
        max_length=2000,
        widget=TextArea(rows=3),
        error_messages={"required": gettext_lazy("Escriba el motivo de la devolución.")},
    )
