"""What is overdue, in working days, and who is told of it once."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from emra.accounts.models import Role
from emra.governance import due, reminders
from emra.governance.commitment_queries import Chosen, commitments
from emra.notices.models import Mail, Notice

SANTIAGO = ZoneInfo("America/Santiago")


def test_a_deadline_on_a_day_off_runs_out_on_the_next_working_day():
    # 18 and 19 September 2026 are Friday and Saturday.
    friday = date(2026, 9, 18)
    assert due.of(friday, date(2026, 9, 17)).ends_on == date(2026, 9, 21)
    assert due.of(friday, date(2026, 9, 17)).left == 1
    assert due.of(friday, date(2026, 9, 21)).left == 0
    assert due.of(friday, date(2026, 9, 22)).late == 1


def test_a_weekend_makes_nothing_later():
    friday = date(2026, 11, 20)
    assert [due.of(friday, date(2026, 11, day)).late for day in (20, 21, 22, 23, 24)] == [
        *(0, 0, 0),
        *(1, 2),
    ]


@pytest.mark.django_db
def test_the_list_of_what_is_overdue_counts_working_days(promise, complete, time_machine):
    late, fine, closed = (promise(due_on=date(2026, 12, day)) for day in (4, 18, 4))
    complete(closed)
    # Friday 4 December: 7 (1), 8 is a holiday, 9 (2), 10 (3), 11 (4).
    time_machine.move_to("2026-12-11T15:00:00Z", tick=False)
    found = commitments(Chosen(late=True), today=date(2026, 12, 11))
    assert [(row.code, row.late) for row in found] == [(late.code, 4)]
    every = commitments(today=date(2026, 12, 11))
    assert [row.code for row in every] == [late.code, fine.code, closed.code]


@pytest.mark.django_db
def test_those_who_follow_it_and_those_who_owe_it_are_told_once(
    promise, seat, person, secretary, reviewer
):
    member, stranger = person(Role.MEMBER), person(Role.MEMBER, "otra")
    seat("gore", username=member.username)
    seat("ucn", "Luz", username=stranger.username)
    promise(due_on=date(2026, 12, 4))
    ahead = datetime(2026, 11, 25, 9, tzinfo=SANTIAGO)  # 26, 27, 30, 1, 2, 3, 4: seven
    assert reminders.remind(ahead) == 3
    assert reminders.remind(ahead) == 0
    late = datetime(2026, 12, 10, 9, tzinfo=SANTIAGO)
    assert reminders.remind(late) == 3
    text = Notice.objects.filter(person=member).first().text
    assert "atrasado 3 días hábiles (plazo 04-12-2026)" in text
    assert not Notice.objects.filter(person=stranger).exists()
    assert Notice.objects.filter(person=secretary).count() == 2


@pytest.mark.django_db
def test_minutes_that_wait_or_came_back_are_told(held, secretary, reviewer, person):
    from emra.governance import minutes_actions

    row = held()
    minutes_actions.write_minutes(meeting=row.code, text="Uno.", submit=True, by=secretary)
    assert reminders.remind() == 1
    assert "espera aprobación" in Notice.objects.get(person=reviewer).text
    minutes_actions.return_minutes(meeting=row.code, reason="Falta.", by=reviewer)
    assert reminders.remind() == 1
    assert "devolvieron" in Notice.objects.get(person=secretary).text


@pytest.mark.django_db
def test_the_command_notices_and_mails(promise, reviewer, time_machine):
    reviewer.email = "cluster@example.cl"
    reviewer.save()
    promise(due_on=date(2026, 12, 4))
    time_machine.move_to("2026-12-14T15:00:00Z", tick=False)
    call_command("remind")
    assert "días hábiles" in Mail.objects.get(person=reviewer).text
