"""Whose data is whose: mails that leave nothing, erasure on request and by the calendar."""

import logging
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.ledger.models import Event
from emra.lib.errors import Conflict
from emra.lib.logs import HideSecrets
from emra.notices import actions as notices
from emra.notices.models import Mail
from emra.oversight import actions, citizen_actions
from emra.oversight.models import Observation, Reply
from tests.oversight.conftest import MONDAY, TEXT, reply_to

pytestmark = pytest.mark.django_db
PERSON = {"name": "Zqx Nombre", "email": "zqx@example.cl"}
LATER = MONDAY + timedelta(days=15)


def pdf(text=b"zqx"):
    return SimpleUploadedFile("zqx.pdf", b"%PDF-1.4 " + text)


def stored():
    """Every word that is kept of anybody, in the rows of the room and the outbox."""
    rows = [Observation, Reply, Mail, Event]
    return str([list(model.objects.values()) for model in rows]).lower()


def test_who_left_an_address_is_told_of_the_answer_and_no_row_of_it_stays(published, secretary):
    row, _secret = published(**PERSON)
    reply_to(row, secretary)
    assert Mail.objects.get().person is None
    notices.send_waiting(now=LATER + timedelta(days=3650))
    [sent] = mail.outbox
    assert sent.to == ["zqx@example.cl"]
    assert "La mide el INE." in sent.body
    assert f"/contraloria/{row.code}/" in sent.body
    assert not Mail.objects.exists()


def test_who_left_none_gets_no_mail_and_a_mail_server_away_loses_nothing(
    published, secretary, monkeypatch
):
    row, _secret = published()
    reply_to(row, secretary)
    assert not Mail.objects.exists()
    other, _secret = published("Otra observación con su correo.", **PERSON)
    reply_to(other, secretary)

    def away(*args, **options):
        raise OSError("mail server away")

    with monkeypatch.context() as patch:
        patch.setattr("emra.notices.actions.EmailMultiAlternatives.send", away)
        assert notices.send_waiting(now=LATER + timedelta(days=3650)) == 0
    assert Mail.objects.get().attempts == 1
    assert notices.send_waiting(now=LATER + timedelta(days=3651)) == 1


def test_erased_before_it_is_read_nothing_is_left_but_that_it_was(
    observe, client, settings, secretary
):
    row, secret = observe("Zqx texto con mis datos.", upload=pdf(), **PERSON)
    refused = client.post(f"/contraloria/seguimiento/{secret}/borrar/", {})
    assert refused.status_code == 400
    assert "Marque que lo entiende" in refused.content.decode()
    assert (
        client.post(f"/contraloria/seguimiento/{secret}/borrar/", {"sure": "on"}).status_code == 302
    )
    row.refresh_from_db()
    assert (row.state, row.private_reason, row.text) == ("PRIVATE", "WITHDRAWN", "")
    assert "zqx" not in stored()
    assert not list((settings.MEDIA_ROOT / "citizens").rglob("*pdf"))
    with pytest.raises(Conflict, match="ya se habían borrado"):
        citizen_actions.erase(secret=secret, at=LATER)
    with pytest.raises(Conflict, match="ya no hay texto"):
        actions.publish(code=row.code, evidence=False, note="", by=secretary)


def test_the_bytes_of_an_erased_file_are_gone_unless_another_sent_the_same(
    observe, settings, django_capture_on_commit_callbacks
):
    (row, secret), (_other, second) = (
        observe(text, upload=pdf()) for text in (TEXT, "Otra observación con el mismo archivo.")
    )
    path = next((settings.MEDIA_ROOT / "citizens").rglob(row.sha256))
    with django_capture_on_commit_callbacks(execute=True):
        citizen_actions.erase(secret=secret, at=LATER)
    assert path.exists(), "the other observation still has it"
    with django_capture_on_commit_callbacks(execute=True):
        citizen_actions.erase(secret=second, at=LATER)
    assert not path.exists()


def test_erased_after_it_was_published_the_text_stays_without_its_author(
    answered, client, secretary
):
    row, secret = answered(name_public=True, upload=pdf(), **PERSON)
    citizen_actions.reply(secret=secret, text="Zqx réplica que nadie ha leído.", at=LATER)
    citizen_actions.erase(secret=secret, at=LATER)
    shown = client.get(f"/contraloria/{row.code}/").content.decode()
    assert TEXT in shown
    assert "Zqx" not in shown
    assert "respaldo" not in shown.lower()
    assert client.get(f"/contraloria/{row.code}/respaldo/").status_code == 404
    assert "zqx" not in stored(), "the mail that had not left is gone too"


def test_after_its_time_the_address_and_an_unpublished_name_are_erased(
    answered, published, settings, secretary
):
    settings.CITIZEN_DATA_DAYS = 60
    old, _secret = answered(**PERSON)
    signed, _secret = answered("Otra, firmada con mi nombre.", name_public=True, **PERSON)
    waiting, _secret = published("Otra, que sigue sin respuesta.", **PERSON)
    closed = MONDAY + timedelta(days=10)
    assert actions.forget(now=closed + timedelta(days=60)) == 0
    assert actions.forget(now=closed + timedelta(days=61)) == 2
    assert actions.forget(now=closed + timedelta(days=62)) == 0
    rows = {row.pk: row for row in Observation.objects.all()}
    assert (rows[old.pk].name, rows[old.pk].email) == ("", "")
    assert (rows[signed.pk].name, rows[signed.pk].email) == ("Zqx Nombre", "")
    assert rows[waiting.pk].email == "zqx@example.cl", "it still waits for its answer"
    assert Event.objects.filter(verb="observation.erased", role="SYSTEM").count() == 2


def test_the_tracking_page_is_kept_by_nobody_and_its_address_goes_nowhere(observe, client):
    row, secret = observe()
    response = client.get(f"/contraloria/seguimiento/{secret}/")
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "strict-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert "ETag" not in response
    named = rf'(?:href|action|value)="[^"]*\b{row.pk}\b'
    assert re.search(named, response.content.decode()) is None
    for wrong in (secret[:-1], secret.upper(), "no-es-de-nadie", row.code):
        missing = client.get(f"/contraloria/seguimiento/{wrong}/")
        assert missing.status_code == 404
        assert row.code not in missing.content.decode()


def test_no_log_line_has_the_secret_of_a_page(settings):
    [handler] = settings.LOGGING["handlers"].values()
    assert handler["filters"] == ["secrets"]
    path = "/contraloria/seguimiento/0a1b2c/replica/"
    record = logging.makeLogRecord({"msg": "%s: %s", "args": ("Bad Request", path)})
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Bad Request: /contraloria/seguimiento/·/replica/"


def test_the_desk_shows_no_address_to_anybody(published, secretary, signed_in):
    row, _secret = published(**PERSON)
    shown = signed_in(secretary).get(f"/gestion/observaciones/{row.code}/").content.decode()
    assert "Zqx Nombre" in shown
    assert "pidió no publicar su nombre" in shown
    assert "zqx@example.cl" not in shown
