"""A printed sheet: whatever its length no word is lost, and one content gives one file."""

import io

import pytest
from pypdf import PdfReader

from emra.lib.pdf import A4, LETTER, Document, Part, Row, Section, render
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


def test_the_fonts_are_embedded_and_the_text_is_text():
    page = PdfReader(io.BytesIO(render(LONG))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    ours = [font for font in fonts if "DejaVu" in font["/BaseFont"]]
    assert ours
    assert all("/FontFile2" in font["/FontDescriptor"] and "/ToUnicode" in font for font in ours)


def test_the_same_content_is_the_same_file_and_another_is_not():
    assert render(LONG) == render(LONG)
    assert render(LONG) != render(LONG, LETTER)
    assert b"2026" not in render(Document("x", (), ()))[-400:]


def test_another_paper_is_refused():
    with pytest.raises(ValueError, match="a4, carta"):
        render(LONG, "a3")
