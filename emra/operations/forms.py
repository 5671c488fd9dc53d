"""Forms of the incidents: they validate; the actions do."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import day_field
from emra.lib.forms import TextArea
from emra.operations.models import IncidentNote, Kind, PersonalData, Severity

PICK = ("", _("Elija…"))
AS_IT_IS = ("", _("No cambia"))


def _words(label: Any, required: Any, most: int, rows: int = 4, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=TextArea(rows=rows),
        error_messages={"required": required},
        **options,
    )


def _choice(label: Any, choices: list[Any], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        error_messages={"required": _("Elija una opción.")},
        **options,
    )


class IncidentForm(forms.Form):
    """What somebody noticed."""

    what = _words(_("Qué pasó"), _("Escriba qué pasó."), 4000)
    kind = _choice(_("Qué daña"), [PICK, *Kind.choices])
    severity = _choice(_("Gravedad"), [PICK, *Severity.choices])
    affected = _words(
        _("Qué o a quiénes afecta"),
        _("Escriba qué o a quiénes afecta."),
        2000,
        rows=2,
        help_text=_("Por ejemplo: «páginas públicas», «cuenta P-1A2B3C». Sin nombres ni correos."),
    )
    personal_data = _choice(_("¿Hay datos personales afectados?"), [PICK, *PersonalData.choices])
    noticed_by = forms.CharField(
        label=_("Quién lo advirtió"),
        max_length=200,
        error_messages={"required": _("Escriba quién lo advirtió.")},
    )
    noticed_on = day_field(
        label=_("Desde qué día"),
        required=False,
        help_text=_("Vacío: desde ahora. La exportación empieza 24 horas antes."),
    )
    noticed_time = forms.TimeField(
        label=_("Desde qué hora"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Escriba la hora como 14:30.")},
    )

    def values(self) -> dict[str, Any]:
        """What the action takes: day and hour as one moment of Santiago."""
        found = dict(self.cleaned_data)
        on, at = found.pop("noticed_on"), found.pop("noticed_time")
        moment = timezone.make_aware(datetime.combine(on, at or time())) if on else None
        return {**found, "noticed_at": moment}


class NoteForm(forms.Form):
    """What was found or done since."""

    text = _words(_("Qué se hizo o se supo"), _("Escriba qué se hizo o se supo."), 4000)
    step = _choice(_("Qué es"), [PICK, *IncidentNote.Step.choices])
    severity = _choice(_("Gravedad desde ahora"), [AS_IT_IS, *Severity.choices], required=False)
    personal_data = _choice(
        _("Datos personales, desde ahora"), [AS_IT_IS, *PersonalData.choices], required=False
    )


class CloseForm(forms.Form):
    """What was learned."""

    lessons = _words(
        _("Qué se aprendió"),
        _("Para cerrarlo, escriba qué se aprendió."),
        4000,
        help_text=_("La causa, y qué cambia para que no se repita."),
    )
