"""A post's picture, 1200 × 630: one layout, drawn as SVG and as PNG.

The fonts come with the application, so that the picture is the same on every machine.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.html import escape
from django.utils.translation import gettext as _

from emra.communications.posts import Post
from emra.lib import fonts

WIDTH, HEIGHT = 1200, 630
INK, MUTED, BLUE, LINE, GROUND = "#14212c", "#4a5a68", "#006fb3", "#81909d", "#ffffff"
FAMILY: Final = "DejaVu Sans, Verdana, Arial, sans-serif"
_LEFT, _ROOM = 72, 1056


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle, or an outlined one where `fill` is empty."""

    x: int
    y: int
    width: int
    height: int
    fill: str = ""
    line: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` is its base line."""

    x: int
    y: int
    size: int
    bold: bool
    fill: str
    text: str


def svg(post: Post) -> str:
    """The picture as SVG, with its alternative text inside."""
    body = "".join(_markup(shape) for shape in _layout(post))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" aria-labelledby="t d">'
        f'<title id="t">{escape(post.code)}: {escape(post.value)}</title>'
        f'<desc id="d">{escape(post.alternative)}</desc>{body}</svg>'
    )


def png(post: Post) -> bytes:
    """The same picture as PNG; the same post gives the same bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    draw = ImageDraw.Draw(image)
    for shape in _layout(post):
        if isinstance(shape, Box):
            corner = (shape.x + shape.width - 1, shape.y + shape.height - 1)
            draw.rectangle(
                ((shape.x, shape.y), corner),
                fill=shape.fill or None,
                outline=shape.line or None,
                width=3,
            )
        else:
            font = fonts.font(shape.bold, shape.size)
            draw.text((shape.x, shape.y), shape.text, font=font, fill=shape.fill, anchor="ls")
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=9)
    return stream.getvalue()


def _layout(post: Post) -> Iterator[Box | Words]:
    yield Box(0, 0, WIDTH, HEIGHT, GROUND)
    yield Box(0, 0, WIDTH, 14, BLUE)
    yield Words(_LEFT, 78, 26, True, BLUE, _("EMRA Seguimiento"))
    brand = round(fonts.font(True, 26).getlength(_("EMRA Seguimiento")))
    yield Words(_LEFT + brand + 18, 78, 26, False, MUTED, _("Región de Antofagasta"))
    kicker = _("Acuerdo %(code)s · dimensión %(name)s") % {
        "code": post.code,
        "name": post.dimension,
    }
    yield Words(_LEFT, 142, 28, False, MUTED, kicker)
    for place, line in enumerate(_wrap(post.title, 38, True, lines=3)):
        yield Words(_LEFT, 196 + 50 * place, 38, True, INK, line)
    known = bool(post.percent)
    size = 120 if known else 84
    yield Words(_LEFT, 430, size, True, INK if known else MUTED, post.value)
    if known:
        after = _LEFT + round(fonts.font(True, size).getlength(post.value)) + 24
        yield Words(after, 430, 34, False, MUTED, _("de avance"))
    yield from _bar(post)
    small = _wrap(f"{post.corte}; {post.date}.", 22, False, lines=2)
    small += _wrap(_("Fuente: %(source)s.") % {"source": post.source}, 22, False, lines=1)
    for place, line in enumerate(reversed(small), start=1):
        yield Words(_LEFT, 600 - 29 * place, 22, False, MUTED, line)
    (address,) = _wrap(post.address, 22, True, lines=1)
    yield Words(_LEFT, 600, 22, True, BLUE, address)


def _bar(post: Post) -> Iterator[Box]:
    """The percentage along the whole width; an unknown is an empty outline, a zero has a foot."""
    if not post.percent:
        yield Box(_LEFT, 462, _ROOM, 26, "", LINE)
        return
    width = int(Decimal(post.percent) * _ROOM / 100)
    yield Box(_LEFT, 462, _ROOM, 26, "#e3f0f8")
    yield Box(_LEFT, 462, max(width, 5), 26, BLUE)


def _wrap(text: str, size: int, bold: bool, *, lines: int) -> list[str]:
    """At most so many lines that fit the width; what does not fit ends with an ellipsis."""
    font = fonts.font(bold, size)
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if font.getlength(longer) <= _ROOM:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            found[-1] += "…"
            break
    while font.getlength(found[-1]) > _ROOM:
        found[-1] = found[-1].rstrip("…")[:-1] + "…"
    return found


def _markup(shape: Box | Words) -> str:
    if isinstance(shape, Box):
        # An outline is drawn inside its box, as the other picture does.
        inset = 1.5 if shape.line else 0
        look = f'fill="{shape.fill}"' if shape.fill else 'fill="none"'
        edge = f' stroke="{shape.line}" stroke-width="3"' if shape.line else ""
        return (
            f'<rect x="{shape.x + inset}" y="{shape.y + inset}" width="{shape.width - 2 * inset}"'
            f' height="{shape.height - 2 * inset}" {look}{edge}/>'
        )
    weight = "700" if shape.bold else "400"
    return (
        f'<text x="{shape.x}" y="{shape.y}" font-family="{FAMILY}" font-size="{shape.size}"'
        f' font-weight="{weight}" fill="{shape.fill}">{escape(shape.text)}</text>'
    )
