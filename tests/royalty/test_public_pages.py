"""The pages of the funds: what is known, what is not, and where each figure comes from."""

import pytest

from emra.royalty.models import Commune, Region
from tests.agreements.test_public_pages import text
from tests.royalty.workbooks import imported, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy"), pytest.mark.embedded]


def test_the_front_shows_antofagastas_communes_with_what_is_known_and_unknown(client):
    page = text(client, "/fondos/")
    assert "la Región de Antofagasta recibe MM$ 6.297, el 6,7 %" in page
    assert "Se conoce el monto de Calama (MM$ 2.163) y Ollagüe ($ 343.661.390)" in page
    # 6.296.924.147 - 2.163 millions - 343.661.390 = 3.790.262.757
    assert "Quedan unos MM$ 3.790 para las otras 7 comunas, por deducción" in page
    for name in Commune.objects.filter(region="02").values_list("name", flat=True):
        assert name in page
    assert page.count("sin dato") > 30


def test_each_fund_shows_its_floor_weights_and_conditions(client):
    page = text(client, "/fondos/")
    for said in (
        "$ 117.925.000",
        "$ 212.939.535",
        "Las partes iguales pesan el 50 % del fondo",
        "Los 10 subindicadores de Actividad minera",
        "Percentil de ingresos propios 2022",
        "10.298.756",
    ):
        assert said in page


def test_the_map_draws_each_commune_by_what_is_known_of_it(client):
    page = client.get("/fondos/").content.decode()
    drawing = page.partition('<svg class="commune-map"')[2].partition("</svg>")[0]
    assert drawing.count("<path") == 9
    assert drawing.count("commune-map__unknown") == 7
    assert "6. Ollagüe: $\u00a0343.661.390" in drawing
    assert "4. Taltal: sin dato" in drawing
    assert "IDE Chile" in text(client, "/fondos/")


def test_the_regions_show_the_peso_that_their_parts_do_not_add_up_to(client):
    page = text(client, "/fondos/regiones/")
    assert "Metropolitana (MM$ 15.748), Valparaíso (MM$ 11.220) y O'Higgins (MM$ 8.948)" in page
    assert "En Antofagasta, el 83,9 % de los fondos viene del Fondo de Comunas Mineras" in page
    assert "difiere de la suma en $ 1" in page
    assert "difiere de la suma en -$ 1" in page
    for slug in Region.objects.values_list("slug", flat=True):
        assert text(client, f"/fondos/regiones/{slug}/")


def test_a_region_cites_its_line_and_says_what_is_missing(client):
    page = text(client, "/fondos/regiones/antofagasta/")
    assert "Participan 7 de sus 9 comunas en el FET y 9 en el FCMI" in page
    assert "línea 282 de su texto" in page
    maule = text(client, "/fondos/regiones/maule/")
    assert "no imprime el monto de ninguna de sus 30 comunas" in maule
    assert "Ninguna" not in text(client, "/fondos/regiones/coquimbo/")


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("04103", "recibe $ 898.960.023 en 2024, el 23,01 % de sus ingresos propios"),
        ("04103", "Ocupa el lugar 1 de las 20 comunas"),
        ("02201", "se conoce solo la suma de ambos fondos, MM$ 2.163, redondeada al millón"),
        ("02201", "En el FET participan 7 de las 9 comunas de su región; no se dice cuáles"),
        ("02201", "por partes iguales le corresponden al menos $ 212.939.535"),
        (
            "02104",
            "no se conoce el monto: la fuente no lo imprime. Falta el dato, y eso no es un cero",
        ),
        ("07101", "Ninguna comuna de su región participa en el FCMI"),
        ("15101", "Participa en el FET, como todas las comunas de su región"),
    ],
)
def test_a_communes_page_says_in_words_what_is_known(client, cut, said):
    assert said in text(client, f"/fondos/comunas/{cut}/")


def test_the_list_holds_the_known_communes_or_all_of_a_region(client):
    page = text(client, "/fondos/comunas/")
    assert "22 comunas" in page
    assert "Donde más pesan los fondos es en Andacollo: el 23,01 % de sus ingresos propios" in page
    assert "30 comunas" in text(client, "/fondos/comunas/?region=maule")


@pytest.mark.parametrize(
    "address",
    [
        "/fondos/?ano=2023",
        "/fondos/?ano=veinte",
        "/fondos/regiones/atlantida/",
        "/fondos/comunas/99999/",
        "/fondos/comunas/?region=atlantida",
        "/fondos/comunas.csv?region=atlantida",
        "/fondos/plantilla-FNDR.csv",
    ],
)
def test_what_does_not_exist_is_answered_with_a_page(client, address):
    assert client.get(address).status_code == 404


def test_another_year_stands_beside_the_first_and_invents_no_criteria(client, secretary, reviewer):
    published(imported(secretary), secretary, reviewer)
    page = text(client, "/fondos/")
    assert "Año 2025 · Resolución de prueba, 2025 · Otros años: 2024" in page
    assert "No hay criterios publicados para este año" in page
    assert "Año 2024" in text(client, "/fondos/?ano=2024")
    assert "el 10,00 % de sus ingresos propios" in text(client, "/fondos/comunas/02201/")
    assert "al menos" not in text(client, "/fondos/comunas/02101/")


def test_the_tables_carry_every_row_with_its_lines(client):
    regions = client.get("/fondos/regiones.csv").content.decode().splitlines()
    assert len(regions) == 17
    assert "2024,02,Antofagasta,9,7,1013990539,9,5282933608,9,6296924147,0,6.72" in regions[3]
    communes = client.get("/fondos/comunas.csv?region=antofagasta").content.decode().splitlines()
    assert "2024,02104,Taltal,Antofagasta,UNKNOWN,,,,,,,,,,,true,,," in communes
    indicators = client.get("/fondos/indicadores.csv").content.decode()
    assert "FCMI,relaves,actividad-minera,Número de relaves,SHARE_OF_SUM,12.50,5" in indicators


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/fondos/", 12), ("/fondos/regiones/", 12), ("/fondos/comunas/", 12)],
)
def test_a_page_costs_the_same_queries_whatever_it_lists(
    client, django_assert_max_num_queries, address, queries
):
    with django_assert_max_num_queries(queries):
        client.get(address)
