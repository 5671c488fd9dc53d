"""What the portfolio is asked for, in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.lib import communes
from emra.projects.models import FundingLine, Sector, Stage, Track
from emra.projects.models.parts import Rate
from emra.projects.portfolio import Chosen
from emra.projects.readmodel import INITIATIVE, PROJECT

ALL = ("", _("Todas"))
EVERY = ("", _("Todos"))
LEVELS = ((PROJECT, _("Proyectos estratégicos")), (INITIATIVE, _("Iniciativas")))


class ChosenForm(forms.Form):
    """Filters of the portfolio; the address has their Spanish names."""

    que = forms.ChoiceField(label=_("Qué"), required=False, choices=[EVERY, *LEVELS])
    via = forms.ChoiceField(label=_("Vía"), required=False, choices=[ALL, *Track.choices])
    etapa = forms.ChoiceField(label=_("Etapa"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    comuna = forms.ChoiceField(label=_("Comuna"), required=False)
    fuente = forms.ChoiceField(
        label=_("Fuente del dinero"), required=False, choices=[ALL, *FundingLine.Source.choices]
    )
    rate = forms.ChoiceField(label=_("Estado RATE"), required=False, choices=[EVERY, *Rate.choices])
    atrasados = forms.BooleanField(label=_("Solo atrasados"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        stages = [
            (row.code, f"{row.get_track_display()}, {row.order}. {row.name}")
            for row in Stage.objects.all()
        ]
        for name, choices in (
            ("etapa", [ALL, *stages]),
            ("sector", [EVERY, *Sector.objects.values_list("code", "name")]),
            ("comuna", [ALL, *communes.choices()]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("«%(value)s» no está en la lista.")

    def chosen(self) -> Chosen:
        values = getattr(self, "cleaned_data", {})
        return Chosen(
            level=values.get("que", ""),
            track=values.get("via", ""),
            stage=values.get("etapa", ""),
            sector=values.get("sector", ""),
            commune=values.get("comuna", ""),
            source=values.get("fuente", ""),
            rate=values.get("rate", ""),
            late=values.get("atrasados", False),
        )

    def asked(self) -> dict[str, str]:
        """The address's own words for what was chosen."""
        values = getattr(self, "cleaned_data", {})
        return {name: "1" if value is True else value for name, value in values.items() if value}
