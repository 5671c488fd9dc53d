"""The royalty funds drawn as SVG: stacked bars and the map of Antofagasta's communes.

Positions along the horizontal are percentages of the width; what is unknown has a dashed outline
and no fill, and every kind of part has a pattern besides its colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from emra.lib import formats
from emra.lib.commune_map import UNKNOWN, Shape, draw
from emra.royalty.readmodel import NAMED, PRINTED, CommuneView, FundView, RegionView
from emra.royalty.simulations import Row

SOLID, HATCH, OUTLINE = "solid", "hatch", "outline"
_ROW: Final = 44
_FILLS: Final = {PRINTED: "c-b4", NAMED: "c-b2"}


@dataclass(frozen=True, slots=True)
class Bar:
    """A row: its name, its value in words, and the sizes of its parts by kind."""

    label: str
    words: str
    parts: tuple[tuple[str, Decimal], ...]
    strong: bool = False


def region_bars(regions: Sequence[RegionView]) -> SafeString:
    """Both funds by region, the largest first; Antofagasta stands out."""
    rows = [
        Bar(
            row.name,
            formats.clp(row.both_clp),
            ((SOLID, Decimal(row.fet_clp or 0)), (HATCH, Decimal(row.fcmi_clp or 0))),
            strong=row.slug == "antofagasta",
        )
        for row in sorted(regions, key=lambda row: row.both_clp or 0, reverse=True)
    ]
    return bars(rows, uid="regiones", title=_("Montos por región, FET y FCMI"))


def commune_bars(communes: Sequence[CommuneView]) -> SafeString:
    """Both funds as a share of the own income, by commune."""
    rows = [
        Bar(
            f"{row.name}, {row.region_name}",
            formats.percent(row.both_percent, 2),
            ((SOLID, row.fet_percent or Decimal()), (HATCH, row.fcmi_percent or Decimal())),
            strong=row.region == "antofagasta",
        )
        for row in communes
        if row.both_percent is not None
    ]
    return bars(rows, uid="comunas", title=_("Fondos sobre los ingresos propios, por comuna"))


def weight_bars(fund: FundView) -> SafeString:
    """The weights of a fund's indicators."""
    rows = [
        Bar(row.name, formats.percent(row.weight, None), ((SOLID, row.weight),))
        for row in fund.indicators
    ]
    return bars(
        rows, uid=f"pesos-{fund.code}", title=_("Ponderaciones del %(fund)s") % {"fund": fund.code}
    )


def change_bars(rows: Sequence[Row]) -> SafeString:
    """Each commune before (outline) and after (solid)."""
    most = max((max(row.before, row.after) for row in rows), default=0) or 1
    body = ""
    for place, row in enumerate(rows):
        y = _ROW * place
        before, after = (
            formats.point(Decimal(100 * amount) / most, 1) for amount in (row.before, row.after)
        )
        body += _names(y, row.name, formats.clp(row.after)) + (
            f'<rect class="c-solid" x="0" y="{y + 22}" width="{after}%" height="12" rx="2"/>'
            f'<rect class="c-expected" x="0" y="{y + 19}" width="{before}%" height="18"/>'
        )
    title = _("Monto por comuna antes y después; simulación")
    return _svg("cambio", _ROW * len(rows), title, body)


def bars(rows: Sequence[Bar], *, uid: str, title: str) -> SafeString:
    """Stacked bars, one below the other, on a common scale from 0."""
    most = max((sum((size for _kind, size in row.parts), Decimal()) for row in rows), default=0)
    body = (
        f'<defs><pattern id="{uid}-p" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><line class="c-hatch" x1="0" y1="0" x2="0" y2="7"/>'
        "</pattern></defs>"
    )
    for place, row in enumerate(rows):
        y = _ROW * place
        body += _names(y, row.label, row.words, strong=row.strong)
        done = Decimal()
        for kind, size in row.parts:
            if not size or not most:
                continue
            x, width = (formats.point(100 * part / most, 1) for part in (done, size))
            done += size
            if kind == HATCH:
                body += (
                    f'<rect x="{x}%" y="{y + 21}" width="{width}%" height="14"'
                    f' fill="url(#{uid}-p)"/>'
                )
            shape = "c-hatch-edge" if kind == HATCH else "c-solid"
            body += f'<rect class="{shape}" x="{x}%" y="{y + 21}" width="{width}%" height="14"/>'
    return _svg(uid, _ROW * len(rows), title, body)


def commune_map(communes: Sequence[CommuneView]) -> SafeString:
    """Antofagasta's nine communes, numbered as they are listed, by what is known of each."""
    shapes = [
        Shape(
            code=row.code,
            number=number,
            name=row.name,
            fill=_FILLS.get(row.known, UNKNOWN),
            said=str(row.both or formats.no_data()),
        )
        for number, row in enumerate(communes, start=1)
    ]
    return draw(shapes, uid="mapa", title=_("Las nueve comunas de la Región de Antofagasta"))


def _names(y: int, label: str, words: str, *, strong: bool = False) -> str:
    ink = " c-text--ink" if strong else ""
    return (
        f'<text class="c-text{ink}" x="0" y="{y + 14}">{escape(label)}</text>'
        f'<text class="c-text c-text--ink c-text--end" x="100%" y="{y + 14}">'
        f"{escape(words)}</text>"
    )


def _svg(uid: str, height: int, title: str, body: str) -> SafeString:
    # Safe: every text is escaped and everything else is a number or a class of ours.
    return mark_safe(
        f'<svg role="img" aria-labelledby="{uid}-t" width="100%" height="{height}">'
        f'<title id="{uid}-t">{escape(title)}</title>{body}</svg>'
    )
