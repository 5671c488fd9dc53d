"""The bodies and their sessions as pages, exports and API read them; no private name, no link."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.agreements.models import Agreement
from emra.governance.models import (
    AgendaItem,
    Attendance,
    Body,
    BodyAgreement,
    Commitment,
    Meeting,
    Membership,
)
from emra.governance.numbers import number_of
from emra.lib import formats
from emra.lib.errors import Unknown
from emra.lib.subjects import Subject
from emra.sources.queries import CitationView, citation_view
from emra.strategy import queries as strategy
from emra.strategy.queries import LineView

State = Meeting.State


@dataclass(frozen=True)
class MemberView:
    """A seat as the public sees it: `name` only where the person agreed to it."""

    organisation: str
    organisation_name: str
    office: str
    name: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True)
class PresenceView:
    """How often an organisation came, of the public sessions that counted it."""

    organisation_name: str
    present: int
    of: int


@dataclass(frozen=True)
class SessionView:
    """A session; attendance and minutes only once the minutes are approved (`told`)."""

    code: str
    body: str
    body_name: str
    at: datetime
    place: str
    online: bool
    state: str
    state_name: str
    cancel_reason: str
    agenda: tuple[str, ...]
    told: bool
    present: int | None
    members: int | None
    guests: tuple[str, ...]
    quorum_needed: int | None
    commitments: int

    @property
    def has_quorum(self) -> bool | None:
        """None where no quorum is fixed or the attendance is not public."""
        if self.quorum_needed is None or self.present is None:
            return None
        return self.present >= self.quorum_needed


@dataclass(frozen=True)
class MinutesView:
    """Approved minutes, with offices and codes instead of names."""

    session: SessionView
    text: str
    author: str
    reviewer: str
    approved_at: datetime
    signed_sha256: str
    signed_size: int | None
    presences: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class FollowedView:
    """An agreement that a body follows."""

    code: str
    title: str


@dataclass(frozen=True)
class BodyView:
    """A body in the list, with what is known of it."""

    code: str
    name: str
    kind: str
    kind_name: str
    role: str
    role_citation: CitationView | None
    citation: CitationView
    organisation: str
    organisation_name: str
    objective: str
    objective_title: str
    organisations: int
    sessions: int
    pending: int
    done: int

    @property
    def is_commission(self) -> bool:
        return self.kind == Body.Kind.COMMISSION


@dataclass(frozen=True)
class BodySheet:
    """Everything public about a body."""

    body: BodyView
    members: tuple[MemberView, ...]
    coming: tuple[SessionView, ...]
    past: tuple[SessionView, ...]
    presences: tuple[PresenceView, ...]
    lines: tuple[LineView, ...]
    agreements: tuple[FollowedView, ...]


# -- bodies ----------------------------------------------------------------------------------


def bodies(day: date) -> tuple[BodyView, ...]:
    """The ten bodies in their order, with counts as of that day: five queries."""
    rows = Body.objects.select_related(
        "organisation", "objective", "citation__document", "role_citation__document"
    )
    seats = _counts(Membership.objects.sitting_on(day), Count("organisation", distinct=True))
    sessions = _counts(Meeting.objects.told(), Count("id"))
    public = Commitment.objects.public()
    pending = _counts(public.pending(), Count("id"))
    done = _counts(public.filter(state="DONE"), Count("id"))
    return tuple(
        BodyView(
            code=row.code,
            name=row.name,
            kind=row.kind,
            kind_name=str(Body.Kind(row.kind).label),
            role=row.role,
            role_citation=citation_view(row.role_citation) if row.role_citation else None,
            citation=citation_view(row.citation),
            organisation=row.organisation_id or "",
            organisation_name=row.organisation.name if row.organisation else "",
            objective=row.objective_id or "",
            objective_title=row.objective.title if row.objective else "",
            organisations=seats.get(row.code, 0),
            sessions=sessions.get(row.code, 0),
            pending=pending.get(row.code, 0),
            done=done.get(row.code, 0),
        )
        for row in rows
    )


def body(code: str, day: date) -> BodyView:
    for row in bodies(day):
        if row.code == code:
            return row
    raise Unknown(
        _("No existe la instancia «%(code)s»: elija una de la lista de comisiones.")
        % {"code": code[:40]}
    )


def body_of_objective(objective: str) -> str:
    """The code of the commission of an objective; "" where it has none."""
    return Body.objects.filter(objective=objective).values_list("code", flat=True).first() or ""


def sheet(code: str, now: datetime) -> BodySheet:
    """A body's page."""
    today = timezone.localdate(now)
    found = body(code, today)
    every = sessions(body=code)
    coming = [row for row in every if row.state == State.CONVENED and row.at >= now]
    return BodySheet(
        body=found,
        members=members(code, today),
        coming=tuple(reversed(coming)),
        past=tuple(row for row in every if row not in coming),
        presences=presences(code),
        lines=strategy.objective(found.objective).lines if found.objective else (),
        agreements=followed(code),
    )


