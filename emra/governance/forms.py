"""Forms of governance: they validate; the actions do."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emra.accounts.models import Role, User
from emra.agreements.forms import day_field
from emra.agreements.models import Agreement
from emra.governance.body_actions import Seat
from emra.governance.commitment_queries import Chosen
from emra.governance.meeting_actions import Call
from emra.governance.models import Body, Commitment, Meeting, Membership, Organisation
from emra.lib import subjects
from emra.lib.forms import TextArea

PICK = ("", _("Elija…"))
EVERYTHING = ("", _("Todas"))
EVERYONE = ("", _("Todos"))


class ChosenForm(forms.Form):
    """What the list of commitments is asked for, in the address."""

    instancia = forms.ChoiceField(label=_("Instancia"), required=False)
    responsable = forms.ChoiceField(label=_("Responsable"), required=False)
    estado = forms.ChoiceField(label=_("Estado"), required=False)
    atrasados = forms.BooleanField(label=_("Solo atrasados"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices: dict[str, list[Any]] = {
            "instancia": [EVERYTHING, *Body.objects.values_list("code", "name")],
            "responsable": [EVERYTHING, *Organisation.objects.values_list("code", "name")],
            "estado": [EVERYONE, *Commitment.State.choices],
        }
        for name, values in choices.items():
            _choose(self, name, values)

    def chosen(self) -> Chosen:
        values = getattr(self, "cleaned_data", {})
        return Chosen(
            body=values.get("instancia", ""),
            owner=values.get("responsable", ""),
            state=values.get("estado", ""),
            late=values.get("atrasados", False),
        )

    def asked(self) -> dict[str, str]:
        """The address's own words for what was chosen."""
        values = getattr(self, "cleaned_data", {})
        return {name: "1" if value is True else value for name, value in values.items() if value}


class OrganisationForm(forms.Form):
    """An organisation that is not in the list."""

    name = forms.CharField(
        label=_("Nombre"),
        max_length=160,
        help_text=_("Como se escribe en sus documentos. Se publica."),
        error_messages={"required": _("Escriba el nombre de la organización.")},
    )


