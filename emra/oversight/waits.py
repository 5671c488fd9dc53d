"""What waits in the desk of the contraloría social."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from emra.accounts.models import User
from emra.lib.waits import Wait
from emra.oversight.actions import TAKERS
from emra.oversight.staff_queries import inbox


def waits(person: User, today: date) -> Iterator[Wait]:
    if person.role not in TAKERS:
        return
    found, url = inbox(person, today), reverse("observations-desk")
    if n := len(found.unread):
        said = ngettext("%(n)d observación por leer", "%(n)d observaciones por leer", n)
        yield Wait(said % {"n": n}, url, late=any(one.due.late for one in found.unread))
    if n := len(found.unanswered):
        said = ngettext("%(n)d observación por responder", "%(n)d observaciones por responder", n)
        yield Wait(said % {"n": n}, url, late=any(one.due.late for one in found.unanswered))
    if n := len(found.replies):
        said = ngettext("%(n)d réplica por leer", "%(n)d réplicas por leer", n)
        yield Wait(said % {"n": n}, url)
