"""The sessions of a body as calendars that people subscribe to: a public one and the desk's."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from emra.governance.models import Body, Commitment, Meeting

LASTS = timedelta(hours=2)


def public(body: Body) -> bytes:
    """The sessions, where they are held, and the days on which public commitments run out."""
    calendar = _calendar(body.name)
    address = settings.SITE_URL + reverse("body", args=[body.code])
    for row in _meetings(body):
        calendar.add_component(_session(row, address, row.place))
    for due in Commitment.objects.public().pending().filter(body=body):
        where = settings.SITE_URL + reverse("commitment", args=[due.code])
        calendar.add_component(_deadline(due, where))
    return calendar.to_ical()


def internal(body: Body) -> bytes:
    """The same with the links of the sessions, and the commitments of minutes not approved."""
    calendar = _calendar(_("%(body)s (interno)") % {"body": body.name})
    for row in _meetings(body):
        address = settings.SITE_URL + reverse("meeting", args=[row.code])
        where = " · ".join(filter(None, (row.place, row.link)))
        calendar.add_component(_session(row, address, where))
    for due in Commitment.objects.pending().filter(body=body):
        where = settings.SITE_URL + reverse("commitment-desk", args=[due.code])
        calendar.add_component(_deadline(due, where))
    return calendar.to_ical()


def _meetings(body: Body) -> Iterable[Meeting]:
    return Meeting.objects.filter(body=body).prefetch_related("agenda").order_by("at", "id")


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//EMRA Seguimiento//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"EMRA {name}")
    return calendar


def _session(row: Meeting, address: str, place: str) -> Event:
    event = Event()
    event.add("uid", f"{row.code}@emra-seguimiento")
    event.add("summary", row.body.name)
    event.add("dtstart", row.at.astimezone(UTC))
    event.add("dtend", (row.at + LASTS).astimezone(UTC))
    # The same for the same session: a feed that changes only when a session does.
    event.add("dtstamp", row.convened_at.astimezone(UTC))
    event.add("sequence", row.lock_version)
    event.add("status", "CANCELLED" if row.state == Meeting.State.CANCELLED else "CONFIRMED")
    event.add("location", place)
    event.add("description", "\n".join(f"{item.order}. {item.title}" for item in row.agenda.all()))
    event.add("url", address)
    return event


def _deadline(row: Commitment, address: str) -> Event:
    event = Event()
    event.add("uid", f"{row.code}@emra-seguimiento")
    event.add("summary", _("Vence %(code)s: %(text)s") % {"code": row.code, "text": row.text[:120]})
    event.add("dtstart", row.due_on)
    event.add("dtend", row.due_on + timedelta(days=1))
    event.add("dtstamp", _midnight(row.due_on))
    event.add("url", address)
    return event


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
