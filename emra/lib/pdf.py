"""A printed sheet as PDF: selectable text in our own font, the same bytes for the same content.

A `Document` says what the sheet holds; `render` sets it on A4 or Carta. It knows no clock, so that
two people who download the same content can compare their files byte by byte. reportlab is
imported only when a sheet is asked for.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Final

from emra.lib.fonts import FOLDER
from emra.lib.pdf_blocks import Bars, Block

A4, LETTER = "a4", "carta"
# Width and height in points.
PAPERS: Final = {A4: (595.28, 841.89), LETTER: (612.0, 792.0)}

_PLAIN, _BOLD = "DejaVuSans", "DejaVuSans-Bold"
_SIDE, _TOP, _BOTTOM = 50.0, 62.0, 66.0
_LABEL_SHARE = 0.26
# What does not fit one page begins where at least this much room is left.
_LEAST = 110.0
_APART = 14.0
_INK, _MUTED, _LINE, _ACCENT = "#14212c", "#4a5a68", "#c3ccd4", "#006fb3"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of a row, below a word of their own where they have one."""

    lines: tuple[str, ...]
    head: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A label, what it says, and where that comes from."""

    label: str
    parts: tuple[Part, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of two columns below a title, then blocks; each of them may be empty.

    A title is a bookmark too; `above` stands over it.
    """

    rows: tuple[Row, ...] = ()
    title: str = ""
    note: str = ""
    blocks: tuple[Block, ...] = ()
    above: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A sheet: what it is called, what it says, and in its foot where it comes from.

    `about` are the lines of the foot, repeated on every page: the source, the seal of the ledger,
    the address of the page that shows the same.
    """

    title: str
    sections: tuple[Section, ...]
    about: tuple[str, ...]
    subtitle: str = ""
    house: str = "EMRA Seguimiento · Región de Antofagasta"


def render(document: Document, paper: str = A4) -> bytes:
    """The sheet as the bytes of a PDF.

    Parameters
    ----------
    document : Document
        Plain text throughout; a text of any length goes on over the next pages.
    paper : str
        "a4" or "carta".

    Returns
    -------
    bytes
        Equal for equal input, on any machine and day.

    Raises
    ------
    ValueError
        For another paper.
    """
    if paper not in PAPERS:
        raise ValueError(f"paper is one of {', '.join(PAPERS)}, got {paper!r}")
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    width, height = PAPERS[paper]
    stream = io.BytesIO()
    bottom = _BOTTOM + 11 * len(document.about)
    column, high = width - 2 * _SIDE, height - _TOP - bottom
    frame = Frame(_SIDE, bottom, column, high, 0, 0, 0, 0)
    template = BaseDocTemplate(
        stream,
        pagesize=(width, height),
        pageTemplates=[PageTemplate(frames=[frame])],
        title=document.title,
        author=document.house,
        subject=document.subtitle,
        creator="EMRA Seguimiento",
        lang="es-CL",
        displayDocTitle=1,
        invariant=1,
        initialFontName=_font(bold=False),
        allowSplitting=1,
    )
    template.build(_flow(document, column, high), canvasmaker=_numbered(document, bottom))
    return stream.getvalue()


def _flow(document: Document, width: float, high: float) -> list[Any]:
    """Everything between head and foot, in order: a heading stays with what it is about."""
    from reportlab.platypus import Paragraph

    begun: list[Any] = [Paragraph(escape(document.title), _style("title"))]
    if document.subtitle:
        begun.append(Paragraph(escape(document.subtitle), _style("subtitle")))
    flow: list[Any] = []
    for section in document.sections:
        begun += _heading(section)
        first, *others = _parts(section, width)
        flow += _kept([*begun, *first], width, high)
        for part in others:
            flow += _kept(part, width, high)
        begun = []
    return [*flow, *begun]


def _heading(section: Section) -> list[Any]:
    from reportlab.platypus import Paragraph

    found: list[Any] = []
    if section.above:
        found.append(Paragraph(escape(section.above), _style("above")))
    if section.title:
        found.append(_bookmark(section.title))
        found.append(Paragraph(escape(section.title), _style("section")))
    if section.note:
        found.append(Paragraph(escape(section.note), _style("source")))
    if found:
        found[0].spaceBefore = _APART
    return found


def _parts(section: Section, width: float) -> list[list[Any]]:
    """What is set in one piece where it can be: each block, and bars with what follows them."""
    found: list[list[Any]] = [[_table(section.rows, width)] if section.rows else []]
    joined = not section.rows
    for block in section.blocks:
        if not joined:
            found.append([])
        found[-1] += block.flow(width, _style)
        joined = isinstance(block, Bars)
    return found


def _kept(flow: list[Any], width: float, high: float) -> list[Any]:
    """Whole on one page if it fits one; otherwise from here on over the next."""
    from reportlab.platypus import CondPageBreak, KeepTogether

    took = sum(one.wrap(width, high)[1] + one.getSpaceBefore() for one in flow)
    return [KeepTogether(flow)] if took <= high else [CondPageBreak(_LEAST), *flow]


def _bookmark(title: str) -> Any:
    """Marks the place; the canvas writes the bookmark once it draws the page for good."""
    from reportlab.platypus import Flowable

    class Bookmark(Flowable):
        def draw(self) -> None:
            self.canv.marks = (*self.canv.marks, title)

    return Bookmark()


def _table(rows: Sequence[Row], width: float) -> Any:
    """Two columns; a row that does not fit goes on over the page."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Paragraph, Table

    label = width * _LABEL_SHARE
    cells = [[[Paragraph(escape(row.label), _style("label"))], _cell(row)] for row in rows]
    return Table(
        cells,
        colWidths=(label, width - label),
        splitByRow=1,
        splitInRow=1,
        spaceBefore=4,
        style=[
            ("FONTNAME", (0, 0), (-1, -1), _font(bold=False)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEABOVE", (0, 0), (-1, -1), 0.6, HexColor(_LINE)),
            ("LINEBELOW", (0, -1), (-1, -1), 0.6, HexColor(_LINE)),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
        ],
    )


def _cell(row: Row) -> list[Any]:
    from reportlab.platypus import Paragraph

    found: list[Any] = []
    for part in row.parts:
        if part.head:
            found.append(Paragraph(escape(part.head), _style("head")))
        style = _style("under" if part.head else "text")
        found += [Paragraph(escape(line), style) for line in part.lines]
    if row.source:
        found.append(Paragraph(escape(row.source), _style("source")))
    return found


@lru_cache
def _style(name: str) -> Any:
    """One of the few ways a text is set."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    size, bold, colour, options = {
        "title": (15, True, _INK, {"spaceAfter": 4}),
        "subtitle": (9.5, False, _MUTED, {}),
        "section": (11.5, True, _ACCENT, {"spaceAfter": 3}),
        "above": (8, True, _MUTED, {"spaceAfter": 2}),
        "cell": (8, False, _INK, {}),
        "figure": (8, False, _INK, {"alignment": 2}),
        "heading": (7.5, True, _MUTED, {}),
        "figures": (7.5, True, _MUTED, {"alignment": 2}),
        "label": (8.5, True, _INK, {}),
        "head": (8.5, True, _MUTED, {}),
        "text": (9, False, _INK, {}),
        "under": (9, False, _INK, {"leftIndent": 8, "spaceAfter": 1}),
        "source": (7, False, _MUTED, {"spaceBefore": 2}),
    }[name]
    return ParagraphStyle(
        name,
        fontName=_font(bold=bold),
        fontSize=size,
        leading=size * 1.32,
        textColor=HexColor(colour),
        splitLongWords=1,
        **options,
    )


@lru_cache
def _font(*, bold: bool) -> str:
    """The name of our font, embedded; the same file draws the pictures."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = _BOLD if bold else _PLAIN
    pdfmetrics.registerFont(TTFont(name, str(FOLDER / f"{name}.ttf")))
    return name


def _numbered(document: Document, bottom: float) -> Any:
    """A canvas that draws head and foot once it knows how many pages there are."""
    from reportlab.lib.colors import HexColor
    from reportlab.lib.utils import simpleSplit
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self.pages: list[dict[str, Any]] = []
            self.marks: tuple[str, ...] = ()

        def showPage(self) -> None:
            self.pages.append(dict(self.__dict__))
            self.marks = ()
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self.pages, start=1):
                self.__dict__.update(page)
                self._edges(number, len(self.pages))
                for place, title in enumerate(self.marks):
                    key = f"{number}-{place}"
                    self.bookmarkPage(key)
                    self.addOutlineEntry(title, key)
                Canvas.showPage(self)
            Canvas.save(self)

        def _edges(self, number: int, of: int) -> None:
            width, height = self._pagesize
            self.setFillColor(HexColor(_MUTED))
            self.setStrokeColor(HexColor(_LINE))
            self.setLineWidth(0.6)
            self.setFont(_font(bold=True), 8)
            self.drawString(_SIDE, height - 38, document.house)
            self.line(_SIDE, height - 46, width - _SIDE, height - 46)
            self.line(_SIDE, bottom - 12, width - _SIDE, bottom - 12)
            self.setFont(_font(bold=False), 7)
            y = bottom - 24
            for text in document.about:
                # One line each: what does not fit would run over the next.
                for part in simpleSplit(text, _font(bold=False), 7, width - 2 * _SIDE)[:2]:
                    self.drawString(_SIDE, y, part)
                    y -= 9.5
            self.drawRightString(width - _SIDE, 30, f"{number} de {of}")

    return Numbered
