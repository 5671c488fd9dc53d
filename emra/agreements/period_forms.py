"""Forms of the cortes' desk."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import day_field, long_text
from emra.agreements.models import Period
from emra.lib.forms import TextArea


class PeriodForm(forms.Form):
    """A new corte."""

    code = forms.CharField(
        label=_("Código"), max_length=12, help_text=_("Año y trimestre, por ejemplo 2026-T2.")
    )
    cutoff_on = day_field(label=_("Fecha de corte"))
    due_on = day_field(label=_("Plazo de ingreso"), required=False)


class PublishForm(forms.Form):
    """The confirmation of a publication; a new edition needs its reason."""

    reason = long_text(
        _("Motivo de la nueva edición"),
        max_length=2000,
        help_text=_("Solo para publicar de nuevo un corte ya publicado."),
    )
    confirmed = forms.BooleanField(
        label=_("Revisé los cambios: lo publicado no se puede borrar"),
        error_messages={"required": _("Marque que revisó los cambios antes de publicar.")},
    )


class DatesForm(forms.Form):
    """The dates of an open corte, corrected."""

    cutoff_on = day_field(label=_("Fecha de corte"))
    due_on = day_field(label=_("Plazo de ingreso"), required=False)
    reason = forms.CharField(
        label=_("Motivo de la corrección"),
        max_length=1000,
        widget=TextArea(rows=2),
        help_text=_("Queda en la bitácora pública."),
        error_messages={"required": _("Escriba por qué se corrigen.")},
    )

    @staticmethod
    def initial_of(period: Period) -> dict[str, date | None]:
        return {"cutoff_on": period.cutoff_on, "due_on": period.due_on}


class DiscardForm(forms.Form):
    """Why a corte that was opened by mistake is removed."""

    reason = forms.CharField(
        label=_("Motivo"),
        max_length=1000,
        widget=TextArea(rows=2),
        help_text=_("Queda en la bitácora pública."),
        error_messages={"required": _("Escriba por qué se descarta.")},
    )
