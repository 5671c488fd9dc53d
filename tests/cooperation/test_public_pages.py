"""What anyone reads of cooperation: pages, tables, API."""

import csv
import io
from html import unescape

import pytest

from emra.cooperation import instrument_queries
from emra.lib import subjects
from emra.lib.errors import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy"), pytest.mark.embedded]


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return " ".join(unescape(response.content.decode()).split())


def table(client, address):
    text = client.get(address).content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_the_index_names_both_covenants_and_says_that_there_is_none_today(client):
    text = page(client, "/cooperacion/")
    for said in (
        "Primer convenio GORE-CODELCO",
        "Segundo convenio GORE-CODELCO",
        "aporte: no fijado",
        "12 localidades, 1.094",
        "Todavía no hay ninguno publicado",
    ):
        assert said in text


def test_a_covenant_shows_its_localities_with_the_sums_of_the_document(client):
    text = page(client, "/cooperacion/convenios/loa-1995/")
    for said in (
        "Suma de Calama",
        "<strong>520</strong>",
        "<strong>574</strong>",
        "1.094",
        "20: 16 públicas y 4 privadas.",
        "no fijado",
        "Sin reglas propias",
        "líneas 149 a 152",
    ):
        assert said in text


def test_the_second_covenant_sends_to_the_first_for_what_it_does_not_repeat(client):
    text = page(client, "/cooperacion/convenios/loa-1998/")
    assert "/cooperacion/convenios/loa-1995/#localidades" in text
    assert "US$ 250.000" in text.replace("\xa0", " ")
    assert "El documento no imprime su inicio" in text


def test_an_unknown_covenant_or_version_is_a_404(client):
    for address in (
        "/cooperacion/convenios/no-hay/",
        "/cooperacion/convenios/loa-1995/?version=2",
        "/cooperacion/convenios/loa-1995/?version=x",
        "/cooperacion/evaluaciones/respaldos/1/",
        "/api/v1/cooperation/no-hay/",
    ):
        page(client, address, 404)


def test_the_lineage_says_what_is_not_stated_and_what_a_covenant_today_would_say(client):
    text = page(client, "/cooperacion/linaje/")
    assert "no indicado aparte: véase el convenio anterior" in text
    assert "sin reglas propias, según la fuente" in text
    assert "Ninguno publicado: qué diría" in text
    assert "1998 a febrero de 2000" in text


def test_the_lineage_puts_todays_covenant_in_its_column(client, published):
    published(predecessor="loa-1998")
    text = page(client, "/cooperacion/linaje/")
    assert "Convenio de prueba" in text
    assert "cada 6 meses" in text
    assert "qué diría" not in text


def test_the_instruments_foot_in_every_group_and_area(client):
    text = page(client, "/cooperacion/instrumentos/")
    for said in (
        "Innovación tecnológica 6 · Capacitación laboral y empresarial 4",
        "Manufacturero 13 · Minero 6 · Agrícola 8 · Pesquero 4",
        "Multisectorial 4 · Manufacturero 1 · Pesquero 1 · Minero 2 · Agropecuario 3",
        "74 instrumentos",
    ):
        assert said in text
    rows = instrument_queries.instruments()
    for group in instrument_queries.count(rows):
        assert group.total == sum(count for _area, count in group.areas)


def test_the_instruments_are_found_by_group_area_institution_and_words(client):
    found = table(client, "/cooperacion/instrumentos.csv?grupo=SECTORAL&area=Minero")
    assert len(found) == 6
    found = table(client, "/cooperacion/instrumentos.csv?institucion=ENAMI")
    assert {row["area"] for row in found} == {"Minero"}
    assert len(table(client, "/cooperacion/instrumentos.csv?texto=PIRQUINEROS%20carbón")) == 1
    assert "Ningún instrumento" in page(client, "/cooperacion/instrumentos/?texto=zzz")
    assert "no está en la lista" in page(client, "/cooperacion/instrumentos/?grupo=X", 400)
    page(client, "/cooperacion/instrumentos.csv?grupo=X", 400)


