"""The board's deck: a slide per page of a report, 16:9, everything in it native and editable.

A page whose table does not fit goes on over the next slide. Nothing here knows the clock: the
same report gives the same bytes.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from emra.lib import office
from emra.reports import deck_parts as parts
from emra.reports.measure import cut, height, lines
from emra.reports.pages import Page, Report

WIDE, HIGH = 13.333, 7.5
SIDE, INNER = 0.6, 13.333 - 1.2
SECTION_Y, TITLE_Y, FLOOR, FOOT_Y = 0.38, 0.68, 6.86, 7.02
GAP, NOTE_GAP = 0.24, 0.06
CHART_WIDE = 4.5
TITLE_SIZES: Final = (26, 24, 22, 20, 18)
TABLE_SIZES: Final = (16, 15, 14, 13, parts.LEAST)
LEAD = 15


Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Slide:
    """A page, or as many rows of its table as fit, with its place among them."""

    page: Page
    size: int = parts.LEAST
    first: int = 0
    part: int = 1
    of: int = 1

    @property
    def section(self) -> str:
        return f"{self.page.section} ({self.part}/{self.of})" if self.of > 1 else self.page.section


def render(report: Report) -> bytes:
    """The deck as the bytes of a PPTX; equal for an equal report."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(HIGH)
    _properties(deck, report)
    _widen(deck)
    slides = [slide for page in report.pages for slide in split(page)]
    _cover(_new(deck), report)
    for number, slide in enumerate(slides, start=2):
        _draw(_new(deck), slide, report, number)
    stream = io.BytesIO()
    deck.save(stream)
    return office.settled(stream.getvalue(), report.made_of)


def _properties(deck: Any, report: Report) -> None:
    core = deck.core_properties
    core.title = f"{report.title}. {report.subtitle}"
    core.author = core.last_modified_by = "EMRA Seguimiento"
    core.subject, core.comments, core.language = report.edition, report.seal, "es-CL"
    core.keywords = report.draft
    core.created = core.modified = report.made_of.replace(tzinfo=None)
    core.revision = 1


