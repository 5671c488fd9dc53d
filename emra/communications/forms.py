"""Forms of the communication desk: they validate; the actions do."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import day_field, long_text
from emra.agreements.models import ALL, Agreement, Dimension, Publication
from emra.communications import months
from emra.communications.actions import Draft
from emra.communications.models import (
    Campaign,
    Channel,
    ContentItem,
    ContentKind,
    Format,
    Pillar,
    Theme,
)
from emra.communications.plan_actions import Limits
from emra.lib.errors import DomainError
from emra.lib.forms import TextArea
from emra.strategy.models import Objective

NONE = ("", _("Ninguno"))


class BlamingForm(forms.Form):
    """A form that shows an action's refusal at its field."""

    def blame(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, str(error))


def within_strategy(day: date | None) -> date | None:
    """A day the strategy covers: a year typed wrong is caught."""
    if day and not months.FIRST_YEAR <= day.year <= months.LAST_YEAR:
        raise forms.ValidationError(
            _("El año debe estar entre %(first)s y %(last)s.")
            % {"first": months.FIRST_YEAR, "last": months.LAST_YEAR}
        )
    return day


class ItemForm(BlamingForm):
    """What is written of a piece."""

    title = forms.CharField(
        label=_("Título"),
        max_length=200,
        error_messages={"required": _("Escriba el título.")},
    )
    scheduled_on = day_field(
        label=_("Fecha"), required=False, help_text=_("Solo una idea puede no tenerla.")
    )
    channel = forms.ChoiceField(label=_("Canal"))
    format = forms.ChoiceField(
        label=_("Formato"), required=False, help_text=_("Lo que cuenta para la cuota del mes.")
    )
    kind = forms.ChoiceField(label=_("Contenido"))
    objective = forms.ChoiceField(label=_("Objetivo"), required=False)
    campaign = forms.ChoiceField(label=_("Campaña"), required=False)
    pillar = forms.ChoiceField(label=_("Pilar"), required=False)
    body = long_text(
        _("Texto"), max_length=4000, help_text=_("No se publica aquí: es el borrador de la pieza.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        formats = Format.objects.select_related("channel")
        choices: dict[str, list[Any]] = {
            "channel": list(Channel.objects.values_list("code", "name")),
            "format": [
                NONE,
                *((row.code, f"{row.name} ({row.channel.name})") for row in formats),
            ],
            "kind": list(ContentKind.objects.values_list("code", "name")),
            "objective": [NONE, *objective_choices()],
            "campaign": [NONE, *((str(row.number), row.name) for row in Campaign.objects.all())],
            "pillar": [NONE, *Pillar.objects.values_list("code", "name")],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]

    def clean_scheduled_on(self) -> date | None:
        return within_strategy(self.cleaned_data["scheduled_on"])

    def draft(self) -> Draft:
        values = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        values["campaign"] = int(values["campaign"]) if values["campaign"] else None
        return Draft(**values)

    @staticmethod
    def initial_of(row: ContentItem) -> dict[str, Any]:
        return {
            "title": row.title,
            "scheduled_on": row.scheduled_on,
            "channel": row.channel_id,
            "format": row.format_id or "",
            "kind": row.kind_id,
            "objective": row.objective_id or "",
            "campaign": str(row.campaign_id or ""),
            "pillar": row.pillar_id or "",
            "body": row.body,
            "version": row.lock_version,
        }


class MoveForm(BlamingForm):
    """A piece and the day it is put on."""

    item = forms.ChoiceField(label=_("Pieza"))
    to = day_field(label=_("Nuevo día"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["item"].choices = items  # type: ignore[attr-defined]
        self.fields["item"].error_messages["invalid_choice"] = _("Esa pieza no se puede mover.")

    def clean_to(self) -> date | None:
        return within_strategy(self.cleaned_data["to"])


class QuoteForm(BlamingForm):
    """A figure of a publication that a piece quotes."""

    publication = forms.ChoiceField(label=_("Publicación"))
    figure = forms.ChoiceField(label=_("Cifra"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = Publication.objects.select_related("period").order_by("-period", "-edition")
        self.fields["publication"].choices = [  # type: ignore[attr-defined]
            (f"{row.period.code}/{row.edition}", f"{row.period.code}, edición {row.edition}")
            for row in rows
        ]
        agreements = Agreement.objects.values_list("code", "title")
        self.fields["figure"].choices = [  # type: ignore[attr-defined]
            *(
                (code, f"{code} {title or _('no enumerado en la fuente')}")
                for code, title in agreements
            ),
            *((code, _("Promedio %(name)s") % {"name": name}) for code, name in _dimensions()),
            (ALL, _("Promedio de los 19")),
        ]


class ReasonForm(BlamingForm):
    """Why a piece is sent back."""

    reason = forms.CharField(
        label=_("Motivo de la devolución"),
        max_length=2000,
        widget=TextArea(rows=3),
        error_messages={"required": _("Escriba el motivo de la devolución.")},
    )


class PublishForm(BlamingForm):
    """Where and when an approved piece went out."""

    link = forms.CharField(
        label=_("Dirección"),
        max_length=500,
        help_text=_("Donde se puede ver, con https://."),
        error_messages={"required": _("Escriba la dirección donde se publicó.")},
    )
    published_on = day_field(label=_("Publicada el"))

    def clean_published_on(self) -> date | None:
        return within_strategy(self.cleaned_data["published_on"])


class CountField(forms.IntegerField):
    """A count of people: whole, not negative, points between thousands allowed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            min_value=0,
            max_value=10**12,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={
                "invalid": _("Escriba un número entero, por ejemplo 1.250."),
                "min_value": _("No puede ser negativo."),
            },
            **options,
        )

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        groups = text.split(".")
        if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
            text = "".join(groups)
        return super().to_python(text)


class MeasureForm(BlamingForm):
    """What a published piece reached."""

    reach = CountField(label=_("Alcance (personas)"))
    interactions = CountField(label=_("Interacciones"))
    measured_on = day_field(label=_("Medida el"))


class CampaignForm(BlamingForm):
    """When a campaign runs and what it is about."""

    starts_on = day_field(label=_("Empieza"), required=False)
    ends_on = day_field(label=_("Termina"), required=False)
    about = forms.ChoiceField(
        label=_("Trata de"), required=False, help_text=_("Un objetivo o un tema del plan.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = Theme.objects.filter(objective=None).values_list("code", "name")
        self.fields["about"].choices = [  # type: ignore[attr-defined]
            NONE,
            *((f"objective:{code}", title) for code, title in objective_choices()),
            *((f"theme:{code}", name) for code, name in themes),
        ]

    def clean_starts_on(self) -> date | None:
        return within_strategy(self.cleaned_data["starts_on"])

    def clean_ends_on(self) -> date | None:
        return within_strategy(self.cleaned_data["ends_on"])

    def linked(self) -> dict[str, str]:
        scope, _colon, code = self.cleaned_data["about"].partition(":")
        return {
            "objective": code if scope == "objective" else "",
            "theme": code if scope == "theme" else "",
        }

    def blame(self, error: DomainError) -> None:
        if error.field in ("objective", "theme"):
            error.field = "about"
        super().blame(error)


class QuotaForm(BlamingForm):
    """A new version of the quotas: at least and at most per format, kind and objective."""

    valid_from = forms.CharField(
        label=_("Rige desde el mes"),
        max_length=10,
        help_text=_("Como 2026-12; no puede ser un mes que ya terminó."),
    )
    reason = forms.CharField(
        label=_("Motivo"),
        max_length=1000,
        widget=TextArea(rows=2),
        help_text=_("Se publica junto a la cuota."),
        error_messages={"required": _("Explique por qué cambian las cuotas.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows: list[tuple[str, str, str]] = [
            *(("format", *row) for row in Format.objects.values_list("code", "name")),
            *(("kind", *row) for row in ContentKind.objects.values_list("code", "name")),
            *(("objective", *row) for row in objective_choices()),
        ]
        for scope, code, name in self.rows:
            for end, label in (("min", _("mínimo")), ("max", _("máximo"))):
                self.fields[f"{scope}-{code}-{end}"] = forms.IntegerField(
                    label=f"{name}, {label}",
                    min_value=0,
                    max_value=999,
                    required=False,
                    error_messages={
                        "invalid": _("Escriba un número entero."),
                        "min_value": _("Una cuota no puede ser negativa."),
                    },
                )

    @property
    def lines(self) -> list[tuple[str, Any, Any]]:
        """What the page writes as a table: name, minimum, maximum."""
        return [
            (name, self[f"{scope}-{code}-min"], self[f"{scope}-{code}-max"])
            for scope, code, name in self.rows
        ]

    def clean_valid_from(self) -> date:
        try:
            return months.parse(self.cleaned_data["valid_from"])
        except months.NotAMonth as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for scope, code, _name in self.rows:
            low, high = (values.get(f"{scope}-{code}-{end}") for end in ("min", "max"))
            least = f"{scope}-{code}-min"
            if low is None and high is not None and least not in self.errors:
                self.add_error(least, _("Escriba también el mínimo."))
        return values

    def limits(self) -> list[Limits]:
        values = self.cleaned_data
        return [
            Limits((scope, code), values[f"{scope}-{code}-min"], values[f"{scope}-{code}-max"])
            for scope, code, _name in self.rows
            if values[f"{scope}-{code}-min"] is not None
        ]

    def blame(self, error: DomainError) -> None:
        if f"{error.field}-max" in self.fields:
            error.field = f"{error.field}-max"
        super().blame(error)


class ImportForm(forms.Form):
    """A spreadsheet of pieces."""

    file = forms.FileField(
        label=_("Planilla"),
        help_text=_("xlsx, xls, ods o csv, hasta 10 MB y 1.000 piezas."),
        error_messages={
            "required": _("Elija la planilla que quiere importar."),
            "empty": _("El archivo está vacío."),
        },
    )


def objective_choices() -> list[tuple[str, str]]:
    return [(row.code, f"{row.code} {row.title}") for row in Objective.objects.all()]


def _dimensions() -> list[tuple[str, str]]:
    return list(Dimension.objects.values_list("code", "name"))
