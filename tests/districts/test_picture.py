"""The map as a picture: never blank, and still found where it was before."""

import io

import pytest
from PIL import Image

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def test_the_picture_of_the_map_shows_it_and_its_older_address_leads_there(strategy, client):
    for form in ("svg", "png"):
        moved = client.get(f"/distritos/mapa.{form}")
        assert (moved.status_code, moved["Location"]) == (301, f"/graficos/distritos.{form}")
    image = Image.open(io.BytesIO(client.get("/graficos/distritos.png").content)).convert("RGB")
    colours = {colour: n for n, colour in image.getcolors(image.width * image.height)}
    # Sea, each shade of the heat, the sites, and ink for outlines and text.
    for colour in ("e9eef2", "fbfcfc", "dfab80", "a65628", "6f2f0d", "006fb3", "14212c"):
        assert colours.get(tuple(bytes.fromhex(colour)), 0) > 500, (colour, colours)


def test_without_a_published_run_the_picture_and_the_drawing_are_refused(client):
    for form in ("svg", "png"):
        answer = client.get(f"/graficos/distritos.{form}")
        assert answer.status_code == 404
        assert "Todavía no hay una corrida publicada" in answer.content.decode()
