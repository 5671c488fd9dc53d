"""Example values for the gallery of components; the page says that they are examples."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from emra.agreements.readmodel import AgreementFigure, DimensionFigure
from emra.dashboard import chart_samples, preferences
from emra.lib.forms import TextArea
from emra.lib.svg import ExpectedPath, GridCell, GridRow, Share
from emra.sources.queries import CitationView

# The classes of the type scale, largest first.
TYPE_SCALE = ("step3", "step2", "step1", "step0", "small")
PATH = ExpectedPath(date(2023, 1, 1), date(2030, 12, 31))


class _Mark:
    """A corte of an example history."""

    def __init__(self, first: date, last: date, percent: int | None, carried: str = "") -> None:
        self.first, self.last, self.carried_from = first, last, carried
        self.percent = None if percent is None else Decimal(percent)


class SampleForm(forms.Form):
    """One field of each kind."""

    percent = forms.CharField(
        label="Porcentaje", help_text="De 0 a 100, con coma para los decimales."
    )
    absence = forms.ChoiceField(
        label="Si no hay cifra",
        required=False,
        choices=(("", "Hay cifra"), ("NO_DATA", "Sin dato"), ("NOT_APPLICABLE", "No aplica")),
    )
    kind = forms.ChoiceField(
        label="Tipo",
        choices=(("FILE", "Archivo"), ("LINK", "Enlace")),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label="Nota", required=False, widget=TextArea(rows=10))
    file = forms.FileField(label="Archivo", required=False)
    sure = forms.BooleanField(label="Revisé la cifra con su medio de verificación")


def context() -> dict[str, Any]:
    """Everything the gallery shows."""
    return {
        "tokens": preferences.named_tokens(),
        "steps": [{"class": name, "name": f".{name}"} for name in TYPE_SCALE],
        "figures": [
            _figure("E1", 60, "ON_TRACK"),
            _figure("E2", 20, "AT_RISK"),
            _figure("E3", 5, "LATE"),
            _figure("E4", 100, "DONE"),
            _figure("E5", 0, "LATE"),
            _figure("E6", None, "NO_DATA"),
            _figure("E7", None, "NO_DATA", state="NOT_APPLICABLE"),
            _figure("E8", 25, "NO_DATA"),
        ],
        "averages": [
            _average("e-cuatro", 4, 3),
            _average("e-todos", 4, 4),
            _average("e-nada", 4, 0),
        ],
        "history": [
            _Mark(date(2024, 3, 1), date(2024, 12, 31), 18),
            _Mark(date(2025, 6, 30), date(2025, 6, 30), 30),
            _Mark(date(2025, 12, 31), date(2025, 12, 31), None),
            _Mark(date(2026, 6, 30), date(2026, 6, 30), 45),
            _Mark(date(2026, 12, 31), date(2026, 12, 31), 45, "E-2026-T2"),
            _Mark(date(2027, 6, 30), date(2027, 6, 30), 38),
        ],
        "path": PATH,
        "charts": chart_samples.charts(
            (
                [_Mark(date(2025, 6, 30), date(2025, 6, 30), 30)],
                [
                    _Mark(date(2025, 6, 30), date(2025, 6, 30), None),
                    _Mark(date(2025, 12, 31), date(2025, 12, 31), None),
                ],
            )
        ),
        "columns": ["E-2025", "E-2026"],
        "rows": [
            GridRow("E1", (_cell(40), _cell(60))),
            GridRow("E2", (_cell(None), _cell(20))),
            GridRow("E3", (_cell(0), _cell(None))),
        ],
        "parts": [
            Share(_("con dato"), 3, "solid"),
            Share(_("sin dato"), 1, "hatch"),
            Share(_("no aplica"), 1, "none"),
        ],
        "citation": CitationView(
            document_code="ejemplo",
            document_title=_("Documento de ejemplo"),
            publisher=_("Institución de ejemplo"),
            line_from=1,
            line_to=2,
            quote=_("Aquí va la cita, tal como está en el documento."),
            basis="inferred",
        ),
        "form": SampleForm(auto_id="ejemplo_%s"),
        "wrong": SampleForm({"percent": "", "kind": "FILE"}, auto_id="error_%s"),
    }


def _cell(percent: int | None) -> GridCell:
    return GridCell(None if percent is None else Decimal(percent), "NO_DATA")


def _figure(
    code: str, percent: int | None, health: str, state: str = "REPORTED"
) -> AgreementFigure:
    return AgreementFigure(
        code=code,
        number=0,
        dimension="ejemplo",
        dimension_name=_("Ejemplo"),
        title=_("Acuerdo de ejemplo"),
        percent=None if percent is None else Decimal(percent),
        state="NO_DATA" if percent is None and state == "REPORTED" else state,
        reason="",
        pairing="inferred",
        carried_from="",
        previous=None,
        setback=False,
        setback_reason="",
        expected_low=Decimal(25),
        expected_high=Decimal("37.5"),
        health=health,
        health_reason="",
        target_value=None,
        target_unit="",
        target_year=None,
        note="",
        report_code="",
    )


def _average(code: str, applicable: int, reported: int) -> DimensionFigure:
    mean = Decimal(40 * reported) / applicable
    return DimensionFigure(
        code=code,
        name=_("Ejemplo"),
        total=applicable,
        applicable=applicable,
        reported=reported,
        mean_zero=mean,
        mean_reported=Decimal(40) if reported else None,
        lower=mean,
        upper=mean + Decimal(100 * (applicable - reported)) / applicable,
        rule="UNKNOWN_AS_ZERO",
        printed=Decimal(35) if reported == 3 else None,
        previous=None,
    )
