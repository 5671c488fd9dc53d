"""What happened, as a page: public things alone, filtered, in order."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine as clock

from emra.governance import commitment_actions
from emra.lib import happenings
from tests.world import TOKEN

pytestmark = pytest.mark.django_db


def keys(room: str = "") -> list[str]:
    return [row.key for row in happenings.everything(room)]


def test_everything_public_that_happened_is_told_once_and_nothing_else(world):
    found = keys()
    assert len(set(found)) == len(found)
    assert {key.partition("/")[0] for key in found} == {
        *("publicacion", "meta", "linea", "acta", "compromiso", "revision", "observacion"),
        *("respuesta", "proyecto", "convenio", "evaluacion", "bilateral", "corrida"),
    }
    for row in happenings.everything():
        assert TOKEN not in f"{row.title} {row.text} {row.path} {row.key}", row.key
    told, hidden = world.chamber.told, world.chamber.untold
    assert f"acta/{told.code}" in found
    assert f"acta/{hidden.code}" not in found
    for row in world.observed.reserved[1:]:
        assert f"observacion/{row.code}" not in found


def test_a_publication_says_what_it_changed_and_a_correction_why(world):
    rows = {row.key: row for row in happenings.everything("acuerdos")}
    first = rows["publicacion/2026-T2/1"]
    assert first.title == "Se publicó el corte 2026-T2"
    assert first.about == {"A01", "A12"}
    assert first.text.replace("\N{NO-BREAK SPACE}", " ").startswith(
        "Cambiaron 2 acuerdos: A01: 60,0 % → 55,5 % en 2026-T2; A12: sin dato → 40,0 %"
    )
    again = rows["publicacion/2026-T2/2"]
    assert again.title == "Corrección del corte 2026-T2: publicación n.º 2"
    assert again.text.startswith("Publicado sin reserva. Cambió 1 acuerdo: A01: 55,5")
    assert again.path == "/comparar/?a=2026-T2%2F1&b=2026-T2%2F2"
    assert len(rows["publicacion/2025-inicial/1"].about) == 19


def test_a_missed_deadline_is_told_on_the_working_day_after_it(strategy, reviewer):
    with clock.travel("2026-09-01T15:00:00Z", tick=False):
        row = commitment_actions.record_commitment(
            body="comision-1",
            text="Levantar la línea base.",
            owner="gore",
            due_on=date(2026, 9, 18),  # a holiday, as the 19th (a Saturday) and the 20th
            subject="AGREEMENT:A12",
            by=reviewer,
        )
    late = f"compromiso/{row.code}/vencido/2026-09-18"
    with clock.travel("2026-09-22T02:59:00Z", tick=False):  # still the 21st in Santiago
        assert late not in keys()
    with clock.travel("2026-09-22T12:00:00Z", tick=False):
        found = {each.key: each for each in happenings.everything("comisiones")}
        assert found[late].at == datetime(2026, 9, 22, 3, tzinfo=UTC)
        assert found[late].about == {row.code, "comision-1", "A12"}
        commitment_actions.complete_commitment(
            commitment=row.code, link="https://www.goreantofagasta.cl/acta", by=reviewer
        )
        # It was late all the same; that it is met is one more thing that happened.
        assert len([key for key in keys() if key.startswith(f"compromiso/{row.code}/")]) == 2
        assert late in keys()


def listed(client: Any, query: str) -> list[str]:
    page = client.get(f"/cambios/?{query}").content.decode()
    return re.findall(r'class="happening">.*?<h3><a href="[^"]*">([^<]+)', page, re.DOTALL)


@pytest.mark.embedded
def test_the_page_narrows_by_room_month_and_what_it_is_about(world, client):
    every = listed(client, "")
    assert len(every) == len(keys())
    assert len(listed(client, "tema=acuerdos")) == len(keys("acuerdos")) == 4
    assert listed(client, "sobre=A12")[-2:] == [
        "Se publicó el corte 2026-T2",
        "Se publicó el corte inicial (presentación 2025)",
    ]
    month = f"{happenings.everything()[0].at:%Y-%m}"
    assert len(listed(client, f"mes={month}")) >= 1
    assert "Nada publicado con ese filtro" in client.get("/cambios/?mes=2001-01").content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("tema=luna", 400),
        ("mes=2026-13", 400),
        ("mes=ayer", 400),
        ("sobre=A99", 404),
        ("sobre=%00", 404),
        ("pagina=9", 404),
        ("pagina=0", 404),
        ("pagina=x", 404),
    ],
)
def test_a_filter_that_cannot_be_is_said(strategy, client, query, status):
    response = client.get(f"/cambios/?{query}")
    assert response.status_code == status
    assert b"\xc2\xab" in response.content, "the page says what was wrong with it"


def test_page_and_home_name_the_feed(strategy, client):
    link = r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]+)"'
    assert re.findall(link, client.get("/").content.decode()) == ["/cambios.atom"]
    page = client.get("/cambios/?sobre=A12&mes=2026-11").content.decode()
    assert re.findall(link, page) == ["/cambios.atom?sobre=A12"]
