"""The template filled in by nobody: whoever writes it, importing it changes nothing."""

import pytest

from emra.agreements import sheets
from emra.agreements.staff_queries import batch as batch_view
from emra.agreements.staff_queries import entry_rows
from tests.imports import workbooks
from tests.imports.office import CORTE, all_codes, imported, outcomes, stored

WRITERS = {
    "as it is": (lambda content: content, "avances.xlsx"),
    "openpyxl": (workbooks.by_openpyxl, "avances.xlsx"),
    "xlsxwriter": (workbooks.by_xlsxwriter, "avances.xlsx"),
    "odfpy": (workbooks.by_odfpy, "avances.ods"),
    "odfpy twice": (workbooks.by_odfpy_twice, "avances.ods"),
    "csv for Excel": (workbooks.as_csv_for_excel, "avances.csv"),
    "open csv": (workbooks.as_open_csv, "avances.csv"),
    "xlsx called xls": (workbooks.by_openpyxl, "avances.xls"),
}


@pytest.fixture
def worked_on(corte, draft, submit, approve):
    """A corte with something of everything a cell can hold."""
    draft("A12", "47.5", note="=HYPERLINK(1)")
    draft("A09", "40", note='Primera línea.\r\n\r\nSegunda;  con «comillas», "otras" y 50 %.')
    draft("A16", "0", note="+56 9 1234")
    draft("A15", "33.33", note="@todos")
    draft("A07", "100")
    draft("A17", None, absence="NO_DATA", absence_reason="-No llegó el informe.")
    draft("A18", None, absence="NOT_APPLICABLE", absence_reason="No hay faenas.")
    draft("A01", "50", setback_reason="=Bajó.", note=" con espacios ")
    submit("A02", "12.05", note="En revisión.", setback_reason="Se revisó.")
    approve("A13", "12")
    approve("A13", "13", correction_reason="=Faltaba.", note="Corregido.")
    return corte


def template(corte):
    return sheets.template(corte, entry_rows(corte))


def unchanged(batch, secretary):
    assert batch.state == "PREVIEW", batch.problem
    found = outcomes(batch)
    assert sorted(found) == all_codes()
    view = batch_view(batch.pk, secretary)
    assert (view.changes, view.errors, view.questions) == (0, 0, 0), found
    return found


@pytest.mark.parametrize("writer", WRITERS)
def test_an_empty_template_comes_back_with_0_changes(corte, secretary, writer):
    rewrite, name = WRITERS[writer]
    found = unchanged(imported(secretary, rewrite(template(corte)), name), secretary)
    assert set(found.values()) == {"EMPTY"}
    assert stored() == []


@pytest.mark.parametrize("writer", WRITERS)
def test_a_template_with_everything_comes_back_with_0_changes(worked_on, secretary, writer):
    rewrite, name = WRITERS[writer]
    before = stored()
    found = unchanged(imported(secretary, rewrite(template(worked_on)), name), secretary)
    # 8 drafts, 1 under review and 1 approved; the other 9 have nothing in this corte
    assert sorted(found.values()) == ["EMPTY"] * 9 + ["EQUAL"] * 10
    assert stored() == before


@pytest.mark.parametrize("writer", WRITERS)
def test_one_edited_figure_is_the_one_change(worked_on, secretary, writer):
    rewrite, name = WRITERS[writer]
    book = workbooks.opened(template(worked_on))
    sheet = book.worksheets[0]
    places = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
    sheet.cell(places["A12"], 4).value = 48.25
    batch = imported(secretary, rewrite(workbooks.saved(book)), name)
    found = outcomes(batch)
    assert found.pop("A12") == "CHANGED"
    assert set(found.values()) == {"EMPTY", "EQUAL"}
    row = batch.rows.get(code_text="A12")
    assert (row.percent, row.note) == (row.percent, "=HYPERLINK(1)")
    assert str(row.percent) == "48.25"


def test_the_template_locks_the_codes_and_opens_what_is_to_be_filled_in(worked_on):
    sheet = workbooks.opened(template(worked_on)).worksheets[0]
    assert sheet.protection.sheet
    assert [cell.value for cell in sheet[1]][3] == "Avance"
    assert sheet.freeze_panes == "B2"
    assert len(sheet.data_validations.dataValidation) == 1
    for row in sheet.iter_rows(min_row=2, max_row=20):
        assert row[0].protection.locked
        assert not any(cell.protection.locked for cell in row[3:8])


def test_no_text_of_the_template_is_a_formula(worked_on):
    for row in workbooks.opened(template(worked_on)).worksheets[0].iter_rows():
        assert all(cell.data_type in "sn" for cell in row)


def test_the_errors_come_back_as_a_sheet_that_can_be_imported_again(corte, secretary):
    batch = imported(secretary, workbooks.xlsx(("A12", 140), ("A13", "doce"), ("A19", 12)))
    content = sheets.errors(batch_view(batch.pk, secretary))
    rows = workbooks.rows_of(content)
    assert rows[1][-1].startswith("Fila 2, columna Avance: «140» es mayor que 100")
    assert [row[:2] for row in rows[1:]] == [["A12", 140], ["A13", "doce"], ["A19", 12]]
    again = imported(secretary, content)
    assert outcomes(again) == {"A12": "ERROR", "A13": "ERROR", "A19": "NEW"}
    assert again.period.code == CORTE
