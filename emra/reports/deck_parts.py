"""What the slides are drawn with: texts, tiles, native tables and native charts."""

from collections.abc import Sequence
from typing import Any, Final

from emra.reports.measure import breaks, height, width
from emra.reports.pages import BAD, GOOD, NONE, PLAIN, WARN, Bars, Grid, Tile

FONT: Final = "Arial"
INK, MUTED, LINE, ACCENT, WHITE = "14212C", "4A5A68", "C3CCD4", "006FB3", "FFFFFF"
SOFT, WASH = "EAF3F9", "F4F6F8"
TONES: Final = {PLAIN: INK, GOOD: "17693A", WARN: "8A5300", BAD: "B3261E", NONE: MUTED}
LEAST: Final = 12
CELL_X, CELL_Y = 0.09, 0.055
HEAD = 0.42
TILE_GAP, TILE_X = 0.25, 0.4
# A table drawn by us alone: no style of the program shows through.
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
# Chilean decimals wherever the program knows them.
_FORMAT: Final = '[$-340A]0.0" %"'


def text(
    slide: Any,
    box: tuple[float, float, float, float],
    said: str | Sequence[tuple[str, float, bool, str]],
    size: float = LEAST,
    *,
    bold: bool = False,
    colour: str = INK,
    align: str = "l",
    anchor: str = "t",
    name: str = "",
) -> Any:
    """A box of text in inches (left, top, width, height), without margins of its own.

    `said` is one paragraph, or several as (text, size, bold, colour).
    """
    from pptx.util import Inches

    shape = slide.shapes.add_textbox(*(Inches(side) for side in box))
    if name:
        shape.name = name
    write(shape.text_frame, said, size, bold=bold, colour=colour, align=align, anchor=anchor)
    return shape


def write(
    frame: Any,
    said: str | Sequence[tuple[str, float, bool, str]],
    size: float = LEAST,
    *,
    bold: bool = False,
    colour: str = INK,
    align: str = "l",
    anchor: str = "t",
) -> None:
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN

    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = {"t": MSO_ANCHOR.TOP, "m": MSO_ANCHOR.MIDDLE, "b": MSO_ANCHOR.BOTTOM}[
        anchor
    ]
    parts = (
        [(line, size, bold, colour) for line in said.split("\n")] if isinstance(said, str) else said
    )
    for place, (part, points, heavy, tint) in enumerate(parts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = {"l": PP_ALIGN.LEFT, "r": PP_ALIGN.RIGHT}[align]
        run = paragraph.add_run()
        run.text = part
        _font(run.font, points, heavy, tint)


def _font(font: Any, size: float, bold: bool, colour: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    font.name, font.size, font.bold = FONT, Pt(size), bold
    font.color.rgb = RGBColor.from_string(colour)
    font._rPr.set("lang", "es-CL")


def numbered(shape: Any) -> None:
    """Make a text the number of its slide, which stays right when slides are moved."""
    from pptx.oxml.ns import qn

    paragraph = shape.text_frame.paragraphs[0]._p
    run = paragraph.find(qn("a:r"))
    run.tag = qn("a:fld")
    run.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    run.set("type", "slidenum")


def block(slide: Any, box: tuple[float, float, float, float], fill: str) -> Any:
    """A plain rectangle."""
    from pptx.dml.color import RGBColor
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.oxml.ns import qn
    from pptx.util import Inches

    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Inches(side) for side in box))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    shape.line.fill.background()
    # The theme's style would bring its shadow.
    shape._element.remove(shape._element.find(qn("p:style")))
    return shape


# -- tiles -----------------------------------------------------------------------------------


def tiles(slide: Any, box: tuple[float, float, float, float], found: Sequence[Tile]) -> None:
    """Key figures in a row, each with what it must not be read without."""
    from pptx.util import Inches

    x, top, whole, high = box
    sides = _tile_sides(found, whole)
    size = _value_size(found, sides)
    for tile, side in zip(found, sides, strict=True):
        shape = block(slide, (x, top, side, high), SOFT)
        x += side + TILE_GAP
        write(
            shape.text_frame,
            [
                (tile.label, 13, True, MUTED),
                (tile.value, size, True, ACCENT),
                (tile.note, LEAST, False, INK),
            ],
        )
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = Inches(TILE_X / 2)
        frame.margin_top = Inches(0.15)


