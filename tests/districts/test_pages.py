"""The public pages of the districts: what each says, where it leads, what it refuses."""

import json

import pytest
from django.urls import reverse

from districts import actions, queries
from tests.house import Markup

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]

DISCLAIMER = "reproduce su método, no sus números"
WITH_RESULTS = (
    "/distritos/",
    "/distritos/1/",
    "/distritos/estudio/",
    "/distritos/metodo/",
    "/distritos/pesos/",
    "/distritos/corridas/",
    "/distritos/corridas/R001/",
)
FILES = (
    "/distritos.csv",
    "/distritos.xlsx",
    "/distritos/faenas.csv-excel",
    "/distritos/hexagonos.csv",
    "/distritos/estudio.csv",
    "/distritos/corridas.csv",
    "/distritos/capas/SITES.csv",
    "/distritos.gpkg",
)


@pytest.fixture
def page(strategy, client):
    def read(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status, address
        return answer.content.decode()

    return read


@pytest.mark.parametrize("address", [*WITH_RESULTS, "/distritos/capas/"])
def test_wherever_results_are_shown_stands_what_they_are_not(page, address):
    text = page(address)
    assert DISCLAIMER in text
    assert "no es asesoría comercial ni de inversión" in text


def test_the_map_page_lists_every_district_with_its_score_and_leads_to_its_sheet(page):
    run = queries.published_run()
    text = page("/distritos/")
    for one in run.districts:
        assert text.count(f'href="{reverse("district", args=[one.number])}"') >= 3
    assert "100,0" in text


def test_every_district_has_a_sheet_with_its_sites_and_their_sources(page):
    for one in queries.published_run().districts:
        text = page(f"/distritos/{one.number}/")
        for site in one.district.sites:
            assert site in text
        assert text.count("Lugar: ") == len(one.sites)
        assert text.count('class="pill pill--none">aprox.') == sum(
            row.site.approximate for row in one.sites
        )


def test_a_sheet_cites_the_lines_where_the_study_prints_its_sites(page):
    one = next(one for one in queries.published_run().districts if one.study.number == 2)
    text = page(f"/distritos/{one.number}/")
    assert "Chuquicamata, Ministro Hales" in text
    assert "líneas 63 a 68 de su texto" in text


def test_a_district_that_the_study_does_not_print_says_so(page):
    run = queries.published_run()
    for number in run.comparison.false_districts:
        assert "El estudio no imprime un distrito" in page(f"/distritos/{number}/")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/distritos/99/", "La corrida publicada tiene los distritos 1 a"),
        ("/distritos/?capas=1&capa=oro", "No hay una capa «oro»"),
        ("/distritos/corridas/comparar/?antes=R001&despues=R999", "«R999»"),
        ("/distritos/corridas/R999/", ""),
        ("/distritos/capas/ORO.csv", ""),
    ],
)
def test_what_does_not_exist_is_a_page_that_says_it(page, address, said):
    assert said in page(address, status=404)


def test_the_comparison_sets_every_measure_beside_the_baseline(page):
    text = page("/distritos/estudio/")
    comparison = queries.published_run().comparison
    assert text.count("Línea base") >= 6
    assert f"{comparison.exclusive} de 14" in text
    assert f"{comparison.naive_exclusive} de 14" in text
    for printed in queries.reference().districts:
        assert f"{printed.number} {printed.name}" in text
    assert text.count('class="stack stack--tight finding"') == 6


def test_the_method_says_every_parameter_decision_and_limit(page):
    run = queries.published_run()
    text = page("/distritos/metodo/")
    for name in json.loads(run.parameters.to_json()):
        assert f'weight-normal">{name}</span>' in text
    for decision in run.decisions:
        assert decision.code in text
    assert "45,7" in text
    assert "√" in text


def test_each_layer_says_its_source_licence_and_how_much_is_approximate(page):
    text = page("/distritos/capas/")
    for layer in queries.layers():
        assert layer.title in text
        assert layer.current.sha256 in text
    assert text.count("<dt>Licencia</dt>") == len(queries.layers()) == 6


def test_two_runs_are_compared_cell_by_cell_and_a_run_with_itself_is_not(page, other_run, reviewer):
    actions.publish_run(run=other_run.code, by=reviewer)
    text = page("/distritos/corridas/comparar/?antes=R001&despues=R002")
    change = queries.difference("R001", "R002")
    assert f"gana {len(change.gained)} celdas y pierde {len(change.lost)}" in text
    assert "Suavizado" in text
    same = page("/distritos/corridas/comparar/?antes=R001&despues=R001")
    assert "Elija dos corridas distintas." in same


def test_a_draft_is_on_no_public_page(page, other_run):
    assert other_run.code not in page("/distritos/corridas/")
    page(f"/distritos/corridas/{other_run.code}/", status=404)


def test_without_a_published_run_the_pages_say_so_and_the_files_are_missing(db, client):
    for address in ("/distritos/", "/distritos/1/", "/distritos/metodo/", "/distritos/pesos/"):
        assert "Todavía no hay una corrida publicada" in client.get(address).content.decode()
    assert client.get("/distritos.geojson").status_code == 404
    assert "Todavía no hay corridas" in client.get("/distritos/corridas/").content.decode()


@pytest.mark.parametrize("address", FILES)
def test_every_table_and_map_can_be_downloaded(strategy, client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert len(answer.content) > 300


def test_the_pages_open_no_heading_twice_and_have_one_first_heading(page):
    for address in WITH_RESULTS:
        markup = Markup(page(address))
        assert [tag for tag, _attrs in markup.tags].count("h1") == 1, address
