"""Figures inside other people's pages, and what a link to a page shows there."""

import io
import re
from html import unescape

import pytest
from PIL import Image

from emra.agreements import queries
from emra.communications import average_cards
from emra.lib import drawings, figures

pytestmark = pytest.mark.django_db


def test_only_the_embedded_page_may_be_framed(strategy, client):
    response = client.get("/incrustar/avance/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "script-src 'none'" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    for address in ("/", "/graficos/", "/graficos/avance.svg", "/dimensiones/social/",
                    "/acuerdos/A01/", "/tablero/", "/incrustar/nada/"):  # fmt: skip
        other = client.get(address)
        assert "frame-ancestors 'none'" in other["Content-Security-Policy"], address
        assert other["X-Frame-Options"] == "DENY", address


def test_the_embedded_page_is_kept_with_the_policy_that_lets_it_be_framed(strategy, client):
    first, again = client.get("/incrustar/avance/"), client.get("/incrustar/avance/")
    assert first.content == again.content
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "X-Frame-Options" not in again
    unchanged = client.get("/incrustar/avance/", headers={"If-None-Match": first["ETag"]})
    assert unchanged.status_code == 304
    assert "X-Frame-Options" not in unchanged


@pytest.mark.parametrize("code", ["avance", "dimensiones", "acuerdos", "acuerdo-A07", "plan-2026"])
def test_the_embedded_page_is_small_whole_and_signed(strategy, client, settings, code):
    settings.SITE_URL = "https://emra.example.cl"
    page = client.get(f"/incrustar/{code}/").content.decode()
    style = client.get("/incrustar.css").content
    assert len(page.encode()) + len(style) <= 19 * 1024, "unpacked; some 6 KiB on the wire"
    assert not re.search(r"<(script|nav|form|iframe)\b", page)
    figure = figures.figure(code)
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())
    for part in (figure.finding, figure.source, figure.as_of, figure.stamp.words):
        assert " ".join(part.split()) in text, part
    assert f"bitácora evento {figure.stamp.seq}" in text
    assert figure.stamp.head[:12] in text
    assert f'href="https://emra.example.cl{figure.page}"' in page


def test_the_look_of_a_drawing_stands_in_the_sheets_of_the_pages_alone(settings):
    sheet, looks = drawings.sheet(), drawings.looks()
    pages = "".join(
        (settings.BASE_DIR / "static" / "css" / name).read_text() for name in drawings.SHEETS
    )
    assert looks["c-solid"] == {"fill": "#006fb3"}
    assert looks["c-text"] == {"fill": "#4a5a68", "font-weight": "400", "font-size": "14"}
    assert looks["m-district"]["fill"] == "none"
    for rule in (".c-solid { fill: var(--primary); }", ".m-h3 { fill: var(--heat-3); }"):
        assert rule in sheet
        assert rule in pages
        assert rule not in (settings.BASE_DIR / "static" / "css" / "figures.css").read_text()
    assert "--primary: #006fb3;" in sheet.partition("dark)")[0]
    assert "--primary: #6fbdf0;" in sheet.partition("dark)")[2]
    used = set(re.findall(r"var\((--[\w-]+)\)", sheet))
    assert used == set(re.findall(r"(--[\w-]+):", sheet)), "each colour used is said, and no other"


def test_the_page_gives_the_code_to_copy_with_and_without_a_fixed_corte(strategy, client, settings):
    settings.SITE_URL = "https://emra.example.cl"
    page = client.get("/dimensiones/social/").content.decode()
    assert "<iframe" not in page, "to be read, not to be drawn"
    snippets = [unescape(found) for found in re.findall(r"<code>(&lt;iframe.*?)</code>", page)]
    sources = [re.search(r'src="([^"]+)"', snippet)[1] for snippet in snippets]
    assert sources == [
        "https://emra.example.cl/incrustar/dimension-social/",
        "https://emra.example.cl/incrustar/dimension-social/?corte=2025-inicial/1",
    ]
    for snippet in snippets:
        assert 'title="El promedio de la dimensión social va en' in snippet
        assert re.search(r'width="100%" height="\d{3}"', snippet)
    assert client.get(sources[1].removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize(
    ("page", "image"),
    [
        ("/", "/tarjetas/avance.png"),
        ("/dimensiones/social/", "/tarjetas/dimension-social.png"),
        ("/acuerdos/A07/", "/comunicaciones/acuerdos/A07.png"),
    ],
)
def test_a_link_to_a_page_shows_its_finding_and_its_picture(
    strategy, client, settings, page, image
):
    settings.SITE_URL = "https://emra.example.cl"
    said = dict(
        re.findall(
            r'<meta (?:property|name)="((?:og|twitter):[\w:]+)" content="([^"]*)">',
            client.get(page).content.decode(),
        )
    )
    assert said["og:image"] == said["twitter:image"] == f"https://emra.example.cl{image}"
    assert said["og:url"] == f"https://emra.example.cl{page}"
    assert said["twitter:card"] == "summary_large_image"
    assert all(said[f"og:{name}"] for name in ("title", "description", "image:alt"))
    with Image.open(io.BytesIO(client.get(image).content)) as picture:
        assert picture.size == (1200, 630)
        assert len(picture.convert("RGB").getcolors(1 << 24)) > 20, "not blank"


def test_the_card_of_an_average_has_its_n_rule_and_both_ends(strategy, monkeypatch):
    board = queries.board()
    social = next(row for row in board.dimensions if row.code == "social")
    found = average_cards.of_average(board, social)
    assert (found.percent, found.upper) == ("17", "37")
    assert found.beside == "4/5 informados; los sin dato cuentan como 0"
    assert "fecha de corte no indicada por la fuente" in found.alternative
