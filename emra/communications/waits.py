"""What waits in the desk of communications."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from emra.accounts.models import User
from emra.communications import queries
from emra.lib.waits import Wait
from emra.notices.desk import READERS


def waits(person: User, today: date) -> Iterator[Wait]:
    if person.role not in READERS:
        return
    url = reverse("communications-items")
    if n := len(queries.overdue(today)):
        said = ngettext("%(n)d pieza pasó su fecha", "%(n)d piezas pasaron su fecha", n)
        yield Wait(said % {"n": n}, url, late=True)
    if n := len(queries.waiting()):
        said = ngettext("%(n)d pieza espera aprobación", "%(n)d piezas esperan aprobación", n)
        yield Wait(said % {"n": n}, url)
    if n := len(queries.returned()):
        said = ngettext("%(n)d pieza devuelta", "%(n)d piezas devueltas", n)
        yield Wait(said % {"n": n}, url)
