"""The ficha: its page and its PDF say the same, row by row, and the same content gives one file."""

import io
import re
import subprocess

import pytest
from pypdf import PdfReader

from emra.cooperation import bilateral_actions as actions
from emra.cooperation import bilateral_ficha, bilateral_queries
from emra.lib import pdf
from tests.cooperation.bilaterals import (
    CODE,
    SMALL,
    approved,
    page_rows,
    pdf_text,
    squeezed,
    upload,
)
from tests.programs import program

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PAGE = f"/cooperacion/bilaterales/{CODE}/"
PDF = f"/cooperacion/bilaterales/{CODE}.pdf"


@pytest.fixture
def page(strategy, client):
    return client.get(PAGE).content.decode()


def test_the_page_has_the_eleven_rows_of_the_source_in_order(page):
    rows = page_rows(page)
    assert [label for label, _said in rows] == [
        "Nombre del proyecto",
        "Área temática",
        "Objetivo de Desarrollo Sostenible",
        "Instituciones involucradas",
        "País y ciudad",
        "Beneficiarios finales",
        "Duración",
        "Objetivos",
        "Breve descripción",
        "Resultados",
        "Información actualizada",
    ]
    said = {label: squeezed(text) for label, text in rows}
    assert said["Duración"] == squeezed("9 meses, desde julio de 2024 Fuente, línea 12")
    assert said["Información actualizada"] == squeezed("20-03-2025 Fuente, línea 19")
    for figure in ("92,6%", "2019", "cercade2.500", "juliode2023", "PotosíyOruro"):
        assert figure in said["Breve descripción"]


@pytest.mark.parametrize("paper", ["a4", "carta"])
def test_the_pdf_says_what_the_page_says_row_by_row(page, client, paper):
    text = pdf_text(client.get(PDF, {"papel": paper}).content)
    wanted = "".join(squeezed(label) + squeezed(said) for label, said in page_rows(page))
    head, _title, follow_up = text.partition("Seguimientodelosresultados")
    assert head.endswith(wanted)
    assert follow_up.count("sininforme") == 3


def test_the_pdf_names_its_source_its_seal_its_language_and_its_pages(page, client):
    answer = client.get(PDF)
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/Lang"] == "es-CL"
    assert reader.metadata.title == f"Ficha del proyecto bilateral {CODE}"
    for number, one in enumerate(reader.pages, start=1):
        text = one.extract_text()
        assert f"{number} de {len(reader.pages)}" in text
        assert PAGE in text
        assert re.search(r"Sello de la bitácora: \d+ · [0-9a-f]{12}", text)
        assert "líneas 6 a 19" in " ".join(text.split())
        assert one.mediabox.width == pytest.approx(595.28)


def test_the_same_content_gives_the_same_file_on_each_paper(strategy):
    document = bilateral_ficha.document(bilateral_queries.project(CODE))
    for paper in pdf.PAPERS:
        assert pdf.render(document, paper) == pdf.render(document, paper)
    a4, letter = (pdf_text(pdf.render(document, paper)) for paper in pdf.PAPERS)
    assert a4 == letter


def test_another_paper_is_refused_with_the_two_there_are(strategy, client):
    answer = client.get(PDF, {"papel": "a3"})
    assert answer.status_code == 404
    assert "«a4» o «carta»" in answer.content.decode()


def test_a_report_is_in_the_page_and_in_the_pdf(strategy, client, secretary, reviewer):
    approved(secretary, reviewer, done=True, reached=7, upload=upload())
    page, text = client.get(PAGE).content.decode(), pdf_text(client.get(PDF).content)
    assert "Alcanzado: 7." in page
    assert "cumplido;alcanzado:7;meta:mínimo6mujeres" in text
    assert "Informedel02-03-2026Sehizoelcurso" in text


def test_what_is_not_told_is_said_to_be_so(strategy, client, secretary, reviewer):
    sheet = actions.record_project(content=SMALL, by=secretary)
    assert client.get(f"/cooperacion/bilaterales/{sheet.project_id}/").status_code == 404
    actions.submit_sheet(project=sheet.project_id, by=secretary)
    actions.approve_sheet(project=sheet.project_id, by=reviewer)
    page = client.get(f"/cooperacion/bilaterales/{sheet.project_id}/").content.decode()
    said = dict(page_rows(page))
    assert said["Duración"].strip() == said["Objetivos"].strip() == "no indicado"
    assert squeezed(said["País y ciudad"]).startswith("Calama(Chile)yTacna(Perú)")
    assert "Ingresado por la Secretaría Técnica" in said["País y ciudad"]
    assert "Ingresada por la Secretaría Técnica" in page


def test_the_tables_have_a_row_for_each_project_and_result(strategy, client):
    projects = client.get("/cooperacion/bilaterales.csv").content.decode().splitlines()
    assert len(projects) == 2
    assert projects[1].startswith("bilateral-1,Fortalecimiento")
    results = client.get("/cooperacion/bilaterales/resultados.csv").content.decode().splitlines()
    assert len(results) == 4
    # The second has no minimum, no count and no report: empty cells, no zeros.
    assert results[2].endswith(",,,,sin informe,,,,")
    ficha = client.get(f"/cooperacion/bilaterales/{CODE}.csv").content.decode()
    assert 'Duración,,"9 meses, desde julio de 2024",urai-bilateral-2025,12,12' in ficha


def test_another_reader_finds_the_text_too(strategy, client, tmp_path):
    file = tmp_path / "ficha.pdf"
    file.write_bytes(client.get(PDF).content)
    text = subprocess.run(
        [program("pdftotext"), str(file), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert "pequeña minería" in text
    assert "92,6" in text
