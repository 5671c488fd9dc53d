"""A figure as a file that stands alone: SVG, and the same drawing as PNG.

The file has its finding, sentence, legend, source and edition printed on it. Colours and type are
attributes of each element: no style sheet stands beside a file, and the site's policy forbids one
inside it. They are those of the pages, in light colours (`emra/lib/drawings.py`).
"""

import re
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from emra.lib import fonts, pictures
from emra.lib.drawings import looks
from emra.lib.figures import Figure, inside, size

WIDTH: Final = 960
# Pixels of the PNG for each of the SVG.
ZOOM: Final = 2
FAMILY: Final = "DejaVu Sans, Verdana, Arial, sans-serif"
_LEFT, _ROOM = 40, 880
_INK, _MUTED, _LINE, _BLUE = "#14212c", "#4a5a68", "#81909d", "#006fb3"
_CLASSES = re.compile(r'class="([^"]*)"')


def svg(figure: Figure) -> str:
    """The file; the same figure gives the same bytes."""
    body, height = _drawn(figure)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="t d" width="{WIDTH}"'
        f' height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="{FAMILY}">'
        f'<title id="t">{escape(figure.finding)}</title>'
        f'<desc id="d">{escape(figure.sentence)}</desc>'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
        f'<rect width="{WIDTH}" height="8" fill="{_BLUE}"/>{body}</svg>\n'
    )


def png(figure: Figure) -> bytes:
    """The same drawing as a picture."""
    return pictures.png(svg(figure), ZOOM)


def dressed(markup: str) -> str:
    """The markup with attributes in place of classes; of two classes the later one holds."""

    def attributes(match: re.Match[str]) -> str:
        look: dict[str, str] = {}
        for name in match[1].split():
            look |= looks()[name]
        return " ".join(f'{key}="{value}"' for key, value in look.items())

    return _CLASSES.sub(attributes, markup)


def _drawn(figure: Figure) -> tuple[str, int]:
    """Everything below the blue band, and the height it takes."""
    body, y = "", 22
    for text, size_, bold, colour, step in (
        (figure.finding, 24, True, _INK, 31),
        (figure.sentence, 15, False, _MUTED, 22),
    ):
        for line in wrapped(text, size_, bold):
            y += step
            body += _text(line, _LEFT, y, size_, bold=bold, colour=colour)
        y += 8
    chart, height = _chart(figure, y + 14)
    body += chart
    y += 14 + height + 10
    keys, y = _legend(figure, y)
    body += keys
    y += 16
    body += f'<line x1="{_LEFT}" y1="{y}" x2="{_LEFT + _ROOM}" y2="{y}" stroke="{_LINE}"/>'
    y += 6
    for text, bold in _foot(figure):
        for line in wrapped(text, 13, bold):
            y += 19
            body += _text(line, _LEFT, y, 13, bold=bold, colour=_BLUE if bold else _MUTED)
    return body, y + 22


def _chart(figure: Figure, y: int) -> tuple[str, int]:
    """The chart as wide as there is room, or as it is; a map no taller than it is legible."""
    width, height = size(figure.drawing)
    if width is None:
        return dressed(inside(figure.drawing, y, x=_LEFT, width=str(_ROOM))), height
    scale = min(1.0, _ROOM / width, 560 / height if "viewBox" in figure.drawing[:300] else 1.0)
    wide, tall = round(width * scale), round(height * scale)
    box = "" if "viewBox" in figure.drawing[:300] else f' viewBox="0 0 {width} {height}"'
    part = inside(figure.drawing, y, x=_LEFT, width=str(wide), height=tall)
    return dressed(part.replace("<svg", f"<svg{box}", 1)), tall


def _legend(figure: Figure, y: int) -> tuple[str, int]:
    """The entries one after the other, in as many lines as they take."""
    body, x = "", _LEFT
    font = fonts.font(False, 13)
    y += 6
    for key in figure.keys:
        width = key.width + 8 + round(font.getlength(key.words)) + 24
        if x > _LEFT and x + width > _LEFT + _ROOM:
            x, y = _LEFT, y + 24
        body += (
            f'<svg x="{x}" y="{y}" width="{key.width}" height="{key.height}" overflow="visible">'
            f"{dressed(key.body)}</svg>"
            + _text(key.words, x + key.width + 8, y + 12, 13, bold=False, colour=_MUTED)
        )
        x += width
    return body, y + (20 if figure.keys else 0)


def _foot(figure: Figure) -> Iterator[tuple[str, bool]]:
    for note in (*figure.notes, *filter(None, [figure.aside])):
        yield note, False
    yield (
        _("Unidad: %(unit)s. Fuente: %(source)s.")
        % {
            "unit": figure.unit,
            "source": figure.source.rstrip("."),
        },
        False,
    )
    yield figure.as_of, False
    if figure.stamp:
        yield (
            _("Bitácora, evento %(seq)s: %(head)s")
            % {
                "seq": figure.stamp.seq,
                "head": figure.stamp.head,
            },
            False,
        )
    yield f"EMRA Seguimiento · {settings.SITE_URL}{figure.page}", True


def wrapped(text: str, size_: int, bold: bool, room: int = _ROOM) -> list[str]:
    """The text in lines that fit."""
    font = fonts.font(bold, size_)
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and font.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _text(words: str, x: int, y: int, size_: int, *, bold: bool, colour: str) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size_}"{weight} fill="{colour}">{escape(words)}</text>'
    )
