"""Forms of citizens and of the desk: they validate; the actions do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import day_field
from emra.governance.models import Body, Organisation
from emra.lib.forms import TextArea
from emra.oversight import citizen_actions
from emra.oversight.citizen_actions import Draft
from emra.oversight.models import OFFERED

MOST = 4000


def _words(label: Any, required: Any, rows: int = 8, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        widget=TextArea(rows=rows),
        error_messages={
            "required": required,
            "max_length": _("Tiene %(show_value)d caracteres y caben %(limit_value)d: acórtela."),
        },
        **options,
    )


class ObservationForm(forms.Form):
    """What somebody observes."""

    subject = forms.ChoiceField(
        label=_("Sobre qué es"),
        error_messages={
            "required": _("Elija de qué trata su observación."),
            "invalid_choice": _("Elija de la lista de qué trata su observación."),
        },
    )
    text = _words(
        _("Su observación"),
        _("Escriba su observación."),
        max_length=MOST,
        help_text=_(
            "Se publica después de que la Secretaría Técnica la lea. No ponga en ella datos "
            "personales suyos ni de otras personas."
        ),
    )
    link = forms.CharField(
        label=_("Enlace que la respalda"),
        max_length=500,
        required=False,
        help_text=_("Una dirección completa, que empiece con https://."),
    )
    file = forms.FileField(
        label=_("Archivo que la respalda"),
        required=False,
        help_text=_(
            "pdf, png, jpg, xlsx, docx o csv, hasta 10 MB. Un archivo puede llevar dentro el "
            "nombre de quien lo hizo o el lugar de una foto."
        ),
        error_messages={"empty": _("El archivo está vacío.")},
    )
    name = forms.CharField(
        label=_("Su nombre"),
        max_length=120,
        required=False,
        help_text=_("No hace falta para recibir respuesta."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    name_public = forms.BooleanField(
        label=_("Publicar mi nombre junto a la observación"), required=False
    )
    email = forms.EmailField(
        label=_("Su correo"),
        max_length=254,
        required=False,
        help_text=_("Solo si quiere recibir la respuesta por correo. Nunca se publica."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Escriba un correo como nombre@ejemplo.cl, o déjelo vacío.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            ("", _("Elija una opción")),
            *(
                (
                    kind.label,
                    [(row.key, f"{row.code} · {row.title}"[:120]) for row in kind.everything()],
                )
                for kind in citizen_actions.kinds()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("name_public") and not values.get("name") and "name" not in self.errors:
            self.add_error("name", _("Escriba el nombre que quiere que se publique."))
        return values

    def draft(self) -> Draft:
        return Draft(**{name: self.cleaned_data[name] for name in Draft.__dataclass_fields__})


class ReplyForm(forms.Form):
    """What somebody replies to an answer."""

    text = _words(
        _("Su réplica"),
        _("Escriba su réplica."),
        rows=5,
        max_length=MOST,
        help_text=_("Se admite una. Se publica después de que la Secretaría Técnica la lea."),
    )


class EraseForm(forms.Form):
    """That somebody wants their data erased, and knows it is for good."""

    sure = forms.BooleanField(
        label=_("Entiendo que lo borrado no se puede recuperar"),
        error_messages={"required": _("Marque que lo entiende para borrar sus datos.")},
    )


# -- the desk --------------------------------------------------------------------------------


class VersionedForm(forms.Form):
    """A form about an observation as its page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NoteField(forms.CharField):
    """A note that stays in the desk."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Nota interna"),
            required=False,
            max_length=2000,
            widget=TextArea(rows=2),
            help_text=_("Solo la lee la Secretaría Técnica."),
        )


class PublishForm(VersionedForm):
    """That a text is shown to everybody."""

    evidence = forms.BooleanField(
        label=_("Publicar también el respaldo"),
        required=False,
        help_text=_("Ábralo antes: puede mostrar a personas o llevar sus datos dentro."),
    )
    note = NoteField()


class PublishReplyForm(VersionedForm):
    """That a reply is shown to everybody."""

    note = NoteField()


class PrivateForm(VersionedForm):
    """Why a text is not shown."""

    reason = forms.ChoiceField(
        label=_("Motivo de la reserva"),
        choices=[("", _("Elija el motivo")), *OFFERED],
        error_messages={"required": _("Elija el motivo de la reserva.")},
    )
    note = NoteField()


class ExtendForm(VersionedForm):
    """Why the answer takes longer."""

    reason = _words(
        _("Motivo de la prórroga"),
        _("Escriba el motivo de la prórroga."),
        rows=3,
        max_length=1000,
        help_text=_("Se publica, y se avisa a quien dejó su correo."),
    )


class AnswerForm(VersionedForm):
    """An official answer."""

    text = _words(_("Respuesta"), _("Escriba la respuesta."), max_length=8000)
    office = forms.CharField(
        label=_("Oficina que responde"),
        max_length=120,
        error_messages={"required": _("Escriba la oficina que responde.")},
    )


class TakeUpForm(VersionedForm):
    """The body that takes an observation up."""

    body = forms.ChoiceField(
        label=_("Comisión o instancia"),
        error_messages={"required": _("Elija una instancia de la lista.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            ("", _("Elija una instancia")),
            *Body.objects.values_list("code", "name"),
        ]


class CommitForm(VersionedForm):
    """What is to be done about an observation, by whom, until when."""

    text = _words(_("Qué se hará"), _("Escriba qué se hará."), rows=3, max_length=1000)
    owner = forms.ChoiceField(
        label=_("Organización responsable"),
        error_messages={"required": _("Elija la organización responsable.")},
    )
    due_on = day_field(label=_("Plazo"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["due_on"].error_messages["required"] = _("Escriba el plazo.")
        self.fields["owner"].choices = [  # type: ignore[attr-defined]
            ("", _("Elija una organización")),
            *Organisation.objects.values_list("code", "name"),
        ]
