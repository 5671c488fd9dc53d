"""The published figures as files: they stand alone, and say what the table and the API say."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from PIL import Image

from emra.agreements import queries
from emra.lib import figures, formats, posters
from tests.browser.addresses import PUBLIC
from tests.test_markup import WORDS, is_machine_number

pytestmark = pytest.mark.django_db
# Attributes of a file that hold words, besides those of the pages' charts.
MORE_WORDS = {"font-family", "paint-order", "aria-labelledby", "viewBox", "patternUnits"}
AXES = {"0", "50", "100"}


@pytest.fixture
def told(corte, approve, publish):
    """Two cortes: A12 appears, the other figures are carried."""
    approve("A12", "40.5")
    publish("2026-T2")


def rows(client, code, query=""):
    response = client.get(f"/graficos/{code}.csv{query}")
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.content.decode(), newline="")))


def plain(text):
    return text.replace("\u00a0", " ")


def test_every_figure_stands_alone_and_its_numbers_are_those_of_its_table(told):
    listed = figures.listed()
    codes = [code for code, _name in listed]
    assert len(set(codes)) == len(codes)
    assert {"avance", "dimensiones", "acuerdos", "promedios", "cuadricula", "reparto", "mapa",
            "dimension-social", "acuerdo-A07", "fondos-regiones-2024", "distritos", "distrito-1",
            "distrito-lugar-15", "distrito-mapa-4", "distritos-pesos", "fondos-criterios-fet-2024",
            "fondos-comunas-antofagasta-2024"} <= set(codes)  # fmt: skip
    for code, name in listed:
        figure = figures.figure(code)
        assert (figure.code, figure.name) == (code, name)
        assert all((figure.finding, figure.sentence.endswith("."), figure.unit, figure.source))
        drawn = posters.svg(figure)
        for node in ET.fromstring(drawn).iter():
            assert "class" not in node.attrib, "a file has no style sheet beside it"
            for key, value in node.attrib.items():
                if key.lower() not in WORDS and key not in MORE_WORDS:
                    assert is_machine_number(key.lower(), value), (code, key, value)
        texts = " ".join(ET.fromstring(drawn).itertext())
        for part in (figure.source.rstrip("."), figure.stamp.head, figure.page):
            assert part in texts, (code, part)
        known = {
            formats.number(value, places)
            for row in figure.rows
            for value in row
            if isinstance(value, Decimal | int | float) and not isinstance(value, bool)
            for places in (None, 0, 1, 2)
        }
        words = re.sub(r"<title.*?</title>|<desc.*?</desc>", "", figure.drawing, flags=re.S)
        said = re.findall(r"(\d[\d.]*(?:,\d+)?)\u00a0%|\$\u00a0(\d[\d.]*)", words)
        numbers = {percent or pesos for percent, pesos in said}
        assert numbers <= known | (AXES if code.startswith("acuerdo-") else set()), code


# Bars that are parts of a figure, by how they are named: the page gives the files of the whole.
PARTS = {
    r"a-A\d\d": lambda _page: "acuerdos",
    r"d-[a-z]+": lambda _page: "dimensiones",
    r"ejemplo": lambda _page: "dimension-social",
    r"avance-barra": lambda page: f"acuerdo-{page.strip('/')[-3:]}",
    r"mapa-(norte|centro-norte|centro)": lambda _page: "distritos",
    r"mapa-d\d+": lambda page: f"distrito-mapa-{page.strip('/').rpartition('/')[2]}",
}
# Drawings that are nobody's publication: examples, what a reader made up, two runs a reader chose.
NOT_PUBLISHED = ("/componentes/", "/fondos/simulacion/", "/distritos/corridas/comparar/")


def test_every_drawing_of_a_public_page_can_be_taken_away(world, client):
    drawn = 0
    for page in (*PUBLIC, "/fondos/comunas/?region=antofagasta"):
        response = client.get(page)
        if response.status_code != 200 or page.startswith(("/en/", "/incrustar/", *NOT_PUBLISHED)):
            continue
        html = response.content.decode()
        whole = re.findall(r'<figure class="chart finding" id="([^"]+)".*?</figure>', html, re.S)
        rest = re.sub(r'<figure class="chart finding".*?</figure>', "", html, flags=re.S)
        wanted = set(whole)
        for named in re.findall(
            r'<svg[^>]*role="(?:img|group)"[^>]*aria-labelledby="([^" ]+)', rest
        ):
            uid = named.removesuffix("-t").removesuffix("-titulo")
            of = [part for pattern, part in PARTS.items() if re.fullmatch(pattern, uid)]
            assert of, (page, uid, "a drawing of no published figure")
            wanted.add(of[0](page.partition("?")[0]))
        drawn += len(wanted)
        for code in wanted:
            for form in ("svg", "png", "csv"):
                assert f"/graficos/{code}.{form}" in html, (page, code, form)
            assert f"/incrustar/{code}/" in html, (page, code)
            assert figures.figure(code).code == code
        assert not re.search(r'<figure class="chart">\s*<svg', rest), (page, "a chart of its own")
    assert drawn > 25


def test_the_averages_of_a_figure_are_those_of_the_api(told, client):
    said = client.get("/api/v1/dimensions/").json()["results"]
    table = rows(client, "dimensiones")
    assert [row["dimension"] for row in table][:4] == [row["name"] for row in said]
    for mine, theirs in zip(table, said, strict=False):
        assert float(mine["promedio_sin_dato_0_pct"]) == theirs["mean_zero"]
        assert float(mine["cota_inferior_pct"]) == theirs["lower"]
        assert float(mine["cota_superior_pct"]) == theirs["upper"]
        assert int(mine["informados"]) == theirs["reported"]
    # (40.5 + 25 + 31 + 12 + 17) / 5 = 25.1
    social = next(row for row in table if row["dimension"] == "Social")
    assert social["promedio_sin_dato_0_pct"] == "25.10"
    assert {row["edicion"] for row in table} == {"2026-T2/1"}


def test_the_readings_of_a_figure_are_those_of_the_api_and_unknown_is_empty(told, client):
    said = {row["code"]: row["percent"] for row in
            client.get("/api/v1/agreements/?page_size=50").json()["results"]}  # fmt: skip
    table = {row["acuerdo"]: row["avance_pct"] for row in rows(client, "acuerdos")}
    assert {code: float(text) if text else None for code, text in table.items()} == said
    assert (table["A12"], table["A07"]) == ("40.50", "")
    history = client.get("/api/v1/agreements/A12/history/").json()["results"]
    mine = [row["avance_pct"] for row in rows(client, "acuerdo-A12")]
    assert [float(text) if text else None for text in mine] == [row["percent"] for row in history]
    assert mine == ["", "40.50"]


def test_a_corte_is_asked_for_as_on_the_pages(told, client):
    assert "sin dato en 2025-inicial" in figures.figure("acuerdo-A12", "2025-inicial").finding
    assert plain(figures.figure("acuerdo-A12").finding) == (
        "A12 va en 40,5 %: antes de 2026-T2 no tenía dato"
    )
    assert len(figures.figure("promedios").rows) == 2
    assert len(figures.figure("promedios", "2025-inicial").rows) == 1
    first = client.get("/graficos/avance.svg?corte=2025-inicial/1").content.decode()
    assert "publicación n.º 1; fecha de corte no indicada por la fuente" in first
    assert "14/19" in first


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/graficos/avance.svg?corte=2030-T1", "No hay un corte publicado «2030-T1»"),
        ("/graficos/acuerdo-A99.png", "No existe el acuerdo «A99»"),
        ("/graficos/dimension-lunar.csv", "Los de dimensiones son: dimension-ambiental"),
        ("/graficos/nada.svg", "No hay un gráfico «nada»"),
        ("/incrustar/nada/", "No hay un gráfico «nada»"),
        ("/graficos/mapa.svg?corte=2025-inicial", "no se publica por corte"),
        ("/graficos/plan-1999.svg", "1999"),
        ("/graficos/vias.svg", "Ninguna iniciativa publicada tiene"),
        ("/graficos/etapas-public.svg", "Esa vía no tiene todavía iniciativas publicadas"),
        ("/graficos/distrito-99.svg", "tiene los distritos 1 a 15; no hay un 99"),
        ("/graficos/fondos-criterios-luna-2024.csv", "No hay un gráfico «fondos-criterios-luna"),
        ("/graficos/distritos.svg?corte=2025-inicial", "no se publica por corte"),
        ("/tarjetas/nada.png", "No hay una tarjeta «nada»"),
    ],
)
def test_what_does_not_exist_is_answered_with_a_sentence(strategy, client, address, said):
    response = client.get(address)
    assert response.status_code == 404
    assert said in response.content.decode()


@pytest.mark.parametrize("code", ["dimensiones", "acuerdo-A07"])
def test_the_picture_is_the_file_at_twice_its_size_and_always_the_same(strategy, client, code):
    figure = figures.figure(code)
    first, again = posters.png(figure), posters.png(figure)
    assert first == again
    root = ET.fromstring(posters.svg(figure))
    with Image.open(io.BytesIO(first)) as image:
        assert image.format == "PNG"
        assert image.size == (2 * 960, 2 * int(root.attrib["height"]))
        pixels = image.convert("RGB").getcolors(1 << 24)
    white = max(count for count, colour in pixels if colour == (255, 255, 255))
    dark = sum(count for count, colour in pixels if max(colour) < 90)
    assert white > 0.6 * image.size[0] * image.size[1], "a light ground"
    assert dark > 2000, "and words on it: without its font nothing would be written"


def test_a_file_changes_with_a_publication_and_not_before(corte, approve, publish, client):
    address = "/graficos/avance.svg"
    before = client.get(address)
    approve("A12", "40.5")
    assert client.get(address)["ETag"] == before["ETag"]
    assert client.get(address, headers={"If-None-Match": before["ETag"]}).status_code == 304
    publish("2026-T2")
    after = client.get(address)
    assert after["ETag"] != before["ETag"]
    assert "15/19" in after.content.decode()
    assert client.get(address).content == after.content


def test_nothing_published_is_no_figure_and_no_failure(strategy, client, monkeypatch):
    monkeypatch.setattr(queries, "editions", tuple)
    response = client.get("/graficos/avance.svg")
    assert response.status_code == 404
    assert "Todavía no se ha publicado ningún corte." in response.content.decode()
    assert client.get("/graficos/").status_code == 200


def test_the_gallery_shows_the_component_with_bounds_with_one_point_and_without_data(
    strategy, client
):
    html = client.get("/componentes/").content.decode()
    bounds, one, none = re.findall(r'<figure class="chart finding".*?</figure>', html, re.S)
    assert 'fill="url(#g-cotas-p)"' in bounds
    assert (one.count('class="c-dot" cx="13"'), one.count('class="c-dot"')) == (2, 3), "its legend"
    assert none.count('class="c-dot"') == 2
    assert none.count("sin dato</td>") == 2
    assert "/graficos/ejemplo" not in html, "an example is nobody's figure"
