"""A spreadsheet sent through the pages: upload, preview, confirmation, undo."""

import io
import re
import time

import openpyxl
import pytest

from emra.accounts.models import Role
from emra.agreements import imports
from emra.agreements.models import EntryBatch, ProgressReport
from tests.imports import workbooks
from tests.imports.hostile import MB
from tests.imports.office import CORTE, all_codes, proposed, stored, upload

pytestmark = pytest.mark.embedded

PAGES = f"/gestion/avances/{CORTE}/"
MINE = ("avance.json", "errores.xlsx")
DECISIONS = ("leer/", "confirmar/", "deshacer/", "descartar/")


@pytest.fixture
def desk(corte, secretary, signed_in):
    return signed_in(secretary)


def send(desk, content, name="avances.xlsx"):
    return desk.post(f"{PAGES}planilla/", {"file": upload(content, name)})


def read(desk, content, name="avances.xlsx"):
    """The address of the batch of a spreadsheet that was sent and read."""
    response = send(desk, content, name)
    assert response.status_code == 302, response.content.decode()
    imports.read_waiting()
    return response.url


def heading(response):
    return re.search(r"<h1>(.*?)</h1>", response.content.decode())[1]


def test_a_spreadsheet_is_read_shown_confirmed_and_taken_back(desk):
    response = send(desk, workbooks.xlsx(("A12", "47,5"), ("A16", 3), ("A19", "")))
    address = response.url
    assert heading(desk.get(address)) == "Leyendo la planilla"
    progress = f"{address}avance.json"
    assert desk.get(progress).json() == {"state": "READING", "read": 0, "total": None}
    imports.read_waiting()
    assert desk.get(progress).json() == {"state": "PREVIEW", "read": 3, "total": 3}
    page = desk.get(address)
    assert heading(page) == "2 cambios"
    assert "47,50" in page.content.decode()
    assert stored() == []
    confirmed = desk.post(f"{address}confirmar/", follow=True)
    assert "puede deshacerlo completo" in confirmed.content.decode()
    assert ProgressReport.objects.filter(period__code=CORTE).count() == 2
    undone = desk.post(f"{address}deshacer/", follow=True)
    assert "todo quedó como antes" in undone.content.decode()
    assert stored() == []


def test_the_template_comes_down_and_goes_up_with_0_changes(desk, draft):
    draft("A12", "40", note="=1+1")
    response = desk.get(f"{PAGES}plantilla.xlsx")
    assert f"avances-{CORTE}.xlsx" in response["Content-Disposition"]
    page = desk.get(read(desk, response.content))
    assert heading(page) == "0 cambios"
    assert "/confirmar/" not in page.content.decode()


def test_an_upload_is_read_as_soon_as_it_is_stored(
    desk, settings, django_capture_on_commit_callbacks
):
    settings.REDIS_URL = ""  # jobs in process
    with django_capture_on_commit_callbacks(execute=True):
        response = send(desk, workbooks.xlsx(("A12", 40)))
    assert heading(desk.get(response.url)) == "1 cambio"


def test_a_file_too_large_is_refused_at_its_field(desk):
    response = send(desk, b"x" * (10 * MB + 1), "avances.csv")
    assert response.status_code == 413
    form = response.content.decode()
    assert 'field__error">El archivo pesa más de 10 MB' in form
    assert not EntryBatch.objects.exists()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"x", "avances.pdf", "Suba una planilla xlsx, xls, ods o csv."),
        (b"", "avances.csv", "vacío"),
        (b"PK\x03\x04", "avances.xlsx", "Archivo ilegible"),
    ],
)
def test_what_is_surely_no_spreadsheet_is_refused_at_its_field(desk, content, name, said):
    response = send(desk, content, name)
    assert response.status_code == 400
    assert re.search(f'field__error">[^<]*{said}', response.content.decode())


def test_no_file_at_all_is_refused_at_its_field(desk):
    response = desk.post(f"{PAGES}planilla/")
    assert response.status_code == 400
    assert 'field__error">Elija la planilla' in response.content.decode()