def _tile_sides(found: Sequence[Tile], whole: float) -> list[float]:
    """The width of each: a longer figure has somewhat more of it."""
    room = whole - TILE_GAP * (len(found) - 1)
    longs = [width(tile.value, 1, bold=True) for tile in found]
    return [room * (0.85 / len(found) + 0.15 * long / sum(longs)) for long in longs]


def _value_size(found: Sequence[Tile], sides: Sequence[float]) -> int:
    """The largest size at which each figure stays in one line: one size for all of a row."""
    fits = min(
        (side - TILE_X) / width(tile.value, 1, bold=True)
        for tile, side in zip(found, sides, strict=True)
    )
    return next((size for size in (32, 30, 28, 26, 24, 22, 20) if size <= fits), 18)


def tiles_height(found: Sequence[Tile], whole: float) -> float:
    """What the tallest of them takes."""
    sides = _tile_sides(found, whole)
    size = _value_size(found, sides)
    return 0.3 + max(
        height(tile.label, 13, side - TILE_X, bold=True)
        + height(tile.value, size, side - TILE_X, bold=True)
        + height(tile.note, LEAST, side - TILE_X)
        for tile, side in zip(found, sides, strict=True)
    )


# -- tables ----------------------------------------------------------------------------------


def shares(found: Grid, room: float) -> list[float]:
    whole = sum(column.share for column in found.columns)
    return [room * column.share / whole for column in found.columns]


def row_height(found: Grid, row: Sequence[str], room: float, size: float) -> float:
    """What a row takes: its tallest cell."""
    sides = shares(found, room)
    return 2 * CELL_Y + max(
        height(said, size, side - 2 * CELL_X, bold=bool(found.tones) and place == len(row) - 1)
        for place, (said, side) in enumerate(zip(row, sides, strict=True))
    )


def whole_words(found: Grid, room: float, size: float) -> bool:
    """Whether no word of the table is broken at that size."""
    sides = shares(found, room)
    names = [column.name for column in found.columns]
    return not any(
        breaks(said, size, side - 2 * CELL_X, bold=True)
        for row in (names, *found.rows)
        for said, side in zip(row, sides, strict=True)
    )


def head_height(found: Grid, room: float, size: float) -> float:
    sides = shares(found, room)
    tallest = max(
        height(column.name, size, side - 2 * CELL_X, bold=True)
        for column, side in zip(found.columns, sides, strict=True)
    )
    return max(HEAD, 2 * CELL_Y + tallest)


def table(
    slide: Any, box: tuple[float, float, float], found: Grid, first: int, size: float = LEAST
) -> float:
    """A native table at (left, top, width), as tall as its rows; gives where it ends.

    `first` is the number of its first row in the whole table, for the tones.
    """
    from pptx.util import Inches

    left, top, room = box
    names = tuple(column.name for column in found.columns)
    highs = [head_height(found, room, size)]
    highs += [row_height(found, row, room, size) for row in found.rows]
    frame = slide.shapes.add_table(
        len(highs),
        len(names),
        *(Inches(side) for side in (left, top, room, sum(highs))),
    )
    drawn = frame.table
    described(frame, _told(found))
    _plain(frame)
    for column, side in zip(drawn.columns, shares(found, room), strict=True):
        column.width = Inches(side)
    for place, (line, high) in enumerate(zip((names, *found.rows), highs, strict=True)):
        drawn.rows[place].height = Inches(high)
        for column, said in enumerate(line):
            _cell(drawn.cell(place, column), found, column, said, place, first, size)
    return top + sum(highs)


def _told(found: Grid) -> str:
    return f"{', '.join(column.name for column in found.columns)}: {len(found.rows)}"


