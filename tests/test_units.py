"""Every number of the public pages says what it counts or in what it is measured."""

import re
from collections.abc import Iterator

import lxml.html
import pytest

from tests.house import answers_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

BARE = re.compile(r"[-−+]?\d[\d.,\s]*")
# In a drawing a whole number counts what its title names, or stands for a place, a stage or a year.
COUNT = re.compile(r"\d+")


def unnamed(page: str) -> list[str]:
    """Numbers without a unit of their own, a heading of their column or a word before them."""
    tree = lxml.html.fromstring(page)
    return [
        *(number for table in tree.iter("table") for number in _in_table(table)),
        *(number for text in tree.iter("text") for number in _in_drawing(text)),
        *(number for told in tree.iter("dd") for number in _in_facts(told)),
        *(number for figure in tree.find_class("figure__value") for number in _alone(figure)),
    ]


def _in_table(table: lxml.html.HtmlElement) -> Iterator[str]:
    headings = [words(cell) for cell in table.xpath(".//thead/tr[last()]/th")]
    for row in table.xpath(".//tbody/tr"):
        place = 0
        for cell in row.xpath("./th | ./td"):
            heading = headings[place] if place < len(headings) else ""
            if BARE.fullmatch(words(cell)) and not (cell.get("data-label") or heading):
                yield words(cell)
            place += int(cell.get("colspan") or 1)


def _in_drawing(text: lxml.html.HtmlElement) -> Iterator[str]:
    *_inner, drawing = text.iterancestors("svg")
    named = drawing.get("aria-hidden") == "true" or any(words(one) for one in drawing.iter("title"))
    if BARE.fullmatch(words(text)) and not (named and COUNT.fullmatch(words(text))):
        yield words(text)


def _in_facts(told: lxml.html.HtmlElement) -> Iterator[str]:
    name = told.getprevious()
    if BARE.fullmatch(words(told)) and (name is None or not words(name)):
        yield words(told)


def _alone(figure: lxml.html.HtmlElement) -> Iterator[str]:
    if BARE.fullmatch(words(figure)) and not words(figure.getparent()).replace(words(figure), ""):
        yield words(figure)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_number_has_its_unit_or_its_name(world):
    pages = {address: said.text for address, said in answers_of(world).items() if said.is_page}
    assert len(pages) > 50
    for address, page in pages.items():
        assert unnamed(page) == [], address


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<table><tbody><tr><td>47,5</td></tr></tbody></table>", ["47,5"]),
        ("<table><thead><tr><th>%</th></tr></thead><tbody><tr><td>47,5</td></tr></tbody></table>",
         []),
        ("<table><tbody><tr><td data-label='Acuerdos'>7</td></tr></tbody></table>", []),
        ("<svg><title>Comunas</title><text>3</text><text>47,5 %</text><text>47,5</text></svg>",
         ["47,5"]),
        ("<svg><text>3</text></svg>", ["3"]),
        ("<dl><dt></dt><dd>6</dd><dt>Comunas</dt><dd>9</dd></dl>", ["6"]),
        ("<p><span class='figure__value'>12</span></p>", ["12"]),
        ("<p><span class='figure__value'>12</span> sesiones</p>", []),
    ],
)  # fmt: skip
def test_the_reading_finds_numbers_that_say_nothing(page, found):
    assert unnamed(f"<html><body>{page}</body></html>") == found
