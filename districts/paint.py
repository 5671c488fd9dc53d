"""The SVG of the map file painted as a picture: its shapes and signs, nothing else of SVG.

Painted larger and reduced, which smooths every edge; Pillow and the fonts that lie with the
application make the same bytes everywhere.
"""

import io
import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from districts.cartography import Point
from emra.lib import fonts

SMOOTH: Final = 2
# The vendored letters are wider than those the layout was drawn for, the bold ones most.
LETTERS: Final = {False: 0.88, True: 0.82}
_TOKEN: Final = re.compile(r"[MLhvlAZ]|-?\d+(?:\.\d+)?")
_TAKES: Final = {"M": 2, "L": 2, "l": 2, "h": 1, "v": 1, "A": 7, "Z": 0}
_ARC_STEPS: Final = 24
_HATCH: Final = 6.0

Look = Mapping[str, str]
Line = tuple[list[Point], bool]


def png(svg: str, style: str, width: int) -> bytes:
    """The picture of a drawing, `width` pixels wide; the same drawing gives the same bytes."""
    root = ElementTree.fromstring(svg.encode())  # noqa: S314 (drawn by the map file)
    scale = width * SMOOTH / float(root.get("width", "1"))
    canvas = _Canvas(_rules(style), scale, _pixels(root, scale))
    for one in root:
        canvas.draw(one)
    stream = io.BytesIO()
    canvas.image.reduce(SMOOTH).save(stream, "PNG", compress_level=9)
    return stream.getvalue()


class _Canvas:
    """A window being painted: what leaves it is cut."""

    def __init__(self, rules: Mapping[str, Look], scale: float, size: tuple[int, int]) -> None:
        from PIL import Image, ImageDraw

        self.rules, self.scale = rules, scale
        self.image = Image.new("RGB", size, "#ffffff")
        self.brush = ImageDraw.Draw(self.image)

    def draw(self, one: ElementTree.Element) -> None:
        """An element and what is in it, where it is one that is seen."""
        kind, look = one.tag.rpartition("}")[2], self._look(one)
        if look.get("display") == "none":
            return
        match kind:
            case "svg":
                self._window(one)
            case "g":
                for part in one:
                    self.draw(part)
            case "rect":
                self._rectangle(one, look)
            case "circle":
                self._disc(one, look)
            case "path":
                self._path(one, look)
            case "text":
                self._text(one, look)

    def _look(self, one: ElementTree.Element) -> Look:
        """As a style sheet decides: attributes first, then its rules in their order."""
        names = {one.tag.rpartition("}")[2], *(f".{name}" for name in one.get("class", "").split())}
        look = {"fill": one.get("fill", "#000000"), "stroke": "none"}
        for name, rule in self.rules.items():
            if name in names:
                look.update(rule)
        return look

    def _window(self, one: ElementTree.Element) -> None:
        window = _Canvas(self.rules, self.scale, _pixels(one, self.scale))
        for part in one:
            window.draw(part)
        self.image.paste(window.image, self._place(_at(one, "x", "y")))

    def _rectangle(self, one: ElementTree.Element, look: Look) -> None:
        if look["fill"] == "none":
            return
        wide, high = one.get("width", ""), one.get("height", "")
        if wide.endswith("%"):
            self.brush.rectangle(((0, 0), self.image.size), fill=look["fill"])
        else:
            end = self._place((float(wide), float(high)))
            self.brush.rectangle(((0, 0), end), fill=look["fill"])

    def _disc(self, one: ElementTree.Element, look: Look) -> None:
        x, y = _at(one, "cx", "cy")
        radius, edge = float(one.get("r", "0")), float(look.get("stroke-width", "1")) / 2
        for reach, fill in ((radius + edge, look["stroke"]), (radius - edge, look["fill"])):
            corners = [(x - reach, y - reach), (x + reach, y + reach)]
            self.brush.ellipse([self._place(corner) for corner in corners], fill=fill)

    def _path(self, one: ElementTree.Element, look: Look) -> None:
        moved = re.findall(r"-?[\d.]+", one.get("transform", "")) or ("0", "0")
        dx, dy = map(float, moved)
        for points, closed in outlines(one.get("d", "")):
            line = [self._place((x + dx, y + dy)) for x, y in points]
            if look["fill"].startswith("url"):
                self._hatch(line, self.rules[".m-hatch--dropped"]["stroke"])
            elif look["fill"] != "none" and len(line) > 2:
                self.brush.polygon(line, fill=look["fill"])
            if look["stroke"] != "none":
                self._stroke([*line, line[0]] if closed else line, look)

    def _stroke(self, line: list[tuple[int, int]], look: Look) -> None:
        width = max(1, round(float(look.get("stroke-width", "1")) * self.scale))
        if dashes := look.get("stroke-dasharray", ""):
            drawn, gap = (float(text) * self.scale for text in dashes.split())
            for start, end in pairwise(line):
                for first, last in _dashes(start, end, drawn, gap):
                    self.brush.line((first, last), fill=look["stroke"], width=width)
        else:
            self.brush.line(line, fill=look["stroke"], width=width, joint="curve")

    def _hatch(self, line: list[tuple[int, int]], colour: str) -> None:
        """Crossed lines at 45 degrees inside an outline."""
        from PIL import Image, ImageDraw

        mask, lines = Image.new("1", self.image.size), Image.new("1", self.image.size)
        ImageDraw.Draw(mask).polygon(line, fill=1)
        wide, high = self.image.size
        brush, step = ImageDraw.Draw(lines), round(_HATCH * self.scale * math.sqrt(2))
        for x in range(-high, wide + high, step):
            brush.line(((x, 0), (x + high, high)), fill=1, width=round(self.scale))
            brush.line(((x, 0), (x - high, high)), fill=1, width=round(self.scale))
        empty = Image.new("1", self.image.size)
        self.image.paste(colour, (0, 0), Image.composite(lines, empty, mask))

    def _text(self, one: ElementTree.Element, look: Look) -> None:
        bold = int(look.get("font-weight", "400")) >= 600
        size = round(float(look["font-size"].removesuffix("px")) * LETTERS[bold] * self.scale)
        anchor = {"middle": "ms", "end": "rs"}.get(look.get("text-anchor", ""), "ls")
        halo = float(look.get("stroke-width", "0").removesuffix("px")) / 2
        self.brush.text(
            self._place(_at(one, "x", "y")),
            one.text or "",
            font=fonts.font(bold, size),
            fill=look["fill"],
            anchor=anchor,
            stroke_width=round(halo * self.scale),
            stroke_fill=look["stroke"] if halo else None,
        )

    def _place(self, point: Point) -> tuple[int, int]:
        return round(point[0] * self.scale), round(point[1] * self.scale)


