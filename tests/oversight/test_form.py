"""The public form: what is written in it is never lost, and only people get it through."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from emra.notices.models import Notice
from emra.oversight import protection
from emra.oversight.models import Observation
from tests.oversight.conftest import FORM, MONDAY, TEXT, filled

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def page(response):
    return response.content.decode()


def test_it_opens_about_what_the_page_it_came_from_shows(strategy, client):
    shown = page(client.get(f"{FORM}?sobre=AGREEMENT:A12"))
    assert '<option value="AGREEMENT:A12" selected>' in shown
    assert "TARGET:" not in shown, "a target is observed at its agreement"
    # Nobody between keeps it; going back, the browser shows the form that was sent, not another.
    kept = client.get(FORM)["Cache-Control"]
    assert "no-cache" in kept
    assert "private" in kept
    assert "no-store" not in kept


@pytest.mark.parametrize("asked", ["AGREEMENT:A99", "NADA", "TARGET:A01", "<script>"])
def test_an_unknown_subject_is_said_and_another_can_be_chosen(strategy, client, asked):
    response = client.get(FORM, {"sobre": asked})
    assert response.status_code == 200
    assert "No encontramos aquello" in page(response)
    assert "<script>" not in page(response)


def test_what_is_sent_is_received_and_its_address_is_shown_once(strategy, client, secretary):
    response = client.post(FORM, filled(MONDAY, name="Ana", email="ana@example.cl"))
    row = Observation.objects.get()
    assert response.status_code == 302
    assert "/contraloria/seguimiento/" in response.url
    assert (row.state, row.subject, row.due_on.isoformat()) == (
        "RECEIVED",
        "AGREEMENT:A12",
        "2026-05-05",
    )
    secret = response.url.split("/")[3]
    assert row.tracking_digest == protection.digest_of(secret)
    assert secret not in str(Observation.objects.values().get()), "only the digest is kept"
    shown = page(client.get(response.url))
    assert "Guarde esta dirección ahora" in shown
    notice = Notice.objects.get(person=secretary)
    assert notice.text == f"Llegó la observación {row}: hay que responderla hasta el 05-05-2026."
    assert client.get(f"/contraloria/{row.code}/").status_code == 404, "nobody moderated it yet"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Escriba su observación."),
        ({"text": "Muy corta"}, "Cuente un poco más"),
        ({"text": "x" * 4001}, "Tiene 4001 caracteres y caben 4000: acórtela."),
        ({"subject": ""}, "Elija de qué trata"),
        ({"subject": "AGREEMENT:A99"}, "Elija de la lista"),
        ({"email": "sin arroba"}, "Escriba un correo como"),
        ({"link": "javascript:alert(1)"}, "que empiece con https://"),
        ({"name_public": "on"}, "Escriba el nombre que quiere"),
        ({"asunto": "Viagra"}, "campo oculto"),
        ({"opened": "inventado"}, "no llegó completo"),
        ({"opened": ""}, "no llegó completo"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_text_stays(strategy, client, wrong, said):
    sent = filled(MONDAY, **{"text": f"{TEXT} Lo digo yo.", **wrong})
    response = client.post(FORM, sent)
    assert response.status_code == 400
    assert said in page(response)
    if "text" not in wrong:
        assert f"{TEXT} Lo digo yo." in page(response)
    assert not Observation.objects.exists()
    assert "Viagra" not in page(response), "the decoy comes back empty: sending again works"


def test_too_fast_is_asked_to_wait_and_then_the_same_form_goes_through(strategy, client):
    sent = filled(MONDAY, opened=protection.new_form(MONDAY - timedelta(seconds=1)))
    response = client.post(FORM, sent)
    assert response.status_code == 400
    assert "demasiado rápido" in page(response)
    assert sent["opened"] in page(response)
    with time_machine.travel(MONDAY + timedelta(seconds=5), tick=False):
        assert client.post(FORM, sent).status_code == 302


def test_too_old_gets_a_new_form_with_the_same_text(strategy, client):
    sent = filled(MONDAY, opened=protection.new_form(MONDAY - timedelta(hours=13)))
    response = client.post(FORM, sent)
    assert response.status_code == 400
    assert TEXT in page(response)
    assert response.context["opened"] != sent["opened"]
    with time_machine.travel(MONDAY + timedelta(seconds=5), tick=False):
        again = client.post(FORM, {**sent, "opened": response.context["opened"]})
    assert again.status_code == 302


def test_a_form_sent_twice_is_one_observation_with_one_address(strategy, client):
    sent = filled(MONDAY)
    first, second = client.post(FORM, sent), client.post(FORM, sent)
    assert first.url == second.url
    assert Observation.objects.count() == 1
    other = client.post(FORM, {**sent, "text": "Otra cosa muy distinta de la primera."})
    assert other.status_code == 409
    assert "Otra cosa muy distinta" in page(other)
    assert Observation.objects.count() == 1


def test_a_file_is_judged_by_its_content_and_kept_apart_from_the_evidence(
    strategy, client, settings
):
    bad = SimpleUploadedFile("foto.pdf", b"MZ\x90 no es un pdf")
    response = client.post(FORM, filled(MONDAY, file=bad))
    assert response.status_code == 400
    assert "no corresponde a un pdf" in page(response)
    assert "vuelva a elegirlo" in page(response)
    good = SimpleUploadedFile("mi nombre.pdf", b"%PDF-1.4 acta")
    assert client.post(FORM, filled(MONDAY, file=good)).status_code == 302
    row = Observation.objects.get()
    assert "mi nombre" not in str(Observation.objects.values().get())
    kept = list((settings.MEDIA_ROOT / "citizens").rglob(row.sha256))
    assert len(kept) == 1
    assert not (settings.MEDIA_ROOT / "evidence").exists()


def test_a_body_larger_than_any_form_is_refused_unread(strategy, client, settings):
    settings.BODY_MAX_BYTES = 500
    response = client.post(FORM, filled(MONDAY, text="x" * 600))
    assert response.status_code == 413
    assert "Vuelva atrás" in page(response)
    assert not Observation.objects.exists()


def test_csrf_stays_on(strategy):
    client = Client(enforce_csrf_checks=True)
    assert client.post(FORM, filled(MONDAY)).status_code == 403
    shown = client.get(FORM)
    token = shown.context["csrf_token"]
    answer = client.post(FORM, {**filled(MONDAY), "csrfmiddlewaretoken": str(token)})
    assert answer.status_code == 302
