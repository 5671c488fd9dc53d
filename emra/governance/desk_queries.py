"""What the desk of governance shows: everything, drafts and links included."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from emra.accounts.models import User
from emra.governance import commitment_queries
from emra.governance.commitment_queries import CommitmentView
from emra.governance.models import Body, Commitment, Meeting, Minutes
from emra.governance.seats import bodies_of
from emra.notices.desk import READERS


@dataclass(frozen=True)
class Desk:
    """What asks for somebody's attention in the bodies they may open."""

    bodies: tuple[Body, ...]
    meetings: tuple[Meeting, ...]
    waiting: tuple[Minutes, ...]
    returned: tuple[Minutes, ...]
    untold: tuple[Meeting, ...]
    late: tuple[CommitmentView, ...]
    pending: tuple[CommitmentView, ...]


def desk(person: User, today: date) -> Desk:
    codes = _open_to(person)
    meetings = Meeting.objects.filter(body__in=codes).select_related("body", "minutes")
    kept = Minutes.objects.filter(meeting__body__in=codes).select_related("meeting__body", "author")
    rows = commitment_queries.views(Commitment.objects.pending().filter(body__in=codes), today)
    rows.sort(key=lambda row: (row.due_on, row.id))
    return Desk(
        bodies=tuple(Body.objects.filter(pk__in=codes)),
        meetings=tuple(meetings.filter(state="CONVENED").order_by("at", "id")),
        waiting=tuple(kept.filter(state="SUBMITTED").order_by("meeting")),
        returned=tuple(kept.filter(state="RETURNED").order_by("meeting")),
        untold=tuple(meetings.filter(state="HELD", minutes=None).order_by("at", "id")),
        late=tuple(row for row in rows if row.late),
        pending=tuple(row for row in rows if not row.late),
    )


def meetings_of(body: str) -> "QuerySet[Meeting]":
    return Meeting.objects.filter(body=body).select_related("minutes")


def _open_to(person: User) -> Collection[str]:
    if person.role in READERS:
        return list(Body.objects.values_list("code", flat=True))
    return bodies_of(person)
