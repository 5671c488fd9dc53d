"""The look of the drawings, read from the style sheets of the pages: files and embedded pages
have no other.

A rule of a drawing begins a line or follows another, and names one class or several, nothing else:
what a page adds around it (`.card--soft .c-track`) is the page's own.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

# Where the rules stand, and the beginnings of the classes of drawings and legends.
SHEETS: Final = ("components.css", "projects.css", "districts.css")
KINDS: Final = ("c-", "m-", "gantt__", "commune-map")
_RULE = re.compile(r"(?:^|(?<=\} ))(\.[\w-]+(?:, \.[\w-]+)*) \{ ([^{}]+) \}(?=$| \.)", re.MULTILINE)
_TOKEN = re.compile(r"(--[\w-]+): (#[0-9a-f]{3,6});")
_DARK = "@media (prefers-color-scheme: dark)"
_FONT = re.compile(r"^(\d+) ([\d.]+)(px|rem) ")
# Pixels of the root's letter in a file, and the weight from which letters are bold there.
_REM: Final = 16
_BOLD: Final = 600
# What an SVG element takes as an attribute; the rest of a rule is layout of the page.
_ATTRIBUTES = re.compile(
    r"fill|stroke|fill-opacity|stroke-\w+|paint-order|text-anchor|dominant-baseline|font-\w+"
)


@lru_cache(maxsize=1)
def looks() -> dict[str, dict[str, str]]:
    """Of each class of the drawings, its look as attributes, in light colours."""
    light = _tokens(_read("emra.css").partition(_DARK)[0])
    found: dict[str, dict[str, str]] = {}
    for name, parts in _rules():
        look = found.setdefault(name, {})
        for key, value in parts:
            for attribute, said in _font(value) if key == "font" else ((key, value),):
                if _ATTRIBUTES.fullmatch(attribute):
                    look[attribute] = _said(attribute, said, light)
    return found


@lru_cache(maxsize=1)
def sheet() -> str:
    """The style of an embedded page: both schemes' colours, its layout, the drawings."""
    page = _read("figures.css")
    rules = [
        f".{name} {{ {' '.join(f'{key}: {value};' for key, value in parts)} }}"
        for name, parts in _rules()
    ]
    used = set(re.findall(r"var\((--[\w-]+)\)", page + "".join(rules))) - {"--sans"}
    light, _mark, rest = _read("emra.css").partition(_DARK)
    dark = rest.partition("\n}\n")[0]

    def scheme(css: str) -> str:
        found = _tokens(css)
        return "".join(f" {name}: {found[name]};" for name in sorted(used) if name in found)

    colours = (
        f":root {{ color-scheme: light dark;{scheme(light)} }}",
        f"{_DARK} {{ :root {{{scheme(dark)} }} }}",
    )
    return "\n".join((*colours, page, *rules, ""))


def _rules() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each class with its declarations, in the order of the sheets; print has its own."""
    found = []
    for name in SHEETS:
        for selectors, body in _RULE.findall(_read(name).partition("@media print")[0]):
            parts = [part.strip().split(": ", 1) for part in body.split(";") if part.strip()]
            for selector in selectors.split(", "):
                if selector[1:].startswith(KINDS):
                    found.append((selector[1:], [(key, value) for key, value in parts]))
    return found


def _font(value: str) -> tuple[tuple[str, str], ...]:
    """`700 13.5px var(--sans)` in parts; the family is the file's."""
    match = _FONT.match(value)
    assert match is not None, f"a drawing's letters are «weight size family», not «{value}»"
    pixels = float(match[2]) * (_REM if match[3] == "rem" else 1)
    return ("font-weight", match[1]), ("font-size", f"{pixels:g}")


def _said(attribute: str, value: str, tokens: dict[str, str]) -> str:
    if attribute == "font-weight":  # the letters that come with the application have two
        return "700" if int(value) >= _BOLD else "400"
    if value == "transparent":
        return "none"
    return re.sub(r"var\((--[\w-]+)\)", lambda match: tokens[match[1]], value.removesuffix("px"))


def _tokens(css: str) -> dict[str, str]:
    return dict(_TOKEN.findall(css))


def _read(name: str) -> str:
    return (Path(settings.BASE_DIR) / "static" / "css" / name).read_text(encoding="utf-8")
