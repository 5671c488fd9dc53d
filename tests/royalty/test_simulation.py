"""The what-if page: a shareable address, clear mistakes, and never an official allocation."""

import csv
import io
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.agreements.test_public_pages import text
from tests.house import text_of
from tests.royalty.workbooks import imported_values, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy"), pytest.mark.embedded]

PAGE = "/fondos/simulacion/"
NOTICE = "Simulación: no es una asignación oficial"
INVENTED = "Valores de ejemplo, inventados para mostrar el cálculo"


def table(client, query):
    content = client.get(f"/fondos/simulacion.csv?{query}").content.decode()
    return list(csv.DictReader(io.StringIO(content)))


def test_before_any_import_the_published_floor_can_be_computed(client):
    page = text(client, PAGE)
    assert NOTICE in page
    assert INVENTED not in page
    assert "Cada comuna del FCMI recibe al menos $ 212.939.535 por partes iguales" in page
    rows = {row["region"]: row for row in table(client, "fondo=FCMI&datos=publicado")}
    # 9 x 212.939.534,8837 = 1.916.455.813,95 for the nine communes of Antofagasta
    assert rows["02"]["piso_publicado_clp"] == "1916455813.95"
    assert rows["02"]["impreso_clp"] == "5282933608"
    assert len(rows) == 6


def test_a_higher_weight_of_equal_parts_raises_the_floor(client):
    page = text(client, f"{PAGE}?fondo=FET&p-partes-iguales=60&p-predios-exentos=10")
    # 60 % of 70.755 millions over 300 communes
    assert "recibe al menos $ 141.510.000 por partes iguales; con las publicadas" in page


def test_the_example_says_everywhere_that_its_values_are_invented(client):
    page = text(client, f"{PAGE}?datos=ejemplo")
    assert NOTICE in page
    assert INVENTED in page
    rows = table(client, "datos=ejemplo")
    assert len(rows) == 9
    for row in rows:
        assert (row["aviso"], row["datos"]) == (NOTICE, INVENTED)
    assert sum(int(row["despues_clp"]) for row in rows) == 1_000_000_000


def test_before_and_after_add_up_and_each_amount_is_explained(client):
    query = "datos=ejemplo&p-partes-iguales=30&p-pobreza=17,5&total=2.000.000.000"
    rows = table(client, query)
    assert sum(int(row["antes_clp"]) for row in rows) == 1_000_000_000
    assert sum(int(row["despues_clp"]) for row in rows) == 2_000_000_000
    for row in rows:
        assert int(row["despues_clp"]) - int(row["antes_clp"]) == int(row["diferencia_clp"])
        parts = sum(float(value) for name, value in row.items() if name.startswith("por_"))
        assert round(parts + float(row["redondeo_clp"]), 2) == int(row["despues_clp"])


def test_the_address_of_a_scenario_gives_the_same_scenario(client):
    first = client.get(f"{PAGE}?datos=ejemplo&p-pobreza=10,5&p-predios-exentos=2&comuna=calama")
    address = first.context["address"]
    assert parse_qs(urlsplit(address).query)["p-pobreza"] == ["10,5"]
    again = client.get(address)
    assert again.context["found"].rows == first.context["found"].rows
    assert again.context["focus"].commune == "02201"
    assert again.context["address"] == address


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("p-pobreza=6,5", "ponderaciones del fondo suman 99 y deben sumar 100: faltan 1"),
        ("p-pobreza=-1&p-predios-exentos=13,5", "Es negativo: escriba 0 o más"),
        ("p-pobreza=mucho", "«mucho» no es un número"),
        ("p-pobreza=", "Falta el número: si es cero, escriba 0."),
        ("p-relaves=10", "de «Actividad minera» suman 97,5 y deben sumar 100: faltan 2,5"),
        ("total=-5", "Es negativo"),
        ("total=10,5", "Escriba pesos enteros"),
        ("comuna=Macondo", "«Macondo» no está entre las comunas de estos datos"),
        ("comuna=13101", "«13101» no está entre las comunas de estos datos"),
    ],
)
def test_a_mistake_is_told_and_what_was_written_stays(client, query, said):
    response = client.get(f"{PAGE}?datos=ejemplo&{query}")
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    written = query.partition("=")[2].partition("&")[0]
    assert f'value="{written}"' in page or not written
    assert "Resultado de la simulación" not in page
    assert client.get(f"/fondos/simulacion.csv?datos=ejemplo&{query}").status_code == 400


def test_several_mistakes_are_told_at_once(client):
    page = text_of(client.get(f"{PAGE}?datos=ejemplo&p-pobreza=6,5&comuna=Macondo&total=x"))
    for said in ("suman 99 y deben sumar 100", "«Macondo» no está entre", "«x» no es un número"):
        assert said in page


@pytest.mark.parametrize("query", ["fondo=FNDR", "datos=otros", "datos=importado"])
def test_a_fund_or_data_that_do_not_exist_are_not_found(client, query):
    assert client.get(f"{PAGE}?{query}").status_code == 404


def test_approved_values_come_first_and_name_their_document(client, secretary, reviewer):
    published(imported_values(secretary), secretary, reviewer)
    page = text(client, f"{PAGE}?fondo=FET")
    assert "Resolución de prueba, 2025 (indicadores-FET-2024-v1)" in page
    assert "para 2 comunas; el fondo llega a 300" in page
    rows = {row["comuna"]: row for row in table(client, "fondo=FET&datos=importado")}
    # 70.755 millions: half in equal parts; 10 % by 10/40, 20 % by 2,5/10, 20 % by 30/30
    calama = 70_755_000_000 * (0.25 + 0.10 * 10 / 40 + 0.20 * 2.5 / 10 + 0.20)
    assert int(rows["Calama"]["despues_clp"]) == round(calama)
    assert rows["Calama"]["aviso"] == NOTICE


def test_the_template_has_a_column_for_each_value_that_is_needed(client):
    lines = client.get("/fondos/plantilla-FCMI.csv").content.decode().splitlines()
    assert len(lines[0].split(",")) == 2 + 3 + 10
    assert len(lines) == 346
    assert any(line.startswith("02201,Calama,") for line in lines)
