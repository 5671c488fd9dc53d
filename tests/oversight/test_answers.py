"""The clock, the official answer, the one extension, the one reply."""

from datetime import date, timedelta

import pytest

from emra.lib.errors import Conflict, DomainError
from emra.notices.models import Notice
from emra.oversight import actions, citizen_actions, clock, queries, upkeep
from emra.oversight.models import Observation
from tests.oversight.conftest import MONDAY, reply_to

pytestmark = pytest.mark.django_db
REPLY = "La respuesta no dice desde qué año."


def test_the_clock_counts_working_days_from_the_next_day():
    # 2026: 3 April is Good Friday, 1 May (Friday) and 21 May (Thursday) are holidays.
    assert clock.due(date(2026, 4, 6)) == date(2026, 5, 5)
    assert clock.extended(date(2026, 5, 5)) == date(2026, 5, 19)
    assert clock.taken(date(2026, 4, 2), date(2026, 4, 6)) == 1
    assert clock.typical([]) is None
    assert clock.typical([8, 1, 4]) == 4
    assert clock.typical([1, 4]) == 2.5


def test_an_answer_closes_and_is_told_with_its_office_and_its_days(answered, client, secretary):
    row, _secret = answered()
    shown = client.get(f"/contraloria/{row.code}/").content.decode()
    # From Monday the 6th to Thursday the 16th: eight working days.
    assert "8 días hábiles" in shown
    assert "La mide el INE." in shown
    assert "Secretaría Técnica" in shown
    assert secretary.username not in shown
    found = queries.indicators(MONDAY.date() + timedelta(days=90))
    assert (found.answered, found.days, found.overdue) == (1, 8.0, 0)


def test_an_unread_or_closed_one_takes_no_answer(observe, secretary):
    row, _secret = observe()
    with pytest.raises(Conflict, match="Primero publíquela"):
        reply_to(row, secretary)
    actions.keep_private(code=row.code, reason="DUPLICATE", note="", by=secretary)
    with pytest.raises(Conflict, match="no lleva respuesta"):
        reply_to(row, secretary)


def test_there_is_one_answer_one_reply_and_one_answer_to_it(answered, secretary):
    row, secret = answered()
    with pytest.raises(Conflict, match="solo para la réplica"):
        reply_to(row, secretary)
    citizen_actions.reply(secret=secret, text=REPLY, at=MONDAY + timedelta(days=12))
    with pytest.raises(Conflict, match="Ya envió su réplica"):
        citizen_actions.reply(secret=secret, text=REPLY, at=MONDAY + timedelta(days=13))
    reply_to(row, secretary, "Desde 2019.", days=14)
    with pytest.raises(Conflict, match="y su réplica"):
        reply_to(row, secretary)
    closed = Observation.objects.get().closed_at
    assert closed == MONDAY + timedelta(days=10), "the first answer is what closes"


def test_nobody_replies_before_there_is_an_answer(published):
    _row, secret = published()
    with pytest.raises(Conflict, match="Todavía no hay una respuesta"):
        citizen_actions.reply(secret=secret, text=REPLY, at=MONDAY)


def test_a_reply_is_moderated_too(answered, secretary, client):
    row, secret = answered()
    sent = client.post(f"/contraloria/seguimiento/{secret}/replica/", {"text": REPLY})
    assert sent.status_code == 302
    assert "Recibimos su réplica" in client.get(sent.url).content.decode()
    public = [f"/contraloria/{row.code}/", "/contraloria.csv", f"/api/v1/observations/{row.code}/"]
    assert not any(REPLY in client.get(address).content.decode() for address in public)
    told = Notice.objects.filter(person=secretary).values_list("text", flat=True)
    assert f"Llegó la réplica a su respuesta de {row.code}." in told
    actions.keep_reply_private(code=row.code, reason="OFFENSIVE", note="", by=secretary)
    assert not any(REPLY in client.get(address).content.decode() for address in public)
    actions.publish_reply(code=row.code, note="", by=secretary)
    assert all(REPLY in client.get(address).content.decode() for address in public)
    actions.keep_private(code=row.code, reason="PERSONAL_DATA", note="", by=secretary)
    assert client.get(public[0]).status_code == 404


def test_the_deadline_is_extended_once_with_a_reason_and_before_it_passes(published, secretary):
    row, _secret = published()
    extend = {"code": row.code, "by": secretary}
    with pytest.raises(DomainError, match="Escriba el motivo"):
        actions.extend(reason=" ", on=row.due_on, **extend)
    with pytest.raises(Conflict, match="El plazo venció"):
        actions.extend(reason="Falta", on=row.due_on + timedelta(days=1), **extend)
    longer = actions.extend(reason="Falta el informe del INE.", on=row.due_on, **extend)
    assert longer.due_on == date(2026, 5, 19)
    with pytest.raises(Conflict, match="solo se puede una vez"):
        actions.extend(reason="Otra vez", on=row.due_on, **extend)


def test_an_answered_one_has_no_deadline_to_extend(answered, secretary):
    row, _secret = answered()
    with pytest.raises(Conflict, match="ya está cerrada"):
        actions.extend(code=row.code, reason="Falta", on=row.due_on, by=secretary)


def test_overdue_is_counted_for_unread_and_private_ones_that_owe_an_answer(observe, secretary):
    observe()
    private, _secret = observe("Contiene datos de mi vecino, sin querer.")
    actions.keep_private(code=private.code, reason="PERSONAL_DATA", note="", by=secretary)
    closed, _secret = observe("Compre barato en mi sitio web hoy.")
    actions.keep_private(code=closed.code, reason="ADVERTISING", note="", by=secretary)
    assert queries.indicators(private.due_on).overdue == 0
    late = queries.indicators(private.due_on + timedelta(days=1))
    assert (late.overdue, late.waiting, late.kept) == (2, 0, 2)


def test_the_secretariat_is_reminded_and_each_occasion_is_told_once(observe, secretary, reviewer):
    row, _secret = observe()
    Notice.objects.all().delete()
    for _twice in range(2):
        upkeep.tend(MONDAY + timedelta(days=24))
    assert [notice.text for notice in Notice.objects.filter(person=secretary)] == [
        f"La observación {row.code} espera respuesta: vence en 2 días hábiles (plazo 05-05-2026)."
    ]
    upkeep.tend(MONDAY + timedelta(days=40))
    assert Notice.objects.filter(person=secretary).count() == 2
    assert not Notice.objects.filter(person=reviewer).exists()


def test_with_the_clock_set_back_an_answer_is_not_from_before_the_question(published, secretary):
    row, _secret = published()
    at = row.received_at - timedelta(hours=1)
    actions.answer(code=row.code, text="La mide el INE.", office="Secretaría", by=secretary, at=at)
    row.refresh_from_db()
    assert row.closed_at == row.received_at
