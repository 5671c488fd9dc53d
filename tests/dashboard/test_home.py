"""The home page for three readers: plain words, a figure to quote, delays first."""

import gzip
import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from emra.agreements import queries
from emra.dashboard import briefing
from emra.governance import commitment_actions
from emra.strategy.queries import strategy as told

pytestmark = pytest.mark.django_db


def text(client: Any, address: str = "/") -> str:
    body = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
    plain = unescape(re.sub(r"<[^>]+>", " ", body)).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", plain)


def test_the_finding_stands_first_and_all_19_rows_below(strategy, client):
    page = client.get("/").content.decode().partition("<main")[2]
    first = re.search(r"<h1>([^<]+)", page)
    assert first
    assert first[1].startswith("14 de los 19 acuerdos informan avance")
    assert len(re.findall('<li class="agreement">', page)) == 19


def test_in_plain_words_it_says_how_it_goes_and_what_is_not_known(strategy, client):
    page = text(client)
    assert (
        "De los 19 acuerdos, 6 van según lo esperado, 1 va atrasado, 5 no tienen dato y de 7 no se "
        "puede decir, porque la fecha del corte no se conoce con exactitud." in page
    )
    assert "No se sabe cuánto se ha avanzado en 5 acuerdos: A07, A12, A16, A18, A19." in page
    assert "se responde en público y en 20 días hábiles" in page
    assert 'href="/contraloria/enviar/"' in client.get("/").content.decode()


def test_the_figure_to_quote_is_whole(corte, approve, publish, strategy, client, settings):
    approve("A12", "40")
    publish()
    board = queries.board()
    said = briefing.quotable(board, told()).replace("\N{NO-BREAK SPACE}", " ")
    for part in (
        "15 de los 19 acuerdos",
        "25,3 %",  # (440 + 40) / 19
        "Informan 15/19; cotas: 25,3 % a 46,3 %.",  # (480 + 400) / 19
        "cuentan como cero",
        "Corte 2026-T2 (fecha de corte 30-06-2026)",
        "publicación n.º 1",
        "«Presentación de avances EMRA 2023-2050»",
        f"{settings.SITE_URL}/?corte=2026-T2%2F1",
    ):
        assert part in said, part
    assert said in text(client)
    address = said.rpartition(settings.SITE_URL)[2]
    assert client.get(address).status_code == 200
    page = client.get("/?corte=2025-inicial").content.decode()
    assert 'href="/acuerdos.csv?corte=2025-inicial"' in page


def test_delays_setbacks_and_who_did_not_report_are_named(corte, approve, publish, client):
    approve("A12", "100")
    approve("A01", "56", setback_reason="Sequía")
    publish()
    page = text(client)
    assert "6 acuerdos atrasados" in page
    # The furthest behind first: 31 where 100 is expected.
    assert page.index("A09 Alcanzar") < page.index("A13 Fortalecer")
    assert "1 retroceso ▼ A01 60,0 % → 56,0 %: Sequía" in page
    assert "17 acuerdos sin avance nuevo en este corte" in page
    assert "0 compromisos vencidos" in page


def test_overdue_commitments_are_those_of_today(strategy, reviewer, client, time_machine):
    def promise(due_on: date, text: str) -> Any:
        return commitment_actions.record_commitment(
            body="comision-1", text=text, owner="gore", due_on=due_on, subject="", by=reviewer
        )

    time_machine.move_to("2026-11-02T15:00:00Z", tick=False)
    late, coming = promise(date(2026, 11, 16), "Medir"), promise(date(2026, 12, 18), "Informar")
    time_machine.move_to("2026-11-20T15:00:00Z", tick=False)
    page = text(client)
    assert f"1 compromiso vencido {late.code} Medir" in page
    assert "4 días hábiles de atraso" in page  # 17, 18, 19 and 20 of November
    assert "Al 20-11-2026, 2 compromisos públicos están pendientes." in page
    assert coming.code not in page.partition("Las cuatro dimensiones")[0]


@pytest.mark.embedded
def test_with_everything_on_it_no_draft_shows_and_it_stays_within_60_kib(world, client, settings):
    page = client.get("/").content
    assert b"ZQXBORRADOR" not in page
    sheets = re.findall(r'href="/static/([^"]+\.(?:css|svg))"', page.decode())
    assert "css/pages.css" in sheets
    parts = [page, *((settings.BASE_DIR / "static" / name).read_bytes() for name in sheets)]
    assert sum(len(gzip.compress(part)) for part in parts) <= 60 * 1024


def test_an_older_corte_shows_what_had_been_published_then(corte, approve, publish, client):
    approve("A12", "40")
    publish()
    now, then = text(client), text(client, "/?corte=2025-inicial")
    assert "Lo último que se publicó" in now
    assert "Se publicó el corte 2026-T2" in now
    told = then.partition("Lo último que se había publicado al")[2].partition("Todo lo que")[0]
    assert "Se publicó" in told
    assert "2026-T2" not in told
    assert "Antes: Corte inicial (presentación 2025). Ahora: Corte 2026-T2." in now
