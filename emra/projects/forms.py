"""Forms of the projects' desk that are about no part: the list, a new one, an entry's words."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import day_field
from emra.ledger.four_eyes import State
from emra.lib.forms import TextArea
from emra.projects.actions import next_code
from emra.projects.models import Project, Track
from emra.projects.tracks import MECHANISM

PICK = ("", _("Elija…"))


class ChosenForm(forms.Form):
    """What the list of projects is asked for, in the address."""

    ver = forms.ChoiceField(
        label=_("Ver"),
        required=False,
        choices=[
            ("", _("Proyectos e iniciativas")),
            ("proyectos", _("Solo proyectos")),
            ("iniciativas", _("Solo iniciativas")),
        ],
    )
    seguimiento = forms.ChoiceField(
        label=_("Seguimiento en curso"),
        required=False,
        choices=[
            ("", _("Cualquiera")),
            *((value, label) for value, label in State.choices if value != State.APPROVED),
            ("ninguno", _("Ninguno")),
        ],
    )

    def chosen(self) -> dict[str, str]:
        values = getattr(self, "cleaned_data", {})
        return {"only": values.get("ver", ""), "state": values.get("seguimiento", "")}


class EntryForm(forms.Form):
    """What happened, and on which day it stood so."""

    on = day_field(
        label=_("Fecha de lo informado"),
        help_text=_("El día en que las cosas estaban así: hoy o antes."),
    )
    text = forms.CharField(
        label=_("Qué pasó"),
        max_length=4000,
        required=False,
        widget=TextArea(rows=4),
        help_text=_("Se publica cuando el seguimiento se aprueba."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"on": timezone.localdate(), **options.get("initial", {})}
        super().__init__(*args, **options)
        self.fields["on"].error_messages["required"] = _("Escriba la fecha de lo que informa.")


class ProjectForm(EntryForm):
    """A new strategic project, with its first entry."""

    field_order = ("parent", "track", "name", "code", "on", "text")
    name = forms.CharField(
        label=_("Nombre"), max_length=200, error_messages={"required": _("Escriba el nombre.")}
    )
    code = forms.CharField(
        label=_("Código"),
        max_length=10,
        help_text=_("El siguiente libre; cámbielo si la región usa otro."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("code", next_code(self.initial.get("parent", "")))
        self.fields["code"].required = False


class InitiativeForm(ProjectForm):
    """A new initiative of the mechanism, by one of its two tracks."""

    parent = forms.ChoiceField(label=_("Iniciativa de"))
    track = forms.ChoiceField(
        label=_("Vía"),
        choices=Track.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Elija por qué vía va la iniciativa.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options["initial"] = {"parent": MECHANISM, "code": "", **options.get("initial", {})}
        super().__init__(*args, **options)
        rows = Project.objects.filter(parent=None).values_list("code", flat=True)
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, code) for code in sorted(rows)]
        self.fields["code"].help_text = _("En blanco, el siguiente libre: %(code)s.") % {
            "code": next_code(str(self.initial["parent"]))
        }


class SectorForm(forms.Form):
    """A sector that is not in the list."""

    name = forms.CharField(
        label=_("Nombre"),
        max_length=80,
        help_text=_("Se publica con los proyectos que son de él."),
        error_messages={"required": _("Escriba el nombre del sector.")},
    )


class FileForm(forms.Form):
    """A file that backs an entry."""

    title = forms.CharField(
        label=_("Qué es"),
        max_length=200,
        error_messages={"required": _("Diga qué es, en pocas palabras.")},
    )
    file = forms.FileField(
        label=_("Archivo"),
        help_text=_("pdf, png, jpg, xlsx, docx o csv."),
        error_messages={"required": _("Elija un archivo.")},
    )


class LinkForm(forms.Form):
    """A public address that backs an entry."""

    title = forms.CharField(
        label=_("Qué es"),
        max_length=200,
        error_messages={"required": _("Diga qué es, en pocas palabras.")},
    )
    url = forms.URLField(
        label=_("Enlace"),
        max_length=500,
        assume_scheme="https",
        error_messages={
            "required": _("Escriba el enlace."),
            "invalid": _("Escriba el enlace completo, con https://."),
        },
    )