def outlines(d: str) -> list[Line]:
    """The lines of a path and whether each is closed; its arcs are half circles."""
    found: list[Line] = []
    points: list[Point] = []
    tokens = _TOKEN.findall(d)
    at, command = 0, ""
    while at < len(tokens):
        if tokens[at] in _TAKES:
            command, at = tokens[at], at + 1
        numbers = [float(text) for text in tokens[at : at + _TAKES[command]]]
        at += len(numbers)
        x, y = points[-1] if points else (0.0, 0.0)
        match command, numbers:
            case "M", [a, b]:
                points = [(a, b)]
                found.append((points, False))
            case "L", [a, b]:
                points.append((a, b))
            case "l", [a, b]:
                points.append((x + a, y + b))
            case "h", [a]:
                points.append((x + a, y))
            case "v", [b]:
                points.append((x, y + b))
            case "A", [_, _, _, _, _, a, b]:
                points += _half_circle((x, y), (a, b))
            case "Z", []:
                found[-1] = (points, True)
    return found


def _half_circle(start: Point, end: Point) -> list[Point]:
    """Anticlockwise on the page, as every arc of the signs goes."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radius, first = math.dist(start, end) / 2, math.atan2(start[1] - y, start[0] - x)
    turns = [first - math.pi * step / _ARC_STEPS for step in range(1, _ARC_STEPS + 1)]
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]


def _dashes(
    start: tuple[int, int], end: tuple[int, int], drawn: float, gap: float
) -> list[tuple[Point, Point]]:
    length = math.dist(start, end)
    count = math.ceil(length / (drawn + gap)) if length else 0

    def along(share: float) -> Point:
        return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share

    return [
        (along(begin / length), along(min(begin + drawn, length) / length))
        for begin in (at * (drawn + gap) for at in range(count))
    ]


def _rules(style: str) -> dict[str, dict[str, str]]:
    """The rules of the map file's style sheet by selector, in their order."""
    rules: dict[str, dict[str, str]] = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        look = dict(part.split(":", 1) for part in body.split(";") if part)
        for name in selectors.strip().split(","):
            rules.setdefault(name, {}).update(look)
    return rules


def _pixels(one: ElementTree.Element, scale: float) -> tuple[int, int]:
    """The size of a window, whose units are never scaled."""
    _x, _y, wide, high = (
        one.get("viewBox") or f"0 0 {one.get('width')} {one.get('height')}"
    ).split()
    return round(float(wide) * scale), round(float(high) * scale)


def _at(one: ElementTree.Element, first: str, second: str) -> Point:
    return float(one.get(first, "0")), float(one.get(second, "0"))
