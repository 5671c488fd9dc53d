"""The search of the site: what is public is found, what is not is not."""

import re
from datetime import date
from typing import Any

import pytest

from districts import queries as districts
from districts import sentences
from emra.dashboard import searching
from emra.governance import commitment_actions
from emra.lib import findables
from tests.world import SOLD, TOKEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_index_kept() -> None:
    searching._kept.clear()


def main(client: Any, query: str, status: int = 200) -> str:
    response = client.get("/buscar/", {"q": query})
    assert response.status_code == status
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def codes(query: str) -> dict[str, list[str]]:
    return {
        group.kind.code: [hit.document.code for hit in group.hits]
        for group in searching.find(query).groups
    }


def test_every_kind_of_public_thing_is_found(world):
    told = codes(SOLD)
    for kind in ("lineas", "sesiones", "compromisos", "proyectos", "convenios", "bilaterales"):
        assert kind in told, kind
    assert "A01" in codes("agua continental")["acuerdos"]
    assert codes("ambiental")["dimensiones"] == ["ambiental"]
    assert codes("Sierra Gorda")["comunas"] == ["02103"]
    assert codes("comision-1")["instancias"] == ["comision-1"]
    assert codes("cotas")["palabras"] == ["cotas"]
    assert "acuerdos" in codes("acuerdos")["datos"]
    assert {row.code for row in findables.kinds()} == {
        *("acuerdos", "dimensiones", "objetivos", "lineas", "instancias", "sesiones"),
        *("compromisos", "proyectos", "convenios", "bilaterales", "comunas", "distritos"),
        *("observaciones", "datos", "palabras"),
    }
    assert world.observed.public.code in codes("lo que falta")["observaciones"]


def test_no_draft_private_or_returned_text_is_ever_found(world, client):
    for text in (TOKEN, TOKEN.lower(), TOKEN[:12]):
        found = searching.find(text)
        assert (found.count, found.named, found.nearest) == (0, (), ""), text
        assert "Nada publicado contiene" in main(client, text)
    every = " ".join(f"{d.title} {d.text} {d.code}" for d in searching.index().documents)
    assert TOKEN not in every
    hidden = (world.chamber.untold.code, world.chamber.owed.code)
    for code in (*hidden, *(row.code for row in world.observed.reserved[1:])):
        assert searching.find(code).named == (), code
    assert searching.find(world.chamber.told.code).named[0].kind == "sesiones"


def test_a_code_stands_on_top_and_the_words_are_marked(strategy, client):
    page = main(client, "a12")
    assert page.index("Tiene ese código") < page.index("Acuerdos <span")
    assert 'href="/acuerdos/A12/"' in page
    assert 'href="/objetivos/OE1/#OE1-CP1"' in main(client, "oe1cp1")
    page = main(client, "MINERIA")
    assert re.search(r"<mark>[Mm]inería</mark>", page)


def test_what_is_typed_is_never_markup(strategy, client):
    page = main(client, '<script>alert(1)</script>"')
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_empty_too_long_and_nothing_found_are_pages_that_help(strategy, client):
    assert "Cómo buscar" in main(client, "")
    assert "Cómo buscar" in main(client, "   ")
    refused = main(client, "agua " * 60, status=400)
    assert "aquí caben 200" in refused
    assert len(re.findall("agua", refused)) <= 41, "the field keeps what fits"
    assert "contiene «xyzzy»" in main(client, "xyzzy")
    assert "¿Quiso decir" in main(client, "trasnversal")
    assert client.get("/buscar/?q=%00%ff").status_code == 200


def test_results_are_paged_by_kind(strategy, client):
    # All 38 lines tell their term, as "plazo".
    first = client.get("/buscar/?q=plazo&tipo=lineas")
    last = client.get("/buscar/?q=plazo&tipo=lineas&pagina=2")
    listed = [set(re.findall(r"#(OE\d-\w+)", page.content.decode())) for page in (first, last)]
    assert [len(rows) for rows in listed] == [20, 18]
    assert not listed[0] & listed[1]
    assert "38 resultados en Líneas de acción" in first.content.decode()
    refused = {
        "tipo=luna": 400,
        "tipo=lineas&pagina=3": 404,
        "tipo=x&pagina=0": 400,
        "tipo=lineas&pagina=٣": 404,
    }
    for wrong, status in refused.items():
        assert client.get(f"/buscar/?q=plazo&{wrong}").status_code == status, wrong


def test_it_is_neither_indexed_nor_kept_by_caches(strategy, client):
    response = client.get("/buscar/?q=agua")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


def test_the_index_is_built_once_per_state_of_the_ledger(
    strategy, reviewer, django_assert_num_queries
):
    first = searching.index()
    with django_assert_num_queries(1):  # the head of the ledger
        assert searching.index() is first
    row = commitment_actions.record_commitment(
        body="comision-1",
        text="Instalar zahorí en Taltal",
        owner="gore",
        due_on=date(2030, 1, 2),
        subject="",
        by=reviewer,
    )
    assert searching.index() is not first
    assert codes("zahori") == {"compromisos": [row.code]}


def test_a_district_is_found_by_its_number_its_name_its_mineral_and_its_sites(strategy):
    run = districts.published_run()
    assert run is not None
    total = len(run.districts)
    salar = next(one for one in run.districts if "litio" in sentences.about(one, total))
    code = f"distrito-{salar.number}"
    [named] = searching.find(f"Distrito {salar.number}").named
    assert named.path == f"/distritos/{salar.number}/"
    for text in (sentences.name_of(salar), "litio", salar.sites[0].site.name):
        assert code in codes(text)["distritos"], text
    assert len(codes("distrito")["distritos"]) == total
