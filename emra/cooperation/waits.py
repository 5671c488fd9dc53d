"""What waits in the desk of cooperation."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import ngettext

from emra.accounts.models import User
from emra.cooperation import desk_queries, queries
from emra.ledger.four_eyes import State
from emra.lib.waits import Wait
from emra.notices.desk import READERS


def waits(person: User, today: date) -> Iterator[Wait]:
    if person.role not in READERS:
        return
    url, states = reverse("cooperation-desk"), [row.state for row in desk_queries.waiting()]
    if n := sum(len(row.late) for row in queries.covenants(today)):
        said = ngettext("%(n)d evaluación atrasada", "%(n)d evaluaciones atrasadas", n)
        yield Wait(said % {"n": n}, url, late=True)
    if n := states.count(State.SUBMITTED):
        said = ngettext(
            "%(n)d documento de cooperación espera revisión",
            "%(n)d documentos de cooperación esperan revisión",
            n,
        )
        yield Wait(said % {"n": n}, url)
    if n := states.count(State.RETURNED):
        said = ngettext(
            "%(n)d documento de cooperación devuelto",
            "%(n)d documentos de cooperación devueltos",
            n,
        )
        yield Wait(said % {"n": n}, url)
