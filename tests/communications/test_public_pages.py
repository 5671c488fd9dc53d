"""What the public reads: published pieces, fulfilment with its rule, plan, downloads, calendar."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from emra.communications import actions, plan_actions
from tests.house import content, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
NBSP = "\u00a0"


@pytest.fixture
def page(client):
    def read(address, status=200):
        response = client.get(address)
        assert response.status_code == status, address
        return content(response).decode().replace(NBSP, " ")

    return read


def test_a_month_shows_what_was_published_of_its_quota_and_the_lines_of_the_rule(put_out, page):
    put_out("Qué es la EMRA", date(2026, 5, 12))
    shown = page("/comunicaciones/?mes=2026-05")
    assert "Qué es la EMRA" in shown
    assert "Publicaciones: 1 de 40 a 48; el mes terminó y faltaron 39." in shown
    assert "publicaciones: líneas 629 a 632" in shown
    assert "reels o videos cortos: líneas 634 a 635" in shown


def test_what_is_not_published_is_on_no_public_page(write, page):
    write("RESERVADA", date(2026, 5, 12), body="RESERVADA")
    for address in ("/comunicaciones/?mes=2026-05", "/comunicaciones/plan/?plan=2026"):
        assert "RESERVADA" not in page(address)
    for address in ("/comunicaciones.csv", "/comunicaciones/calendario.ics"):
        assert "RESERVADA" not in page(address)
    assert "RESERVADA" not in page("/api/v1/communications/")


def test_a_month_without_quota_says_so_and_shows_no_figure(put_out, page):
    put_out("Antigua", date(2025, 2, 3))
    shown = page("/comunicaciones/?mes=2025-02")
    assert "Sin cuota definida." in shown
    assert "figure__value" not in shown
    lines = page("/comunicaciones/cumplimiento.csv?plan=2024").splitlines()
    assert len(lines) == 13
    assert all(line.endswith(",,,,,,,,sin cuota definida") for line in lines[1:])


def test_a_month_before_the_first_piece_is_not_told_as_missed(put_out, page):
    put_out("La primera", date(2026, 5, 12))
    assert "Sin registro de piezas." in page("/comunicaciones/?mes=2026-04")
    csv = page("/comunicaciones/cumplimiento.csv?plan=2026")
    assert "2026-04,,,,,,,,1,sin registro de piezas" in csv
    assert "2026-05,Publicaciones,40,48,1,,39,MISSED,1," in csv


@pytest.mark.parametrize(
    "address",
    [
        "/comunicaciones/?mes=2026-13",
        "/comunicaciones/?mes=x",
        "/comunicaciones.csv?mes=mayo",
        "/comunicaciones/plan/?plan=1999",
        "/comunicaciones/cumplimiento.csv?plan=26",
        "/comunicaciones/calendario/nada.ics",
    ],
)
def test_an_unknown_month_plan_or_calendar_is_a_404(strategy, page, address):
    page(address, status=404)


def test_the_plan_lists_undated_campaigns_as_to_be_scheduled(strategy, page, secretary):
    shown = page("/comunicaciones/plan/?plan=2026")
    assert "0 de 7 campañas tienen fechas en el plan de abril de 2026 a marzo de 2027" in shown
    assert "7 están por programar" in shown
    assert shown.count(">por programar</text>") == 7
    plan_actions.schedule_campaign(
        number=2,
        starts_on=date(2026, 8, 1),
        ends_on=date(2026, 8, 31),
        objective="",
        theme="mes-mineria",
        by=secretary,
    )
    shown = page("/comunicaciones/plan/?plan=2026")
    assert "1 de 7 campañas tiene fechas" in shown
    assert shown.count(">por programar</text>") == 6
    assert "fuera de este plan" in page("/comunicaciones/plan/?plan=2027")


def test_a_corrected_figure_is_said_on_the_public_page(corte, approve, publish, put_out, page):
    approve("A12", "40")
    publish("2026-T2")
    put_out("A12 llega a 40 %", date(2026, 7, 20), quotes=(("2026-T2/1", "A12"),))
    assert "corregida" not in page("/comunicaciones/?mes=2026-07")
    approve("A12", "35", correction_reason="Se contó dos veces.", setback_reason="Corrección.")
    publish("2026-T2", reason="Se corrige A12.")
    said = "A12 en 2026-T2: 40,00 % → 35,00 % (edición 2)"
    assert f"Esta pieza cita una cifra corregida después: {said}" in page(
        "/comunicaciones/?mes=2026-07"
    )
    assert said in page("/comunicaciones.csv").splitlines()[1]


def test_an_unknown_reach_is_an_empty_cell_and_a_zero_is_a_zero(put_out, secretary, client):
    item = put_out("=SUMA(A1)", date(2026, 5, 12))
    actions.measure_item(
        item=item.pk, reach=0, interactions=None, on=date(2026, 5, 20), by=secretary
    )
    book = load_workbook(io.BytesIO(content(client.get("/comunicaciones.xlsx"))))
    titles, row = book["Datos"].iter_rows(values_only=True)
    cells = dict(zip(titles, row, strict=True))
    assert (cells["alcance"], cells["interacciones"]) == (0, None)
    assert (cells["titulo"], book["Datos"]["C2"].data_type) == ("=SUMA(A1)", "s")
    assert "'=SUMA(A1)" in text_of(client.get("/comunicaciones.csv"))


def test_the_public_calendar_has_published_pieces_and_dated_campaigns(put_out, page, secretary):
    put_out("Qué es la EMRA", date(2026, 5, 12))
    plan_actions.schedule_campaign(
        number=1,
        starts_on=date(2026, 5, 1),
        ends_on=date(2026, 5, 31),
        objective="OE1",
        theme="",
        by=secretary,
    )
    calendar = page("/comunicaciones/calendario.ics")
    assert calendar.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20260512" in calendar
    assert "SUMMARY:Campaña 1: OE1" in calendar
    # The end of a day-long event is the day after.
    assert "DTEND;VALUE=DATE:20260601" in calendar