def _cell(
    cell: Any, found: Grid, column: int, said: str, place: int, first: int, size: float
) -> None:
    from pptx.util import Inches

    last = column == len(found.columns) - 1
    tone = TONES[found.tone(first + place - 1)] if place and last else INK
    write(
        cell.text_frame,
        said,
        size,
        bold=place == 0 or (last and bool(found.tones)),
        colour=MUTED if place == 0 else tone,
        align="r" if found.columns[column].figures else "l",
    )
    cell.margin_left = cell.margin_right = Inches(CELL_X)
    cell.margin_top = cell.margin_bottom = Inches(CELL_Y)
    _rule(cell, ACCENT if place == 0 else LINE, 1.5 if place == 0 else 0.75)


def _plain(frame: Any) -> None:
    """Neither bands nor fills; the first row is a heading for who listens."""
    from pptx.oxml.ns import qn

    properties = frame._element.graphic.graphicData.tbl.tblPr
    properties.set("firstRow", "1")
    properties.set("bandRow", "0")
    properties.find(qn("a:tableStyleId")).text = _NO_STYLE


def _rule(cell: Any, colour: str, points: float) -> None:
    """A line below a cell."""
    line = _element(cell._tc.get_or_add_tcPr(), "a:lnB", w=str(int(points * 12700)))
    _element(_element(line, "a:solidFill"), "a:srgbClr", val=colour)


def _element(parent: Any, tag: str, **attributes: str) -> Any:
    """A new last child, for what python-pptx has no words for."""
    from pptx.oxml.xmlchemy import OxmlElement

    found = OxmlElement(tag)
    for name, value in attributes.items():
        found.set(name, value)
    parent.append(found)
    return found


# -- charts ----------------------------------------------------------------------------------


def bars(slide: Any, box: tuple[float, float, float, float], found: Bars) -> Any:
    """A native chart of bars: its figures can be edited; what is unknown has none, not a zero."""
    from pptx.chart.data import CategoryChartData
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
    from pptx.util import Inches

    data = CategoryChartData(number_format=_FORMAT)
    data.categories = [bar.name for bar in found.bars]
    values = [None if bar.value is None else float(bar.value) for bar in found.bars]
    data.add_series(found.series, values)
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, *(Inches(side) for side in box), data
    )
    frame.name = found.title
    described(frame, found.told)
    chart = frame.chart
    chart.has_legend, chart.has_title = False, False
    _font(chart.font, LEAST, False, INK)
    plot = chart.plots[0]
    plot.gap_width = 45
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = _FORMAT, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    _font(labels.font, LEAST, True, INK)
    series = plot.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
    series.invert_if_negative = False
    for place, bar in enumerate(found.bars):
        if bar.whole:
            # What sums up the others is told apart by its tone; its name says what it is.
            fill = series.points[place].format.fill
            fill.solid()
            fill.fore_color.rgb = RGBColor.from_string(INK)
    names = chart.category_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = RGBColor.from_string(LINE)
    names.has_major_gridlines = False
    scale = chart.value_axis
    # Room beside a bar of 100 for its label.
    scale.minimum_scale, scale.maximum_scale, scale.major_unit = 0, 120, 20
    scale.visible = False
    scale.has_major_gridlines = False
    _plot_area(chart, 0.04 + max(width(bar.name, LEAST) for bar in found.bars) / box[2])
    return frame


def described(frame: Any, said: str) -> None:
    """What is read aloud in place of a chart or a table."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", said)


def _plot_area(chart: Any, left: float) -> None:
    """Leave the names of the bars the room they take; programs fold them otherwise."""
    from pptx.oxml.ns import qn

    area = chart._chartSpace.chart.plotArea
    for layout in area.findall(qn("c:layout")):
        area.remove(layout)
    layout = _element(area, "c:layout")
    manual = _element(layout, "c:manualLayout")
    told = {"layoutTarget": "inner", "xMode": "edge", "yMode": "edge", "x": left, "y": 0.01}
    for name, value in {**told, "w": 0.99 - left, "h": 0.98}.items():
        _element(manual, f"c:{name}", val=str(value))
    area.insert(0, layout)  # where the schema wants it
