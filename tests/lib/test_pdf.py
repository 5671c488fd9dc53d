"""A printed sheet: whatever its length no word is lost, and one content gives one file."""

import io

import pytest
from pypdf import PdfReader

from emra.lib.pdf import A4, LETTER, Document, Part, Row, Section, render
from emra.lib.pdf_blocks import Bars, Table
from tests.papers import tightest

WORDS = " ".join(f"palabra{n}" for n in range(1500))
LONG = Document(
    title="Título con ñ y M$ 4.222.529 & <b>nada</b>",
    sections=(
        Section((Row("Etiqueta", (Part((WORDS,)),), "Fuente, línea 6"),), "Sección"),
        Section(
            tuple(Row(f"Fila {n}", (Part((f"dato {n}",), "Cabeza"),)) for n in range(60)), "Otra"
        ),
    ),
    about=("De dónde sale", "Sello 1 · abc"),
)
ROWS = [f"celda {n}" for n in range(12)]
TABLE = Table((("Columna", 3.0, False), ("Cifra", 1.0, True)), [(row, "1") for row in ROWS])


def pages(document):
    return list(PdfReader(io.BytesIO(render(document))).pages)


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_a_long_text_goes_on_over_the_pages_and_loses_no_word(paper):
    reader = PdfReader(io.BytesIO(render(LONG, paper)))
    assert len(reader.pages) > 3
    text = " ".join(page.extract_text() for page in reader.pages)
    words = text.split()
    assert [word for word in words if word.startswith("palabra")] == WORDS.split()
    assert all(f"dato {n}" in text for n in range(60))
    assert "M$ 4.222.529 & <b>nada</b>" in text


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_no_line_stands_over_another(paper):
    for page in PdfReader(io.BytesIO(render(LONG, paper))).pages:
        assert tightest(page) > 8


def test_every_font_is_embedded_and_the_text_is_text():
    blocks = (Bars((("A01", 60.0, "60 %"), ("A02", None, "sin dato"))), TABLE)
    for page in pages(Document("x", (*LONG.sections, Section(blocks=blocks)), ())):
        fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
        assert {font["/BaseFont"].split("+")[1].split("-")[0] for font in fonts} == {"DejaVuSans"}
        assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
        assert all("/ToUnicode" in font for font in fonts)


def test_a_table_that_fits_a_page_stays_whole_under_its_heading():
    """It ends a point below the page for some length of what stands before it."""
    for before in range(24, 44, 2):
        first = Section(tuple(Row(f"Fila {n}", (Part(("dato",)),)) for n in range(before)))
        bars = Bars((("Barra", 50.0, "50 %"),))
        second = Section(title="Título", above="Arriba", note="Nota", blocks=(bars, TABLE))
        said = [page.extract_text() for page in pages(Document("x", (first, second), ()))]
        holding = [text for text in said if "celda" in text]
        assert len(holding) == 1
        for word in ("Arriba", "Título", "Nota", "Barra", "Columna", *ROWS):
            assert word in holding[0]


def test_a_table_longer_than_a_page_says_its_columns_on_each():
    rows = [(f"fila {n}", "1") for n in range(90)]
    table = Table((("Columna", 3.0, False), ("Cifra", 1.0, True)), rows)
    first = Section(rows=tuple(Row(f"Fila {n}", (Part(("dato",)),)) for n in range(5)))
    said = [
        page.extract_text()
        for page in pages(Document("x", (first, Section(title="Título", blocks=(table,))), ()))
    ]
    # It begins where there is room, not on a page of its own.
    assert "Título" in said[0]
    assert "fila 0" in said[0]
    assert all("Columna" in text for text in said)
    assert sum(text.count("\nfila ") for text in said) == 90


def test_the_same_content_is_the_same_file_and_another_is_not():
    assert render(LONG) == render(LONG)
    assert render(LONG) != render(LONG, LETTER)
    assert b"2026" not in render(Document("x", (), ()))[-400:]


def test_another_paper_is_refused():
    with pytest.raises(ValueError, match="a4, carta"):
        render(LONG, "a3")
