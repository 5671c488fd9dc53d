"""The desk: forms come with what is in force, keep what was typed, and say what is wrong."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.projects import actions, desk_queries, in_force
from emra.projects.models import Entry, FundingLine, Project, Risk, Sector
from tests.house import content

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("strategy", "today"),
    pytest.mark.embedded,
]
DESK = "/gestion/proyectos/"
LINE = {"source": "UNSTATED", "stage": "Diseño", "unit": "THOUSAND_CLP", "unit_basis": "ASSUMED"}


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def of(prefix: str, **values: str) -> dict[str, str]:
    return {f"{prefix}-{name}": value for name, value in values.items()}


def test_the_round_by_the_forms(secretary, reviewer, signed_in):
    client = signed_in(secretary)
    sent = {"name": "Posta", "parent": "5.3", "track": "PUBLIC", "on": "2026-11-20", "code": ""}
    assert "Elija por qué vía" in text(
        client.post(f"{DESK}iniciativas/nueva/", {**sent, "track": ""}), 400
    )
    assert client.post(f"{DESK}iniciativas/nueva/", sent).status_code == 302
    entry = f"{DESK}seguimientos/{Entry.objects.get(project='5.3-001').code}/"
    page = text(client.get(entry))
    assert "Etapa 5: Ejecución" in page
    assert 'value="Posta"' in page
    passage = {"key": "publica-1", **of("etapas-publica-1", entered_on="2026-05-04")}
    assert client.post(f"{entry}partes/etapas/", passage).status_code == 302
    client.post(f"{entry}texto/", {"on": "2026-11-20", "text": "Se presentó la carpeta."})
    client.post(f"{entry}enlaces/", of("enlace", title="Oficio", url="https://example.cl/oficio"))
    client.post(f"{entry}enviar/")
    assert "no se puede escribir" not in text(client.get(entry))
    page = text(signed_in(reviewer).get(entry))
    for said in ("Se presentó la carpeta.", "04-05-2026", "https://example.cl/oficio"):
        assert said in page
    assert "Escriba el motivo." in text(client.post(f"{entry}devolver/"), 400)
    client.post(f"{entry}devolver/", of("devolver", reason="Falta la salida."))
    assert "Falta la salida." in text(signed_in(secretary).get(entry))
    client.post(f"{entry}enviar/")
    signed_in(reviewer).post(f"{entry}aprobar/")
    now = in_force.of_one(Project.objects.get(pk="5.3-001"))
    assert [row.entered_on.isoformat() for row in now.passages] == ["2026-05-04"]
    page = text(client.get(f"{DESK}5.3-001/"))
    assert "Entró" in page
    assert "04-05-2026" in page


def test_an_amount_moved_without_a_reason_comes_back_as_it_was_typed(start, secretary, signed_in):
    client, entry = signed_in(secretary), f"{DESK}seguimientos/{start('5.3')}/"
    page = text(client.get(entry))
    assert 'value="4222529"' in page
    assert "monto M$\xa04.222.529</span></summary>" in page
    moved = {"key": "6", **of("fondos-6", amount="5.000.000,5", **LINE)}
    moved["fondos-6-unit_reason"] = "Igual que antes."
    page = text(client.post(f"{entry}partes/fondos/", moved), 400)
    assert "Escriba el motivo del cambio." in page
    assert 'value="5.000.000,5"' in page
    assert "Igual que antes." in page
    assert page.count("<details open>") == 1
    moved["fondos-6-reason"] = "Nuevo presupuesto."
    page = text(client.post(f"{entry}partes/fondos/", moved, follow=True))
    for said in ("M$\xa04.222.529", "M$\xa05.000.000,5", "Nuevo presupuesto."):
        assert said in page
    row = FundingLine.objects.get(entry__state="DRAFT")
    page = text(client.post(f"{entry}partes/funding/{row.pk}/quitar/", follow=True))
    assert "sigue vigente lo que estaba" in page
    assert "M$\xa05.000.000,5" not in page


def test_what_stands_already_is_kindly_not_recorded(start, secretary, signed_in):
    client, entry = signed_in(secretary), f"{DESK}seguimientos/{start()}/"
    same = {"key": "", **of("ficha-nuevo", name="Desarrollo de la Zona Extra Portuaria Logística")}
    same["ficha-nuevo-lead"] = "epa"
    page = text(client.post(f"{entry}partes/ficha/", same, follow=True))
    assert "no hay un cambio que anotar" in page
    wrong = {**same, "ficha-nuevo-bip": "40045543-7", "ficha-nuevo-reason": "Se obtuvo el código."}
    assert "debe ser 0" in text(client.post(f"{entry}partes/ficha/", wrong), 400)


def test_of_two_who_write_at_once_the_second_keeps_the_words_and_sees_what_changed(
    start, secretary, signed_in
):
    client, entry = signed_in(secretary), f"{DESK}seguimientos/{start()}/"
    first = {"key": "", "version": "1", **of("riesgos-nuevo", text="Costos.", level="LOW")}
    assert client.post(f"{entry}partes/riesgos/", first).status_code == 302
    second = {**first, "riesgos-nuevo-text": "Plazos."}
    page = text(client.post(f"{entry}partes/riesgos/", second), 409)
    for said in ("Otra persona cambió", "Plazos.", "Costos.", 'name="version" value="2"'):
        assert said in page
    assert client.post(f"{entry}partes/riesgos/", {**second, "version": "2"}).status_code == 302
    assert list(Risk.objects.values_list("text", flat=True)) == ["Costos.", "Plazos."]


def test_all_four_days_are_written_at_once(start, settle, secretary, signed_in):
    client, code = signed_in(secretary), start()
    entry = f"{DESK}seguimientos/{code}/"
    days = of("fechas-nuevo", planned_start="2026-03-01", planned_end="2026-02-01")
    page = text(client.post(f"{entry}partes/fechas/", days), 400)
    assert "no puede ser anterior" in page
    days = of("fechas-nuevo", planned_start="2026-03-01", planned_end="2027-02-01")
    client.post(f"{entry}partes/fechas/", days)
    settle(code)
    again = f"{DESK}seguimientos/{start()}/"
    page = text(client.get(again))
    assert 'value="2027-02-01"' in page
    assert "Cambiar las fechas" in page


def test_evidence_is_attached_downloaded_and_taken_off(start, secretary, signed_in):
    client, entry = signed_in(secretary), f"{DESK}seguimientos/{start()}/"
    bad = {"archivo-title": "Acta", "archivo-file": SimpleUploadedFile("a.pdf", b"MZ")}
    assert "no corresponde a un pdf" in text(client.post(f"{entry}archivos/", bad), 400)
    good = {"archivo-title": "Acta", "archivo-file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")}
    assert client.post(f"{entry}archivos/", good).status_code == 302
    row = Entry.objects.open().get().evidence.get()
    assert content(client.get(f"{entry}respaldos/{row.pk}/")) == b"a,b\n1,2\n"
    assert client.get(f"{DESK}seguimientos/E-0001/respaldos/{row.pk}/").status_code == 404
    client.post(f"{entry}respaldos/{row.pk}/quitar/")
    assert not Entry.objects.open().get().evidence.exists()


def test_the_list_shows_what_waits_and_is_filtered(start, initiative, secretary, signed_in):
    client, code = signed_in(secretary), start(text="Algo.")
    initiative()
    actions.submit_entry(entry=code, by=secretary)
    page = text(client.get(DESK))
    assert f"{code}, proyecto 5.1" in page
    assert "Nada publicado" in page
    page = text(client.get(f"{DESK}?ver=iniciativas"))
    assert "5.3-001 Posta" in page
    assert "5.2 Plan" not in page
    page = text(client.get(f"{DESK}?seguimiento=ninguno&ver=nada"))
    assert "5.2 Plan" in page
    assert "5.3-001 Posta" not in page
    assert "cambie el filtro" in text(client.get(f"{DESK}?seguimiento=RETURNED"))


def test_a_new_project_is_started_and_discarded_by_the_forms(secretary, signed_in):
    client = signed_in(secretary)
    assert 'value="5.4"' in text(client.get(f"{DESK}nuevo/"))
    sent = {"name": "Puerto seco", "code": "5.1", "on": "2026-11-20"}
    assert "Ya hay un proyecto" in text(client.post(f"{DESK}nuevo/", sent), 400)
    client.post(f"{DESK}nuevo/", {**sent, "code": "5.4"})
    code = Entry.objects.get(project="5.4").code
    start = {"on": "2026-11-20"}
    assert f"en curso de 5.4: {code}" in text(client.post(f"{DESK}5.4/seguimiento/", start), 409)
    assert client.post(f"{DESK}seguimientos/{code}/descartar/").url == DESK
    assert client.get(f"{DESK}5.4/").status_code == 404
    answer = client.post(f"{DESK}5.1/seguimiento/", start)
    assert client.post(f"{answer.url}descartar/").url == f"{DESK}5.1/"
    assert client.post(f"{DESK}sectores/agregar/", {"name": "Deporte"}).status_code == 302
    assert "Ya hay un sector" in text(
        client.post(f"{DESK}sectores/agregar/", {"name": "salud"}), 400
    )
    assert Sector.objects.filter(code="deporte").exists()


def test_reading_takes_the_same_queries_however_many_projects_there_are(
    initiative, settle, django_assert_num_queries
):
    settle(initiative())
    for count in (3, 4):
        projects = list(Project.objects.order_by("pk")[:count])
        with django_assert_num_queries(9):
            in_force.of(projects)
    with django_assert_num_queries(3):
        desk_queries.rows()
