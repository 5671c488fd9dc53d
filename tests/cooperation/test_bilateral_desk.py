"""The desk of the bilateral projects, without JavaScript: write, submit, review."""

import re
from html import unescape

import pytest

from emra.cooperation import bilateral_queries
from emra.cooperation.models import BilateralSheet, ResultReport
from tests.cooperation.bilaterals import CODE, standing, upload

pytestmark = pytest.mark.django_db
DESK = f"/gestion/cooperacion/bilaterales/{CODE}/"


def fields(page: str) -> dict[str, str]:
    """What the sheet's form would send as it stands."""
    form = re.search(r'<form class="bilateral-form".*?</form>', page, re.S)[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


@pytest.fixture
def form(strategy, signed_in, secretary):
    return fields(signed_in(secretary).get(f"{DESK}ficha/").content.decode())


def test_the_form_sent_as_it_stands_says_what_stood(form, client):
    answer = client.post(f"{DESK}ficha/", {**form, "reason": "Nada cambia"}, follow=True)
    assert "Borrador guardado" in answer.content.decode()
    draft = BilateralSheet.objects.get(version=2)
    from emra.cooperation.bilateral_content import content_of

    assert content_of(draft) == standing()
    assert "Dice lo mismo que la versión vigente." in answer.content.decode()


def test_rows_are_added_changed_and_taken_out(form, client, secretary, reviewer):
    sent = {
        **form,
        "reason": "Más instituciones",
        "institutions-3-country": "Bolivia",
        "institutions-3-name": "Universidad de Oruro",
        "topics-0-name": "",
        "results-0-minimum": "8",
        "results-0-target": "mínimo 8 mujeres",
    }
    page = client.post(f"{DESK}ficha/", sent, follow=True).content.decode()
    assert "Universidad de Oruro" in page
    assert "mínimo 6 mujeres" in page
    assert "mínimo 8 mujeres" in page
    version = re.search(r'enviar/">.*?name="version" value="(\d+)"', page, re.S)[1]
    client.post(f"{DESK}enviar/", {"version": version})
    client.force_login(reviewer)
    page = client.get(DESK).content.decode()
    assert "Aprobar y publicar la ficha" in page
    version = re.search(r'aprobar/">.*?name="version" value="(\d+)"', page, re.S)[1]
    client.post(f"{DESK}aprobar/", {"version": version})
    told = bilateral_queries.project(CODE).content
    assert len(told.institutions) == 4
    assert (len(told.topics), told.results[0].minimum) == (3, 8)


def test_mistakes_are_told_at_their_rows_and_nothing_typed_is_lost(form, client):
    sent = {
        **form,
        "reason": "x",
        "starts": "julio",
        "places-2-city": "La Paz",
        "results-1-minimum": "3",
    }
    answer = client.post(f"{DESK}ficha/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Escriba el mes como 2024-07." in page
    assert "Países y ciudades, fila 3, País: Complete la fila" in page
    assert "Resultados, fila 2, Mínimo: Un mínimo es de 1 o más" in page
    assert 'value="La Paz"' in page
    assert BilateralSheet.objects.count() == 1


def test_a_change_without_reason_keeps_what_was_typed(form, client):
    answer = client.post(f"{DESK}ficha/", {**form, "area": "Otra área"})
    assert answer.status_code == 400
    assert "Motivo del cambio: Escriba el motivo del cambio." in unescape(answer.content.decode())
    assert 'value="Otra área"' in answer.content.decode()


def test_a_new_project_is_entered_with_its_name_alone(strategy, signed_in, secretary):
    client = signed_in(secretary)
    address = "/gestion/cooperacion/bilaterales/nuevo/"
    form = fields(client.get(address).content.decode())
    assert "reason" not in form
    client.post(address, {**form, "name": "Otro proyecto"})
    assert BilateralSheet.objects.get(project="bilateral-2").name == "Otro proyecto"


def test_a_report_is_written_returned_written_again_and_approved(
    strategy, signed_in, secretary, reviewer
):
    client = signed_in(secretary)
    address = f"{DESK}resultados/1/"
    told = {"on": "2026-03-02", "text": "Se hizo el curso", "reached": "5", "done": "on"}
    answer = client.post(address, {**told, "version": "0", "file": upload()})
    assert answer.status_code == 400
    assert "la meta pide 6 mujeres y hay 5" in answer.content.decode()
    client.post(address, {**told, "reached": "7", "version": "0", "file": upload()})
    row = ResultReport.objects.get()
    step = f"/gestion/cooperacion/bilaterales/informes/{row.pk}/"
    client.post(f"{step}enviar/", {"version": row.lock_version})
    assert "Usted escribió en él" in client.get(DESK).content.decode()
    client.force_login(reviewer)
    answer = client.post(f"{step}devolver/", {"reason": "", "version": "2"})
    assert answer.status_code == 400
    assert "Escriba el motivo de la devolución." in answer.content.decode()
    client.post(f"{step}devolver/", {"reason": "Falta la lista", "version": "2"})
    client.force_login(secretary)
    assert "Falta la lista" in client.get(DESK).content.decode()
    client.post(address, {**told, "reached": "7", "version": "3"})
    client.post(f"{step}enviar/", {"version": "4"})
    client.force_login(reviewer)
    client.post(f"{step}aprobar/", {"version": "5"})
    assert bilateral_queries.project(CODE).results[0].verdict == "MET"
