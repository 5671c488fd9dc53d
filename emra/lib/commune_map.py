"""The region's map as SVG: each commune with its number, its fill and what is said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from emra.lib.communes import drawing

# The fill of a commune of which nothing is known: paper with a dashed outline.
UNKNOWN: Final = "commune-map__unknown"


@dataclass(frozen=True, slots=True)
class Shape:
    """A commune as it is drawn: `fill` is a class of the style sheet, `said` its words."""

    code: str
    number: int
    name: str
    fill: str
    said: str


def draw(shapes: Iterable[Shape], *, uid: str, title: str) -> SafeString:
    """The outlines of those communes that are of the region, each with its number."""
    region = drawing()
    every = list(shapes)
    body = labels = ""
    for shape in every:
        if shape.code not in region.paths:
            continue
        path, (x, y) = region.paths[shape.code], region.middles[shape.code]
        body += (
            f'<path class="{shape.fill} commune-map__edge" d="{path}">'
            f"<title>{escape(f'{shape.number}. {shape.name}: {shape.said}')}</title></path>"
        )
        labels += f'<text class="commune-map__number c-halo" x="{x}" y="{y}">{shape.number}</text>'
    desc = ". ".join(f"{shape.number}, {shape.name}: {shape.said}" for shape in every)
    # Safe: names and words are escaped, everything else is ours.
    return mark_safe(
        f'<svg class="commune-map" role="img" aria-labelledby="{uid}-t {uid}-d"'
        f' viewBox="{region.box}">'
        f'<title id="{uid}-t">{escape(title)}</title><desc id="{uid}-d">{escape(desc)}.</desc>'
        f"{body}{labels}</svg>"
    )