def _widen(deck: Any) -> None:
    """The template is 4:3 and in another font: a slide that the board adds must look like ours."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    master = deck.slide_masters[0]
    for sheet in (master, *master.slide_layouts):
        for shape in sheet.placeholders:
            # A layout's shape without a place of its own takes the master's.
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = (
                    int(side * WIDE / 10) for side in (shape.left, shape.width)
                )
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{parts.FONT}"'.encode())


def _new(deck: Any) -> Any:
    """A slide with nothing but its title, which outline and screen readers name it by."""
    return deck.slides.add_slide(deck.slide_layouts[5])


# -- how a page is cut -----------------------------------------------------------------------


def split(page: Page) -> Iterator[Slide]:
    """The slides of a page, its table as large as fits, going on where it does not fit at all."""
    if page.grid is None:
        yield Slide(page)
        return
    size = next((size for size in TABLE_SIZES if _fits(page, size)), parts.LEAST)
    groups = _groups(page, size)
    first = 0
    for place, rows in enumerate(groups, start=1):
        kept = replace(page, grid=replace(page.grid, rows=rows))
        if place > 1:
            kept = replace(kept, tiles=(), lead="")
        yield Slide(kept, size, first, place, len(groups))
        first += len(rows)


def _fits(page: Page, size: int) -> bool:
    """Whether the whole table stands on one slide at that size, no word broken."""
    assert page.grid is not None
    whole = parts.whole_words(page.grid, _table_width(page), size)
    return whole and len(_groups(page, size)) == 1


def _groups(page: Page, size: int) -> list[Rows]:
    """The rows of each slide: as few slides as they take, each about as full as the others."""
    assert page.grid is not None
    grid, room = page.grid, _table_width(page)
    space = _floor(page) - _top(page) - parts.head_height(grid, room, size)
    highs = [parts.row_height(grid, row, room, size) for row in grid.rows]
    fewest = _packed(grid.rows, highs, space)
    budget = sum(highs) / len(fewest)
    while len(found := _packed(grid.rows, highs, min(budget, space))) > len(fewest):
        budget += 0.1
    return found


def _packed(rows: Rows, highs: list[float], space: float) -> list[Rows]:
    found: list[Rows] = []
    used = space + 1
    for row, high in zip(rows, highs, strict=True):
        if used + high > space:
            found.append(())
            used = 0.0
        found[-1] = (*found[-1], row)
        used += high
    return found


def _table_width(page: Page) -> float:
    return INNER - CHART_WIDE - GAP if page.bars else INNER


def _lead_top(page: Page) -> float:
    """Below the title, which takes one line or two."""
    size = _title_size(page.title, INNER, 2, TITLE_SIZES)
    return TITLE_Y + height(page.title, size, INNER, bold=True) + 0.22


def _top(page: Page) -> float:
    """Where what shows the finding begins."""
    top = _lead_top(page)
    if page.lead:
        top += height(page.lead, LEAD, INNER) + 0.2
    if page.tiles:
        top += parts.tiles_height(page.tiles, INNER) + GAP
    return top


def _floor(page: Page) -> float:
    """Where what shows the finding ends: above the note, which takes one line or two."""
    return FLOOR - NOTE_GAP - height(_note(page), parts.LEAST, INNER) if page.note else FLOOR


def _note(page: Page) -> str:
    return cut(page.note, parts.LEAST, INNER, 2)


# -- drawing ---------------------------------------------------------------------------------


def _cover(slide: Any, report: Report) -> None:
    parts.block(slide, (0, 0, 4.2, HIGH), parts.ACCENT).name = "Franja"
    parts.text(slide, (SIDE, 0.7, 3.1, 0.9), "EMRA Seguimiento", 24, bold=True, colour=parts.WHITE)
    parts.text(slide, (SIDE, 6.55, 3.1, 0.4), "Región de Antofagasta", 14, colour=parts.WHITE)
    room = WIDE - 4.9 - SIDE
    size = _title_size(report.title, room, 3, (32, 28, 24))
    _title(slide, report.title, (4.9, 1.1, room, 2.1), size, anchor="b")
    parts.text(slide, (4.9, 3.4, room, 0.9), report.subtitle, 18, colour=parts.MUTED)
    parts.block(slide, (4.9, 4.42, 0.9, 0.05), parts.ACCENT).name = "Línea"
    about = [(report.edition, 16.0, True, parts.INK)]
    about += [(said, 14.0, False, parts.MUTED) for said in report.about]
    parts.text(slide, (4.9, 4.62, room, 1.5), about)
    if report.draft:
        tag = parts.block(slide, (4.9, 6.4, 3.9, 0.5), parts.TONES["bad"])
        parts.write(tag.text_frame, report.draft, 16, bold=True, colour=parts.WHITE, anchor="m")
        tag.text_frame.margin_left = 91440
    _notes(slide, (*report.about, report.seal, report.state))


def _draw(slide: Any, drawn: Slide, report: Report, number: int) -> None:
    page = drawn.page
    parts.text(
        slide,
        (SIDE, SECTION_Y, INNER, 0.28),
        cut(drawn.section, 13, INNER, 1, bold=True),
        13,
        bold=True,
        colour=parts.ACCENT,
        name="Sección",
    )
    top = _lead_top(page)
    _title(
        slide,
        page.title,
        (SIDE, TITLE_Y, INNER, top - TITLE_Y - 0.1),
        _title_size(page.title, INNER, 2, TITLE_SIZES),
    )
    if page.lead:
        high = height(page.lead, LEAD, INNER)
        parts.text(slide, (SIDE, top, INNER, high), page.lead, LEAD, colour=parts.MUTED)
        top += high + 0.2
    if page.tiles:
        high = parts.tiles_height(page.tiles, INNER)
        parts.tiles(slide, (SIDE, top, INNER, high), page.tiles)
        top += high + GAP
    _shown(slide, drawn, top)
    if page.empty:
        shape = parts.block(slide, (SIDE, top, INNER, 1.1), parts.WASH)
        parts.write(shape.text_frame, page.empty, 16, colour=parts.MUTED, anchor="m")
        shape.text_frame.margin_left = shape.text_frame.margin_right = 228600
    if page.note:
        top = _floor(page) + NOTE_GAP
        box = (SIDE, top, INNER, FLOOR - top)
        parts.text(slide, box, _note(page), colour=parts.MUTED, anchor="b", name="Nota")
    _foot(slide, report, number)
    _notes(slide, page.sources)


def _shown(slide: Any, drawn: Slide, top: float) -> None:
    """The chart, the table beside it, or one of them alone."""
    page, left, ends = drawn.page, SIDE, top
    if page.grid:
        left += CHART_WIDE + GAP if page.bars else 0
        ends = parts.table(
            slide, (left, top, _table_width(page)), page.grid, drawn.first, drawn.size
        )
    if page.bars:
        # As tall as the table, so that bar and row are looked up beside each other.
        begins = top + parts.HEAD
        least = 0.62 * len(page.bars.bars)
        high = min(_floor(page) - begins, max(least, ends - begins))
        parts.bars(slide, (SIDE, begins, CHART_WIDE, high), page.bars)


def _title(
    slide: Any, said: str, box: tuple[float, float, float, float], size: float, anchor: str = "t"
) -> None:
    from pptx.util import Inches

    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Inches(side) for side in box)
    parts.write(shape.text_frame, said, size, bold=True, anchor=anchor)


def _title_size(said: str, room: float, most: int, sizes: tuple[int, ...]) -> int:
    """The largest size at which a title takes no more lines than it has."""
    fitting = (size for size in sizes if lines(said, size, room, bold=True) <= most)
    return next(fitting, sizes[-1])


def _foot(slide: Any, report: Report, number: int) -> None:
    parts.block(slide, (SIDE, FOOT_Y - 0.06, INNER, 0.012), parts.LINE).name = "Línea"
    told = cut(f"EMRA Seguimiento · {report.foot}", parts.LEAST, INNER - 1.6, 1)
    colour = parts.TONES["bad"] if report.draft else parts.MUTED
    parts.text(
        slide, (SIDE, FOOT_Y, INNER - 1.5, 0.26), told, colour=colour, name="Corte y edición"
    )
    page = parts.text(
        slide,
        (SIDE + INNER - 1.4, FOOT_Y, 1.4, 0.26),
        str(number),
        colour=parts.MUTED,
        align="r",
        name="Página",
    )
    parts.numbered(page)


def _notes(slide: Any, said: tuple[str, ...]) -> None:
    slide.notes_slide.notes_text_frame.text = "\n".join(said)
