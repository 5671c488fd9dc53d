"""The communications as calendars that people subscribe to: a public one and the desk's."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from emra.communications import months, plan_queries, queries


def public() -> bytes:
    """What was published, and the campaigns that have dates."""
    calendar = _calendar(_("EMRA comunicaciones"))
    for item in queries.published():
        assert item.on is not None
        calendar.add_component(
            _event(f"publicada-{item.id}", item.title, item.on, item.on, item.link)
        )
    _add_campaigns(calendar, settings.SITE_URL + reverse("communications-plan"))
    return calendar.to_ical()


def internal(today: date) -> bytes:
    """Everything with a day, in whatever state, of two years around today."""
    calendar = _calendar(_("EMRA plan de comunicaciones"))
    for item in queries.in_days(months.move(months.of(today), -12), queries.until(today)):
        assert item.on is not None
        address = settings.SITE_URL + reverse("communications-item", args=[item.id])
        summary = f"{item.title} ({item.state_name})"
        calendar.add_component(_event(f"pieza-{item.id}", summary, item.on, item.on, address))
    _add_campaigns(calendar, settings.SITE_URL + reverse("communications-desk-plan"))
    return calendar.to_ical()


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//EMRA Seguimiento//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def _add_campaigns(calendar: Calendar, address: str) -> None:
    for row in plan_queries.campaigns():
        if row.starts_on and row.ends_on:
            summary = f"{row.name}: {row.about}" if row.about else row.name
            calendar.add_component(
                _event(f"campana-{row.number}", summary, row.starts_on, row.ends_on, address)
            )


def _event(uid: str, summary: str, first: date, last: date, address: str) -> Event:
    event = Event()
    event.add("uid", f"{uid}@emra-seguimiento")
    event.add("summary", summary)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    # The same for the same piece: a feed that changes only when a date does.
    event.add("dtstamp", datetime(first.year, first.month, first.day, tzinfo=UTC))
    event.add("url", address)
    return event
