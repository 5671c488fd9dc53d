"""The desk: the month, a piece's forms, moving, importing, quotas; bad input at its field."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.communications import actions
from emra.communications.models import Campaign, ContentItem, ImportBatch, QuotaVersion
from tests.house import content

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
DESK = "/gestion/comunicaciones/"
FORM = {
    "title": "Qué es la EMRA",
    "scheduled_on": "2026-05-12",
    "channel": "redes-sociales",
    "format": "publicacion",
    "kind": "educativa",
    "version": "0",
}


@pytest.fixture
def desk(strategy, client, secretary):
    """Send a form as the secretariat, or read a page, and get the answer's text."""
    client.force_login(secretary)

    def send(address, data=None, status=200, **options):
        answer = client.get(DESK + address) if data is None else client.post(DESK + address, data)
        assert answer.status_code == status, content(answer).decode()[-3000:]
        return content(answer).decode()

    return send


def test_the_month_shows_its_pieces_their_states_and_the_quota(desk, write):
    write("Qué es la EMRA", date(2026, 12, 10))
    shown = desk("?mes=2026-12")
    assert "Diciembre de 2026" in shown
    assert 'data-day="2026-12-10"' in shown
    assert "Qué es la EMRA" in shown
    assert "Redactada" in shown
    assert "0 publicadas · 1 en preparación · faltan 39 · pide 40 a 48" in shown


def test_a_month_without_quota_can_be_planned_and_says_so(desk):
    assert "Sin cuota definida." in desk("?mes=2025-03")


def test_a_piece_is_written_and_handed_over_by_a_form(desk):
    desk("piezas/nueva/", {**FORM, "ready": "1"}, status=302)
    item = ContentItem.objects.get()
    assert (item.title, item.state) == ("Qué es la EMRA", "DRAFTED")
    desk(f"piezas/{item.pk}/guardar/", {**FORM, "title": "Otro", "version": "1"}, status=302)
    item.refresh_from_db()
    assert (item.title, item.state) == ("Otro", "IDEA")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Escriba el título."),
        ({"title": "x" * 201}, "200"),
        ({"scheduled_on": "31-02-2026"}, "Escriba la fecha como 21-11-2026."),
        ({"scheduled_on": "0026-05-12"}, "Revise el año"),
        ({"scheduled_on": "1926-05-12"}, "entre 2023 y 2050"),
        ({"channel": "nada"}, "nada"),
        ({"format": "articulo"}, "es de Sitio web"),
        ({"campaign": "9"}, "9"),
    ],
)
def test_bad_input_stands_at_its_field_with_the_text_kept(desk, change, said):
    shown = desk("piezas/nueva/", {**FORM, "body": "No perder esto", **change}, status=400)
    assert said in shown
    assert "No perder esto" in shown
    assert "field__error" in shown
    assert not ContentItem.objects.exists()


def test_a_piece_is_moved_by_the_form_below_the_calendar(desk, write):
    item = write("Qué es la EMRA", date(2026, 12, 10))
    move = {"mover-item": item.pk, "mover-to": "2027-01-04"}
    desk("mover/?mes=2026-12", move, status=302)
    assert ContentItem.objects.get().scheduled_on == date(2027, 1, 4)
    for bad in ({"mover-to": "mañana"}, {"mover-to": ""}, {"mover-item": "999"}):
        shown = desk("mover/?mes=2027-01", {**move, "mover-to": "2027-01-05", **bad}, status=400)
        assert "field__error" in shown
    assert ContentItem.objects.get().scheduled_on == date(2027, 1, 4)


def test_a_reviewer_returns_with_a_reason_and_approves(desk, write, client, reviewer):
    item = write()
    client.force_login(reviewer)
    shown = desk(f"piezas/{item.pk}/devolver/", {"reason": " ", "version": "1"}, status=400)
    assert "Escriba el motivo de la devolución." in shown
    desk(f"piezas/{item.pk}/aprobar/", {"version": "1"}, status=302)
    assert ContentItem.objects.get().state == "APPROVED"


