"""Nothing on a slide lies outside it or over its neighbour, and each text fits its box."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pptx import Presentation

from emra.reports import content, deck
from emra.reports.deck import HIGH, WIDE
from emra.reports.deck_parts import CELL_X, CELL_Y
from emra.reports.measure import cut, height, lines, width
from emra.reports.pages import Bar, Bars, Column, Grid, Page, Report, Tile
from tests.reports.reading import slides

pytestmark = pytest.mark.embedded
INCH = 914400
LONG = "Fortalecer la gobernanza territorial y la sostenibilidad de los territorios mineros, "


def report(*pages, **more):
    return Report(
        title="Estrategia Minera para el Bienestar de la Región de Antofagasta",
        subtitle="Informe al directorio",
        edition="Corte 2026-T2, edición 3",
        about=("Fecha de corte: 30-06-2026",),
        seal="12 · abc",
        stamp="s",
        state="t",
        day=date(2026, 7, 1),
        made_of=datetime(2026, 7, 1, tzinfo=UTC),
        pages=pages,
        **more,
    )


def boxes(slide):
    for shape in slide.shapes:
        found = [shape.left, shape.top, shape.left + shape.width, shape.top + shape.height]
        yield shape, [side / INCH for side in found]


def faults(content):
    """What is wrong with a deck, in words: nothing."""
    found = []
    for number, slide in enumerate(Presentation(io.BytesIO(content)).slides, start=1):
        kept = list(boxes(slide))
        for shape, (left, top, right, bottom) in kept:
            if left < -0.01 or top < -0.01 or right > WIDE + 0.01 or bottom > HIGH + 0.01:
                found.append(f"{number}: {shape.name} lies outside")
            found += [f"{number}: {said}" for said in overfull(shape)]
        for place, (one, first) in enumerate(kept):
            for other, second in kept[place + 1 :]:
                if "Franja" in one.name or "Línea" in (one.name, other.name):
                    continue
                if overlap(first, second):
                    found.append(f"{number}: {one.name} over {other.name}")
    return found


def overlap(one, other):
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > 0.01
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.01
    )


def overfull(shape):
    """Texts that are too small, or taller than their box or row."""
    if shape.has_text_frame:
        yield from _overfull(shape.text_frame, shape.width, shape.height, shape.name, 0)
    elif shape.has_table:
        sides = [column.width for column in shape.table.columns]
        for row in shape.table.rows:
            for cell, side in zip(row.cells, sides, strict=True):
                room = side - int(2 * CELL_X * INCH)
                yield from _overfull(cell.text_frame, room, row.height, cell.text, 2 * CELL_Y)


def _overfull(frame, room, high, name, margins):
    room = (room - (frame.margin_left or 0) - (frame.margin_right or 0)) / INCH
    took = margins
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            if run.font.size.pt < 12:
                yield f"{name} is smaller than 12 pt"
            took += height(run.text, run.font.size.pt, room, bold=bool(run.font.bold))
    if took > high / INCH + 0.01:
        yield f"{name} takes {took:.2f} of {high / INCH:.2f} in"


def test_nothing_overflows_or_overlaps_in_a_published_deck(corte_of, db):
    made = deck.render(content.published(corte_of, content.state()))
    assert faults(made) == []
    # The summary is one slide: what it says must be seen at once.
    said = " ".join(shape.text for slide in slides(made) for shape in slide.placeholders)
    assert said.count(" acuerdos informan avance") == 1


def test_long_titles_and_tables_of_any_length_go_on_over_the_next_slide():
    names = tuple(Column(f"Columna {n}", 4 if n == 0 else 1, figures=n > 0) for n in range(4))
    grid = Grid(
        names, tuple((f"A{n} {LONG * (n % 3 + 1)}", "12,5 %", "–", "no") for n in range(60))
    )
    bars = Bars(
        "b", "s", tuple(Bar(f"A{n}", None if n % 2 else Decimal(n), "sin dato") for n in range(7))
    )
    made = deck.render(
        report(
            Page("a", "Sección " + LONG, LONG * 2, lead=LONG * 2, grid=grid, note=LONG * 4),
            Page("b", "Dos", "Un título", bars=bars, grid=Grid(names, grid.rows[:7]), note="n"),
            Page(
                "c",
                "Tres",
                LONG,
                tiles=tuple(Tile(LONG[:40], "23,2 % a 49,5 %", LONG[:60]) for _ in range(4)),
                grid=Grid(names, grid.rows[:9]),
            ),
            Page("d", "Cuatro", "Nada", empty=LONG),
            draft="BORRADOR, NO PUBLICADO",
        )
    )
    assert faults(made) == []
    slides = Presentation(io.BytesIO(made)).slides
    told = [
        row.cells[0].text.split()[0]
        for slide in slides
        for shape in slide.shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert told[:60] == [f"A{n}" for n in range(60)]


def test_the_checks_themselves_see_what_is_wrong():
    made = Presentation(io.BytesIO(deck.render(report(Page("d", "S", "Título", empty="x")))))
    slide = made.slides[1]
    for shape in list(slide.shapes)[-2:]:
        shape.top = int(7.3 * INCH)
    stream = io.BytesIO()
    made.save(stream)
    assert any("outside" in fault for fault in faults(stream.getvalue()))
    assert overlap([0, 0, 2, 2], [1, 1, 3, 3])
    assert not overlap([0, 0, 2, 2], [2, 0, 3, 3])


def test_a_text_is_measured_by_its_words():
    assert lines("", 12, 5) == 1
    assert lines("una dos", 12, width("una dos", 12)) == 1
    assert lines("una dos", 12, width("una dos", 12) - 0.01) == 2
    assert lines("a\nb", 12, 5) == 2
    assert lines("x" * 40, 12, width("x" * 40, 12) / 2 + 0.01) == 2
    assert cut("una dos tres", 12, 10, 1) == "una dos tres"
    shorter = cut("una dos tres", 12, width("una dos tr", 12), 1)
    assert shorter == "una dos…"
