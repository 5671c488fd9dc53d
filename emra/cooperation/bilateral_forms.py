"""The forms of a bilateral sheet and of a report on a result: they validate; the actions do."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import day_field, long_text
from emra.cooperation.bilateral_content import Content, Fact, Institution, Place, Result
from emra.cooperation.bilateral_report_actions import Report
from emra.cooperation.bilateral_rows import GOALS
from emra.cooperation.models.bilateral import MONTH
from emra.lib.errors import DomainError
from emra.lib.forms import TextArea, blame

SDGS = [("", _("No indicado")), *((n, f"{n}. {name}") for n, name in enumerate(GOALS, start=1))]
# Blank rows below those that are filled in, and the most there may be of a kind.
BLANK, MOST = 2, 60


def short(label: Any, length: int, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, **options)


class RowForm(forms.Form):
    """A row of the sheet; an empty one says nothing, and `needed` fields come with the others."""

    needed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.says_something:
            for name in self.needed:
                if values.get(name) in ("", None) and name not in self.errors:
                    self.add_error(name, _("Complete la fila, o déjela entera en blanco."))
        return values

    @property
    def says_something(self) -> bool:
        return any(self.cleaned_data.get(name) not in ("", None) for name in self.fields)


class InstitutionForm(RowForm):
    country = short(_("País"), 80)
    name = short(_("Institución"), 250)
    needed = ("country", "name")


class PlaceForm(RowForm):
    country = short(_("País"), 80)
    city = short(_("Ciudad"), 120)
    needed = ("country",)


class TopicForm(RowForm):
    name = short(_("Tema"), 200)


class FactForm(RowForm):
    label = short(_("Qué es"), 200)
    value = short(_("Valor"), 120)
    unit = short(_("Unidad"), 40)
    needed = ("label", "value")


class ResultForm(RowForm):
    number = forms.IntegerField(label=_("N.º"), min_value=1, max_value=99, required=False)
    text = short(_("Resultado"), 1000, widget=TextArea(rows=2))
    target = short(_("Meta, en palabras"), 200)
    minimum = forms.IntegerField(label=_("Mínimo"), min_value=1, required=False)
    minimum_unit = short(_("De qué"), 60)
    needed = ("number", "text")

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if (values.get("minimum") is None) == bool(values.get("minimum_unit")):
            self.add_error(
                "minimum", _("Un mínimo es de 1 o más y dice de qué: por ejemplo 6, mujeres.")
            )
        return values


class SheetForm(forms.Form):
    """The texts of the sheet; its rows stand in the form sets beside it."""

    name = forms.CharField(label=_("Nombre del proyecto"), max_length=400)
    area = short(_("Área temática"), 200)
    sdg = forms.TypedChoiceField(
        label=_("Objetivo de Desarrollo Sostenible"),
        choices=SDGS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    beneficiaries = long_text(_("Beneficiarios finales"), max_length=1000)
    months = forms.IntegerField(
        label=_("Duración en meses"), min_value=1, max_value=600, required=False
    )
    starts = forms.RegexField(
        MONTH,
        label=_("Mes de inicio"),
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text=_("Como 2024-07."),
        error_messages={"invalid": _("Escriba el mes como 2024-07.")},
    )
    general = long_text(_("Objetivo general"), max_length=2000)
    specific = long_text(_("Objetivo específico"), max_length=2000)
    description = long_text(
        _("Breve descripción"), max_length=8000, help_text=_("Un párrafo por línea.")
    )
    updated_on = day_field(label=_("Información actualizada el"), required=False)
    reason = long_text(
        _("Motivo del cambio"),
        max_length=1000,
        help_text=_("Obligatorio desde la segunda versión. Se publica."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


_SETS: dict[str, tuple[type[RowForm], Any]] = {
    "institutions": (InstitutionForm, _("Instituciones")),
    "places": (PlaceForm, _("Países y ciudades")),
    "topics": (TopicForm, _("Temas")),
    "facts": (FactForm, _("Datos de contexto")),
    "results": (ResultForm, _("Resultados")),
}


class WholeSheet:
    """The form of a sheet with all its rows, from what stands or from what was sent.

    The `first` version of a sheet changes nothing and needs no reason.
    """

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        content: Content | None = None,
        reason: str = "",
        version: int = 0,
        first: bool = False,
    ) -> None:
        told = asdict(content) if content else {}
        initial = {**told, "reason": reason, "version": version}
        self.main = SheetForm(data, initial=initial)
        if first:
            del self.main.fields["reason"]
        self.sets = {
            name: forms.formset_factory(
                row, extra=BLANK, max_num=MOST, absolute_max=2 * MOST, validate_max=True
            )(data, prefix=name, initial=_initial(name, told))
            for name, (row, _label) in _SETS.items()
        }

    def is_valid(self) -> bool:
        """Every form is asked, so that all mistakes are shown at once."""
        return all([self.main.is_valid(), *(rows.is_valid() for rows in self.sets.values())])

    @property
    def named_sets(self) -> Iterator[tuple[str, Any, Any]]:
        """Key, label and rows of each kind."""
        for name, (_row, label) in _SETS.items():
            yield name, label, self.sets[name]

    @property
    def mistakes(self) -> Iterator[tuple[str, str, str]]:
        """What is wrong in the rows: the field's address, its label and the sentence."""
        for _name, label, rows in self.named_sets:
            for message in rows.non_form_errors():
                yield "", str(label), str(message)
            for place, row in enumerate(rows, start=1):
                for name, messages in row.errors.items():
                    field = row[name]
                    said = f"{label}, fila {place}, {field.label}"
                    for message in messages:
                        yield field.id_for_label, said, str(message)

    def blame(self, error: DomainError) -> None:
        blame(self.main, error)

    @property
    def version(self) -> int:
        return int(self.main.cleaned_data["version"] or 0)

    @property
    def reason(self) -> str:
        return str(self.main.cleaned_data.get("reason", ""))

    def content(self) -> Content:
        """What was filled in; rows left blank are no rows."""
        own = {
            name: value
            for name, value in self.main.cleaned_data.items()
            if name not in ("reason", "version")
        }
        results = sorted(self._rows("results"), key=lambda row: row["number"])
        return Content(
            **own,
            institutions=tuple(Institution(**row) for row in self._rows("institutions")),
            places=tuple(Place(**row) for row in self._rows("places")),
            topics=tuple(row["name"] for row in self._rows("topics")),
            facts=tuple(Fact(**row) for row in self._rows("facts")),
            results=tuple(Result(**row) for row in results),
        )

    def _rows(self, name: str) -> list[dict[str, Any]]:
        return [row.cleaned_data for row in self.sets[name] if row.says_something]


