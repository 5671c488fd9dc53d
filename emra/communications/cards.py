"""The picture of a figure to post or link, 1200 × 630: one layout, drawn as SVG and as PNG.

The fonts come with the application, so that the picture is the same on every machine.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Protocol

from django.utils.html import escape
from django.utils.translation import gettext as _

from emra.lib import fonts

WIDTH, HEIGHT = 1200, 630
INK, MUTED, BLUE, LINE, GROUND = "#14212c", "#4a5a68", "#006fb3", "#81909d", "#ffffff"
FAMILY: Final = "DejaVu Sans, Verdana, Arial, sans-serif"
_LEFT, _ROOM = 72, 1056


class Card(Protocol):
    """What a picture shows. `percent` and `upper` are plain numbers, "" where there is none;
    from the one to the other goes what the missing data could still add."""

    @property
    def code(self) -> str: ...
    @property
    def kicker(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def beside(self) -> str: ...
    @property
    def percent(self) -> str: ...
    @property
    def upper(self) -> str: ...
    @property
    def corte(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def alternative(self) -> str: ...


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


def svg(post: Card) -> str:
    """The picture as SVG, with its alternative text inside."""
    body = "".join(_markup(shape) for shape in _layout(post))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}" aria-labelledby="t d">'
        f'<title id="t">{escape(post.code)}: {escape(post.value)}</title>'
        f'<desc id="d">{escape(post.alternative)}</desc>{body}</svg>'
    )


def png(post: Card) -> bytes:
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


def _layout(post: Card) -> Iterator[Box | Words]:
    yield Box(0, 0, WIDTH, HEIGHT, GROUND)
    yield Box(0, 0, WIDTH, 14, BLUE)
    yield Words(_LEFT, 78, 26, True, BLUE, _("EMRA Seguimiento"))
    brand = round(fonts.font(True, 26).getlength(_("EMRA Seguimiento")))
    yield Words(_LEFT + brand + 18, 78, 26, False, MUTED, _("Región de Antofagasta"))
    yield Words(_LEFT, 142, 28, False, MUTED, post.kicker)
    for place, line in enumerate(_wrap(post.title, 38, True, lines=3)):
        yield Words(_LEFT, 196 + 50 * place, 38, True, INK, line)
    known = bool(post.percent)
    size = 120 if known else 84
    yield Words(_LEFT, 430, size, True, INK if known else MUTED, post.value)
    if known:
        after = _LEFT + round(fonts.font(True, size).getlength(post.value)) + 24
        yield from _beside(post.beside, after)
    yield from _bar(post)
    small = _wrap(f"{post.corte}; {post.date}.", 22, False, lines=2)
    small += _wrap(_("Fuente: %(source)s.") % {"source": post.source}, 22, False, lines=1)
    for place, line in enumerate(reversed(small), start=1):
        yield Words(_LEFT, 600 - 29 * place, 22, False, MUTED, line)
    (address,) = _wrap(post.address, 22, True, lines=1)
    yield Words(_LEFT, 600, 22, True, BLUE, address)


def _beside(text: str, x: int) -> Iterator[Words]:
    """What the value is of, after it: in two lines where one does not do."""
    lines = _wrap(text, 34, False, lines=2, room=_LEFT + _ROOM - x)
    for place, line in enumerate(lines):
        yield Words(x, 430 - 42 * (len(lines) - 1 - place), 34, False, MUTED, line)


def _bar(post: Card) -> Iterator[Box]:
    """The percentage along the whole width; an unknown is an empty outline, a zero has a foot."""
    if not post.percent:
        yield Box(_LEFT, 462, _ROOM, 26, "", LINE)
        return
    width = int(Decimal(post.percent) * _ROOM / 100)
    yield Box(_LEFT, 462, _ROOM, 26, "#e3f0f8")
    if post.upper:
        most = int(Decimal(post.upper) * _ROOM / 100)
        yield Box(_LEFT, 462, max(most, 5), 26, "#8fc1e3")
    yield Box(_LEFT, 462, max(width, 5), 26, BLUE)


def _wrap(text: str, size: int, bold: bool, *, lines: int, room: int = _ROOM) -> list[str]:
    """At most so many lines that fit the room; what does not fit ends with an ellipsis."""
    font = fonts.font(bold, size)
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if font.getlength(longer) <= room:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            found[-1] += "…"
            break
    while font.getlength(found[-1]) > room:
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
