"""The maps as SVG markup, drawn on the server in the projection of the grid (UTM 19 S).

The heat of a hexagon is its size as much as its shade, a district is an outline with a number, a
hot spot a hatch and a dropped concentration a cross-hatch, so that nothing depends on colour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from districts import cartography, drawing, sentences
from districts.cartography import Axial, Frame, Point, metres, plain
from districts.drawing import FRAMES
from districts.method.inputs import Infrastructure, Site
from districts.method.results import Cell
from districts.readmodel import DistrictView, RunView

# Lower end of each shade, as a share of the highest heat, and the share of the hexagon it fills.
SHADES: Final = ((0.0, 0.28), (0.12, 0.5), (0.24, 0.68), (0.37, 0.84), (0.65, 0.98))
# Layers of the map by their name in the address, and whether they are shown at first.
LAYERS: Final = {
    "calor": True,
    "distritos": True,
    "faenas": True,
    "gi": False,
    "infraestructura": False,
    "comunas": False,
}
DETAIL_M: Final = 1_500.0
CLOSE_DETAIL_M: Final = 300.0
_LETTER: Final = 7.0
_NUMBER_RADIUS: Final = 12.0
_CLOSE_MARGIN_M: Final = 35_000.0
_CLOSE_WIDTH: Final = 560.0


@dataclass(frozen=True)
class Panel:
    """A window drawn: `title` says what part of the country it is."""

    code: str
    title: str
    svg: SafeString


def panels(run: RunView, infrastructure: Sequence[Infrastructure], shown: set[str]) -> list[Panel]:
    """The map of a run in three windows; the layers that are not `shown` are there, hidden."""
    drawn = Drawing(run, infrastructure, shown)
    return [Panel(one.code, one.title, mark_safe(drawn.svg(one))) for one in FRAMES]


def close_up(run: RunView, one: DistrictView, *, linked: bool = True) -> SafeString:
    """A district with its surroundings and the names of its sites."""
    drawn = Drawing(run, (), {"calor", "distritos", "faenas", "comunas"}, linked=linked)
    points = cartography.centres(run.parameters, one.district.cells)
    points += metres([(site.site.lon, site.site.lat) for site in one.sites])
    frame = _around(points, f"d{one.number}", sentences.name_of(one))
    return mark_safe(drawn.svg(frame, only=one))


def change(
    before: RunView, after: RunView, gained: Iterable[Axial], lost: Iterable[Axial]
) -> list[Panel]:
    """What two runs of one grid put in a district: both, only the second, only the first."""
    gained, lost = list(gained), list(lost)
    both = [cell for one in before.districts for cell in one.district.cells if cell not in lost]
    parts = [
        (kind, fill, cartography.centres(after.parameters, cells))
        for kind, fill, cells in (
            ("kept", "", both),
            ("gained", "", gained),
            ("lost", "lost", lost),
        )
    ]
    found = []
    for frame in FRAMES:
        body = drawing.patterns(frame.code) + drawing.base(frame, DETAIL_M, communes=False)
        for kind, fill, places in parts:
            d = frame.hexagons(places, after.parameters.side_m, 0.96)
            body += drawing.filled(f"m-{kind}", d, f"{frame.code}-{fill}" if fill else "")
        title = _("Cambios entre las dos corridas: %(where)s") % {"where": frame.title}
        desc = _("Celdas ganadas llenas, perdidas con trama y, más tenues, las de ambas.")
        found.append(
            Panel(frame.code, frame.title, mark_safe(drawing.svg(frame, title, desc, body)))
        )
    return found


def shade(cell: Cell) -> int:
    """Which of `SHADES` a cell has, by its smoothed heat."""
    return max(at for at, (low, _share) in enumerate(SHADES) if cell.smoothed >= low)


class Drawing:
    """A run made ready: every place in metres once, whatever the frame.

    A drawing that is not `linked` is a file's: no links, and no layer that is not shown.
    """

    def __init__(
        self,
        run: RunView,
        infrastructure: Sequence[Infrastructure],
        shown: set[str],
        *,
        linked: bool = True,
    ) -> None:
        self.run, self.shown, self.linked = run, shown, linked
        self.side = run.parameters.side_m
        self.cells = list(
            zip(
                run.cells,
                cartography.centres(run.parameters, [(c.q, c.r) for c in run.cells]),
                strict=True,
            )
        )
        self.rings = {
            one.number: cartography.rings(run.parameters, one.district.cells)
            for one in run.districts
        }
        self.dropped = [
            ring for one in run.dropped for ring in cartography.rings(run.parameters, one.cells)
        ]
        self.sites = list(
            zip(
                [one.site for one in run.sites],
                metres([(one.site.lon, one.site.lat) for one in run.sites]),
                strict=True,
            )
        )
        self.lines = [metres(one.coordinates) for one in infrastructure if one.is_line]
        self.points = metres([one.coordinates[0] for one in infrastructure if not one.is_line])

    def svg(self, frame: Frame, only: DistrictView | None = None) -> str:
        body = drawing.patterns(frame.code)
        body += drawing.base(
            frame,
            CLOSE_DETAIL_M if only else DETAIL_M,
            communes="comunas" in self.shown,
            layered=self.linked,
        )
        body += self._layer("calor", self._heat(frame))
        body += self._layer("gi", self._hot_spots(frame))
        body += self._layer("infraestructura", self._infrastructure(frame))
        body += self._layer("distritos", self._districts(frame, only))
        body += self._layer("faenas", self._sites(frame, only))
        body += self._layer("distritos", self._labels(frame, only))
        inside = [one for one in self.run.districts if frame.holds(self._middle(one))]
        title = _("Mapa de los distritos: %(where)s") % {"where": frame.title}
        said = sentences.map_in_words(inside)
        return drawing.svg(frame, title, said, body, linked=self.linked)

    def _layer(self, name: str, body: str) -> str:
        if not self.linked:
            return body if name in self.shown else ""
        hidden = "" if name in self.shown else " is-off"
        return f'<g class="m-layer{hidden}" data-layer="{name}">{body}</g>'

    def _heat(self, frame: Frame) -> str:
        body = ""
        for at, (_low, share) in enumerate(SHADES):
            places = [
                place for cell, place in self.cells if shade(cell) == at and cell.smoothed > 0
            ]
            body += drawing.path(f"m-h m-h{at}", frame.hexagons(places, self.side, share))
        return body

    def _hot_spots(self, frame: Frame) -> str:
        places = [place for cell, place in self.cells if cell.hotspot]
        return drawing.filled("m-gi", frame.hexagons(places, self.side, 0.96), f"{frame.code}-gi")

    def _infrastructure(self, frame: Frame) -> str:
        lines = "".join(
            frame.path(line, closed=False) for line in self.lines if any(map(frame.holds, line))
        )
        dots = "".join(
            f"M{plain(x - 1.5)} {plain(y)}h3M{plain(x)} {plain(y - 1.5)}v3"
            for x, y in map(frame.place, filter(frame.holds, self.points))
        )
        return drawing.path("m-line", lines) + drawing.path("m-plus", dots)

    def _districts(self, frame: Frame, only: DistrictView | None) -> str:
        body = "".join(
            drawing.filled("m-dropped", frame.path(ring), f"{frame.code}-dropped")
            for ring in self.dropped
            if any(map(frame.holds, ring))
        )
        for one in self.run.districts:
            if not any(frame.holds(point) for ring in self.rings[one.number] for point in ring):
                continue
            d = "".join(map(frame.path, self.rings[one.number]))
            kind = (
                "m-district m-district--own" if only and one.number == only.number else "m-district"
            )
            halo = f'<path class="m-halo" d="{d}"/>'
            outline = f'{halo}<path class="{kind}" d="{d}"/>'
            if self.linked and not (only and one.number == only.number):
                # The label beside it is the same link for keyboards and screen readers.
                outline = (
                    f'<a href="{_address(one)}" tabindex="-1" aria-hidden="true">{outline}</a>'
                )
            body += outline
        return body

    def _sites(self, frame: Frame, only: DistrictView | None) -> str:
        own = {site.site.name for site in only.sites} if only else set()
        body, names = "", []
        for site, place in self.sites:
            if not frame.holds(place):
                continue
            x, y = frame.place(place)
            body += (
                f'<path class="{_site_class(site)}" transform="translate({plain(x)} {plain(y)})"'
                f' d="{SYMBOLS[symbol(site)]}">'
                f"<title>{escape(sentences.site_title(site))}</title></path>"
            )
            if site.name in own:
                names.append((y, x, site.name))
        return body + drawing.names(frame, sorted(names))

    def _labels(self, frame: Frame, only: DistrictView | None) -> str:
        if only:
            return "".join(
                self._link(one, drawing.number(*frame.place(self._middle(one)), one.number))
                for one in self.run.districts
                if one.number != only.number and frame.holds(self._middle(one), -12_000)
            )
        inside = [one for one in self.run.districts if frame.holds(self._middle(one))]
        inside.sort(key=lambda one: (-self._middle(one)[1], one.number))
        heights = drawing.apart([frame.place(self._middle(one))[1] for one in inside], frame.height)
        body = ""
        for one, y in zip(inside, heights, strict=True):
            name = sentences.name_of(one)
            points = [frame.place(point) for ring in self.rings[one.number] for point in ring]
            x_end, y_end = min(points, key=lambda point: (abs(point[1] - y) > 8, point[0]))
            x_text = 2 * _NUMBER_RADIUS + 8
            x_line = x_text + _LETTER * len(name) + 5
            if x_end > x_line + 4:
                body += drawing.leader((x_line, y), (x_end, y_end))
            body += self._link(
                one,
                f'<rect class="m-target" x="0" y="{plain(y - 13)}" width="{plain(x_line)}"'
                f' height="26"/>{drawing.number(_NUMBER_RADIUS + 1, y, one.number)}'
                f"{drawing.text('m-name', x_text, y + 4.5, name)}",
            )
        return body

    def _link(self, one: DistrictView, body: str) -> str:
        if not self.linked:
            return body
        said = escape(sentences.label(one))
        return f'<a class="m-label" href="{_address(one)}" aria-label="{said}">{body}</a>'

    def _middle(self, one: DistrictView) -> Point:
        points = self.rings[one.number][0]
        xs, ys = [x for x, _y in points], [y for _x, y in points]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


SYMBOLS: Final = {
    "gran": "M-4.6 0A4.6 4.6 0 1 0 4.6 0A4.6 4.6 0 1 0 -4.6 0Z",
    "mediana": "M0 -5.2L5 3.8L-5 3.8Z",
}


def symbol(site: Site) -> str:
    """The shape of a site: a disc for large mining, a triangle for any other."""
    return "gran" if site.category == "gran" else "mediana"


def _site_class(site: Site) -> str:
    return "m-site m-site--approximate" if site.approximate else "m-site"


def _around(points: Sequence[Point], code: str, title: str) -> Frame:
    xs, ys = [x for x, _y in points], [y for _x, y in points]
    west, east = min(xs) - _CLOSE_MARGIN_M, max(xs) + _CLOSE_MARGIN_M
    south, north = min(ys) - _CLOSE_MARGIN_M, max(ys) + _CLOSE_MARGIN_M
    wide = max(east - west, (north - south) * 1.1)
    middle = (west + east) / 2
    return Frame(code, title, middle - wide / 2, south, middle + wide / 2, north, _CLOSE_WIDTH)


def _address(one: DistrictView) -> str:
    return reverse("district", args=[one.number])
