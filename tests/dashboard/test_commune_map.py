"""The map of the nine communes: what is placed in each, and what is not known."""

import csv
import io
import json
import re

import pytest
from django.utils import timezone

from emra.dashboard import commune_map
from emra.dashboard.commune_map import CovenantPlace, Placed
from emra.lib import http
from emra.lib.communes import communes
from emra.lib.subjects import Kind, Subject
from emra.projects.models import Entry, Particulars, Place, Project
from emra.sources.models import Citation

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
LOA = Placed("loa-1", "Convenio uno", "/cooperacion/loa-1/")
LATER = Placed("loa-2", "Convenio dos", "")
PLACES = (
    CovenantPlace("02201", "Lasana", 70, LOA),
    CovenantPlace("02201", "Chiu Chiu", None, LOA),
    CovenantPlace("02203", "Peine", 40, LOA),
    CovenantPlace("02203", "Peine", 55, LATER),
    CovenantPlace("02203", "Toconao", 0, LATER),
)


def told(code, *places, version=1, state="APPROVED"):
    """A project whose particulars name these communes."""
    citation = Citation.objects.first()
    project, _new = Project.objects.get_or_create(code=code, defaults={"citation": citation})
    entry = Entry.objects.create(
        project=project,
        origin="SOURCE",
        state="DRAFT",
        citation=citation,
        changed_at=timezone.now(),
    )
    particulars = Particulars.objects.create(
        entry=entry, project=project, name=f"Proyecto {code}", version=version, reason="Cambio"
    )
    for commune in places:
        Place.objects.create(particulars=particulars, commune=commune)
    Entry.objects.filter(pk=entry.pk).update(state=state)


@pytest.fixture
def placed(strategy):
    """Beside what the load places: two of the tests' own projects."""
    told("9.1", "02201", "02101")
    told("9.2")


@pytest.fixture
def covenants(strategy, monkeypatch):
    monkeypatch.setattr(commune_map, "covenant_places", lambda: PLACES)


def rows():
    return {row.code: row for row in commune_map.commune_map().rows}


def codes(commune):
    """The tests' own projects in a commune."""
    return [one.code for one in rows()[commune].projects if one.code.startswith("9.")]


def table(client, address):
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode())))


def test_a_project_counts_in_each_commune_it_names(placed):
    assert (codes("02201"), codes("02101"), codes("02104")) == (["9.1"], ["9.1"], [])
    assert "9.2" in [one.code for one in commune_map.commune_map().unplaced]


def test_only_the_particulars_in_force_place_it(placed):
    told("9.1", "02301", version=2)
    assert (codes("02301"), codes("02201")) == (["9.1"], [])


def test_what_is_not_approved_places_nothing(strategy):
    told("9.3", "02201", state="DRAFT")
    assert "9.3" not in [one.code for row in rows().values() for one in row.projects or ()]


def test_without_any_project_there_is_no_zero():
    found = commune_map.commune_map()
    assert {row.projects for row in found.rows} == {None}
    assert {row.covenants for row in found.rows} == {None}
    assert {commune_map.shade(row) for row in found.rows} == {"commune-map__unknown"}
    assert commune_map.sentence(found.rows[0]) == "proyectos: sin dato; convenios: sin dato"


def test_a_project_is_linked_where_its_room_has_a_page(placed, monkeypatch):
    subject = Subject("PROJECT", "9.1", "Proyecto 9.1", "/proyectos/9.1/")
    kind = Kind("PROJECT", "Proyecto", lambda: (subject,))
    monkeypatch.setitem(commune_map.subjects._kinds, "PROJECT", kind)
    own = [one for one in rows()["02201"].projects if one.code == "9.1"]
    assert own == [Placed("9.1", "Proyecto 9.1", "/proyectos/9.1/")]


def test_families_are_added_where_they_are_known_and_never_twice(covenants):
    found = rows()
    calama, san_pedro, ollague = found["02201"], found["02203"], found["02202"]
    assert (calama.families, calama.uncounted) == (70, 1)
    # Two covenants state 40 and 55 for Peine: neither is chosen. Toconao's 0 is a number.
    assert [(row.name, row.families) for row in san_pedro.localities] == [
        ("Peine", None),
        ("Toconao", 0),
    ]
    assert (san_pedro.families, san_pedro.uncounted) == (0, 1)
    assert [row.code for row in san_pedro.covenants] == ["loa-1", "loa-2"]
    assert (ollague.localities, ollague.families) == ((), None)


def test_the_page_has_map_table_and_lists_that_say_the_same(placed, covenants, client):
    page = client.get("/mapa/").content.decode()
    drawing = page.partition('<svg class="commune-map"')[2].partition("</svg>")[0]
    assert drawing.count("commune-map__edge") == len(communes()) == 9
    assert re.search(r"5\. Calama: \d+ proyectos?; 1 convenio<", drawing)
    assert "9.1 Proyecto 9.1" in page
    assert '<a href="/cooperacion/loa-1/">Convenio uno</a>' in page
    assert "1 localidad sin dato" in page
    assert "no indica" in page
    assert "no se dibujan como puntos" in page
    assert "IDE Chile" in page


def test_the_table_leaves_the_unknown_empty_and_writes_the_zero(placed, client, monkeypatch):
    of = {row["cut"]: row for row in table(client, "/mapa.csv")}
    assert len(of) == 9
    assert (of["02104"]["proyectos"], of["02104"]["codigos_proyectos"]) == ("0", "")
    monkeypatch.setattr(commune_map, "covenant_places", tuple)
    http.forget()
    assert {row["convenios"] for row in table(client, "/mapa.csv")} == {""}


def test_the_localities_have_a_row_for_each_covenant(covenants, client):
    every = table(client, "/mapa/localidades.csv")
    assert [(row["comuna"], row["localidad"], row["familias"]) for row in every][-3:] == [
        ("San Pedro de Atacama", "Peine", "40"),
        ("San Pedro de Atacama", "Peine", "55"),
        ("San Pedro de Atacama", "Toconao", "0"),
    ]


def test_the_geojson_has_nine_communes_their_counts_and_no_point(placed, client):
    answer = client.get("/mapa.geojson")
    assert answer["Content-Type"] == "application/geo+json"
    body = json.loads(answer.content)
    found = {one["properties"]["code"]: one for one in body["features"]}
    assert set(found) == {row.code for row in communes()}
    assert {one["geometry"]["type"] for one in found.values()} <= {"Polygon", "MultiPolygon"}
    assert found["02201"]["properties"]["projects"] >= 1
    assert found["02104"]["properties"]["projects"] == 0
    assert "IDE Chile" in body["borders"]


def test_the_mainland_comes_before_the_islands(strategy, client):
    body = json.loads(client.get("/mapa.geojson").content)
    for one in body["features"]:
        if one["geometry"]["type"] == "MultiPolygon":
            areas = [commune_map._area(part[0]) for part in one["geometry"]["coordinates"]]
            assert areas == sorted(areas, reverse=True)
