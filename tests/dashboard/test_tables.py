"""CSV for machines and spreadsheets: points, empty cells, nothing that runs."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from emra.agreements import actions
from emra.agreements.models import Agreement
from emra.lib.tables import cell

pytestmark = pytest.mark.embedded

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_is_defused(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("Acuerdo = meta", "Acuerdo = meta"),
        (Decimal("47.50"), "47.50"),
        (Decimal("-3.5"), "-3.5"),
        (0, "0"),
        (True, "true"),
        (date(2026, 6, 30), "2026-06-30"),
        (datetime(2026, 6, 30, 12, tzinfo=UTC), "2026-06-30T12:00:00+00:00"),
    ],
)
def test_values_are_written_for_machines(value, text):
    assert cell(value) == text


def rows(client: Any, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(io.StringIO(response.content.decode(), newline="")))


@pytest.mark.django_db
def test_the_agreements_table_has_points_and_empty_cells(corte, approve, publish, client):
    approve("A12", "40.5")
    publish()
    table = {row["acuerdo"]: row for row in rows(client, "/acuerdos.csv")}
    assert len(table) == 19
    assert (table["A12"]["avance_pct"], table["A12"]["dato"]) == ("40.50", "REPORTED")
    seventh = table["A07"]
    assert (seventh["titulo"], seventh["avance_pct"], seventh["dato"]) == ("", "", "NO_DATA")
    assert table["A01"]["arrastrado_de"] == "2025-inicial"
    assert {row["corte"] for row in table.values()} == {"2026-T2"}
    assert {len(row["bitacora"]) for row in table.values()} == {64}


@pytest.mark.django_db
def test_the_table_has_what_the_list_shows_filtered_and_sorted(strategy, client):
    table = rows(client, "/acuerdos.csv?dimension=social&orden=avance")
    assert [row["acuerdo"] for row in table] == ["A09", "A08", "A11", "A10", "A12"]
    assert [row["acuerdo"] for row in rows(client, "/acuerdos.csv?dato=NO_DATA")] == [
        "A07", "A12", "A16", "A18", "A19",
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_history_of_an_agreement_is_a_table_too(corte, approve, publish, client):
    approve("A12", "40.5")
    publish()
    first, second = rows(client, "/acuerdos/A12.csv")
    assert (first["corte"], first["fecha_corte"], first["avance_pct"]) == ("2025-inicial", "", "")
    assert (second["fecha_corte"], second["avance_pct"]) == ("2026-06-30", "40.50")
    assert client.get("/acuerdos/A99.csv").status_code == 404


@pytest.mark.django_db
def test_a_title_that_is_a_formula_reaches_the_spreadsheet_as_text(corte, publish, client):
    Agreement.objects.filter(code="A01").update(title='=HYPERLINK("http://x";"Ver")')
    publish()
    table = rows(client, "/acuerdos.csv")
    assert table[0]["titulo"] == '\'=HYPERLINK("http://x";"Ver")'


@pytest.mark.django_db
def test_commas_quotes_and_lines_stay_in_their_cell(corte, publish, client):
    odd = 'Agua, "luz"\ny gas'
    Agreement.objects.filter(code="A01").update(title=odd)
    publish()
    table = rows(client, "/acuerdos.csv")
    assert (table[0]["titulo"], len(table)) == (odd, 19)
    assert actions.Agreement.objects.get(code="A01").title == odd


FORMS = ("csv", "csv-excel", "xlsx")
PUBLIC_TABLES = ("acuerdos", "acuerdos/A01", "dimensiones", "cuadraturas", "objetivos")


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC_TABLES)
def test_every_public_table_has_the_same_rows_in_its_three_formats(strategy, client, name):
    opened = list(csv.reader(io.StringIO(client.get(f"/{name}.csv").content.decode(), newline="")))
    marked = client.get(f"/{name}.csv-excel").content.decode("utf-8")
    assert marked.startswith("\ufeff")
    excel = list(csv.reader(io.StringIO(marked[1:], newline=""), delimiter=";"))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/{name}.xlsx").content))
    sheet = list(book["Datos"].iter_rows(values_only=True))
    assert opened[0] == excel[0] == list(sheet[0])
    assert len(opened) == len(excel) == len(sheet) > 1
    for one, other, typed in zip(opened[1:], excel[1:], sheet[1:], strict=True):
        assert [not text for text in one] == [not text for text in other]
        assert [text == "" for text in one] == [value is None for value in typed]


@pytest.mark.django_db
def test_excel_gets_commas_and_the_workbook_numbers_that_can_be_added(strategy, client):
    marked = client.get("/dimensiones.csv-excel").content.decode("utf-8-sig")
    social = next(
        row for row in csv.reader(io.StringIO(marked), delimiter=";") if row[0] == "social"
    )
    # 85 / 5 = 17, 85 / 4 = 21,25, (85 + 100) / 5 = 37
    assert social[5:9] == ["17,00", "21,25", "17,00", "37,00"]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/acuerdos.xlsx").content))
    sheet = book["Datos"]
    percents = [row[3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert sum(value for value in percents if value is not None) == 440  # 292 + 85 + 46 + 17
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:P20")
    about = dict(row[:2] for row in book["Fuente"].iter_rows(values_only=True))
    assert about["Corte"] == "2025-inicial"
    assert len(about["Bitácora, cabeza"]) == 64


@pytest.mark.django_db
def test_an_unknown_format_is_no_address(strategy, client):
    assert client.get("/acuerdos.pdf").status_code == 404