def test_the_tables_hold_what_the_pages_show(client):
    covenants = table(client, "/cooperacion/convenios.csv")
    assert [(row["convenio"], row["aporte"], row["familias"]) for row in covenants] == [
        ("loa-1995", "", "1094"),
        ("loa-1998", "250000.00", ""),
    ]
    localities = table(client, "/cooperacion/localidades.csv")
    assert sum(int(row["familias"]) for row in localities) == 520 + 574
    assert len(table(client, "/cooperacion/organizaciones.csv")) == 23 + 3
    assert len(table(client, "/cooperacion/instrumentos.csv")) == 74
    assert table(client, "/cooperacion/autoevaluaciones.csv") == []


def test_the_api_lists_the_records_and_gives_each_with_its_citations(client):
    found = client.get("/api/v1/cooperation/").json()
    assert [(row["code"], row["kind"], row["amount"]) for row in found["results"]] == [
        ("loa-1995", "COVENANT", None),
        ("loa-1998", "COVENANT", 250000.0),
        ("bilateral-1", "BILATERAL", None),
    ]
    assert client.get("/api/v1/cooperation/?kind=BILATERAL").json()["count"] == 1
    assert client.get("/api/v1/cooperation/?kind=X").status_code == 400
    one = client.get("/api/v1/cooperation/loa-1995/").json()
    assert (one["families"], len(one["localities"]), len(one["parties"])) == (1094, 12, 23)
    assert one["localities"][0]["citation"]["line_from"] == 196
    assert one["evaluation_citation"]["line_from"] == 1051
    ficha = client.get("/api/v1/cooperation/bilateral/bilateral-1/").json()
    assert (ficha["months"], ficha["sdg"], len(ficha["rows"])) == (9, 8, 11)
    assert [row["minimum"] for row in ficha["results"]] == [6, None, None]
    assert ficha["rows"][0]["citation"]["line_from"] == 6
    listed = client.get("/api/v1/cooperation/instruments/?group=INTEGRAL").json()
    assert listed["count"] == 11


def test_a_published_covenant_is_read_in_all_of_them(
    client, published, evaluated, answered, settle
):
    published(predecessor="loa-1998")
    settle(evaluated())
    settle(answered())
    text = page(client, "/cooperacion/convenios/prueba-2025/")
    for said in ("Va según lo previsto.", "11 «Sí», 0 «En parte», 1 «No», 1 «No se sabe»"):
        assert said in text
    one = client.get("/api/v1/cooperation/prueba-2025/").json()
    assert [row["state"] for row in one["evaluations"]] == ["DONE", "COMING"]
    assert len(one["assessments"][0]["answers"]) == 13
    answers = table(client, "/cooperacion/autoevaluaciones.csv")
    assert sum(row["respuesta"] == "No se sabe" for row in answers) == 1
    assert len(table(client, "/cooperacion/evaluaciones.csv")) == 2


def test_late_evaluations_stand_first(client, published):
    published()
    text = page(client, "/cooperacion/")
    assert "144 días de atraso" in text
    assert text.index("Evaluaciones atrasadas") < text.index("Convenios vigentes")


def test_decisions_and_observations_may_be_about_a_covenant(client):
    found = subjects.find("COVENANT:loa-1995")
    assert found.path == "/cooperacion/convenios/loa-1995/"
    with pytest.raises(DomainError):
        subjects.find("COVENANT:no-hay")
    assert "sobre=COVENANT:loa-1995" in page(client, found.path)


def test_reading_costs_the_same_however_many_there_are(
    client, published, django_assert_max_num_queries
):
    published("uno", predecessor="loa-1998")
    published("dos", predecessor="loa-1998")
    # Six more for the bilateral projects' list.
    with django_assert_max_num_queries(18):
        page(client, "/cooperacion/")
