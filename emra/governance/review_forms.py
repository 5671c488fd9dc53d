"""The form of a commission's review: it validates; the actions do."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emra.agreements.forms import PercentField, long_text, typed
from emra.agreements.models import Agreement
from emra.governance.models import CommissionReview, LineReview
from emra.governance.models.reviews import Light
from emra.governance.review_actions import Content, Verdict
from emra.lib import files
from emra.lib.errors import DomainError
from emra.lib.forms import TextArea
from emra.strategy.follow_up import FollowUp
from emra.strategy.models import LineOfAction, LineProgress

STATES = [("", _("Sin información")), *LineProgress.choices]
LIGHTS = [("", _("Sin opinión todavía")), *Light.choices]
LINE = ("state", "percent", "note", "link", "file", "drop")
VERDICT = ("light", "reason")


class ReviewForm(forms.Form):
    """Overall opinion, each line of action, each agreement the commission follows."""

    opinion = forms.CharField(
        label=_("Opinión general"),
        max_length=8000,
        required=False,
        widget=TextArea(rows=6),
        help_text=_("Obligatoria para firmar."),
    )
    light = forms.ChoiceField(label=_("Semáforo de la comisión"), choices=LIGHTS, required=False)
    light_reason = long_text(
        _("Motivo del semáforo"),
        max_length=2000,
        help_text=_("Obligatorio si no está en verde."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[LineOfAction],
        agreements: Sequence[Agreement],
        kept: dict[str, LineReview],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.lines, self.agreements, self.kept = lines, agreements, kept
        for line in lines:
            self._add_line(line.code)
        for agreement in agreements:
            self.fields[f"{agreement.code}-light"] = forms.ChoiceField(
                label=_("Semáforo"), choices=LIGHTS, required=False
            )
            self.fields[f"{agreement.code}-reason"] = long_text(
                _("Opinión"), max_length=2000, help_text=_("Obligatoria si no está en verde.")
            )

    def _add_line(self, code: str) -> None:
        fields: dict[str, forms.Field] = {
            "state": forms.ChoiceField(label=_("Estado"), choices=STATES, required=False),
            "percent": PercentField(label=_("Avance (%)")),
            "note": long_text(_("Nota"), max_length=2000),
            "link": forms.URLField(
                label=_("Enlace de respaldo"),
                max_length=500,
                required=False,
                assume_scheme="https",
            ),
            "file": forms.FileField(label=_("Archivo de respaldo"), required=False),
        }
        if code in self.kept and self.kept[code].sha256:
            fields["drop"] = forms.BooleanField(label=_("Quitar el archivo"), required=False)
        fields["percent"].short = True  # type: ignore[attr-defined]
        for name, made in fields.items():
            self.fields[f"{code}-{name}"] = made

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for line in self.lines:
            upload = values.get(f"{line.code}-file")
            if upload:
                try:
                    values[f"{line.code}-extension"] = files.check(upload)
                except DomainError as error:
                    self.add_error(f"{line.code}-file", str(error))
        if values.get("light") not in (None, "", Light.GREEN) and not values.get("light_reason"):
            self.add_error("light_reason", _("Explique por qué el semáforo no está en verde."))
        return values

    def content(self) -> Content:
        """What was typed; keeps the uploaded files."""
        values = self.cleaned_data
        return Content(
            opinion=values["opinion"],
            overall=Verdict(values["light"], values["light_reason"]),
            lines={line.code: self._told(line.code) for line in self.lines},
            agreements={
                row.code: Verdict(values[f"{row.code}-light"], values[f"{row.code}-reason"])
                for row in self.agreements
            },
        )

    def _told(self, code: str) -> FollowUp:
        values = self.cleaned_data
        upload, kept = values[f"{code}-file"], self.kept.get(code)
        sha256, extension = "", ""
        if upload:
            sha256, extension = files.store(upload), values[f"{code}-extension"]
        elif kept and not values.get(f"{code}-drop"):
            sha256, extension = kept.sha256, kept.extension
        return FollowUp(
            state=values[f"{code}-state"],
            percent=values[f"{code}-percent"],
            note=values[f"{code}-note"],
            link=values[f"{code}-link"],
            sha256=sha256,
            extension=extension,
        )

    def by_line(self) -> Iterator[tuple[LineOfAction, LineReview | None, list[Any]]]:
        """Each line with its fields, as the page shows them."""
        for line in self.lines:
            names = [f"{line.code}-{name}" for name in LINE]
            yield (
                line,
                self.kept.get(line.code),
                [self[name] for name in names if name in self.fields],
            )

    def by_agreement(self) -> Iterator[tuple[Agreement, list[Any]]]:
        for row in self.agreements:
            yield row, [self[f"{row.code}-{name}"] for name in VERDICT]

    @staticmethod
    def initial_of(row: CommissionReview | None) -> dict[str, Any]:
        if row is None:
            return {"version": 0}
        found: dict[str, Any] = {
            "opinion": row.opinion,
            "light": row.light,
            "light_reason": row.light_reason,
            "version": row.lock_version,
        }
        for part in row.lines.all():
            found[f"{part.line_id}-state"] = part.state
            found[f"{part.line_id}-percent"] = typed(part.percent)
            found[f"{part.line_id}-note"] = part.note
            found[f"{part.line_id}-link"] = part.link
        for opinion in row.opinions.all():
            found[f"{opinion.agreement_id}-light"] = opinion.light
            found[f"{opinion.agreement_id}-reason"] = opinion.reason
        return found


class SignForm(forms.Form):
    """The signature; `version` is the draft that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label=_("La leí completa: una vez firmada no se puede cambiar"),
        error_messages={"required": _("Marque que la leyó completa antes de firmar.")},
    )


class CorrectForm(forms.Form):
    """Why a signed review is corrected."""

    reason = forms.CharField(
        label=_("Motivo de la corrección"),
        max_length=2000,
        widget=TextArea(rows=3),
        help_text=_("Se publica con la versión nueva; la firmada queda como está."),
        error_messages={"required": _("Explique por qué se corrige la revisión firmada.")},
    )
