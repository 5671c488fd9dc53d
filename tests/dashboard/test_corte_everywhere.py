"""`?corte=` on every page: followed and kept in its links, or said not to be followed."""

import re
from html import unescape
from typing import Any

import pytest

pytestmark = pytest.mark.django_db

FOLLOWS = (
    *("/", "/acuerdos/", "/acuerdos/A12/", "/dimensiones/", "/dimensiones/social/"),
    *("/metodologia/", "/tablero/", "/distritos/emra/"),
    *("/comunicaciones/acuerdos/", "/comunicaciones/acuerdos/A12/"),
)
OF_TODAY = (
    *("/objetivos/", "/objetivos/OE1/", "/comisiones/", "/comisiones/comision-1/"),
    *("/comisiones/compromisos/", "/proyectos/", "/proyectos/5.1/", "/cooperacion/"),
    *("/contraloria/", "/fondos/", "/distritos/", "/mapa/", "/cuadraturas/", "/bitacora/"),
)


@pytest.fixture
def two(corte: Any, approve: Any, publish: Any) -> None:
    approve("A12", "40")
    publish()


def get(client: Any, address: str) -> str:
    return unescape(client.get(address).content.decode())


@pytest.mark.parametrize("address", FOLLOWS)
def test_a_page_with_figures_of_a_corte_follows_it(two, client, address):
    page = get(client, f"{address}?corte=2025-inicial")
    main = page.partition("<main")[2].partition("</main>")[0]
    assert '<select id="corte"' in main
    assert '<option value="2025-inicial" selected>' in main
    assert "Corte inicial (presentación 2025), publicación n.º 1" in page
    assert page != get(client, address)
    for link in re.findall(r'href="(/[^"#]*)', main):
        path, _mark, query = link.partition("?")
        if path in FOLLOWS and path != address:
            assert "corte=2025-inicial" in query, link


@pytest.mark.parametrize("address", FOLLOWS)
def test_an_unknown_corte_is_a_404_that_names_the_published_ones(two, client, address):
    response = client.get(f"{address}?corte=2031-T1")
    assert response.status_code == 404
    said = unescape(response.content.decode())
    assert "Los publicados son: 2026-T2, 2025-inicial." in said
    assert "muestra el estado de hoy" not in said


@pytest.mark.parametrize("address", OF_TODAY)
def test_a_page_of_today_says_that_it_follows_no_corte(two, client, address):
    assert "no sigue el corte «2025-inicial»" in get(client, f"{address}?corte=2025-inicial")
    assert "no sigue el corte" not in get(client, address)


def test_choosing_a_corte_keeps_the_filters_of_the_list(two, client):
    page = get(client, "/acuerdos/?dimension=social&orden=avance")
    picker = page.partition('class="picker')[2].partition("</form>")[0]
    kept = re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', picker)
    assert kept == [("dimension", "social"), ("orden", "avance")]


def test_the_board_of_a_corte_knows_nothing_of_later_ones(two, client):
    page = get(client, "/tablero/?corte=2025-inicial").partition("<main")[2]
    data = client.get("/tablero/datos.json?corte=2025-inicial").json()
    assert "2026-T2" not in str(data)
    assert "Hay un solo corte publicado" in page
    assert "2026-T2" in str(client.get("/tablero/datos.json").json())
