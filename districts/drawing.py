"""The pieces the maps are made of: their paper, their signs and the text beside them."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.html import escape

from districts.cartography import Frame, Point, borders, plain

# Three windows at one scale, from Tarapacá to O'Higgins, parted where no district lies. Each
# leaves sea on the west for the numbers and names.
FRAMES: Final = (
    Frame("norte", "Tarapacá y Antofagasta", 195e3, 7212e3, 625e3, 7842e3),
    Frame("centro-norte", "Atacama", 105e3, 6752e3, 535e3, 7212e3),
    Frame("centro", "De Coquimbo a O'Higgins", 95e3, 6122e3, 525e3, 6752e3),
)
# Height at which each region is named on the right, where nothing else lies (northing, metres).
REGION_NAMES: Final = (
    ("Tarapacá", 7790e3),
    ("Antofagasta", 7255e3),
    ("Atacama", 6800e3),
    ("Coquimbo", 6640e3),
    ("Valparaíso", 6405e3),
    ("Metropolitana", 6285e3),
    ("O'Higgins", 6160e3),
)
LABEL_GAP: Final = 27.0
_NAME_GAP: Final = 19.0


def base(frame: Frame, detail_m: float, *, communes: bool, layered: bool = True) -> str:
    """Land, borders, names, scale; where `layered` the communes are there, hidden or not."""
    found = borders(detail_m)

    def drawn(lines: Iterable[Sequence[Point]]) -> str:
        return "".join(
            frame.path(line, closed=False)
            for line in lines
            if any(frame.holds(point, 50_000) for point in line)
        )

    off = "" if communes else " is-off"
    names = "".join(
        text("m-region", frame.width - 6, y, name)
        for name, northing in REGION_NAMES
        for _x, y in [frame.place((frame.east, northing))]
        if frame in FRAMES and frame.south < northing < frame.north
    )
    land = "".join(
        frame.path(line)
        for line in found.regions
        if any(frame.holds(point, 50_000) for point in line)
    )
    shown = path("m-commune", drawn(found.communes)) if communes or layered else ""
    if layered:
        shown = f'<g class="m-layer{off}" data-layer="comunas">{shown}</g>'
    outline = f"{frame.code}-land"  # filled below the communes, drawn above them
    return (
        f'<rect class="m-ground" width="{plain(frame.width)}" height="{plain(frame.height)}"/>'
        f'<defs><path id="{outline}" d="{land}"/></defs><use class="m-land" href="#{outline}"/>'
        f'{shown}<use class="m-border" href="#{outline}"/>{names}{scale_bar(frame)}'
    )


def scale_bar(frame: Frame) -> str:
    kilometres = 100 if frame.width <= FRAMES[0].width else 20
    length = kilometres * 1_000 * frame.scale
    x, y = 8.0, frame.height - 9
    line = path("m-scale", f"M{plain(x)} {plain(y - 4)}v4h{plain(length)}v-4")
    return line + text("m-small", x + length / 2, y - 7, f"{kilometres} km")


def patterns(code: str) -> str:
    """The hatches of a drawing, under its own names."""

    def hatch(name: str, size: int, lines: str, turn: int) -> str:
        return (
            f'<pattern id="{code}-{name}" width="{size}" height="{size}"'
            f' patternUnits="userSpaceOnUse" patternTransform="rotate({turn})">'
            f"{path(f'm-hatch m-hatch--{name}', lines)}</pattern>"
        )

    return (
        f'<defs><clipPath id="{code}-clip"><rect x="0" y="0" width="100%" height="100%"/>'
        "</clipPath>"
        f"{hatch('gi', 4, 'M0 0v4', 45)}{hatch('lost', 5, 'M0 0v5', 135)}"
        f"{hatch('dropped', 6, 'M0 0v6M0 0h6', 45)}</defs>"
    )


def names(frame: Frame, names: Sequence[tuple[float, float, str]]) -> str:
    """Names of sites beside their symbols, one below the other where they would meet."""
    body = ""
    heights = apart([y for y, _x, _name in names], frame.height, _NAME_GAP)
    for (y, x, name), height in zip(names, heights, strict=True):
        end = x > frame.width * 0.6
        side = -11 if end else 11
        if abs(height - y) > 6:
            body += leader((x, y), (x + side, height))
        kind = "m-name m-name--end" if end else "m-name"
        body += text(kind, x + side, height + 5, name)
    return body


def number(x: float, y: float, digits: int) -> str:
    """A district's number in its disc."""
    return (
        f'<circle class="m-number" cx="{plain(x)}" cy="{plain(y)}" r="12"/>'
        f"{text('m-digit', x, y + 4.8, str(digits))}"
    )


def text(kind: str, x: float, y: float, words: str) -> str:
    return f'<text class="{kind}" x="{plain(x)}" y="{plain(y)}">{escape(words)}</text>'


def leader(start: Point, end: Point) -> str:
    """The thin line from a name to what it names."""
    points = f"M{plain(start[0])} {plain(start[1])}L{plain(end[0])} {plain(end[1])}"
    return path("m-leader", points)


def apart(heights: Sequence[float], room: float, gap: float = LABEL_GAP) -> list[float]:
    """Heights moved as little as needed to be a gap from each other and inside."""
    moved: list[float] = []
    for y in heights:
        moved.append(max(y, moved[-1] + gap if moved else gap / 2))
    limit = room - gap / 2
    for at in reversed(range(len(moved))):
        moved[at] = min(moved[at], limit)
        limit = moved[at] - gap
    return moved


def path(kind: str, d: str) -> str:
    return f'<path class="{kind}" d="{d}"/>' if d else ""


def filled(kind: str, d: str, pattern: str) -> str:
    if not d:
        return ""
    fill = f' fill="url(#{pattern})"' if pattern else ""
    return f'<path class="{kind}"{fill} d="{d}"/>'


def svg(frame: Frame, title: str, desc: str, body: str, *, linked: bool = True) -> str:
    uid = f"mapa-{frame.code}"
    kind = 'class="map" role="group"' if linked else 'role="img"'
    return (
        f'<svg {kind} aria-labelledby="{uid}-t {uid}-d"'
        f' viewBox="0 0 {plain(frame.width)} {plain(frame.height)}">'
        f'<title id="{uid}-t">{escape(title)}</title><desc id="{uid}-d">{escape(desc)}</desc>'
        f'<g clip-path="url(#{frame.code}-clip)">{body}</g></svg>'
    )
