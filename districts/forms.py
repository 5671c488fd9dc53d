"""Forms of the desks of the districts: they validate; the actions do."""

import re
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from districts.choices import CHOICES
from districts.layer_actions import Provenance
from districts.method.parameters import (
    CLUSTERINGS,
    NORMALISATIONS,
    SCORINGS,
    VARIABLE_TEXT,
    VARIABLES,
    WEIGHT_METHODS,
    ParameterError,
    Parameters,
)
from districts.models import DATED, StabilityStudy

WAYS: Final = {
    "normalisation": (_("Normalización"), NORMALISATIONS),
    "weights_method": (_("Del orden a los pesos"), WEIGHT_METHODS),
    "clustering": (_("Forma de agrupar"), CLUSTERINGS),
    "scoring": (_("Puntaje"), SCORINGS),
}
# (name, label, help) of the rest, which fold away.
NUMBERS: Final = (
    ("smoothing", _("Suavizado"), _("Peso de cada vecino, de 0 a 1.")),
    ("seed_threshold", _("Umbral de inicio"), _("Parte del mayor calor, de 0 a 1.")),
    ("grow_threshold", _("Umbral de crecimiento"), _("Parte del mayor calor, de 0 a 1.")),
    ("grow_share", _("Parte de la propia cima"), _("De 0 a 1.")),
    ("grow_rings", _("Anillos de crecimiento"), ""),
    ("spacing_rings", _("Anillos de separación"), ""),
    ("side_m", _("Lado del hexágono, en metros"), _("El estudio usa 10.000.")),
    ("origin_x", _("Origen de la grilla, este"), _("En metros de EPSG:32719.")),
    ("origin_y", _("Origen de la grilla, norte"), ""),
    ("years", _("Años de proyección"), _("El estudio usa 5.")),
    ("production_growth_large", _("Crecimiento de la producción, gran minería"), _("% por año.")),
    ("production_growth_other", _("Crecimiento de la producción, otra minería"), _("% por año.")),
    ("employment_growth_large", _("Crecimiento del empleo, gran minería"), _("% por año.")),
    ("employment_growth_other", _("Crecimiento del empleo, otra minería"), _("% por año.")),
    ("alpha", _("Tasa de descubrimientos falsos"), _("Solo con Gi*.")),
    ("reach_m", _("Distancia de vecindad, en metros"), _("Solo con DBSCAN.")),
    ("minimum_cells", _("Mínimo de hexágonos"), _("Solo con DBSCAN y HDBSCAN.")),
    ("seed", _("Semilla"), _("De los estudios de estabilidad.")),
)
PAIRS: Final = {
    "origin": ("origin_x", "origin_y"),
    "production_growth": ("production_growth_large", "production_growth_other"),
    "employment_growth": ("employment_growth_large", "employment_growth_other"),
}
_NUMBER: Final = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


class NumberField(forms.CharField):
    """A plain number, with comma or point for the decimals."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)
        self.widget.attrs.update(inputmode="decimal", autocomplete="off")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if not _NUMBER.fullmatch(text):
            raise forms.ValidationError(
                _("Escriba un número sin separador de miles, por ejemplo 0,35.")
            )
        return float(text.replace(",", "."))


class LayerForm(forms.Form):
    """A file of a layer with where it comes from."""

    file = forms.FileField(
        label=_("Archivo"),
        allow_empty_file=True,
        help_text=_("CSV, XLSX o GeoJSON; Shapefile en zip o GeoPackage si está instalado."),
        error_messages={"required": _("Elija un archivo.")},
    )
    source = forms.CharField(label=_("Fuente"), max_length=300)
    licence = forms.CharField(label=_("Licencia o condiciones de uso"), max_length=200)
    dated = forms.RegexField(
        label=_("Fecha del dato"),
        regex=f"^{DATED}$",
        help_text=_("Año, mes o día: 2024, 2024-06 o 2024-06-30."),
        error_messages={"invalid": _("Escriba 2024, 2024-06 o 2024-06-30.")},
    )

    def provenance(self) -> Provenance:
        return Provenance(
            source=self.cleaned_data["source"],
            licence=self.cleaned_data["licence"],
            dated=self.cleaned_data["dated"],
        )


class RunForm(forms.Form):
    """The choices of a run; each begins with that of the published run."""

    note = forms.CharField(
        label=_("Para qué se hace"), max_length=300, required=False, help_text=_("Se publica.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        usual = Parameters()
        for name, (label, choices) in WAYS.items():
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[(one, capfirst(CHOICES[one])) for one in choices],
                initial=getattr(usual, name),
            )
        for variable in VARIABLES:
            self.fields[f"weight_{variable}"] = NumberField(
                label=VARIABLE_TEXT[variable].capitalize(), required=False
            )
        for name, label, help_text in NUMBERS:
            self.fields[name] = NumberField(
                label=label, help_text=help_text, initial=_shown(_usual(usual, name))
            )

    def clean(self) -> dict[str, Any]:
        """Make the parameters, which check themselves and each other."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        values = {name: cleaned[name] for name, _label, _help in NUMBERS}
        for pair, names in PAIRS.items():
            values[pair] = tuple(values.pop(name) for name in names)
        for name in WAYS:
            values[name] = cleaned[name]
        weights = tuple(cleaned[f"weight_{variable}"] for variable in VARIABLES)
        if cleaned["weights_method"] == "direct":
            if None in weights:
                missing = VARIABLES[weights.index(None)]
                self.add_error(
                    f"weight_{missing}", _("Con pesos dados uno a uno escriba los cinco.")
                )
                return cleaned
            values["weights"] = weights
        try:
            cleaned["parameters"] = Parameters(**values)
        except ParameterError as error:
            self.add_error(self._field_of(error.name), error.message)
        return cleaned

    def chosen(self) -> list[forms.BoundField]:
        """The ways to compute, seen at once."""
        return [self[name] for name in WAYS]

    def weights(self) -> list[forms.BoundField]:
        """The weights one may write."""
        return [self[f"weight_{variable}"] for variable in VARIABLES]

    def folded(self) -> list[forms.BoundField]:
        """Those that fold away."""
        return [self[name] for name, _label, _help in NUMBERS]

    def has_folded_errors(self) -> bool:
        return any(field.errors for field in self.folded())

    def _field_of(self, name: str) -> str | None:
        name = PAIRS[name][0] if name in PAIRS else name
        name = f"weight_{VARIABLES[0]}" if name == "weights" else name
        return name if name in self.fields else None


class StudyForm(forms.Form):
    """Which study of stability, and how many times."""

    kind = forms.ChoiceField(label=_("Qué se cambia"), choices=StabilityStudy.Kind.choices)
    draws = forms.IntegerField(
        label=_("Repeticiones"),
        min_value=1,
        max_value=2000,
        initial=50,
        required=False,
        help_text=_("De 1 a 2.000. Al quitar una faena se hacen tantas como faenas hay."),
    )


def _usual(parameters: Parameters, name: str) -> float:
    for pair, names in PAIRS.items():
        if name in names:
            return float(getattr(parameters, pair)[names.index(name)])
    return float(getattr(parameters, name))


def _shown(value: float) -> str:
    return f"{value:g}".replace(".", ",") if abs(value) < 100_000 else str(int(value))
