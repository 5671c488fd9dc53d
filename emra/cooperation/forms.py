"""Forms of cooperation's public pages: they validate what an address asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.cooperation import instrument_queries
from emra.cooperation.instrument_queries import Asked
from emra.cooperation.models import PromotionInstrument


class AskedForm(forms.Form):
    """What the list of instruments is asked for, in the address."""

    grupo = forms.ChoiceField(label=_("Grupo"), required=False)
    area = forms.ChoiceField(label=_("Área"), required=False)
    institucion = forms.ChoiceField(label=_("Institución"), required=False)
    texto = forms.CharField(label=_("Palabras del nombre"), max_length=80, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: dict[str, list[Any]] = {
            "grupo": [("", _("Todos")), *PromotionInstrument.Group.choices],
            "area": [("", _("Todas")), *_same(instrument_queries.areas())],
            "institucion": [("", _("Todas")), *_same(instrument_queries.institutions())],
        }
        for name, values in choices.items():
            field = self.fields[name]
            field.choices = values  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _("«%(value)s» no está en la lista.")

    def chosen(self) -> Asked:
        values = getattr(self, "cleaned_data", {})
        return Asked(
            group=values.get("grupo", ""),
            area=values.get("area", ""),
            institution=values.get("institucion", ""),
            text=values.get("texto", ""),
        )

    def asked(self) -> dict[str, str]:
        """The address's own words for what was chosen."""
        values = getattr(self, "cleaned_data", {})
        return {name: value for name, value in values.items() if value}


def _same(texts: list[str]) -> list[tuple[str, str]]:
    return [(text, text) for text in texts]
