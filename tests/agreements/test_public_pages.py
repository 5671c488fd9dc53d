"""The public pages of the agreements: what a reader finds, in words and without scripts."""

import re
from html import unescape
from typing import Any

import pytest

from emra.agreements import queries, review_actions

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


def text(client: Any, address: str) -> str:
    """A page as it is read: without markup, spaces made plain."""
    response = client.get(address)
    assert response.status_code == 200
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def codes(client: Any, query: str) -> list[str]:
    """The agreements of the list, in its order."""
    page = client.get(f"/acuerdos/?{query}").content.decode().partition("<main")[2]
    return list(dict.fromkeys(re.findall(r'href="/acuerdos/(A\d\d)/', page)))


def test_the_home_page_says_the_state_of_the_strategy_with_its_rule_and_bounds(strategy, client):
    page = text(client, "/")
    assert "14 de los 19 acuerdos informan avance" in page
    assert "23,2 % si los 5 sin dato cuentan como cero" in page
    assert "no pasaría de 49,5 %" in page
    for name in ("Ambiental", "Social", "Económica", "Institucional"):
        assert name in page


def test_before_any_publication_the_home_page_invents_nothing(strategy, client, monkeypatch):
    monkeypatch.setattr(queries, "editions", tuple)
    response = client.get("/")
    assert response.status_code == 200
    assert "23,2" not in response.content.decode()


def test_a_new_corte_says_what_changed_since_the_one_before(corte, approve, publish, client):
    approve("A12", "40")
    approve("A01", "50", setback_reason="Sequía")
    publish()
    rows = client.get("/").content.decode()
    assert "/acuerdos/A12/" in rows
    page = text(client, "/")
    assert "60,0 %" in page
    assert "50,0 %" in page
    assert "15 de los 19" in page


def test_the_footer_names_the_corte_its_date_and_its_seal(corte, publish, client):
    publication = publish()
    page = client.get("/").content.decode()
    assert "Corte 2026-T2, publicación n.º 1." in page
    assert "Fecha de corte: 30-06-2026." in page
    assert publication.ledger_head[:8] in page
    initial = client.get("/?corte=2025-inicial").content.decode()
    assert "Fecha de corte no indicada por la fuente." in initial


def test_the_list_filters_by_dimension_datum_and_state(corte, approve, publish, client):
    approve("A12", "100")
    publish()
    assert len(codes(client, "")) == 19
    assert codes(client, "dimension=social") == ["A08", "A09", "A10", "A11", "A12"]
    assert codes(client, "dato=NO_DATA") == ["A07", "A16", "A18", "A19"]
    assert codes(client, "estado=DONE") == ["A12"]
    assert codes(client, "dimension=institucional&estado=DONE") == []


def test_the_list_sorts_by_progress_with_the_unknown_last(strategy, client):
    order = codes(client, "orden=avance")
    assert order[:3] == ["A05", "A01", "A02"]
    assert order[-5:] == ["A07", "A12", "A16", "A18", "A19"]


def test_a_zero_and_an_unknown_never_look_alike(corte, approve, publish, client):
    approve("A12", "0")
    publish()
    zero, unknown = text(client, "/acuerdos/A12/"), text(client, "/acuerdos/A16/")
    assert "0,0 %" in zero
    assert "0,0 %" not in unknown.partition("En su dimensión")[0]
    assert "in dato" in unknown


def test_the_sheet_has_target_path_history_evidence_quote_and_versions(
    corte, approve, publish, client
):
    approve("A09", "40", note="Cuarenta de cada cien")
    approve("A09", "41", correction_reason="Una faena más", note="Con la nueva faena")
    publish()
    page = text(client, "/acuerdos/A09/")
    for part in (
        "Alcanzar al 2025 el 25 % de dotación femenina",
        "41,0 %",
        "Con la nueva faena",
        "Una faena más",
        "2025-inicial",
        "2026-T2",
        "Secretaría Técnica (GORE)",
        "Corporación Clúster Minero",
        "100,0 %",  # expected: its year, 2025, has passed
    ):
        assert part in page, part
    assert "Cuarenta de cada cien" not in page, "a version that no edition showed"


def test_a_carried_value_says_from_which_corte(corte, publish, client):
    publish()
    assert "arrastrado de 2025-inicial" in text(client, "/acuerdos/A01/")


def test_what_does_not_apply_is_said_and_leaves_the_denominator(
    corte, submit, reviewer, publish, client
):
    report = submit("A12", None, absence="NOT_APPLICABLE", absence_reason="Se retiró")
    review_actions.approve_progress(report=report.code, by=reviewer)
    publish()
    page = text(client, "/acuerdos/A12/")
    assert "No aplica" in page
    assert "Se retiró" in page
    # 85 / 4, all four reported
    assert client.get("/api/v1/dimensions/social/").json()["mean_zero"] == 21.25
    assert "4/4" in text(client, "/dimensiones/social/")


def test_a_dimension_shows_the_sum_behind_its_average(strategy, client):
    page = text(client, "/dimensiones/social/")
    assert "85" in page
    assert "17,0 %" in page


def test_text_written_by_people_is_never_markup(corte, approve, publish, client):
    approve("A12", "40", note="<script>alert(1)</script> & <b>negrita</b>")
    publish()
    page = client.get("/acuerdos/A12/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page


def test_the_neighbours_of_an_agreement_are_linked(strategy, client):
    neighbours = {"A12": {"A11", "A13"}, "A01": {"A02"}, "A19": {"A18"}}
    for code, others in neighbours.items():
        page = client.get(f"/acuerdos/{code}/").content.decode().partition("<main")[2]
        assert set(re.findall(r'href="/acuerdos/(A\d\d)/"', page)) - {code} == others
