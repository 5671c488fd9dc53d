"""The public pages of the projects, from day one and with something told; tables alike."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.projects import actions, evidence_actions, parts_actions, queries
from tests.house import content
from tests.projects.given import TODAY, WALKS, settle, stated, told, walk, walk_all

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def text(client: Any, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return content(response).decode().replace("\xa0", " ")


def test_day_one_names_the_three_projects_and_says_what_is_not_known(strategy, client):
    page = text(client, "/proyectos/")
    for row in queries.projects(TODAY):
        assert row.name in page
        sheet = text(client, f"/proyectos/{row.code}/")
        assert "de su texto" in sheet
        assert "no se puede decir si va atrasado" in sheet
    assert "Todavía no hay iniciativas publicadas" in page
    assert "Ninguno informa un plazo" in page
    assert "Ninguna fecha y ningún costo publicado ha cambiado" in page


def test_the_two_amounts_are_told_with_the_unit_that_was_assumed_and_why(strategy, client):
    page = text(client, "/proyectos/5.3/")
    for amount in ("M$ 4.222.529", "M$ 176.306.356"):
        assert amount in page
    assert page.count("unidad asumida</span>") == 2
    assert "sin decir si son pesos o miles de pesos" in page
    # 4.222.529 + 176.306.356
    assert "M$ 180.528.885" in text(client, "/proyectos/")


def test_without_initiatives_the_tracks_tell_the_claim_and_that_nothing_is_observed(
    strategy, client
):
    page = text(client, "/proyectos/vias/")
    assert "12 a 18 meses" in page
    assert "sin datos suficientes" in page
    assert "línea 675" in page
    assert "no se inventa ninguna" in page
    assert "Preparación etapa de diseño" in page


def test_three_walks_on_each_track_give_the_durations_of_the_hand_calculation(
    strategy, today, client, secretary, reviewer
):
    totals = walk_all(secretary, reviewer)
    page = text(client, "/proyectos/vias/")
    for days in totals.values():
        assert f"{days:,} días".replace(",", ".") in page
    # Medians 1217 and 761 days; 1217 / 30,4375 = 39,98 and 761 / 30,4375 = 25,00.
    assert "mediana 1.217 días (40,0 meses), n = 3" in page
    assert "mediana 761 días (25,0 meses), n = 3" in page
    assert "15,0 meses menor que la de la vía pública; está dentro" in page


def test_an_initiative_under_way_shows_its_stage_and_has_no_total(
    strategy, today, client, secretary, reviewer
):
    _name, days, _total = WALKS["PUBLIC"][0]
    code = walk("Posta", "PUBLIC", [*days[:2], ("2026-11-01", None)], secretary, reviewer)
    page = text(client, f"/proyectos/{code}/")
    assert "todavía no hay una duración total" in page
    assert "en curso, 20 días" in page
    # Left on 20-03-2022: four years (1461) and 226 days to 01-11-2026.
    assert "1.687 días" in page
    listed = text(client, "/proyectos/?etapa=publica-3")
    assert "Posta" in listed
    assert "Ninguna iniciativa cumple" in text(client, "/proyectos/?etapa=publica-2")


def test_a_moved_date_and_a_moved_cost_are_told_with_their_reason(
    strategy, today, client, secretary, reviewer
):
    end = "PLANNED_END"
    told("5.1", secretary, reviewer, days={end: date(2026, 6, 30)}, money=[stated("FNDR", 2500)])
    told(
        "5.1",
        secretary,
        reviewer,
        days={end: date(2026, 9, 30)},
        money=[stated("FNDR", 2900)],
        number=1,
        reason="Faltó un estudio.",
    )
    page = text(client, "/proyectos/5.1/")
    # From 30 June to 30 September; then 52 days to 21 November.
    for part in ("+92 días", "+M$ 400", "Término atrasado 52 días", "Faltó un estudio."):
        assert part in page
    assert "al principio 30-06-2026" in text(client, "/proyectos/?atrasados=1")
    table = text(client, "/proyectos/cambios.csv").splitlines()
    assert len(table) == 3
    assert "30-06-2026,30-09-2026,92,,,Faltó un estudio." in table[1]


def test_what_is_not_approved_is_not_told(strategy, today, client, secretary):
    entry = actions.start_entry(project="5.1", on=TODAY, text="Borrador XYZ", by=secretary).code
    parts_actions.set_dates(entry=entry, days={"PLANNED_END": date(2020, 2, 3)}, by=secretary)
    upload = SimpleUploadedFile("a.csv", b"a,b\n1,2\n")
    kept = evidence_actions.attach_file(entry=entry, upload=upload, title="XYZ", by=secretary)
    opened = actions.open_project(
        name="Iniciativa XYZ", on=TODAY, parent="5.3", track="PUBLIC", by=secretary
    )
    for address in ("/proyectos/", "/proyectos/5.1/", "/proyectos/vias/", "/proyectos.csv"):
        page = text(client, address)
        assert "XYZ" not in page
        assert "03-02-2020" not in page
    assert client.get(f"/proyectos/5.1/respaldos/{kept.pk}/").status_code == 404
    assert client.get(f"/proyectos/{opened.project_id}/").status_code == 404


def test_the_evidence_of_an_approved_entry_is_downloaded(
    strategy, today, client, secretary, reviewer
):
    entry = actions.start_entry(project="5.2", on=TODAY, text="Avanzó.", by=secretary).code
    upload = SimpleUploadedFile("a.csv", b"dato,valor\nuno,2\n")
    kept = evidence_actions.attach_file(entry=entry, upload=upload, title="Acta", by=secretary)
    settle(entry, secretary, reviewer)
    address = f"/proyectos/5.2/respaldos/{kept.pk}/"
    assert address in text(client, "/proyectos/5.2/")
    response = client.get(address)
    assert content(response) == b"dato,valor\nuno,2\n"
    assert "sandbox" in response["Content-Security-Policy"]
    assert client.get(f"/proyectos/5.1/respaldos/{kept.pk}/").status_code == 404


def test_a_project_that_does_not_exist_and_a_filter_that_cannot_be_are_said(strategy, client):
    assert "No hay un proyecto publicado con el código" in text(client, "/proyectos/9.9/", 404)
    assert "no está en la lista" in text(client, "/proyectos/?etapa=luna", 400)
    assert client.get("/proyectos.csv?etapa=luna").status_code == 400


@pytest.mark.parametrize("walks", [0, 1])
def test_the_number_of_queries_does_not_depend_on_how_much_there_is(
    strategy, today, secretary, reviewer, django_assert_num_queries, walks
):
    if walks:
        walk_all(secretary, reviewer)
    with django_assert_num_queries(11):
        queries.projects(TODAY)
