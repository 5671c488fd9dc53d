"""The comparison as page, as table and for programs."""

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from emra.agreements import goalpost_actions, period_actions
from emra.agreements.goalpost_queries import in_force
from emra.agreements.models import Agreement

pytestmark = pytest.mark.django_db


def text(client: Any, address: str) -> str:
    body = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


@pytest.fixture
def moved(corte: Any, approve: Any, publish: Any, secretary: Any, reviewer: Any) -> None:
    """In 2026-T2 A12 has a figure, A01 goes back, and the target year of A02 is another one."""
    change = goalpost_actions.propose_goalposts(
        agreement="A02",
        to=replace(in_force(Agreement.objects.get(code="A02")), target_year=2035),
        decision=goalpost_actions.Decision("CORE", "Acuerdo 77", date(2026, 6, 1)),
        reason="Estudio de agua",
        by=secretary,
    )
    goalpost_actions.confirm_goalposts(change=change.pk, by=reviewer)
    approve("A12", "40")
    approve("A01", "56", setback_reason="Sequía")
    publish()


def test_the_page_says_what_moved_and_what_to_know_before(moved, client):
    page = text(client, "/comparar/?a=2025-inicial&b=2026-T2")
    for part in (
        "Del corte inicial (presentación 2025) al corte 2026-T2 el promedio de los 19 cambió en",
        "de 23,16 % (14/19 informados) a 25,05 % (15/19 informados)",
        "Antes de comparar los promedios",
        "3 acuerdos cambiaron",
        "▼ retrocedió: Sequía",
        "+ pasó a tener dato",
        "Cambió la meta. Año de la meta: 2030 → 2035",
        "(23,16 % – 49,47 %)",
        "Suma: la diferencia publicada +1,89 puntos",
    ):
        assert part in page.replace("\N{NO-BREAK SPACE}", " "), part


def test_same_backwards_alone_and_unknown_all_have_a_page(moved, client):
    assert "Eligió dos veces el mismo" in text(client, "/comparar/?a=2026-T2&b=2026-T2")
    assert "Se lee hacia atrás" in text(client, "/comparar/?a=2026-T2&b=2025-inicial")
    assert text(client, "/comparar/") == text(client, "/comparar/?a=2025-inicial&b=2026-T2")
    unknown = client.get("/comparar/?a=2031-T1")
    assert unknown.status_code == 404
    assert "Los publicados son: 2026-T2, 2025-inicial." in unescape(unknown.content.decode())


def test_with_one_corte_there_is_nothing_to_compare_yet(strategy, client):
    assert "Hay un solo corte publicado" in text(client, "/comparar/")
    assert client.get("/api/v1/comparison/").json()["same"] is True


def test_the_table_has_every_average_and_agreement(moved, client):
    answer = client.get("/comparar.csv?a=2025-inicial&b=2026-T2")
    assert 'filename="comparacion-2025-inicial-1-y-2026-T2-1.csv"' in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["fila"] for row in rows] == ["PROMEDIO"] * 5 + ["ACUERDO"] * 19
    by_code = {row["codigo"]: row for row in rows}
    assert by_code["all"]["diferencia_puntos"] == "1.89"
    assert (by_code["all"]["antes_informados"], by_code["all"]["despues_aplican"]) == ("14", "19")
    assert (by_code["A12"]["antes_pct"], by_code["A12"]["antes_dato"]) == ("", "NO_DATA")
    shares = [row["aporte_a_los_19_puntos"] for row in rows if row["fila"] == "ACUERDO"]
    assert sum(round(float(share) * 100) for share in shares) == 189
    assert by_code["A02"]["cambio_de_metas"] == "Año de la meta: 2030 → 2035"


def test_programs_read_the_same_numbers(moved, client):
    said = client.get("/api/v1/comparison/?a=2025-inicial&b=2026-T2").json()
    assert (said["a"], said["b"], said["same"], said["reversed"]) == (
        "2025-inicial",
        "2026-T2",
        False,
        False,
    )
    overall = said["averages"][-1]
    assert (overall["code"], overall["difference"]) == ("all", 1.89)
    assert overall["before"]["reported"] == 14
    assert overall["same_readings"] is False
    assert len(overall["warnings"]) == 2
    a12 = said["agreements"][11]
    assert (a12["code"], a12["before"], a12["after"], a12["difference"]) == ("A12", None, 40, None)
    assert sum(round(row["of_all"] * 100) for row in said["agreements"]) == 189
    refused = client.get("/api/v1/comparison/?b=abc")
    assert refused.status_code == 404
    assert "2025-inicial" in refused.json()["detail"]


def test_a_draft_changes_no_comparison(moved, draft, secretary, client):
    before = client.get("/api/v1/comparison/").content
    period_actions.open_period(
        code="2026-T3", cutoff_on=date(2026, 9, 30), due_on=None, by=secretary
    )
    draft("A16", "77", corte="2026-T3")
    assert client.get("/api/v1/comparison/").content == before
