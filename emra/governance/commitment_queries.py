"""The commitments as pages, exports and API read them, each with what changed after it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from emra.governance import due
from emra.governance.models import Commitment, CommitmentChange, Meeting
from emra.governance.models.commitments import PENDING, CommitmentQuerySet
from emra.governance.numbers import number_of
from emra.lib import subjects
from emra.lib.errors import Unknown
from emra.lib.source_text import SourceText
from emra.lib.subjects import Change, Subject

State = Commitment.State
# A decision about a target is answered by the figure, and the other way round.
FIGURES = {"AGREEMENT": ("AGREEMENT", "TARGET"), "TARGET": ("TARGET", "AGREEMENT")}


@dataclass(frozen=True)
class StepView:
    """A step in a commitment's life, with the office that took it."""

    kind: str
    kind_name: str
    at: datetime
    office: str
    text: str
    due_from: date | None
    due_to: date | None


@dataclass(frozen=True)
class CommitmentView:
    """A commitment; `left` are working days until its deadline runs out, None once closed."""

    id: int
    code: str
    body: str
    body_name: str
    text: str
    owner: str
    owner_name: str
    due_on: date
    first_due_on: date
    ends_on: date
    left: int | None
    state: str
    state_name: str
    subject_key: str
    subject: Subject | None
    meeting: str
    told: bool
    origin: str
    decided_at: datetime
    closed_at: datetime | None
    reason: str
    evidence_link: str
    has_file: bool
    steps: tuple[StepView, ...]
    effects: tuple[Change, ...]

    @property
    def pending(self) -> bool:
        return self.state in PENDING

    @property
    def late(self) -> int:
        """Working days past the deadline; 0 where it is not overdue."""
        return max(0, -self.left) if self.left is not None else 0

    @property
    def about(self) -> str:
        """What it is about in words."""
        if self.subject is None:
            return self.subject_key
        return SourceText(f"{self.subject.code} {self.subject.title}")


@dataclass(frozen=True)
class Chosen:
    """What a list is asked for; "" and False for everything."""

    body: str = ""
    owner: str = ""
    state: str = ""
    late: bool = False

    @property
    def any(self) -> bool:
        return bool(self.body or self.owner or self.state or self.late)


@dataclass(frozen=True)
class Effects:
    """Decisions that no published figure answers, and figures that moved without a decision."""

    without_effect: tuple[CommitmentView, ...]
    without_decision: tuple[Change, ...]


def commitments(
    chosen: Chosen = Chosen(), *, today: date, public: bool = True
) -> tuple[CommitmentView, ...]:
    """The commitments that match, those that are due first, closed ones last."""
    rows = Commitment.objects.public() if public else Commitment.objects.all()
    rows = rows.filter(body=chosen.body) if chosen.body else rows
    rows = rows.filter(owner=chosen.owner) if chosen.owner else rows
    rows = rows.filter(state=chosen.state) if chosen.state else rows
    rows = rows.pending() if chosen.late else rows
    found = [row for row in views(rows, today) if not chosen.late or row.late]
    return tuple(sorted(found, key=lambda row: (not row.pending, row.due_on, row.id)))


def commitment(code: str, *, today: date, public: bool = True) -> CommitmentView:
    """One commitment; raises Unknown where it does not exist or is not public yet."""
    rows = Commitment.objects.public() if public else Commitment.objects.all()
    found = views(rows.filter(pk=number_of(code, "C")), today)
    if not found:
        raise Unknown(_("No hay un compromiso público «%(code)s».") % {"code": code[:20]})
    return found[0]


def about(kind: str, code: str, *, today: date) -> tuple[CommitmentView, ...]:
    """The public commitments about something; of an agreement, those about its target too."""
    rows = Commitment.objects.public().filter(subject_kind__in=_answering(kind), subject_code=code)
    return tuple(views(rows, today))


def of_meeting(meeting: Meeting, *, today: date) -> tuple[CommitmentView, ...]:
    return tuple(views(Commitment.objects.filter(meeting=meeting), today))


def effects(today: date) -> Effects:
    """What the decisions moved, and what moved by itself."""
    every = [row for row in commitments(today=today) if row.state != State.WITHDRAWN]
    first: dict[tuple[str, str], datetime] = {}
    for row in every:
        for kind in _answering(row.subject_key.partition(":")[0]):
            place = kind, row.subject_key.partition(":")[2]
            first[place] = min(row.decided_at, first.get(place, row.decided_at))
    latest = {(change.kind, change.code): change for change in subjects.changes()}
    return Effects(
        without_effect=tuple(row for row in every if row.subject_key and not row.effects),
        without_decision=tuple(
            change
            for place, change in sorted(latest.items())
            if place not in first or first[place] >= change.at
        ),
    )


def views(rows: CommitmentQuerySet, today: date) -> list[CommitmentView]:
    """The rows whole: their steps, what they are about, what changed since; five queries and
    those of the kinds they name."""
    kept = list(
        rows.select_related("body", "owner", "meeting__minutes").prefetch_related("changes__by")
    )
    if not kept:
        return []
    known = subjects.named(row.subject for row in kept if row.subject)
    changes = subjects.changes() if known else ()
    return [_view(row, today, known, changes) for row in kept]


def _view(
    row: Commitment, today: date, known: dict[str, Subject], changes: Sequence[Change]
) -> CommitmentView:
    steps = tuple(_steps(row.changes.all()))
    deadline = due.of(row.due_on, today)
    minutes = getattr(row.meeting, "minutes", None) if row.meeting else None
    decided_at = row.meeting.at if row.meeting else row.recorded_at
    kinds = _answering(row.subject_kind)
    return CommitmentView(
        id=row.pk,
        code=row.code,
        body=row.body_id,
        body_name=row.body.name,
        text=row.text,
        owner=row.owner_id,
        owner_name=row.owner.name,
        due_on=row.due_on,
        first_due_on=next((step.due_from for step in steps if step.due_from), row.due_on),
        ends_on=deadline.ends_on,
        left=deadline.left if row.state in PENDING else None,
        state=row.state,
        state_name=str(State(row.state).label),
        subject_key=row.subject,
        subject=known.get(row.subject),
        meeting=row.meeting.code if row.meeting else "",
        told=row.meeting is None or (minutes is not None and minutes.state == "APPROVED"),
        origin=row.origin,
        decided_at=decided_at,
        closed_at=row.closed_at,
        reason=row.reason,
        evidence_link=row.evidence_link,
        has_file=bool(row.sha256),
        steps=steps,
        effects=tuple(
            change
            for change in changes
            if change.code == row.subject_code and change.kind in kinds and change.at > decided_at
        ),
    )


def _steps(changes: Iterable[CommitmentChange]) -> Iterable[StepView]:
    for step in changes:
        yield StepView(
            kind=step.kind,
            kind_name=str(CommitmentChange.Kind(step.kind).label),
            at=step.at,
            office=step.by.public_office,
            text=step.text,
            due_from=step.due_from,
            due_to=step.due_to,
        )


def _answering(kind: str) -> tuple[str, ...]:
    return FIGURES.get(kind, (kind,))