class SeatForm(forms.Form):
    """A member of a body."""

    organisation = forms.ChoiceField(
        label=_("Organización"),
        help_text=_("Se publica. Si no está, agréguela en «Organizaciones»."),
    )
    office = forms.CharField(
        label=_("Cargo"), max_length=120, required=False, help_text=_("Se publica.")
    )
    person = forms.CharField(
        label=_("Nombre de la persona"),
        max_length=120,
        required=False,
        help_text=_("No se publica, salvo que la persona lo acepte."),
    )
    name_public = forms.BooleanField(
        label=_("La persona aceptó que se publique su nombre"), required=False
    )
    from_on = day_field(label=_("Desde"), required=False)
    until_on = day_field(
        label=_("Hasta"), required=False, help_text=_("Vacío mientras dure su período.")
    )
    username = forms.ChoiceField(
        label=_("Cuenta"),
        required=False,
        help_text=_("Con ella lee su instancia y actualiza los compromisos de su organización."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "organisation", [PICK, *Organisation.objects.values_list("code", "name")])
        members = User.objects.filter(role=Role.MEMBER, is_active=True).order_by("username")
        _choose(
            self,
            "username",
            [("", _("Sin cuenta")), *((row.username, str(row.username)) for row in members)],
        )
        self.fields["organisation"].error_messages["required"] = _("Elija una organización.")

    def seat(self) -> Seat:
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return Seat(**values)

    @staticmethod
    def initial_of(row: Membership) -> dict[str, Any]:
        return {
            "organisation": row.organisation_id,
            "office": row.office,
            "person": row.person,
            "name_public": row.name_public,
            "from_on": row.from_on,
            "until_on": row.until_on,
            "username": row.user.username if row.user else "",
            "version": row.lock_version,
        }


class FollowForm(forms.Form):
    """The agreements that a body follows."""

    agreements = forms.MultipleChoiceField(
        label=_("Acuerdos que sigue"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Agreement.objects.values_list("code", "title")
        unnamed = _("no enumerado en la fuente")
        found = [(code, f"{code} {title or unnamed}") for code, title in rows]
        _choose(self, "agreements", found)


class MeetingForm(forms.Form):
    """What is announced of a session."""

    day = day_field(label=_("Día"))
    hour = forms.TimeField(
        label=_("Hora"),
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Escriba la hora como 15:30.")},
        help_text=_("Hora de Santiago."),
    )
    place = forms.CharField(
        label=_("Lugar"), max_length=200, required=False, help_text=_("Se publica al convocar.")
    )
    link = forms.CharField(
        label=_("Enlace para conectarse"),
        max_length=500,
        required=False,
        help_text=_("Con https://. No se publica: lo ven los integrantes."),
    )
    quorum_needed = forms.IntegerField(
        label=_("Quórum"),
        required=False,
        min_value=1,
        max_value=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Cuántos integrantes deben estar. Vacío si no hay uno fijado."),
        error_messages={
            "invalid": _("Escriba un número entero."),
            "min_value": _("El quórum es de una persona o más."),
        },
    )
    agenda = forms.CharField(
        label=_("Tabla"),
        max_length=8000,
        widget=TextArea(rows=6),
        help_text=_("Un punto por línea. Se publica al convocar."),
        error_messages={"required": _("Escriba la tabla: un punto por línea.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def call(self) -> Call:
        values = self.cleaned_data
        return Call(
            at=timezone.make_aware(datetime.combine(values["day"], values["hour"])),
            agenda=values["agenda"].splitlines(),
            place=values["place"],
            link=values["link"],
            quorum_needed=values["quorum_needed"],
        )

    @staticmethod
    def initial_of(row: Meeting) -> dict[str, Any]:
        at = timezone.localtime(row.at)
        return {
            "day": at.date(),
            "hour": at.time(),
            "place": row.place,
            "link": row.link,
            "quorum_needed": row.quorum_needed,
            "agenda": "\n".join(item.title for item in row.agenda.all()),
            "version": row.lock_version,
        }


class AttendanceForm(forms.Form):
    """Who came to a session."""

    present = forms.MultipleChoiceField(
        label=_("Integrantes presentes"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Quien no se marca queda como ausente."),
    )
    guests = forms.MultipleChoiceField(
        label=_("Organizaciones invitadas"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seats: Sequence[Membership], **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(
            self,
            "present",
            [
                (
                    str(row.pk),
                    ", ".join(filter(None, (row.organisation.name, row.office, row.person))),
                )
                for row in seats
            ],
        )
        inside = {row.organisation_id for row in seats}
        others = Organisation.objects.exclude(pk__in=inside).values_list("code", "name")
        _choose(self, "guests", list(others))

    def came(self) -> frozenset[int]:
        return frozenset(int(pk) for pk in self.cleaned_data["present"])

    @staticmethod
    def initial_of(row: Meeting) -> dict[str, Any]:
        found = row.attendances.filter(present=True)
        return {
            "present": [str(each.membership_id) for each in found if each.membership_id],
            "guests": [each.organisation_id for each in found if each.organisation_id],
        }


class MinutesForm(forms.Form):
    """The text of the minutes, and the signed document."""

    text = forms.CharField(
        label=_("Acta"),
        max_length=20000,
        required=False,
        strip=True,
        widget=TextArea(rows=24),
        help_text=_("Se publica al aprobarse: no escriba datos personales."),
    )
    file = forms.FileField(
        label=_("Acta firmada"),
        required=False,
        help_text=_("PDF de hasta 10 MB. Se publica con el acta."),
        error_messages={"empty": _("El archivo está vacío.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


class ReasonForm(forms.Form):
    """Why: of a return, a cancellation, a withdrawal."""

    reason = forms.CharField(
        label=_("Motivo"),
        max_length=500,
        widget=TextArea(rows=3),
        error_messages={"required": _("Escriba el motivo.")},
    )


class PromiseForm(forms.Form):
    """A decision: what, who owes it, until when, what it is about."""

    body = forms.ChoiceField(label=_("Instancia"))
    text = forms.CharField(
        label=_("Qué se hará"),
        max_length=1000,
        widget=TextArea(rows=3),
        help_text=_("Una acción que se pueda comprobar. Se publica."),
        error_messages={"required": _("Escriba qué se hará.")},
    )
    owner = forms.ChoiceField(
        label=_("Organización responsable"),
        error_messages={"required": _("Elija quién lo debe.")},
    )
    due_on = day_field(label=_("Plazo"))
    subject = forms.ChoiceField(
        label=_("Sobre qué"),
        required=False,
        help_text=_("El acuerdo, la línea o la meta que debería moverse."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose(self, "body", list(Body.objects.values_list("code", "name")))
        _choose(self, "owner", [PICK, *Organisation.objects.values_list("code", "name")])
        groups = [
            (
                str(kind.label),
                [(row.key, f"{row.code} {row.title}"[:110]) for row in kind.everything()],
            )
            for kind in subjects.kinds()
        ]
        nothing = ("", _("De la gestión, sin una cifra que seguir"))
        _choose(self, "subject", [nothing, *(group for group in groups if group[1])])


class NoteForm(forms.Form):
    """How a commitment goes."""

    text = forms.CharField(
        label=_("Qué se ha hecho"),
        max_length=1000,
        widget=TextArea(rows=3),
        help_text=_("Se publica en la historia del compromiso."),
        error_messages={"required": _("Escriba qué se ha hecho.")},
    )


class PostponeForm(forms.Form):
    """A later deadline and why."""

    due_on = day_field(label=_("Plazo nuevo"))
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=1000,
        widget=TextArea(rows=3),
        help_text=_("Se publica junto al plazo anterior."),
        error_messages={"required": _("Escriba por qué se posterga.")},
    )


class DoneForm(forms.Form):
    """What shows that a commitment was met."""

    evidence_link = forms.CharField(
        label=_("Enlace de la evidencia"),
        max_length=500,
        required=False,
        help_text=_("Donde cualquiera pueda verla, con https://."),
    )
    file = forms.FileField(
        label=_("O un archivo"),
        required=False,
        help_text=_("pdf, png, jpg, xlsx, docx o csv, de hasta 10 MB. Se publica."),
        error_messages={"empty": _("El archivo está vacío.")},
    )
    note = forms.CharField(
        label=_("Qué se hizo"),
        max_length=1000,
        required=False,
        widget=TextArea(rows=2),
    )


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    field.choices = choices  # type: ignore[attr-defined]
    field.error_messages["invalid_choice"] = _("«%(value)s» no está en la lista.")
