"""The desk of the funds: templates, imports with their row errors, confirmation and review."""

import pytest

from emra.accounts.models import Role
from emra.royalty.models import Dataset
from tests.royalty.workbooks import AMOUNTS, amounts, imported, imported_values, values

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("strategy")]


def sent(prefix, file, **fields):
    values = {"year": "2025", "source": "Resolución de prueba", "source_url": "", **fields}
    return {f"{prefix}-{name}": value for name, value in {**values, "file": file}.items()}


def test_a_sheet_is_shown_before_it_is_confirmed(signed_in, secretary):
    client = signed_in(secretary)
    response = client.post("/gestion/fondos/montos/", sent("m", amounts()), follow=True)
    dataset = Dataset.objects.get(year=2025)
    assert response.redirect_chain == [(f"/gestion/fondos/{dataset.pk}/", 302)]
    page = response.content.decode()
    for said in (
        "Por confirmar",
        "Confirmar y enviar a revisión",
        "12.000.000.000",
        "40.000.000.000",
    ):
        assert said in page
    client.post(f"/gestion/fondos/{dataset.pk}/confirmar/")
    page = client.get(f"/gestion/fondos/{dataset.pk}/").content.decode()
    assert "la revisa otra persona" in page
    assert "Aprobar y publicar" not in page


def test_row_errors_are_listed_and_what_was_written_stays(signed_in, secretary):
    file = amounts([*AMOUNTS, ("99999", "", "", "", -1, "", "", "", "")])
    response = signed_in(secretary).post("/gestion/fondos/montos/", sent("m", file))
    page = response.content.decode()
    assert response.status_code == 400
    assert "Fila 6, columna «codigo»: no existe «99999»." in page
    assert 'value="Resolución de prueba"' in page
    assert not Dataset.objects.filter(year=2025).exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"year": "1999"}, "Escriba un año de cuatro cifras, de 2024 en adelante."),
        ({"year": "x"}, "Escriba un año de cuatro cifras"),
        ({"source": ""}, "Escriba de qué documento salen las cifras."),
        ({"source_url": "no es"}, "URL"),
    ],
)
def test_a_wrong_field_is_told_beside_it(signed_in, secretary, fields, said):
    response = signed_in(secretary).post("/gestion/fondos/montos/", sent("m", amounts(), **fields))
    assert response.status_code == 400
    assert said in response.content.decode()


def test_a_file_that_is_no_spreadsheet_is_refused(signed_in, secretary):
    file = amounts()
    file.name = "planilla.pdf"
    response = signed_in(secretary).post("/gestion/fondos/montos/", sent("m", file))
    assert response.status_code == 400
    assert "Suba una planilla" in response.content.decode()


def test_indicators_need_criteria_of_their_year(signed_in, secretary):
    client = signed_in(secretary)
    fields = sent("i", values(), fund="FET", year="2031")
    response = client.post("/gestion/fondos/indicadores/", fields)
    assert (response.status_code, Dataset.objects.count()) == (400, 1)
    assert "No hay criterios cargados del fondo FET para 2031" in response.content.decode()
    fields = sent("i", values(), fund="FET", year="2024")
    page = client.post("/gestion/fondos/indicadores/", fields, follow=True).content.decode()
    assert "el fondo llega a 300" in page
    assert "predios-exentos" in page


def test_a_reviewer_approves_or_returns_with_a_reason(signed_in, secretary, reviewer):
    first, second = imported(secretary), imported_values(secretary)
    for dataset in (first, second):
        signed_in(secretary).post(f"/gestion/fondos/{dataset.pk}/confirmar/")
    client = signed_in(reviewer)
    assert "Aprobar y publicar" in client.get(f"/gestion/fondos/{first.pk}/").content.decode()
    client.post(f"/gestion/fondos/{first.pk}/aprobar/")
    refused = client.post(f"/gestion/fondos/{second.pk}/devolver/", {"reason": ""})
    assert refused.status_code == 400
    page = client.post(
        f"/gestion/fondos/{second.pk}/devolver/", {"reason": "Falta una comuna."}, follow=True
    ).content.decode()
    assert "Falta una comuna." in page
    states = Dataset.objects.filter(pk__in=(first.pk, second.pk)).values_list("state", flat=True)
    assert set(states) == {"APPROVED", "RETURNED"}


def test_an_action_that_no_longer_applies_says_so(signed_in, secretary):
    dataset = imported(secretary)
    client = signed_in(secretary)
    client.post(f"/gestion/fondos/{dataset.pk}/confirmar/")
    page = client.post(f"/gestion/fondos/{dataset.pk}/descartar/", follow=True).content.decode()
    assert "esa acción ya no corresponde" in page
    assert client.post("/gestion/fondos/987654/confirmar/").status_code == 404
    assert client.get("/gestion/fondos/987654/").status_code == 404


def test_a_discarded_sheet_leaves_no_row(signed_in, secretary):
    dataset = imported(secretary)
    page = signed_in(secretary).post(f"/gestion/fondos/{dataset.pk}/descartar/", follow=True)
    assert "no se guardó nada de ella" in page.content.decode()
    assert not Dataset.objects.filter(pk=dataset.pk).exists()


@pytest.mark.parametrize(("role", "status"), [(Role.ANALYST, 200), (Role.MEMBER, 403)])
def test_the_desk_is_read_by_those_who_work_with_it(signed_in, person, role, status):
    client = signed_in(person(role))
    response = client.get("/gestion/fondos/")
    assert response.status_code == status
    assert "Importar montos" not in response.content.decode()


def test_the_template_of_a_year_reads_back_once_filled_in(signed_in, secretary):
    lines = signed_in(secretary).get("/gestion/fondos/plantilla-montos.csv").content.decode()
    assert lines.startswith("codigo,nombre,ingresos_propios,comunas_fet,fet,")
    assert len(lines.splitlines()) == 1 + 16 + 345
