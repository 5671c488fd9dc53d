"""What a section of a printed sheet holds besides its rows: texts, tables, drawn bars.

Vector throughout; the styles are those of the sheet, which it hands over when it is set.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, Final, Protocol

Style = Callable[[str], Any]
_LINE, _ACCENT, _TRACK, _INK = "#c3ccd4", "#006fb3", "#eef2f5", "#14212c"
_ROW: Final = 17.0
_SIZE: Final = 8


class Block(Protocol):
    """Something that can be set in a column."""

    def flow(self, width: float, style: Style) -> list[Any]:
        """What reportlab sets, in order."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph in one of the sheet's styles."""

    said: str
    style: str = "text"

    def flow(self, width: float, style: Style) -> list[Any]:
        from reportlab.platypus import Paragraph

        return [Paragraph(escape(self.said), style(self.style))]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns as (name, share of the width, whether figures), and rows of text."""

    columns: Sequence[tuple[str, float, bool]]
    rows: Sequence[Sequence[str]]

    def flow(self, width: float, style: Style) -> list[Any]:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Paragraph
        from reportlab.platypus import Table as Drawn

        whole = sum(share for _name, share, _figures in self.columns)
        head = [
            Paragraph(escape(name), style("figures" if figures else "heading"))
            for name, _share, figures in self.columns
        ]
        body = [
            [
                Paragraph(
                    escape(said).replace("\n", "<br/>"), style("figure" if column[2] else "cell")
                )
                for said, column in zip(row, self.columns, strict=True)
            ]
            for row in self.rows
        ]
        return [
            Drawn(
                [head, *body],
                colWidths=[width * share / whole for _name, share, _figures in self.columns],
                repeatRows=1,
                splitByRow=1,
                splitInRow=1,
                spaceBefore=6,
                spaceAfter=6,
                style=[
                    # Nothing is set in it, and yet a base font would be named in the file.
                    ("FONTNAME", (0, 0), (-1, -1), style("cell").fontName),
                    ("VALIGN", (0, 0), (-1, -1), "TOP"),
                    ("LINEBELOW", (0, 0), (-1, 0), 1.2, HexColor(_ACCENT)),
                    ("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor(_LINE)),
                    ("LEFTPADDING", (0, 0), (-1, -1), 3),
                    *(
                        ("LEFTPADDING", (place, 0), (place, -1), 12)
                        for place, (column, after) in enumerate(pairwise(self.columns), start=1)
                        if column[2] and not after[2]
                    ),
                    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                    ("TOPPADDING", (0, 0), (-1, -1), 3),
                    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ],
            )
        ]


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from 0 to 100 as (name, share or None, what is written beside it)."""

    bars: Sequence[tuple[str, float | None, str]]

    def flow(self, width: float, style: Style) -> list[Any]:
        from reportlab.graphics.shapes import Drawing, Line, Rect, String
        from reportlab.lib.colors import HexColor
        from reportlab.pdfbase.pdfmetrics import stringWidth

        font = style("cell").fontName
        names = 12 + max(stringWidth(name, font, _SIZE) for name, _share, _said in self.bars)
        said = 12 + max(stringWidth(text, font, _SIZE) for _name, _share, text in self.bars)
        track = width - names - said
        drawing = Drawing(width, _ROW * len(self.bars) + 8, initialFontName=font)
        for place, (name, share, text) in enumerate(self.bars):
            y = _ROW * (len(self.bars) - 1 - place) + 4
            words = {"fontName": font, "fontSize": _SIZE, "fillColor": HexColor(_INK)}
            drawing.add(String(0, y + 3, name, **words))
            if share is None:
                # No bar, not an empty one: a dashed line where one would be.
                middle = y + 5.5
                drawing.add(
                    Line(
                        *(names, middle, names + track, middle),
                        strokeColor=HexColor(_LINE),
                        strokeDashArray=[2, 3],
                    )
                )
            else:
                for long, fill in ((track, _TRACK), (track * share / 100, _ACCENT)):
                    drawing.add(
                        Rect(names, y, long, 11, fillColor=HexColor(fill), strokeColor=None)
                    )
            drawing.add(String(names + track + 8, y + 3, text, **words))
        return [drawing]
