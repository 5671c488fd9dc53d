"""The map as one file that stands alone: title, three windows, legend, sources, warning."""

import hashlib
import textwrap
from typing import Final

from django.utils.html import escape
from django.utils.translation import gettext as _

from districts import credits, drawing, explanations, maps, sentences, workshop
from districts.cartography import plain
from districts.drawing import FRAMES
from districts.method.geojson import DISCLAIMER
from districts.readmodel import RunView
from emra.lib import pictures

SVG_TYPE: Final = "image/svg+xml"
PNG_TYPE: Final = "image/png"
PNG_WIDTH: Final = 1_600
GAP: Final = 14.0
# Letters in a line of the small text.
WRAP: Final = 122
TOP: Final = 92.0
WIDTH: Final = 3 * FRAMES[0].width + 4 * GAP
MAP_HEIGHT: Final = max(frame.height for frame in FRAMES)
HEXAGON: Final = (
    (0.0, -1.0),
    (0.866, -0.5),
    (0.866, 0.5),
    (0.0, 1.0),
    (-0.866, 0.5),
    (-0.866, -0.5),
)
# The light colours of the pages, written out: a file has no style sheet beside it.
STYLE: Final = """
text{font-family:"DejaVu Sans",Verdana,Arial,sans-serif;fill:#14212c}
.t{font-size:19px;font-weight:700}
.s{font-size:11.5px;fill:#4a5a68}
.b{font-size:11.5px;font-weight:700}
.m-ground{fill:#e9eef2}
.m-land{fill:#fbfcfc}
.m-commune,.m-border,.m-line,.m-plus,.m-leader,.m-scale,.m-hatch,.m-halo{fill:none}
.m-commune{stroke:#c6ced5;stroke-width:.7}
.m-border{stroke:#8b98a3;stroke-width:.9}
.m-h0{fill:#e6c9ae}
.m-h1{fill:#dfab80}
.m-h2{fill:#cd8250}
.m-h3{fill:#a65628}
.m-h4{fill:#6f2f0d}
.m-hatch{stroke:#14212c;stroke-width:1.1}
.m-hatch--dropped{stroke:#4a5a68}
.m-dropped{stroke:#4a5a68;stroke-width:1.4;stroke-dasharray:4 3}
.m-hex-edge{fill:none;stroke:#8b98a3;stroke-width:.7}
.m-halo{stroke:#fbfcfc;stroke-width:4;stroke-linejoin:round}
.m-district{fill:none;stroke:#14212c;stroke-width:1.6;stroke-linejoin:round}
.m-site{fill:#006fb3;stroke:#fff;stroke-width:1.2}
.m-site--approximate{fill:#fff;stroke:#006fb3;stroke-width:1.8}
.m-number{fill:#14212c;stroke:#fff;stroke-width:1.5}
.m-digit{fill:#fff;font-size:12px;font-weight:700;text-anchor:middle}
.m-name{font-size:11.5px;font-weight:700;paint-order:stroke;stroke:#e9eef2;stroke-width:4px;stroke-linejoin:round}
.m-target{fill:none}
.m-leader{stroke:#14212c;stroke-width:.9}
.m-scale{stroke:#4a5a68;stroke-width:1.2}
.m-region{fill:#4a5a68;font-size:10.5px;text-anchor:end}
.m-small{fill:#4a5a68;font-size:10.5px;text-anchor:middle}
.is-off{display:none}
"""


def svg(run: RunView, borders: str) -> str:
    """The map of a run; the same run gives the same bytes."""
    drawn = maps.Drawing(run, (), {"calor", "distritos", "faenas"}, linked=False)
    body = (
        f'<text class="t" x="{plain(GAP)}" y="34">{escape(sentences.headline(run))}</text>'
        f"{_lines(sentences.found(run), GAP, 56, WRAP)}"
    )
    for at, frame in enumerate(FRAMES):
        x = GAP + at * (frame.width + GAP)
        body += (
            f'<svg x="{plain(x)}" y="{plain(TOP)}" width="{plain(frame.width)}"'
            f' height="{plain(frame.height)}">{drawn.svg(frame)}</svg>'
        )
    shorter = min(FRAMES, key=lambda frame: frame.height)
    x = GAP + FRAMES.index(shorter) * (shorter.width + GAP)
    body += _legend(x, TOP + shorter.height + 22)
    foot = TOP + MAP_HEIGHT + 46
    for text in (
        DISCLAIMER,
        _("Corrida %(code)s, %(hash)s. %(outside)s Proyección UTM 19 S.")
        % {"code": run.code, "hash": run.line.run_hash[:12], "outside": sentences.outside(run)},
        _("Fuentes: %(study)s. %(borders)s %(layers)s")
        % {
            "study": credits.STUDY,
            "borders": borders,
            "layers": " ".join(dict.fromkeys(one.source for one in run.editions)),
        },
    ):
        lines = textwrap.wrap(text, WRAP)
        body += _lines(text, GAP, foot, WRAP)
        foot += 16.0 * len(lines) + 4
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {plain(WIDTH)} {plain(foot)}"'
        f' width="{plain(WIDTH)}" height="{plain(foot)}"><style>{STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#ffffff"/>{body}</svg>\n'
    )


def png(run: RunView, borders: str) -> bytes:
    """The same drawing as a picture, drawn once per process."""
    drawn = svg(run, borders)
    key = ("picture", hashlib.sha256(drawn.encode()).hexdigest())
    return workshop.kept(key, lambda: pictures.png(drawn, PNG_WIDTH / WIDTH))


def _legend(x: float, y: float) -> str:
    body = drawing.text("b", x, y, _("Calor, como parte del mayor"))
    for at, text in explanations.shades():
        left, top = x + (at % 3) * 98, y + 20 + (at // 3) * 24
        share = maps.SHADES[at][1]
        body += (
            f'<path class="m-hex-edge" d="{_hexagon(left + 9, top - 4, 9)}"/>'
            f'<path class="m-h{at}" d="{_hexagon(left + 9, top - 4, 9 * share)}"/>'
            f'<text class="s" x="{plain(left + 22)}" y="{plain(top)}">{escape(text)}</text>'
        )
    signs = (
        ("m-site", maps.SYMBOLS["gran"], _("faena de gran minería")),
        ("m-site", maps.SYMBOLS["mediana"], _("de mediana minería")),
        (
            "m-site m-site--approximate",
            maps.SYMBOLS["gran"],
            _("signo vacío: aprox., por verificar"),
        ),
    )
    for at, (kind, shape, text) in enumerate(signs):
        top = y + 72 + 19 * at
        body += (
            f'<path class="{kind}" transform="translate({plain(x + 9)} {plain(top - 4)})"'
            f' d="{shape}"/>{drawing.text("s", x + 22, top, text)}'
        )
    return body


def _hexagon(x: float, y: float, radius: float) -> str:
    points = "L".join(f"{plain(x + radius * a)} {plain(y + radius * b)}" for a, b in HEXAGON)
    return f"M{points}Z"


def _lines(text: str, x: float, y: float, width: int) -> str:
    return "".join(
        f'<text class="s" x="{plain(x)}" y="{plain(y + 16 * at)}">{escape(line)}</text>'
        for at, line in enumerate(textwrap.wrap(text, width))
    )