def test_an_unknown_corte_has_no_import(desk):
    response = desk.post(
        "/gestion/avances/2031-T1/planilla/", {"file": upload(workbooks.xlsx(("A12", 40)))}
    )
    assert response.status_code == 404


def test_the_errors_come_down_with_their_place_in_a_red_column(desk):
    rows = [(code, 99) for code in ("A12", "A16", "A07", "A19")]
    address = read(desk, workbooks.xlsx(*rows, (), ("A18", "ciento")))
    page = desk.get(address).content.decode()
    assert "Fila 7, columna Avance: «ciento» no es un porcentaje" in page
    assert "Confirmar" not in page
    content = desk.get(f"{address}errores.xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cell = sheet.cell(6, sheet.max_column)
    assert cell.value.startswith("Fila 7, columna Avance: ")
    assert cell.fill.fgColor.rgb == "FFFFC7CE"
    assert [sheet.cell(1, n).value for n in (1, 2)] == ["Código", "Avance"]


def test_numbers_between_0_and_1_are_asked_about_once(desk):
    address = read(desk, workbooks.xlsx(("A12", 0.475), ("A16", 0.5)))
    assert "Hay 2 números entre 0 y 1" in desk.get(address).content.decode()
    desk.post(f"{address}leer/", {"fractions": "AS_FRACTION"})
    page = desk.get(address)
    assert heading(page) == "2 cambios"
    assert "Hay 2 números" not in page.content.decode()
    assert "47,50" in page.content.decode()


def test_a_column_is_pasted_from_an_agreement_downwards(desk):
    response = desk.post(f"{PAGES}pegar/", {"start": "A18", "column": "40\r\n\r\n3\r\n"})
    page = desk.get(response.url).content.decode()
    assert "A18" in page
    assert "No existe el acuerdo «+3»" in page


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
def test_other_roles_are_answered_403_everywhere(corte, secretary, person, signed_in, role):
    batch = proposed(secretary, ("A12", 0.5))
    client = signed_in(person(role))
    own = f"/gestion/lotes/{batch.pk}/"
    for page in (f"{PAGES}importar/", f"{PAGES}plantilla.xlsx", own, *(own + p for p in MINE)):
        assert client.get(page).status_code == 403, page
    for page in (f"{PAGES}planilla/", f"{PAGES}pegar/", *(own + p for p in DECISIONS)):
        assert client.post(page).status_code == 403, page


def test_the_batch_of_a_colleague_is_not_found(corte, secretary, person, signed_in):
    batch = proposed(secretary, ("A12", 0.5))
    client = signed_in(person(Role.SECRETARIAT, "otra"))
    own = f"/gestion/lotes/{batch.pk}/"
    for page in (own, *(own + p for p in MINE)):
        assert client.get(page).status_code == 404, page
    for page in DECISIONS:
        assert client.post(own + page, {"fractions": "AS_PERCENT"}).status_code == 404, page


def test_10_000_rows_are_shown_in_a_few_seconds(desk, capsys):
    codes = all_codes()
    rows = [(codes[n % 19] if n < 9_000 else f"X{n}", 99, f"Nota {n}") for n in range(10_000)]
    content = workbooks.xlsx(*rows, header=("Código", "Avance", "Nota"))
    began = time.monotonic()
    address = read(desk, content)
    seconds = time.monotonic() - began
    began = time.monotonic()
    page = desk.get(address)
    shown = time.monotonic() - began
    batch = EntryBatch.objects.get()
    found = batch.rows.values_list("outcome", flat=True)
    assert (batch.rows_total, batch.rows_read, len(found)) == (10_000, 10_000, 10_000)
    assert (list(found).count("NEW"), list(found).count("ERROR")) == (19, 9_981)
    assert batch.rows.filter(problem__contains="ya está en la fila").count() == 9_000 - 19
    assert batch.rows.filter(problem__contains="No existe el acuerdo").count() == 1_000
    assert stored() == []
    assert "Se muestran 200 de 10.000 filas" in page.content.decode()
    with capsys.disabled():
        size = len(page.content) // 1024
        print(f"\n10 000 rows: {seconds:.1f} s to the preview, {shown:.1f} s to its {size} KB page")
    assert seconds < 20
    assert shown < 5
