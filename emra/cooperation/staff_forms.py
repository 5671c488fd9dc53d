"""Forms of cooperation's desk: they validate; the actions do."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import day_field, long_text
from emra.cooperation.evaluation_actions import Answer, Told
from emra.cooperation.models import ChecklistAnswer, ChecklistItem, CovenantEvaluation
from emra.lib import files
from emra.lib.errors import DomainError
from emra.lib.forms import TextArea


class EvaluationForm(forms.Form):
    """An evaluation that was done."""

    done_on = day_field(label=_("Realizada el"))
    findings = forms.CharField(
        label=_("Qué se encontró"),
        max_length=8000,
        widget=TextArea(rows=8),
        help_text=_("Qué va bien, qué no, y qué se reprograma. Se publica al aprobarse."),
        error_messages={"required": _("Escriba qué se encontró.")},
    )
    link = forms.URLField(label=_("Enlace"), max_length=500, required=False, assume_scheme="https")
    file = forms.FileField(
        label=_("Documento"),
        required=False,
        help_text=_("pdf, png, jpg, xlsx, docx o csv, hasta 10 MB."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def told(self) -> Told:
        values = self.cleaned_data
        return Told(values["done_on"], values["findings"], values["link"])

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload:
            try:
                files.check(upload)
            except DomainError as error:
                raise forms.ValidationError(str(error)) from error
        return upload

    @staticmethod
    def initial_of(row: CovenantEvaluation | None) -> dict[str, Any]:
        if row is None:
            return {}
        return {
            "done_on": row.done_on,
            "findings": row.findings,
            "link": row.link,
            "version": row.lock_version,
        }


class AssessmentForm(forms.Form):
    """The thirteen questions of a year on one page."""

    reason = long_text(
        _("Motivo de la corrección"),
        max_length=1000,
        help_text=_("Por qué se corrige la aprobada. Se publica."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self,
        *args: Any,
        items: Sequence[ChecklistItem],
        needs_reason: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.items = items
        if not needs_reason:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Escriba por qué se corrige.")
        for item in items:
            self.fields[f"{item.code}-value"] = forms.ChoiceField(
                label=_("Respuesta"),
                choices=ChecklistAnswer.Value.choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"{item.code}-note"] = forms.CharField(
                label=_("En qué se ve, o qué falta"),
                max_length=1000,
                required=False,
                widget=TextArea(rows=2),
            )
            self.fields[f"{item.code}-link"] = forms.URLField(
                label=_("Enlace de respaldo"),
                max_length=500,
                required=False,
                assume_scheme="https",
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for item in self.items:
            value, note, link = (
                values.get(f"{item.code}-{name}") for name in ("value", "note", "link")
            )
            if value in ("NO", "PARTLY") and not note:
                self.add_error(f"{item.code}-note", _("Explique qué falta."))
            if value == "YES" and not note and f"{item.code}-link" not in self.errors and not link:
                self.add_error(
                    f"{item.code}-note", _("Escriba en qué se ve, o ponga un enlace de respaldo.")
                )
            if not value and (note or link):
                self.add_error(f"{item.code}-value", _("Elija una respuesta."))
        return values

    def answers(self) -> dict[str, Answer]:
        values = self.cleaned_data
        return {
            item.code: Answer(
                values[f"{item.code}-value"],
                values[f"{item.code}-note"],
                values[f"{item.code}-link"],
            )
            for item in self.items
            if values[f"{item.code}-value"]
        }

    def by_item(self) -> Iterator[tuple[ChecklistItem, list[forms.BoundField]]]:
        for item in self.items:
            yield item, [self[f"{item.code}-{name}"] for name in ("value", "note", "link")]


class YearForm(forms.Form):
    """For which year a self-assessment is answered."""

    year = forms.IntegerField(label=_("Año"), min_value=1990, max_value=2100)


class ReturnForm(forms.Form):
    """Why something goes back."""

    reason = forms.CharField(
        label=_("Motivo de la devolución"),
        max_length=2000,
        widget=TextArea(rows=3),
        error_messages={"required": _("Escriba el motivo de la devolución.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
