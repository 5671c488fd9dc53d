"""An agreement's figure ready to post: two texts, one picture, never a zero for an unknown."""

import io
import re

import pytest
from PIL import Image

from emra.agreements import queries
from emra.communications import cards, posts
from emra.communications.posts import SHORT_LENGTH
from emra.lib import fonts
from tests.house import content

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def post(code, corte=None):
    return posts.of_sheet(queries.sheet(code, corte))


def plain(text):
    return text.replace("\u00a0", " ")


def test_both_texts_and_the_alternative_name_number_corte_date_source(
    corte, approve, publish, settings
):
    settings.SITE_URL = "https://emra.example.cl"
    approve("A12", "47.5")
    publish("2026-T2")
    found = post("A12")
    for text in (found.short, found.long, found.alternative):
        assert "47,5 % de avance" in plain(text)
        assert "2026-T2" in text
        assert "30-06-2026" in text
        assert "EMRA Seguimiento" in text
    assert "https://emra.example.cl/acuerdos/A12/" in found.short
    assert "https://emra.example.cl/acuerdos/A12/" in found.long
    assert "avance A12-2026-T2-v1" in found.long
    # Four of the five social agreements had a figure; A12 is the fifth.
    assert "tienen dato 5/5 acuerdos" in found.long


def test_a_figure_of_the_source_cites_its_lines_and_has_no_invented_date(strategy):
    found = post("A01")
    assert re.search(r"Fuente: Presentación de avances EMRA 2023-2050, línea \d+\.", found.long)
    assert "fecha de corte no indicada por la fuente" in found.short


@pytest.mark.parametrize("code", ["A07", "A12"])
def test_an_unknown_is_posted_as_unknown_and_never_as_zero(strategy, code):
    found = post(code)
    drawn = cards.svg(found)
    for text in (found.short, found.long, found.alternative, drawn):
        assert "sin dato" in text.lower()
        assert not re.search(r"\b0([.,]0+)?\s*%", plain(text))
    assert 'fill="none"' in drawn, "an empty outline, not a bar of width zero"


def test_a_true_zero_is_posted_as_zero_with_a_visible_foot(corte, approve, publish):
    approve("A12", "0")
    publish("2026-T2")
    found = post("A12")
    assert "0 % de avance" in plain(found.short)
    assert 'width="5"' in cards.svg(found)


def test_a_carried_figure_says_in_every_text_which_corte_it_is_of(corte, publish):
    publish("2026-T2")
    found = post("A01")
    for text in (found.short, found.long, found.alternative, cards.svg(found)):
        assert "cifra arrastrada de 2025-inicial" in text


def test_every_short_text_fits_and_ends_with_its_address(strategy):
    for figure in queries.board().agreements:
        found = post(figure.code)
        assert len(found.short) <= SHORT_LENGTH
        assert found.short.endswith(f"/acuerdos/{figure.code}/")


def test_the_picture_has_its_size_and_the_same_bytes_every_time(strategy, client):
    first, again = (content(client.get("/comunicaciones/acuerdos/A01.png")) for _ in range(2))
    assert first == again == cards.png(post("A01"))
    image = Image.open(io.BytesIO(first))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert image.info == {}, "no date or program in it"


def test_the_svg_says_in_words_what_it_draws(strategy, client):
    response = client.get("/comunicaciones/acuerdos/A01.svg")
    assert response["Content-Type"] == "image/svg+xml"
    drawn = content(response).decode()
    assert 'viewBox="0 0 1200 630"' in drawn
    assert f'<desc id="d">{post("A01").alternative}</desc>' in drawn
    assert "style" not in drawn


def test_no_line_of_any_card_is_wider_than_the_card(strategy):
    for figure in queries.board().agreements:
        for shape in cards._layout(post(figure.code)):
            if isinstance(shape, cards.Words):
                width = fonts.font(shape.bold, shape.size).getlength(shape.text)
                assert shape.x + width <= cards.WIDTH - 60, (figure.code, shape.text)


def test_no_card_cuts_its_corte_its_date_or_its_address(strategy, corte, publish):
    publish("2026-T2")
    for figure in queries.board().agreements:
        found = post(figure.code)
        words = [shape.text for shape in cards._layout(found) if isinstance(shape, cards.Words)]
        assert f"{found.corte}; {found.date}." in " ".join(words)
        assert f"Fuente: {found.source}." in words
        assert found.address == words[-1]


def test_a_title_is_escaped_in_the_picture(strategy):
    from dataclasses import replace

    drawn = cards.svg(replace(post("A01"), title="<script>&"))
    assert "&lt;script&gt;&amp;" in drawn
    assert "<script" not in drawn


@pytest.mark.parametrize("address", ["A99/", "A99.png", "a01.svg", "A01.png?corte=nunca"])
def test_an_unknown_agreement_or_corte_is_a_404(strategy, client, address):
    assert client.get(f"/comunicaciones/acuerdos/{address}").status_code == 404
