"""The map as a picture: painted from the same drawing, the same bytes each time, never blank."""

import io
import struct

import pytest
from PIL import Image

from districts import map_file, paint, queries, workshop

pytestmark = pytest.mark.embedded

STYLE = """
text{font-size:12px;fill:#000000}
.red{fill:#ff0000}
.edge{fill:none;stroke:#0000ff;stroke-width:4}
.dashed{fill:none;stroke:#0000ff;stroke-width:4;stroke-dasharray:10 10}
.m-hatch--dropped{stroke:#00ff00}
.is-off{display:none}
"""
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def painted(body: str) -> Image.Image:
    """A drawing of 100 by 50 units, a pixel each."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">{body}</svg>'
    return Image.open(io.BytesIO(paint.png(svg, STYLE, 100)))


def test_a_path_is_filled_inside_its_lines():
    image = painted('<path class="red" d="M10 10h20v20h-20Z"/>')
    assert image.size == (100, 50)
    assert image.getpixel((20, 20)) == RED
    assert image.getpixel((40, 20)) == image.getpixel((20, 40)) == WHITE


def test_a_line_is_stroked_and_a_dashed_one_has_gaps():
    assert painted('<path class="edge" d="M0 25L99 25"/>').getpixel((50, 25)) == BLUE
    dashed = painted('<path class="dashed" d="M0 25L99 25"/>')
    assert dashed.getpixel((5, 25)) == BLUE
    assert dashed.getpixel((15, 25)) == WHITE


def test_what_is_hidden_is_not_painted_and_a_window_cuts_what_leaves_it():
    hidden = painted('<g class="is-off"><path class="red" d="M0 0h99v49h-99Z"/></g>')
    assert hidden.getcolors() == [(5000, WHITE)]
    window = (
        '<svg x="50" y="0" width="20" height="20"><path class="red" d="M0 0h90v90h-90Z"/></svg>'
    )
    cut = painted(window)
    assert cut.getpixel((60, 10)) == RED
    assert cut.getpixel((40, 10)) == cut.getpixel((80, 10)) == cut.getpixel((60, 30)) == WHITE


def test_a_hatch_covers_part_of_what_it_fills():
    image = painted('<path fill="url(#x-dropped)" class="hatched" d="M0 0h50v50h-50Z"/>')
    inside = {colour: n for n, colour in image.crop((0, 0, 48, 48)).getcolors()}
    assert 0.1 < inside[WHITE] / 48**2 < 0.9
    assert image.crop((52, 0, 100, 50)).getcolors() == [(48 * 50, WHITE)]


def test_the_sign_of_a_large_mine_is_a_whole_disc():
    ((points, closed),) = paint.outlines("M-4.6 0A4.6 4.6 0 1 0 4.6 0A4.6 4.6 0 1 0 -4.6 0Z")
    assert closed
    assert all(x * x + y * y == pytest.approx(4.6**2) for x, y in points)
    assert max(y for _x, y in points) == -min(y for _x, y in points) == pytest.approx(4.6)


@pytest.mark.django_db
def test_the_picture_is_1600_wide_shows_the_map_and_has_the_same_bytes_again(strategy, client):
    answer = client.get("/distritos/mapa.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="distritos-R001.png"'
    width, height = struct.unpack(">II", answer.content[16:24])
    assert width == 1600
    assert 1000 < height < 1800
    image = Image.open(io.BytesIO(answer.content))
    colours = {colour: n for n, colour in image.getcolors(width * height)}
    # Sea, land, each shade of the heat, the sites, and ink for outlines and text.
    for colour in ("e9eef2", "fbfcfc", "dfab80", "a65628", "6f2f0d", "006fb3", "14212c"):
        assert colours[tuple(bytes.fromhex(colour))] > 1000, colour
    workshop._kept.clear()
    run, credit = queries.published_run(), queries.borders().credit
    assert map_file.png(run, credit) == answer.content


@pytest.mark.django_db
def test_without_a_published_run_the_picture_is_refused_as_the_drawing_is(client):
    picture, drawing = client.get("/distritos/mapa.png"), client.get("/distritos/mapa.svg")
    assert picture.status_code == drawing.status_code == 404
    assert "Todavía no hay una corrida publicada" in picture.content.decode()
    assert "Todavía no hay una corrida publicada" in drawing.content.decode()
