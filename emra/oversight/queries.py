"""The contraloría social as the public reads it: published texts, counts of all the rest.

Nothing private enters these views: no e-mail, no name that is not public, no internal note, no
text or file that moderation did not publish.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.governance.numbers import number_of
from emra.lib import subjects
from emra.lib.errors import DomainError, Unknown
from emra.lib.subjects import Subject
from emra.oversight import clock
from emra.oversight.models import PREFIX, Answer, Observation, PrivateReason, State

WAITING, OVERDUE, ANSWERED, TAKEN_UP = "WAITING", "OVERDUE", "ANSWERED", "TAKEN_UP"
RELATED = ("reply", "take_up__body", "take_up__commitment")


@dataclass(frozen=True)
class AnswerView:
    """An official answer: the office, never the person."""

    text: str
    office: str
    at: datetime


@dataclass(frozen=True)
class ObservationView:
    """A published observation with what became of it; `days` are working days to the answer."""

    code: str
    subject: Subject
    text: str
    name: str
    received_at: datetime
    due_on: date
    stage: str
    days: int | None
    extension_reason: str
    answers: tuple[AnswerView, ...]
    reply: str
    replied_at: datetime | None
    body: str
    body_name: str
    commitment: str
    link: str
    has_file: bool

    @property
    def path(self) -> str:
        return reverse("observation", args=[self.code])


@dataclass(frozen=True)
class Kept:
    """How many were kept private for a reason."""

    reason: str
    count: int


@dataclass(frozen=True)
class Indicators:
    """What came in and what became of it, unpublished ones counted too."""

    received: int
    unread: int
    published: int
    private: tuple[Kept, ...]
    answered: int
    days: float | None
    waiting: int
    overdue: int
    replied: int
    taken_up: int
    committed: int

    @property
    def kept(self) -> int:
        return sum(row.count for row in self.private)


@dataclass(frozen=True)
class Selection:
    """What a list is narrowed to; "" for everything."""

    kind: str = ""
    subject: str = ""
    stage: str = ""


def stages() -> dict[str, str]:
    """What may have become of a published observation, in words."""
    return {
        WAITING: _("Espera respuesta"),
        OVERDUE: _("Respuesta vencida"),
        ANSWERED: _("Respondida"),
        TAKEN_UP: _("Tomada por una comisión"),
    }


def selection(*, kind: str, subject: str, stage: str) -> Selection:
    """Filters that exist; raises DomainError with the field for one that does not."""
    for name, value, known in (
        ("kind", kind, [row.code for row in subjects.kinds()]),
        ("stage", stage, list(stages())),
    ):
        if value and value not in known:
            raise DomainError(
                _("«%(value)s» no es un valor de este filtro: use %(known)s.")
                % {"value": value[:40], "known": ", ".join(known)},
                field=name,
            )
    if subject:
        subjects.find(subject)
    return Selection(kind, subject, stage)


def published(chosen: Selection, today: date) -> tuple[ObservationView, ...]:
    """The published observations that were asked for, newest first."""
    rows = Observation.objects.public()
    if chosen.kind:
        rows = rows.filter(subject_kind=chosen.kind)
    if chosen.subject:
        kind, _colon, code = chosen.subject.partition(":")
        rows = rows.filter(subject_kind=kind, subject_code=code)
    if chosen.stage == ANSWERED:
        rows = rows.filter(closed_at__isnull=False)
    elif chosen.stage == OVERDUE:
        rows = rows.owed().filter(due_on__lt=today)
    elif chosen.stage == WAITING:
        rows = rows.owed().filter(due_on__gte=today)
    elif chosen.stage == TAKEN_UP:
        rows = rows.filter(take_up__isnull=False)
    return views(rows.select_related(*RELATED).prefetch_related("answers"), today)


def about(kind: str, codes: Iterable[str], today: date) -> tuple[ObservationView, ...]:
    """The published observations of some things of one kind, newest first."""
    rows = Observation.objects.public().filter(subject_kind=kind, subject_code__in=list(codes))
    return views(rows.select_related(*RELATED).prefetch_related("answers"), today)


def taken_up(
    today: date, *, body: str = "", commitment: int | None = None
) -> tuple[ObservationView, ...]:
    """The published observations that a body took up, or that a commitment comes from."""
    rows = Observation.objects.public().select_related(*RELATED).prefetch_related("answers")
    if body:
        rows = rows.filter(take_up__body=body)
    if commitment is not None:
        rows = rows.filter(take_up__commitment=commitment)
    return views(rows.filter(take_up__isnull=False), today)


def row_of(code: str) -> Observation:
    """A published observation; one that is not is as unknown as one that never was."""
    row = (
        Observation.objects.public()
        .select_related(*RELATED)
        .prefetch_related("answers")
        .filter(pk=number_of(code, PREFIX))
        .first()
    )
    if row is None or row.code != code:
        raise Unknown(_("No hay una observación pública «%(code)s».") % {"code": code[:20]})
    return row


def indicators(today: date) -> Indicators:
    """Counts of everything received: three queries."""
    counts = Observation.objects.aggregate(
        received=Count("pk"),
        unread=Count("pk", filter=Q(state=State.RECEIVED)),
        published=Count("pk", filter=Q(state=State.PUBLISHED)),
        waiting=Count("pk", filter=Q(closed_at__isnull=True, due_on__gte=today)),
        overdue=Count("pk", filter=Q(closed_at__isnull=True, due_on__lt=today)),
        replied=Count("reply"),
        taken_up=Count("take_up"),
        committed=Count("take_up__commitment"),
    )
    reasons = dict(
        Observation.objects.filter(state=State.PRIVATE)
        .order_by()
        .values_list("private_reason")
        .annotate(count=Count("pk"))
    )
    first = Answer.objects.filter(number=1).values_list("observation__received_at", "at")
    days = [clock.taken(_day(received), _day(at)) for received, at in first]
    return Indicators(
        **counts,
        private=tuple(
            Kept(str(label), reasons[code])
            for code, label in PrivateReason.choices
            if code in reasons
        ),
        answered=len(days),
        days=clock.typical(days),
    )


def views(rows: Iterable[Observation], today: date) -> tuple[ObservationView, ...]:
    """Rows with their relations, as the public reads them."""
    kept = list(rows)
    titles = titles_of({row.subject_kind for row in kept})
    return tuple(_view(row, titles, today) for row in kept)


def titles_of(kinds: Iterable[str]) -> Mapping[str, Subject]:
    """The subjects of some kinds by key: each kind is asked for once."""
    wanted = set(kinds)
    return {
        subject.key: subject
        for kind in subjects.kinds()
        if kind.code in wanted
        for subject in kind.everything()
    }


def subject_of(row: Observation, titles: Mapping[str, Subject]) -> Subject:
    """What a row is about; what is no longer there keeps its code."""
    gone = Subject(row.subject_kind, row.subject_code, row.subject_code, "")
    return titles.get(row.subject, gone)


def stage_of(row: Observation, today: date) -> str:
    if row.closed_at:
        return ANSWERED
    return OVERDUE if row.due_on < today else WAITING


def answers_of(row: Observation) -> tuple[AnswerView, ...]:
    return tuple(AnswerView(given.text, given.office, given.at) for given in row.answers.all())


def _view(row: Observation, titles: Mapping[str, Subject], today: date) -> ObservationView:
    answers = answers_of(row)
    reply = getattr(row, "reply", None)
    shown = reply if reply and reply.state == State.PUBLISHED else None
    taken = getattr(row, "take_up", None)
    return ObservationView(
        code=row.code,
        subject=subject_of(row, titles),
        text=row.text,
        name=row.name if row.name_public else "",
        received_at=row.received_at,
        due_on=row.due_on,
        stage=stage_of(row, today),
        days=clock.taken(_day(row.received_at), _day(answers[0].at)) if answers else None,
        extension_reason=row.extension_reason,
        answers=answers,
        reply=shown.text if shown else "",
        replied_at=shown.at if shown else None,
        body=taken.body_id if taken else "",
        body_name=taken.body.name if taken else "",
        commitment=taken.commitment.code if taken and taken.commitment else "",
        link=row.link if row.evidence_public else "",
        has_file=bool(row.evidence_public and row.sha256),
    )


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
