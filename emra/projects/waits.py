"""What waits in the desk of projects."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from emra.accounts.models import User
from emra.ledger.four_eyes import State
from emra.lib.waits import Wait
from emra.notices.desk import READERS
from emra.projects.models import Entry


def waits(person: User, today: date) -> Iterator[Wait]:
    if person.role not in READERS:
        return
    url = reverse("projects-desk")
    if n := Entry.objects.filter(state=State.SUBMITTED).count():
        said = ngettext(
            "%(n)d seguimiento de proyecto espera revisión",
            "%(n)d seguimientos de proyectos esperan revisión",
            n,
        )
        yield Wait(said % {"n": n}, url)
    if n := Entry.objects.filter(state=State.RETURNED).count():
        said = ngettext(
            "%(n)d seguimiento de proyecto devuelto", "%(n)d seguimientos de proyectos devueltos", n
        )
        yield Wait(said % {"n": n}, url)
