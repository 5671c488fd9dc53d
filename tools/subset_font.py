"""Make the site's font from the upstream one: Latin of Spanish and English, weights 400 to 700.

    python tools/subset_font.py source-sans-3-latin-wght-normal.woff2

The argument is the variable font of Source Sans 3 (SIL Open Font License 1.1) as the npm package
`@fontsource-variable/source-sans-3` carries it. Needs fonttools and brotli. The file it writes is
kept in the repository, with its licence: nothing is made when the site is installed. It has a name
of its own, for the licence reserves that of the original. Its default figures are tabular. Last,
this prints the numbers that fit Arial to it, for `css/emra.css`.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

OUT = Path(__file__).resolve().parent.parent / "static" / "fonts" / "emra-sans.woff2"
# ASCII, what Spanish adds, and the signs that templates, texts and seeds of the project use.
# The few others (arrows, the index letters of formulas) come from the reader's own fonts.
TEXT = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "áéíóúüñçÁÉÍÓÚÜÑÇ¿¡ºª°«»“”‘’–—·…•"
    + "×÷−±²³µ§€′\u00a0\u00ad\u0301\u0304"
)
NAMES = {1: "EMRA Sans", 3: "EMRA Sans 1", 4: "EMRA Sans", 6: "EMRASans"}
# The width of Arial's letters in the proportion of Spanish text, in thousandths of the em.
ARIAL = {
    " ": 278, "a": 556, "b": 556, "c": 500, "d": 556, "e": 556, "f": 278, "g": 556, "h": 556,
    "i": 222, "j": 222, "l": 222, "m": 833, "n": 556, "o": 556, "p": 556, "q": 556, "r": 333,
    "s": 500, "t": 278, "u": 556, "v": 500, "x": 500, "y": 500, "z": 500,
}  # fmt: skip
OFTEN = {
    " ": 170, "e": 137, "a": 125, "o": 87, "s": 80, "n": 67, "r": 69, "i": 62, "l": 50, "d": 59,
    "t": 46, "u": 39, "c": 47, "m": 32, "p": 25, "b": 14, "g": 10, "v": 9, "y": 9, "q": 9, "h": 7,
    "f": 7, "z": 5, "j": 4, "x": 2,
}  # fmt: skip


def main(source: str) -> None:
    font = TTFont(source)
    options = Options(flavor="woff2", hinting=False, desubroutinize=True)
    options.layout_features = ["ccmp", "kern", "mark", "locl", "liga"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = Subsetter(options)
    subsetter.populate(text=TEXT)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": (400, 400, 700)})
    for number, name in NAMES.items():
        font["name"].setName(name, number, 3, 1, 0x409)
    font.flavor = "woff2"
    font.save(OUT)
    print(f"{OUT.name}: {OUT.stat().st_size} bytes, {len(font.getBestCmap())} characters")
    units, glyphs, widths = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    own = sum(widths[glyphs[ord(letter)]][0] * 1000 / units * n for letter, n in OFTEN.items())
    adjust = own / sum(ARIAL[letter] * n for letter, n in OFTEN.items())
    lines = font["hhea"]
    print(f"size-adjust: {adjust:.1%}")
    for name, value in (("ascent", lines.ascent), ("descent", -lines.descent)):
        print(f"{name}-override: {value / units / adjust:.1%}")


if __name__ == "__main__":
    main(*sys.argv[1:])
