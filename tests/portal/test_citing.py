"""Citing a figure: the published one, its edition, an address that shows it."""

import re

import pytest

from emra.portal import citing

pytestmark = pytest.mark.django_db


def test_an_average_is_cited_with_its_n_rule_bounds_and_edition(strategy, settings):
    settings.SITE_URL = "https://seguimiento.example.cl"
    found = citing.asked("", "social")
    # 85 / 5 = 17,0; (85 + 100) / 5 = 37,0
    assert (
        "17,0\u00a0%, 4/5 informados, los sin dato como 0, cotas 17,0\u00a0% a 37,0" in found.plain
    )
    assert f"sello {found.edition.ledger_head[:12]}" in found.plain
    address = "https://seguimiento.example.cl/dimensiones/social/?corte=2025-inicial"
    assert all(address in text for text in (found.plain, found.apa, found.bibtex))


def test_an_unknown_is_cited_as_unknown_and_a_replaced_edition_as_itself(
    corte, approve, publish, client
):
    approve("A12", "40")
    publish()
    approve("A12", "41", correction_reason="Se corrigió.")
    publish(reason="Corrección.")
    assert "A07" in citing.asked("", "A07").plain
    assert "sin dato" in citing.asked("", "A07").plain
    old, new = citing.asked("2026-T2/1", "A12"), citing.asked("2026-T2", "A12")
    assert ("40,0" in old.plain, "41,0" in new.plain) == (True, True)
    path = old.figure.path
    assert path == "/acuerdos/A12/?corte=2026-T2/1"
    assert "40,0" in client.get(path).content.decode()


def test_bibtex_escapes_what_tex_reads_and_balances_its_braces(strategy):
    text = citing.asked("", "conjunto").bibtex
    assert text.count("{") == text.count("}")
    assert not re.search(r"(?<!\\)%", text)


@pytest.mark.parametrize("query", ["cifra=A99", "corte=2099-T1"])
def test_what_is_not_published_cannot_be_cited(strategy, client, query):
    assert client.get(f"/transparencia/?{query}").status_code == 404


def test_before_the_first_publication_there_is_nothing_to_cite(db, client):
    assert (
        "Todavía no hay un corte publicado que citar"
        in client.get("/transparencia/").content.decode()
    )