def test_the_drafter_is_told_that_another_person_approves(desk, write):
    item = write()
    assert "Usted escribió en esta pieza" in desk(f"piezas/{item.pk}/")
    desk(f"piezas/{item.pk}/aprobar/", {"version": "1"}, status=302)
    assert "Quien redactó la pieza no puede aprobarla" in desk(f"piezas/{item.pk}/")
    assert ContentItem.objects.get().state == "DRAFTED"


def test_publishing_and_measuring_refuse_what_cannot_be(desk, write, reviewer):
    item = write()
    actions.approve_item(item=item.pk, by=reviewer)
    address = f"piezas/{item.pk}/publicar/"
    for data in ({"link": "", "published_on": "2026-05-12"}, {"link": "https://x.cl"}):
        assert "field__error" in desk(address, data, status=400)
    desk(address, {"link": "https://x.cl/a", "published_on": "2026-05-12"}, status=302)
    measure = {"reach": "1.250", "interactions": "", "measured_on": "2026-05-20"}
    for bad in ({"reach": "-3"}, {"reach": "1,5"}, {"reach": ""}, {"measured_on": "2026-05-01"}):
        assert "field__error" in desk(f"piezas/{item.pk}/medir/", {**measure, **bad}, status=400)
    desk(f"piezas/{item.pk}/medir/", measure, status=302)
    assert ContentItem.objects.get().reach == 1250


def test_a_campaign_takes_both_dates_or_none(desk):
    form = {"starts_on": "2026-08-01", "ends_on": "", "about": "theme:mes-mineria", "version": "1"}
    assert "las dos fechas, o ninguna" in desk("campanas/2/", form, status=400)
    desk("campanas/2/", {**form, "ends_on": "2026-08-31"}, status=302)
    row = Campaign.objects.get(number=2)
    assert (row.starts_on, row.theme_id, row.objective_id) == (
        date(2026, 8, 1),
        "mes-mineria",
        None,
    )
    stale = {**form, "ends_on": "2026-08-31"}
    assert "Otra persona cambió esta campaña" in desk("campanas/2/", stale, status=409)
    desk("campanas/8/", status=404)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"valid_from": "2026-13"}, "no es un mes"),
        ({"valid_from": "2025-04"}, "ya terminó"),
        ({"format-reel-min": "-1"}, "no puede ser negativa"),
        ({"format-reel-min": "", "format-reel-max": "4"}, "también el mínimo"),
        ({"format-reel-min": "5", "format-reel-max": "4"}, "no puede ser menor"),
        ({"reason": ""}, "Explique por qué cambian las cuotas."),
    ],
)
def test_wrong_quotas_are_refused_at_their_field(desk, change, said):
    form = {"valid_from": "2049-01", "reason": "Más", "format-reel-min": "4", **change}
    shown = desk("cuotas/fijar/", form, status=400)
    assert said in shown
    assert QuotaVersion.objects.count() == 1


def test_a_negative_minimum_is_not_told_to_be_missing(desk):
    form = {"valid_from": "2049-01", "reason": "Más", "format-reel-min": "-1"}
    shown = desk("cuotas/fijar/", {**form, "format-reel-max": "4"}, status=400)
    assert "no puede ser negativa" in shown
    assert "también el mínimo" not in shown


def test_an_import_is_shown_confirmed_and_undone(desk):
    rows = "Título,Canal,Contenido\nUna,Sitio web,Buenas prácticas\n,Sitio web,Buenas prácticas\n"
    wrong = SimpleUploadedFile("p.csv", rows.encode())
    desk("importar/", {"file": wrong}, status=302)
    batch = ImportBatch.objects.get()
    shown = desk(f"lotes/{batch.pk}/")
    assert "Fila 3, columna Título: Falta el título." in shown
    assert "Crear" not in shown
    desk(f"lotes/{batch.pk}/confirmar/", {}, status=302)
    assert not ContentItem.objects.exists()
    fine = SimpleUploadedFile("p.csv", rows.replace("\n,", "\nDos,").encode())
    desk("importar/", {"file": fine}, status=302)
    pk = ImportBatch.objects.latest("id").pk
    desk(f"lotes/{pk}/confirmar/", {}, status=302)
    assert ContentItem.objects.count() == 2
    desk(f"lotes/{pk}/deshacer/", {}, status=302)
    assert ContentItem.objects.count() == 0
