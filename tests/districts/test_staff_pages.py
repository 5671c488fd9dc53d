"""The desks of the districts, as their people use them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from districts import background, queries, study_actions, tasks
from districts.models import Edition, Run, StabilityStudy

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
PLANT = b"proyecto,lon,lat,musd,rut\nPlanta,-68.93,-22.46,120,1-9\n"
SAID = {"source": "Cochilco", "licence": "CC0", "dated": "2026"}


@pytest.fixture
def at_work(strategy, analyst, signed_in, monkeypatch):
    """The analyst's browser; what is hinted waits for the test to do it."""
    monkeypatch.setattr(background, "start", lambda: None)
    return signed_in(analyst)


def upload(client, content, layer="INVESTMENTS", **changes):
    data = {**SAID, "file": SimpleUploadedFile("capa.csv", content), **changes}
    return client.post(f"/gestion/distritos/capas/{layer}/importar/", data)


def run_form(**changes):
    from districts.forms import RunForm

    return {name: field.initial or "" for name, field in RunForm().fields.items()} | changes


def test_the_desk_lists_layers_and_runs(at_work):
    page = at_work.get("/gestion/distritos/").content.decode()
    for said in ("Pequeña minería", "R001", "Publicada", "Hacer una corrida"):
        assert said in page


def test_an_import_is_shown_confirmed_and_undone(at_work):
    answer = upload(at_work, PLANT)
    edition = Edition.objects.get(state="PREVIEW")
    assert answer.url == f"/gestion/distritos/ediciones/{edition.pk}/"
    page = at_work.get(answer.url).content.decode()
    assert "Planta" in page
    assert "Se quitaron columnas con datos personales" in page
    assert "Confirmar y dejar vigente" in page
    at_work.post(f"{answer.url}confirmar/")
    assert queries.layer("INVESTMENTS").current.pk == edition.pk
    first = Edition.objects.get(layer="INVESTMENTS", number=1)
    at_work.post(f"/gestion/distritos/ediciones/{first.pk}/restaurar/")
    assert queries.layer("INVESTMENTS").current.pk == first.pk


def test_wrong_rows_are_listed_and_cannot_be_confirmed(at_work):
    answer = upload(at_work, PLANT + b"Otra,-22.46,-68.93,1,\n")
    page = at_work.get(answer.url).content.decode()
    assert "1 fila por corregir" in page
    assert "parecen intercambiadas" in page
    assert "Confirmar y dejar vigente" not in page
    again = at_work.post(f"{answer.url}confirmar/", follow=True)
    assert "no se cargó nada" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"source": ""}, "Fuente"),
        ({"licence": ""}, "Licencia"),
        ({"dated": "ayer"}, "Escriba 2024, 2024-06 o 2024-06-30."),
        ({"file": SimpleUploadedFile("capa.csv", b"a,b\n1,2\n")}, "Faltan las columnas"),
    ],
)
def test_a_form_that_is_wrong_comes_back_with_what_was_typed(at_work, changes, said):
    answer = upload(at_work, PLANT, **changes)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    if "source" not in changes:
        assert 'value="Cochilco"' in page
    assert Edition.objects.count() == 6


def test_a_run_is_made_compared_and_published_by_another_office(
    at_work, client, secretary, signed_in
):
    answer = at_work.post(
        "/gestion/distritos/corridas/crear/", run_form(smoothing="0,9", note="Más suave")
    )
    assert answer.url == "/gestion/distritos/corridas/R002/"
    page = at_work.get(answer.url).content.decode()
    for said in ("Más suave", "Frente a otra corrida", "nunca quien la hizo", "no sus números"):
        assert said in page
    assert at_work.get(f"{answer.url}?con=R001").status_code == 200
    assert at_work.get(f"{answer.url}?con=R009").status_code == 404
    office = signed_in(secretary)
    assert "Publicar esta corrida" in office.get(answer.url).content.decode()
    office.post(f"{answer.url}publicar/")
    assert queries.published_run().code == "R002"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"smoothing": "1,5"}, "smoothing", "Debe estar entre 0 y 1"),
        ({"smoothing": "mucho"}, "smoothing", "Escriba un número"),
        ({"years": "2,5"}, "years", "número entero"),
        ({"origin_x": ""}, "origin_x", "requerido"),
        ({"weights_method": "direct"}, "weight_production", "los cinco"),
        ({"clustering": "otro"}, "clustering", "opción válida"),
        ({}, "", "mismos datos, parámetros y método"),
    ],
)
def test_a_run_that_cannot_be_made_says_why_at_the_field(at_work, changes, field, said):
    answer = at_work.post("/gestion/distritos/corridas/crear/", run_form(**changes))
    assert answer.status_code == 400
    form = answer.context["form"]
    assert said in " ".join(form.errors[field or "__all__"])
    assert Run.objects.count() == 1


def test_direct_weights_make_a_run(at_work):
    weights = {f"weight_{name}": "1" for name in ("production", "employment", "infrastructure")}
    weights |= {"weight_small_mining": "0", "weight_investment": "1"}
    at_work.post("/gestion/distritos/corridas/crear/", run_form(weights_method="direct", **weights))
    assert queries.run("R002", drafts=True).weights == (0.25, 0.25, 0.25, 0.0, 0.25)


def test_a_study_shows_its_bar_until_it_is_done(at_work):
    answer = at_work.post(
        "/gestion/distritos/corridas/R001/estudios/", {"kind": "WEIGHTS", "draws": "4"}
    )
    page = at_work.get(answer.url).content.decode()
    assert '<progress max="4" value="0"' in page
    assert "Retomar si quedó detenido" in page
    state = at_work.get(f"{answer.url}avance.json").json()
    assert state == {"state": "WAITING", "done": 0, "draws": 4}
    assert at_work.post(f"{answer.url}seguir/").url == answer.url
    tasks.draw_studies()
    page = at_work.get(answer.url).content.decode()
    assert "<progress" not in page
    assert "4 repeticiones" in page


def test_a_study_that_is_refused_says_why(at_work, analyst):
    address = "/gestion/distritos/corridas/R001/estudios/"
    assert at_work.post(address, {"kind": "ORIGINS", "draws": "0"}).status_code == 400
    answer = at_work.post(address, {"kind": "ORIGINS", "draws": ""})
    assert "Escriba un número de 1 a" in answer.content.decode()
    study_actions.ask_study(run="R001", kind="ORIGINS", draws=3, by=analyst)
    assert at_work.post(address, {"kind": "ORIGINS", "draws": "3"}).status_code == 409
    assert StabilityStudy.objects.filter(state="WAITING").count() == 1


@pytest.mark.parametrize(
    "address",
    ["capas/OTRA/", "ediciones/999999/", "corridas/R999/", "estudios/999999/", "capas/%00/"],
)
def test_what_does_not_exist_is_not_found(at_work, address):
    assert at_work.get(f"/gestion/distritos/{address}").status_code == 404
