"""Who is told what about a corte, and how often."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from emra.accounts.models import Role
from emra.agreements import reminders, review_actions
from emra.notices import actions
from emra.notices.models import Mail, Notice

pytestmark = pytest.mark.django_db
# The fixture's corte is due on 15-07-2026.
WEEK_BEFORE = datetime(2026, 7, 8, 9, tzinfo=ZoneInfo("America/Santiago"))


def texts(person):
    return [notice.text for notice in Notice.objects.filter(person=person).order_by("id")]


def with_mail(person):
    person.email = f"{person.username}@example.cl"
    person.save()
    return person


def test_the_secretariat_is_told_of_the_deadline_once(corte, secretary, reviewer):
    for _again in range(3):
        reminders.remind(WEEK_BEFORE)
    assert texts(secretary) == [
        "Faltan por enviar 19 acuerdos del corte 2026-T2: el plazo es 15-07-2026 (en 7 días)."
    ]
    assert texts(reviewer) == []


def test_each_occasion_is_told_with_what_is_missing_then(corte, secretary, submit):
    reminders.remind(WEEK_BEFORE)
    submit("A12", "40")
    reminders.remind(WEEK_BEFORE + timedelta(days=10))
    assert texts(secretary)[-1] == (
        "Faltan por enviar 18 acuerdos del corte 2026-T2: el plazo es 15-07-2026 (hace 3 días)."
    )
    assert Notice.objects.filter(person=secretary).count() == 2


def test_a_submitted_report_is_told_to_reviewers_and_a_returned_one_to_its_author(
    corte, secretary, reviewer, submit, person
):
    away = person(Role.CLUSTER, "de-baja")
    away.is_active = False
    away.save()
    report = submit("A12", "40")
    reminders.remind(WEEK_BEFORE - timedelta(days=30))
    assert texts(reviewer) == ["El avance de A12 del corte 2026-T2 espera su revisión."]
    review_actions.return_progress(report=report.code, reason="Falta el acta", by=reviewer)
    reminders.remind(WEEK_BEFORE - timedelta(days=30))
    assert texts(secretary) == ["Le devolvieron el avance de A12 del corte 2026-T2."]
    assert texts(away) == []


def test_nobody_gets_two_mails_within_a_day(corte, secretary, submit):
    with_mail(secretary)
    reminders.remind(WEEK_BEFORE)
    actions.notify(person=secretary, key="otra", text="Otra cosa", path="/", at=WEEK_BEFORE)
    reminders.remind(WEEK_BEFORE + timedelta(hours=23, minutes=59))
    assert len(mail.outbox) == 1
    reminders.remind(WEEK_BEFORE + timedelta(days=1))
    assert [message.to for message in mail.outbox] == [["secretariat@example.cl"]] * 2
    assert "Otra cosa" in mail.outbox[1].body
    assert "Faltan por enviar" not in mail.outbox[1].body


@pytest.mark.parametrize(("frequency", "sent"), [("DAILY", 2), ("WEEKLY", 1), ("OFF", 0)])
def test_each_person_chooses_how_often(corte, secretary, frequency, sent):
    with_mail(secretary)
    actions.set_frequency(person=secretary, frequency=frequency)
    for day in range(2):
        at = WEEK_BEFORE + timedelta(days=day)
        actions.notify(person=secretary, key=f"dia-{day}", text="Algo", path="/", at=at)
        actions.bundle(now=at)
        actions.send_waiting(now=at)
    assert len(mail.outbox) == sent
    assert Notice.objects.filter(person=secretary).count() == 2


def test_somebody_without_an_address_keeps_their_inbox_and_gets_no_mail(corte, secretary):
    reminders.remind(WEEK_BEFORE)
    assert len(texts(secretary)) == 1
    assert not Mail.objects.exists()


def test_a_mail_has_the_links_in_text_and_in_html(corte, secretary, settings):
    settings.SITE_URL = "https://seguimiento.example.cl"
    with_mail(secretary)
    reminders.remind(WEEK_BEFORE)
    link = "https://seguimiento.example.cl/gestion/avances/2026-T2/"
    message = mail.outbox[0]
    assert message.subject == "EMRA: 1 aviso"
    assert link in message.body
    html, kind = message.alternatives[0]
    assert kind == "text/html"
    assert f'href="{link}"' in html


def test_a_dead_mail_server_loses_nothing(corte, secretary, monkeypatch):
    with_mail(secretary)

    def refuse(self, *args, **options):
        raise ConnectionRefusedError("el servidor de correo no responde")

    with monkeypatch.context() as dead:
        dead.setattr("django.core.mail.EmailMessage.send", refuse)
        for minute in (0, 1, 3):
            reminders.remind(WEEK_BEFORE + timedelta(minutes=minute))
    waiting = Mail.objects.get()
    # Tried at once, not after 1 minute (it waits 2), and at 3; then it waits 4 more.
    assert (waiting.sent_at, waiting.attempts) == (None, 2)
    assert waiting.try_after == WEEK_BEFORE + timedelta(minutes=7)
    reminders.remind(WEEK_BEFORE + timedelta(minutes=6))
    assert mail.outbox == []
    reminders.remind(WEEK_BEFORE + timedelta(minutes=7))
    assert len(mail.outbox) == 1
    reminders.remind(WEEK_BEFORE + timedelta(minutes=8))
    assert len(mail.outbox) == 1
