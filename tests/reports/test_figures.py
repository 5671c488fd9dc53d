"""Every figure of the files is the API's, as other programs' readers find it."""

import io

import pytest
from openpyxl import load_workbook

from emra.lib.formats import percent
from emra.reports import content, deck, paper, workbook
from tests.reports import reading

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
ABSENT = {"NO_DATA": "sin dato", "NOT_APPLICABLE": "no aplica"}


@pytest.fixture
def told(corte_of, client):
    """The report of a corte, and what the API answers of it."""

    def ask(name):
        answer = client.get(f"/api/v1/{name}/?corte={corte_of}&page_size=200").json()
        return answer["results"]

    together = client.get(f"/api/v1/dimensions/all/?corte={corte_of}").json()
    dimensions = [*ask("dimensions"), together]
    return content.published(corte_of, content.state()), ask("agreements"), dimensions


def written(row):
    value = row["percent"]
    return ABSENT[row["state"]] if value is None else percent(value)


def slide_of(slides, section):
    return next(one for one in slides if section in reading.texts(one))


def test_charts_tables_and_notes_of_the_deck_say_what_the_api_answers(told):
    report, agreements, dimensions = told
    slides = reading.slides(deck.render(report))
    for dimension in dimensions:
        if dimension["code"] == "all":
            continue
        slide = slide_of(slides, f"Dimensión {dimension['name']}\n")
        own = [row for row in agreements if row["dimension"] == dimension["code"]]
        assert len(own) == dimension["total"]
        chart, table, notes = reading.chart(slide), reading.rows(slide), reading.notes(slide)
        for row, (name, value), line in zip(own, chart.items(), table[1:], strict=True):
            assert name.startswith(row["code"])
            # What is unknown has no figure in the chart, and its name says so.
            assert value == row["percent"]
            assert (written(row) in name) == (row["percent"] is None)
            assert line[0].startswith(row["code"])
            assert line[1] == written(row)
            assert f"{row['code']}: " in notes
        assert report.seal in notes
        assert f"Promedio {percent(dimension['mean_zero'])}" in reading.texts(slide)
    averages = next(
        one for one in slides if any(name.startswith("Los 19 acuerdos") for name in dict_of(one))
    )
    assert reading.chart(averages) == {
        f"{row['name']} ({row['reported']}/{row['applicable']})": row["mean_zero"]
        for row in dimensions
    }
    for row, line in zip(dimensions, reading.rows(averages)[1:], strict=True):
        assert line[1] == f"{row['reported']}/{row['applicable']}"
        assert line[2] == percent(row["mean_zero"])
        low, high = percent(row["lower"]), percent(row["upper"])
        assert line[4] == (low if low == high else f"{low} a {high}")
    # Corte, edition and the beginning of the seal stand below every slide but the cover.
    seq, head = report.seal.split(" · ")
    for number, slide in enumerate(slides[1:], start=2):
        assert f"{report.edition} · sello {seq} · {head[:16]}\n{number}\n" in (
            reading.texts(slide) + "\n"
        )


@pytest.mark.parametrize("corte_of", ["changed"], indirect=True)
def test_a_figure_that_nobody_reported_anew_is_said_to_be_the_one_before(told):
    report, agreements, _dimensions = told
    carried = {row["code"] for row in agreements if row["carried_from"]}
    assert {"A03", "A08", "A17"} <= carried
    slides = reading.slides(deck.render(report))
    same = set()
    for slide in slides:
        found = {line[0].split()[0] for line in reading.rows(slide) if line[2:3] == ["igual"]}
        assert bool(found) == ("«Igual»: sin informe nuevo" in reading.texts(slide))
        same |= found
    assert same == carried


def dict_of(slide):
    return reading.chart(slide) if any(shape.has_chart for shape in slide.shapes) else {}


def test_the_printed_report_says_the_same_with_its_seal(told):
    report, agreements, dimensions = told
    text = reading.pdf_text(paper.render(report))
    for row in agreements:
        assert f"{row['code']}: {written_long(row)}" in text, row["code"]
    for row in dimensions:
        for name in ("mean_zero", "lower", "upper"):
            assert plain(percent(row[name])) in text
    assert report.seal.split()[-1][:40] in text.replace(" ", "")


def written_long(row):
    value = row["percent"]
    said = ABSENT[row["state"]] if value is None else percent(value, 2)
    return plain(said)


def plain(said):
    return said.replace("\u00a0", " ")


def test_the_workbook_holds_the_figures_as_numbers_and_unknowns_as_nothing(told, corte_of):
    report, agreements, dimensions = told
    sheets = reading.sheets(workbook.render(report, corte_of))
    assert list(sheets) == [
        *("léame", "resumen", "acuerdos", "dimensiones", "compromisos", "proyectos", "objetivos"),
        *("cuadraturas", "fuentes"),
    ]
    for row, line in zip(agreements, sheets["acuerdos"], strict=True):
        assert (line["codigo"], line["avance"], line["estado"]) == (
            *(row["code"], row["percent"], row["state"]),
        )
    for row, line in zip(dimensions, sheets["dimensiones"], strict=True):
        assert [line["promedio_sin_dato_0"], line["cota_inferior"], line["cota_superior"]] == [
            row["mean_zero"],
            row["lower"],
            row["upper"],
        ]
    about = {line["tema"]: line["qué saber"] for line in sheets["léame"]}
    assert about["Sello de la bitácora"] == report.seal
    assert report.edition in about["Qué es"]
    assert "SHA-256" in about["Cómo comprobarlo"]
    book = load_workbook(io.BytesIO(workbook.render(report, corte_of)))
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    # A text of several lines has a row as tall, and no cell is a formula.
    assert book["acuerdos"].row_dimensions[2].height >= 30
    assert not [cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"]
    assert len(sheets["objetivos"]) == 38
    assert len(sheets["cuadraturas"]) == 187


@pytest.mark.parametrize("corte_of", ["changed"], indirect=True)
def test_the_changes_are_those_of_the_api(told):
    report, agreements, _dimensions = told
    slides = reading.slides(deck.render(report))
    slide = slide_of(slides, "Qué cambió desde el corte anterior")
    rows = {line[0].split()[0]: line[1:] for line in reading.rows(slide)[1:]}
    n = "\u00a0"
    assert rows == {
        "A01": [f"60,0{n}%", f"55,5{n}%", "-4,5 pp", "Baja"],
        "A02": [f"51,0{n}%", f"57,3{n}%", "+6,3 pp", "Sube"],
        "A12": ["sin dato", f"40,0{n}%", "–", "Empieza a informar"],
        "A13": [f"5,0{n}%", "sin dato", "–", "Deja de informar"],
        "A18": ["sin dato", f"100,0{n}%", "–", "Empieza a informar"],
        "A19": ["sin dato", "no aplica", "–", "Cambia de estado"],
    }
    assert "1 acuerdo sube, 1 baja, 2 empiezan a informar, 1 deja de informar" in reading.texts(
        slide
    )
    assert "retrocede A01" in "".join(reading.texts(one) for one in slides)
    now = {row["code"]: row["percent"] for row in agreements}
    assert (now["A01"], now["A02"], now["A13"]) == (55.5, 57.25, None)
