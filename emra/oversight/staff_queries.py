"""The inbox of the contraloría social: what waits, first what is due first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from emra.accounts.models import Role, User
from emra.governance import due
from emra.governance.due import Due
from emra.governance.numbers import number_of
from emra.lib.errors import Unknown
from emra.lib.subjects import Subject
from emra.oversight import queries
from emra.oversight.models import PREFIX, Observation, ObservationQuerySet, State

RECENT = 30


@dataclass(frozen=True)
class Waiting:
    """A row of the inbox, with its deadline in working days."""

    row: Observation
    subject: Subject
    due: Due


@dataclass(frozen=True)
class Inbox:
    """What asks for somebody, by what it asks for."""

    unread: tuple[Waiting, ...]
    unanswered: tuple[Waiting, ...]
    replies: tuple[Waiting, ...]
    to_take_up: tuple[Waiting, ...]
    to_commit: tuple[Waiting, ...]
    closed: tuple[Waiting, ...]


def inbox(person: User, today: date) -> Inbox:
    """What waits for moderation, an answer, a commission; only published ones for the Clúster."""
    rows = seen_by(person)
    open_rows = rows.owed().order_by("due_on", "pk")
    replied = rows.filter(reply__state=State.RECEIVED).order_by("reply__at")
    free = rows.filter(state=State.PUBLISHED)
    return Inbox(
        unread=_rows(open_rows.filter(state=State.RECEIVED), today),
        unanswered=_rows(open_rows.exclude(state=State.RECEIVED), today),
        replies=_rows(replied, today),
        to_take_up=_rows(free.filter(take_up__isnull=True)[:RECENT], today),
        to_commit=_rows(
            free.filter(take_up__isnull=False, take_up__commitment__isnull=True), today
        ),
        closed=_rows(
            rows.filter(closed_at__isnull=False).order_by(F("closed_at").desc())[:RECENT], today
        ),
    )


def seen_by(person: User) -> ObservationQuerySet:
    """All for the secretariat; for the others what anybody may read."""
    rows = Observation.objects.select_related("reply", "take_up__body", "take_up__commitment")
    return rows if person.role == Role.SECRETARIAT else rows.public()


def one(code: str, person: User) -> Observation:
    """An observation as `person` may open it; raises Unknown."""
    row = seen_by(person).filter(pk=number_of(code, PREFIX)).first()
    if row is None or row.code != code:
        raise Unknown(_("No existe la observación «%(code)s».") % {"code": code[:20]})
    return row


def waiting(row: Observation, today: date) -> Waiting:
    return _rows([row], today)[0]


def _rows(rows: Iterable[Observation], today: date) -> tuple[Waiting, ...]:
    kept = list(rows)
    titles = queries.titles_of({row.subject_kind for row in kept})
    return tuple(
        Waiting(row, queries.subject_of(row, titles), due.of(row.due_on, today)) for row in kept
    )