def members(code: str, day: date) -> tuple[MemberView, ...]:
    """Who sits in a body that day."""
    rows = Membership.objects.sitting_on(day).filter(body=code).select_related("organisation")
    return tuple(
        MemberView(
            organisation=row.organisation_id,
            organisation_name=row.organisation.name,
            office=row.office,
            name=row.person if row.name_public else "",
            from_on=row.from_on,
            until_on=row.until_on,
        )
        for row in rows
    )


def followed(code: str) -> tuple[FollowedView, ...]:
    """The agreements that were assigned to a body."""
    titles = dict(Agreement.objects.values_list("code", "title"))
    codes = BodyAgreement.objects.filter(body=code).values_list("agreement", flat=True)
    return tuple(FollowedView(one, titles[one] or _("no enumerado en la fuente")) for one in codes)


def presences(code: str) -> tuple[PresenceView, ...]:
    """By organisation: the seats that were filled, of those counted in public sessions."""
    rows = (
        Attendance.objects.filter(
            meeting__body=code, meeting__minutes__state="APPROVED", membership__isnull=False
        )
        .values("membership__organisation__name")
        .annotate(of=Count("id"), came=Count("id", filter=Q(present=True)))
        .order_by("membership__organisation__name")
    )
    return tuple(
        PresenceView(row["membership__organisation__name"], row["came"], row["of"]) for row in rows
    )


def _counts(rows: Any, how: Count) -> dict[str, int]:
    found = rows.order_by().values("body").annotate(found=how)
    return {row["body"]: row["found"] for row in found}


# -- sessions --------------------------------------------------------------------------------


def sessions(*, body: str = "", told: bool = False) -> tuple[SessionView, ...]:
    """The sessions, the latest first; with `told` only those whose minutes are public."""
    rows = Meeting.objects.filter(body=body) if body else Meeting.objects.all()
    return tuple(_sessions(rows.told() if told else rows))


def coming(now: datetime) -> tuple[SessionView, ...]:
    """The convened sessions of every body, the next first."""
    rows = Meeting.objects.filter(state=State.CONVENED, at__gte=now).order_by("at", "id")
    return tuple(_sessions(rows))


def minutes(code: str) -> MinutesView:
    """A session whose minutes are public; raises Unknown for any other."""
    row = (
        Meeting.objects.told()
        .select_related("minutes__author", "minutes__reviewer")
        .filter(pk=number_of(code, "S"))
        .first()
    )
    if row is None:
        raise Unknown(
            _("No hay un acta publicada de la sesión «%(code)s»: se publica al aprobarse.")
            % {"code": code[:20]}
        )
    kept = row.minutes
    assert kept.reviewer is not None
    assert kept.reviewed_at is not None
    return MinutesView(
        session=next(_sessions(Meeting.objects.filter(pk=row.pk))),
        text=kept.text,
        author=f"{kept.author.public_office} ({kept.author.code})",
        reviewer=f"{kept.reviewer.public_office} ({kept.reviewer.code})",
        approved_at=kept.reviewed_at,
        signed_sha256=kept.sha256,
        signed_size=kept.size,
        presences=_presences_of(row),
    )


def sessions_as_subjects() -> tuple[Subject, ...]:
    """The sessions whose minutes are public."""
    return tuple(
        Subject(
            "SESSION",
            row.code,
            f"{row.body.name}, {formats.moment(row.at)}",
            reverse("session", args=[row.code]),
        )
        for row in Meeting.objects.told().select_related("body")
    )


def _sessions(rows: "QuerySet[Meeting]") -> Iterator[SessionView]:
    public = Commitment.objects.public()
    full = rows.select_related("body", "minutes").prefetch_related(
        Prefetch("agenda", AgendaItem.objects.order_by("order")),
        Prefetch("attendances", Attendance.objects.select_related("organisation")),
        Prefetch("commitments", public.order_by("id"), to_attr="public_commitments"),
    )
    for row in full:
        kept = getattr(row, "minutes", None)
        told = kept is not None and kept.state == "APPROVED"
        seats = [each for each in row.attendances.all() if each.membership_id]
        yield SessionView(
            code=row.code,
            body=row.body_id,
            body_name=row.body.name,
            at=row.at,
            place=row.place,
            online=bool(row.link),
            state=row.state,
            state_name=str(State(row.state).label),
            cancel_reason=row.cancel_reason,
            agenda=tuple(item.title for item in row.agenda.all()),
            told=told,
            present=sum(each.present for each in seats) if told else None,
            members=len(seats) if told else None,
            guests=tuple(
                each.organisation.name for each in row.attendances.all() if each.organisation
            )
            if told
            else (),
            quorum_needed=row.quorum_needed,
            commitments=len(row.public_commitments) if told else 0,
        )


def _presences_of(row: Meeting) -> tuple[tuple[str, str, bool], ...]:
    """Organisation, office or public name, whether they came."""
    seats = row.attendances.filter(membership__isnull=False).select_related(
        "membership__organisation"
    )
    found = []
    for each in seats:
        seat = each.membership
        assert seat is not None
        told = [seat.person if seat.name_public else "", seat.office]
        found.append((seat.organisation.name, ", ".join(filter(None, told)), each.present))
    return tuple(found)
