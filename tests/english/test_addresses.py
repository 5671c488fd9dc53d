"""Two languages by the address alone: what has a twin, and what answers in which language."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from emra.lib import languages
from tests import spoken
from tests.house import address_of, content, every_route, public_routes

pytestmark = pytest.mark.embedded
ALTERNATE = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]+)"')


def alternates(client: Client, address: str) -> dict[str, str]:
    page = content(client.get(address)).decode()
    return {hreflang or rel: href for rel, hreflang, href in ALTERNATE.findall(page)}


def test_the_prefix_alone_decides(strategy, client):
    for address, said in (("/", "es-CL"), ("/en/", "en"), ("/nada/", "es-CL"), ("/en/nada/", "en")):
        response = client.get(
            address,
            headers={"accept-language": "en" if said == "es-CL" else "es"},
            HTTP_COOKIE="django_language=en; emra_language=es",
        )
        assert f'<html lang="{said}">' in response.content.decode()
        assert not response.cookies
        assert "Accept-Language" not in response.get("Vary", "")
    assert client.get("/en").headers["Location"] == "/en/"


def test_every_public_page_has_its_twin_and_nothing_else_has(world):
    public = set(public_routes())
    wrong = []
    for route in every_route():
        twin = bool(spoken.english([address_of(route, world)]))
        wrong += [route] if twin != (route in public and languages.is_page(route)) else []
    # Signing in and out and the gallery are public and Spanish; a door has no twin.
    assert wrong == []
    for address in ("/en/gestion/", "/en/admin/", "/en/api/v1/agreements/", "/en/healthz"):
        assert Client().get(address).status_code == 404
    for address in ("/en/acuerdos.csv", "/en/ingresar/", "/en/componentes/", "/en/bitacora.json"):
        assert Client().get(address).status_code == 404


def test_links_keep_the_language_and_files_have_one_address():
    with translation.override("en"):
        assert reverse("agreement", args=["A01"]) == "/en/acuerdos/A01/"
        assert reverse("agreements-table", args=["csv"]) == "/acuerdos.csv"
        assert reverse("login") == "/ingresar/"
    assert reverse("agreement", args=["A01"]) == "/acuerdos/A01/"


@pytest.mark.parametrize("path", ["/", "/acuerdos/A01/", "/metodologia/"])
def test_twins_name_each_other(strategy, client, settings, path):
    spanish, english = alternates(client, path), alternates(client, f"/en{path}")
    own = {"es-CL": f"{settings.SITE_URL}{path}", "en": f"{settings.SITE_URL}/en{path}"}
    own["x-default"] = own["es-CL"]
    assert spanish == {**own, "canonical": own["es-CL"]}
    assert english == {**own, "canonical": own["en"]}


def test_what_is_asked_for_goes_along_and_the_order_of_a_list_does_not(strategy, client):
    page = client.get("/acuerdos/?corte=2025-inicial&orden=avance").content.decode()
    assert 'href="/en/acuerdos/?corte=2025-inicial" lang="en" hreflang="en"' in page
    page = client.get("/en/acuerdos/?corte=2025-inicial").content.decode()
    assert 'href="/acuerdos/?corte=2025-inicial" lang="es-CL" hreflang="es-CL"' in page


def test_an_english_page_says_which_language_prevails_and_a_spanish_one_need_not(strategy, client):
    said = "the Spanish text prevails"
    assert said in client.get("/en/objetivos/").content.decode()
    assert said not in client.get("/objetivos/").content.decode()
    assert client.get("/en/objetivos/").content.decode().count('<span lang="es">') > 5
    assert '<span lang="es">' not in client.get("/objetivos/").content.decode()


def test_an_answer_kept_in_one_language_is_not_given_in_the_other(strategy, client):
    first = [client.get(path).content for path in ("/acuerdos/", "/en/acuerdos/")]
    again = [client.get(path).content for path in ("/acuerdos/", "/en/acuerdos/")]
    assert first == again
    assert first[0] != first[1]
    etags = {client.get(path)["ETag"] for path in ("/acuerdos/", "/en/acuerdos/")}
    assert len(etags) == 2


def test_a_citizen_may_write_from_an_english_page(strategy, client):
    page = client.get("/en/contraloria/enviar/").content.decode()
    assert "Send the observation" in page
    refused = client.post("/en/contraloria/enviar/", {}).content.decode()
    assert '<html lang="en">' in refused
