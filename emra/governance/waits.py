"""What waits in the desk of governance."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from emra.accounts.models import Role, User
from emra.governance.desk_queries import desk
from emra.lib.waits import Wait
from emra.notices.desk import READERS


def waits(person: User, today: date) -> Iterator[Wait]:
    if person.role not in (*READERS, Role.MEMBER):
        return
    found, url = desk(person, today), reverse("governance-desk")
    if n := len(found.late):
        said = ngettext("%(n)d compromiso atrasado", "%(n)d compromisos atrasados", n)
        yield Wait(said % {"n": n}, url, late=True)
    if n := len(found.waiting):
        said = ngettext("%(n)d acta espera aprobación", "%(n)d actas esperan aprobación", n)
        yield Wait(said % {"n": n}, url)
    if n := len(found.returned):
        said = ngettext("%(n)d acta devuelta", "%(n)d actas devueltas", n)
        yield Wait(said % {"n": n}, url)
    if n := len(found.untold):
        said = ngettext("%(n)d sesión sin acta", "%(n)d sesiones sin acta", n)
        yield Wait(said % {"n": n}, url)
