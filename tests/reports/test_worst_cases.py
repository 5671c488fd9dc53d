"""Decks of states that the data may come to: nothing overflows, overlaps or goes under 12 pt."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from emra.agreements import queries as agreements
from emra.reports import agreement_pages, comparison_pages, deck, pages, room_pages
from emra.strategy import queries as strategy
from tests.reports.test_geometry import faults, report

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LONG = "Fortalecer la gobernanza territorial y la sostenibilidad de los territorios mineros de "
TITLE = (LONG * 3)[:200]


def late(row):
    """With the longest title the model takes, late, and fallen back."""
    return replace(
        row,
        title=TITLE,
        percent=Decimal("10.25"),
        previous=Decimal("99.5"),
        state="REPORTED",
        health="LATE",
        setback=True,
        setback_reason=LONG * 9,
        reason=LONG * 9,
    )


def unknown(row):
    return replace(row, title=TITLE, percent=None, state="NO_DATA", health="NO_DATA", reason=LONG)


def carried(row):
    return replace(late(row), setback=False, carried_from="2025-inicial")


def pages_of(board, change):
    """The pages of an edition whose every reading was changed."""
    rows = tuple(change(row) for row in board.agreements)
    known = rows[0].percent
    count = len(rows) if known is not None else 0
    averages = {"mean_zero": known or 0, "mean_reported": known, "lower": known or 0}
    board = replace(
        board,
        agreements=rows,
        dimensions=tuple(
            replace(each, **averages, reported=each.total if count else 0)
            for each in board.dimensions
        ),
        overall=replace(board.overall, **averages, reported=count),
    )
    cited = agreement_pages.citations()
    yield agreement_pages.summary(board, strategy.strategy(), ("f",))
    yield agreement_pages.averages(board, ("f",))
    for each in board.dimensions:
        own = [row for row in rows if row.dimension == each.code]
        yield agreement_pages.dimension(each, own, cited, ("f",))


@pytest.mark.parametrize("change", [late, unknown, carried])
def test_all_19_with_long_titles_late_unknown_or_carried(strategy, change):
    found = tuple(pages_of(agreements.board(), change))
    assert faults(deck.render(report(*found))) == []
    said = " ".join(page.title for page in found)
    assert ("Ninguno de los 19 acuerdos informa" in said) == (change is unknown)
    # None is ahead of the others: no title may name one.
    assert ("Ninguna dimensión tiene acuerdos informados" in said) == (change is unknown)
    assert ("Ninguna dimensión va adelante: 10,3" in said) == (change is not unknown)
    assert all(bar.value is None for page in found[2:] for bar in page.bars.bars) == (
        change is unknown
    )


def test_19_changes_and_20_long_commitments_go_on_over_the_next_slides(changed):
    changed()
    board = agreements.board()
    one = next(row for row in board.changes if row.before is not None)
    every = tuple(replace(one, code=f"A{n:02}", title=TITLE) for n in range(1, 20))
    moved = comparison_pages.changes(replace(board, changes=every), ("f",))
    owed = pages.Page(
        code="c",
        section="3. Modelo de gestión · Compromisos",
        title=room_pages._commitments_title(20, 20, 20),
        grid=pages.Grid(
            tuple(
                pages.Column(name, share)
                for name, share in (("Compromiso", 5.2), ("Responsable", 2.4), ("Plazo", 1.3))
            ),
            tuple((f"C-{n:04} {LONG * 5}", LONG, str(date(2026, 1, n))) for n in range(1, 21)),
        ),
    )
    made = deck.render(report(moved, owed))
    assert faults(made) == []
    slides = [*deck.split(moved), *deck.split(owed)]
    assert sum(len(slide.page.grid.rows) for slide in slides) == 39
    assert slides[-1].of > 1


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((1, 0, 0), "El único compromiso no está pendiente"),
        ((3, 0, 0), "Ninguno de los 3 compromisos está pendiente"),
        ((3, 1, 0), "1 de los 3 compromisos está pendiente, ninguno con el plazo vencido"),
        ((20, 12, 2), "12 de los 20 compromisos están pendientes; con el plazo vencido: 2"),
    ],
)
def test_the_title_of_the_commitments_is_the_finding(counts, said):
    assert room_pages._commitments_title(*counts) == said
