"""How much room a text takes on a slide, by the metrics of our own font.

The deck asks for Arial, which every office suite has or replaces by one as wide. DejaVu Sans is
wider than it, so what fits by its metrics fits in Arial too, and where a machine has neither.
"""

import re
from functools import lru_cache
from math import ceil
from typing import Final

from emra.lib.fonts import font

LEADING: Final = 1.2
_SCALE: Final = 64


@lru_cache(maxsize=4096)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Inches a text takes in one line, at a size in points."""
    return float(font(bold, _SCALE).getlength(text)) / _SCALE * size / 72


def lines(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a box of so many inches; a long word is broken."""
    found = 0
    for paragraph in text.split("\n"):
        found, used = found + 1, 0.0
        for word in paragraph.split(" "):
            took = width(word, size, bold=bold)
            gap = width(" ", size, bold=bold) if used else 0.0
            if used and used + gap + took > room:
                found, used, gap = found + 1, 0.0, 0.0
            if took > room:
                over = ceil(took / room) - 1
                found, used = found + over, took - over * room
            else:
                used += gap + took
    return found


def breaks(text: str, size: float, room: float, *, bold: bool = False) -> bool:
    """Whether a word is wider than its box, and would be broken."""
    return any(width(word, size, bold=bold) > room for word in re.split(r"[ \n]", text))


def height(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """Inches a text takes in height in a box of so many inches."""
    return lines(text, size, room, bold=bold) * size * LEADING / 72


def cut(text: str, size: float, room: float, most: int, *, bold: bool = False) -> str:
    """The text where it takes at most so many lines; otherwise its beginning and an ellipsis."""
    if lines(text, size, room, bold=bold) <= most:
        return text
    words = text.split(" ")
    while len(words) > 1:
        words.pop()
        shorter = " ".join(words).rstrip(" ,;.:") + "…"
        if lines(shorter, size, room, bold=bold) <= most:
            return shorter
    kept = words[0]
    while kept and lines(f"{kept}…", size, room, bold=bold) > most:
        kept = kept[:-1]
    return f"{kept}…"