class ReportForm(forms.Form):
    """How a result goes, with what backs it."""

    on = day_field(label=_("Fecha de lo informado"))
    text = forms.CharField(label=_("Qué se hizo"), max_length=2000, widget=TextArea(rows=4))
    reached = forms.IntegerField(
        label=_("Cantidad alcanzada"),
        min_value=0,
        required=False,
        help_text=_("En blanco si nadie la contó: eso no es un cero."),
    )
    done = forms.BooleanField(label=_("El resultado está cumplido"), required=False)
    link = forms.URLField(
        label=_("Enlace de respaldo"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Un enlace o un archivo son obligatorios para darlo por cumplido."),
    )
    file = forms.FileField(
        label=_("O un archivo"),
        required=False,
        help_text=_("pdf, png, jpg, xlsx, docx o csv, de hasta 10 MB. Se publica."),
        error_messages={"empty": _("El archivo está vacío.")},
    )
    drop = forms.BooleanField(label=_("Quitar el archivo guardado"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, has_file: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_file:
            del self.fields["drop"]

    def report(self) -> Report:
        names = ("on", "text", "done", "reached", "link")
        return Report(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(forms.Form):
    """Why something is returned."""

    reason = forms.CharField(
        label=_("Motivo de la devolución"),
        max_length=2000,
        widget=TextArea(rows=3),
        error_messages={"required": _("Escriba el motivo de la devolución.")},
    )


def _initial(name: str, told: dict[str, Any]) -> list[dict[str, Any]]:
    rows = told.get(name, ())
    return [{"name": row} for row in rows] if name == "topics" else list(rows)
