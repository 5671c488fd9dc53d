"""The cuadraturas page: counts by verdict, the unresolved first, one verdict alone."""

import re

import pytest

from emra.dashboard import reconciliations

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PILLS = re.compile(
    r'id="c-([\w-]+)"|<th scope="row" role="rowheader"><a href="/cuadraturas/([\w-]+)/#([^"]+)"'
)


def rows(client, query=""):
    page = client.get(f"/cuadraturas/{query}").content.decode()
    return [(chapter, code) for _head, chapter, code in PILLS.findall(page) if code]


def test_the_counts_are_those_of_all_chapters_and_the_filter_keeps_one_verdict(strategy, client):
    every = reconciliations.chapters()
    counts = dict(reconciliations.counts(every))
    total = sum(len(chapter.rows) for chapter in every)
    assert sum(counts.values()) == total
    # At first those that need a look; each chapter leads to the others.
    assert len(rows(client)) == total - counts["MATCHES"]
    page = client.get("/cuadraturas/").content.decode()
    for chapter in every:
        assert f'href="/cuadraturas/{chapter.code}/"' in page
    agreed = [sum(row.verdict == "MATCHES" for row in chapter.rows) for chapter in every]
    assert agreed[0] == 1
    assert "La cifra de este capítulo que cuadra, con su cuenta" in page
    assert f"Las {agreed[1]} cifras de este capítulo que cuadran" in page
    assert f"{counts['NO_RULE_MATCHES']} de {total} cifras impresas no cuadran" in page
    for verdict, count in counts.items():
        assert len(rows(client, f"?veredicto={verdict}")) == count > 0
    assert client.get("/cuadraturas/?veredicto=TAL_VEZ").status_code == 404


def test_a_difference_between_percentages_is_in_percentage_points(strategy, client):
    page = client.get("/cuadraturas/").content.decode()
    # Ambiental: prints 47 %, its agreements give 41,71 %.
    assert 'data-label="Diferencia" class="num">5,29\N{NO-BREAK SPACE}puntos porcentuales<' in page
    assert not re.search(r'data-label="Diferencia"[^>]*>[^<]*%', page)


def test_in_each_chapter_the_unresolved_come_first_and_none_is_lost(strategy):
    every = reconciliations.chapters()
    for before, after in zip(every, reconciliations.narrowed(every, ""), strict=True):
        order = [reconciliations.ORDER.index(row.verdict) for row in after.rows]
        assert order == sorted(order)
        assert {row.code for row in after.rows} == {
            row.code for row in before.rows if row.verdict != "MATCHES"
        }
        told = reconciliations.narrowed([before], "MATCHES")
        matching = {row.code for chapter in told for row in chapter.rows}
        assert matching == {row.code for row in before.rows} - {row.code for row in after.rows}
    # Ambiental, 47, which no rule gives, before the three others.
    first = reconciliations.narrowed(every, "")[0].rows[0]
    assert first.verdict == "NO_RULE_MATCHES"


def test_every_figure_leads_to_the_lines_that_print_it(strategy, client):
    pages = {}
    for chapter, code in (*rows(client), *rows(client, "?veredicto=MATCHES")):
        if chapter not in pages:
            pages[chapter] = client.get(f"/cuadraturas/{chapter}/").content.decode()
        assert f'id="{code}"' in pages[chapter]
    assert set(pages) == {chapter.code for chapter in reconciliations.chapters()}
