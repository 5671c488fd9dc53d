"""The cortes as a calendar that people subscribe to."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from emra.agreements.models import Period


def cortes() -> bytes:
    """An iCalendar with the cut-off and the entry deadline of every corte that has them."""
    calendar = Calendar()
    calendar.add("prodid", "-//EMRA Seguimiento//ES")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "EMRA Seguimiento")
    for period in Period.objects.order_by("id"):
        days = ((_("Fecha de corte"), period.cutoff_on), (_("Plazo de ingreso"), period.due_on))
        for place, (label, day) in enumerate(days):
            if day:
                calendar.add_component(_event(period, place, f"{label} {period.code}", day))
    return calendar.to_ical()


def _event(period: Period, place: int, summary: str, day: date) -> Event:
    event = Event()
    event.add("uid", f"{period.code}-{place}@emra-seguimiento")
    event.add("summary", summary)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    # The same for the same corte: a feed that changes only when a date does.
    event.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=UTC))
    event.add("url", settings.SITE_URL + reverse("entries", args=[period.code]))
    return event
