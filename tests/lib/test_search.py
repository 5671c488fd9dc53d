"""Finding words: without accents and case, by their beginning, in their sentence, by code."""

import pytest

from emra.lib.search import Document, Index, code_of, marked, plain, sentence_of, words

AGUA = Document("acuerdos", "A01", "Disminuir el uso de agua", "Ambiental. Sequía en Ñuñoa.", "/a")
LINE = Document("lineas", "OE1-CP1", "Redes de agua potable", "Corto plazo. Calama.", "/b")
SEAT = Document("instancias", "comision-1", "Comisión Calidad de vida", "Sigue A01.", "/c")
INDEX = Index([AGUA, LINE, SEAT])


def found(text: str) -> list[str]:
    return [hit.document.code for hit in INDEX.find(text)]


@pytest.mark.parametrize("text", ["sequía", "SEQUIA", "sequi", "nunoa", "ÑUÑOA", "Sequía Ñuñoa"])
def test_accents_case_and_endings_do_not_matter(text):
    assert found(text) == ["A01"]


def test_every_word_must_be_there_and_order_does_not_count():
    assert found("agua") == ["A01", "OE1-CP1"]
    assert found("potable agua") == ["OE1-CP1"]
    assert found("agua vida") == []


def test_a_plural_finds_its_singular_and_a_single_letter_only_itself():
    assert found("comisiones") == ["comision-1"]
    assert found("aguas") == ["A01", "OE1-CP1"]
    assert found("a") == []
    assert found("1") == ["comision-1"]


@pytest.mark.parametrize("text", ["oe1-cp1", "OE1 CP1", "oe1cp1"])
def test_a_code_is_read_however_it_is_written(text):
    assert [row.code for row in INDEX.by_code(text)] == ["OE1-CP1"]
    assert found(text)[0] == "OE1-CP1"


def test_a_short_code_is_completed():
    assert [row.code for row in INDEX.by_code("a1")] == ["A01"]
    assert INDEX.by_code("a100") == ()
    assert INDEX.by_code("") == ()


def test_what_has_the_code_or_the_word_in_its_title_comes_first():
    assert found("A01") == ["A01", "comision-1"]
    assert found("cal") == ["comision-1", "OE1-CP1"]


def test_nothing_but_signs_finds_nothing():
    assert found("") == found("¿?—…") == found("   ") == []


def test_a_word_nobody_wrote_is_answered_with_one_like_it():
    assert INDEX.nearest("potabel agua") == "potable agua"
    assert INDEX.nearest("agua") == ""
    assert INDEX.nearest("xyzzy") == ""


def test_the_pieces_of_a_text_join_to_the_text_and_mark_whole_words():
    pieces = marked("El agua, las AGUAS y el aguador.", ["agua"])
    assert "".join(text for text, _match in pieces) == "El agua, las AGUAS y el aguador."
    assert [text for text, match in pieces if match] == ["agua", "AGUAS", "aguador"]
    assert marked("", ["agua"]) == ()


def test_the_sentence_of_the_hit_is_shown_and_a_long_one_is_cut_around_it():
    assert sentence_of("Uno solo. Hay agua aquí. Otro.", ["agua"]) == "Hay agua aquí."
    long = " ".join(["palabra"] * 100 + ["agua"] + ["palabra"] * 100)
    shown = sentence_of(long, ["agua"])
    assert "agua" in shown
    assert len(shown) < 270
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert sentence_of("", ["agua"]) == ""


def test_text_is_compared_letter_by_letter_after_normalising():
    assert plain("Ñandú ÁÉÍ ß") == "nandu aei ss"
    assert words("OE1-CP1, «agua»") == ("oe1", "cp1", "agua")
    assert code_of("CS-0001") == "cs0001"
