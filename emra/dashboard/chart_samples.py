"""The chart component in its states, with example values, for the gallery."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.lib import figures, formats, legends, svg
from emra.lib.figures import Column, Figure, Stamp
from emra.lib.svg import ExpectedPath, HistoryMark

PATH = ExpectedPath(date(2024, 1, 1), date(2030, 12, 31))


def charts(points: Sequence[Sequence[HistoryMark]]) -> list[Figure]:
    """An average with its bounds, and the histories: of several points, of one, of none."""
    found = [
        _("Tres de cuatro informan: el promedio va en 30,0 % y podría llegar a 55,0 %"),
        _("Con un solo punto no hay tendencia que mostrar"),
        _("Sin dato en los dos cortes: no se dibuja un cero"),
    ]
    bounds = svg.interval_bar(
        Decimal(30), Decimal(30), Decimal(55), Decimal(40), None, uid="g-cotas", label=found[0],
        labelled=True,
    )  # fmt: skip
    drawn = [
        figures.titled(bounds, found[0]),
        *(
            svg.history_chart(row, PATH, uid=f"g-puntos-{at}", label=found[at])
            for at, row in enumerate(points, start=1)
        ),
    ]
    keys = [legends.interval("g-cotas", printed=False), legends.history(), legends.history()]
    values: list[list[tuple[str, Decimal | None]]] = [
        [(_("Promedio"), Decimal(30)), (_("Cota superior"), Decimal(55))],
        *([(formats.day(mark.last), mark.percent) for mark in row] for row in points),
    ]
    return [
        Figure(
            code=f"ejemplo-{at}",
            name=_("Ejemplo"),
            finding=finding,
            sentence=_("Aquí va la frase que dice lo mismo que el dibujo."),
            unit=_("porcentaje de avance, de 0 a 100"),
            drawing=drawing,
            keys=legend,
            columns=[
                Column("que", _("Qué"), numeric=False),
                Column("valor_pct", _("Valor"), formats.percent),
            ],
            rows=rows,
            source=_("Documento de ejemplo"),
            as_of=_("Corte de ejemplo."),
            page=reverse("gallery"),
            stamp=Stamp(_("Ejemplo"), 0, ""),
        )
        for at, (finding, drawing, legend, rows) in enumerate(
            zip(found, drawn, keys, values, strict=True)
        )
    ]
