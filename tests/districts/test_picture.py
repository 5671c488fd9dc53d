"""The map as a picture: of the same drawing, the same bytes each time, never blank."""

import io
import struct

import pytest
from PIL import Image

from districts import map_file, queries, workshop

pytestmark = pytest.mark.embedded


@pytest.mark.django_db
def test_the_picture_is_1600_wide_shows_the_map_and_has_the_same_bytes_again(strategy, client):
    answer = client.get("/distritos/mapa.png")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"] == 'attachment; filename="distritos-R001.png"'
    width, height = struct.unpack(">II", answer.content[16:24])
    assert width == 1600
    assert 1000 < height < 1800
    image = Image.open(io.BytesIO(answer.content)).convert("RGB")
    colours = {colour: n for n, colour in image.getcolors(width * height)}
    # Sea, each shade of the heat, the sites, and ink for outlines and text.
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
