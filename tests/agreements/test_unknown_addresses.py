"""Unknown codes and wrong parameters: 404 or 400 with a sentence, for people and programs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.embedded

PAGES = {
    "/?corte=2031-T1": (404, "No hay un corte publicado «2031-T1»"),
    "/?corte=abc": (404, "Los publicados son: 2025-inicial"),
    "/?corte=2025-inicial/9": (404, "No hay un corte publicado «2025-inicial/9»"),
    "/?corte=2026-T2": (404, "No hay un corte publicado «2026-T2»"),
    "/?corte=%00": (404, "No hay un corte publicado"),
    "/metodologia/?corte=abc": (404, "No hay un corte publicado «abc»"),
    "/acuerdos/?corte=abc": (404, "No hay un corte publicado «abc»"),
    "/acuerdos/A20/": (404, "No existe el acuerdo «A20»: los códigos van de A01 a A19."),
    "/acuerdos/a12/": (404, "No existe el acuerdo «a12»"),
    "/acuerdos/%00/": (404, "no corresponde a nada publicado"),
    "/acuerdos/A12/?corte=abc": (404, "No hay un corte publicado «abc»"),
    "/acuerdos/?dimension=minera": (400, "«minera» no es un valor de «dimension»"),
    "/acuerdos/?dato=CERO": (400, "«CERO» no es un valor de «dato»"),
    "/acuerdos/?estado=X&orden=Y": (400, "«Y» no es un valor de «orden»"),
    "/acuerdos.csv?orden=Y": (400, "«Y» no es un valor de «orden»"),
    "/dimensiones/minera/": (404, "No existe la dimensión «minera»"),
    "/objetivos/OE6/": (404, "No existe el objetivo «OE6»"),
    "/bitacora/?antes=abc": (404, "«antes» debe ser el número de un evento"),
    "/evidencia/999/": (404, "no existe o no está publicado"),
    "/evidencia/99999999999999999999/": (404, "no existe o no está publicado"),
    "/no-existe/": (404, "no corresponde a nada publicado"),
}
PROGRAMS = {
    "/api/v1/dimensions/?corte=abc": (404, "No hay un corte publicado «abc»"),
    "/api/v1/agreements/?corte=2026-T2": (404, "No hay un corte publicado «2026-T2»"),
    "/api/v1/dimensions/minera/": (404, "No existe la dimensión «minera»"),
    "/api/v1/agreements/A20/": (404, "No existe el acuerdo «A20»"),
    "/api/v1/agreements/%00/": (404, "Esa dirección no existe"),
    "/api/v1/agreements/A20/history/": (404, "No existe el acuerdo «A20»"),
    "/api/v1/agreements/?dimension=minera": (400, "«minera»"),
    "/api/v1/agreements/?state=CERO": (400, "«CERO»"),
    "/api/v1/objectives/OE9/": (404, "No existe el objetivo «OE9»"),
    "/api/v1/no-existe/": (404, "Esa dirección no existe"),
}
STAFF = {
    "/gestion/avances/2031-T1/": "No existe el corte «2031-T1»",
    "/gestion/avances/2026-T2/A99/": "No existe el acuerdo «A99»",
    "/gestion/avances/%00/A01/": "no corresponde a nada publicado",
    "/gestion/revision/A99-2026-T2-v1/": "No existe el avance «A99-2026-T2-v1»",
    "/gestion/revision/A01/": "No existe el avance «A01»",
    "/gestion/revision/A01-2026-T2-v99999/": "No existe el avance",
    "/gestion/revision/%00/": "no corresponde a nada publicado",
    "/gestion/cortes/2031-T1/": "No existe el corte «2031-T1»",
    "/gestion/medios/999/": "no existe o no está publicado",
}


@pytest.mark.parametrize(("address", "answer"), PAGES.items())
def test_a_page_that_does_not_exist_says_what_does(corte, client, address, answer):
    status, sentence = answer
    response = client.get(address)
    assert response.status_code == status
    assert sentence in response.content.decode().replace("&quot;", '"')


@pytest.mark.parametrize(("address", "answer"), PROGRAMS.items())
def test_the_api_answers_in_json_with_the_sentence(corte, client, address, answer):
    status, sentence = answer
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/json")
    assert sentence in str(response.json())


@pytest.mark.parametrize(("address", "sentence"), STAFF.items())
def test_a_desk_of_something_unknown_answers_404(corte, secretary, signed_in, address, sentence):
    response = signed_in(secretary).get(address)
    assert response.status_code == 404
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        ({"agreement": "A99", "period": "2026-T2", "percent": 5}, 404, "No existe el acuerdo"),
        ({"agreement": "A01", "period": "2031-T1", "percent": 5}, 404, "No existe el corte"),
        ({"agreement": "A01", "period": "2026-T2"}, 400, "Indique un avance, o por qué no lo hay."),
        ({"period": "2026-T2", "percent": 5}, 400, "agreement"),
        ({"agreement": "A01\x00", "period": "2026-T2", "percent": 5}, 400, "agreement"),
        ({"agreement": "A01", "period": "2026-T2", "absence": "CERO"}, 400, "CERO"),
    ],
)
def test_the_api_refuses_what_it_cannot_place(corte, secretary, api, data, status, sentence):
    response = api(secretary).post("/api/v1/reports/", data, format="json")
    assert response.status_code == status
    assert sentence in str(response.json())


@pytest.mark.parametrize("step", ["submit", "approve", "return", "evidence"])
def test_the_api_answers_404_for_a_report_that_does_not_exist(
    corte, secretary, reviewer, api, step
):
    user = secretary if step in ("submit", "evidence") else reviewer
    address = f"/api/v1/reports/A99-2026-T2-v1/{step}/"
    if step == "evidence":
        data = {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}
        response = api(user).post(address, data)
    else:
        response = api(user).post(address, {"reason": "x"}, format="json")
    assert response.status_code == 404
    assert "No existe el avance «A99-2026-T2-v1»" in response.json()["detail"]


def test_a_body_that_is_not_json_is_refused_with_400(corte, secretary, api):
    client = api(secretary)
    response = client.post("/api/v1/reports/", "{malo", content_type="application/json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/json"
