"""The maps: valid, of this site, every address answers, every page is in it."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.urls import get_resolver

from emra.accounts.access import PUBLIC
from emra.accounts.checks import declared_access, routes
from emra.lib.navigation import SITE
from emra.portal.sitemaps import Pages

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OURS = "https://seguimiento.example.cl"
# Doors, the visitor's own, and what answers no page.
APART = ("ingresar/", "salir/", "contraloria/seguimiento/", "gestion/", "admin/", "api/")


def test_the_map_is_valid_and_every_address_of_it_answers(strategy, client, settings):
    settings.SITE_URL = OURS
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == f"{SPACE}urlset"
    places = [row.findtext(f"{SPACE}loc") for row in root]
    assert len(places) == len(set(places)) > 400
    assert len(places) < 50_000  # what one file may hold
    assert all(place.startswith(f"{OURS}/") for place in places)
    days = [row.findtext(f"{SPACE}lastmod") for row in root]
    assert all(datetime.fromisoformat(day) for day in days)
    # Of the 345 communes, drawn by one template, the first of each province tell enough.
    alike = re.compile(r"/fondos/comunas/\d\d\d(?!01/)")
    asked = [place.removeprefix(OURS) for place in places if not alike.search(place)]
    assert {"/", "/acuerdos/A12/", "/dimensiones/social/", "/objetivos/OE5/"} <= set(asked)
    assert [path for path in asked if client.get(path).status_code != 200] == []


def test_every_public_page_without_parameters_is_in_the_map_for_people(client):
    pages = {
        f"/{route}"
        for route, view in routes(get_resolver().url_patterns)
        if PUBLIC in (declared_access(view) or ())
        and "<" not in route
        and (route.endswith("/") or not route)
        and not route.startswith(APART)
    }
    shown = {entry.address for group in SITE for entry in group.entries}
    assert pages - shown == set(), "pages to add to emra/lib/navigation.py"
    assert shown - pages == set()
    answer = client.get("/mapa-del-sitio/").content.decode()
    assert all(f'href="{path}"' in answer for path in shown)


def test_an_empty_database_has_a_map_too(client):
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert len(root) == len([entry for group in SITE for entry in group.entries])
    assert all(row.find(f"{SPACE}lastmod") is None for row in root)


def test_a_publication_moves_what_it_changes(corte, approve, publish):
    def moments():
        return {row.path: row.changed for row in Pages().items()}

    before = moments()
    approve("A12", "40")
    publish()
    after = moments()
    assert after["/acuerdos/A12/"] > before["/acuerdos/A12/"]
    assert after["/distritos/"] >= before["/distritos/"]
