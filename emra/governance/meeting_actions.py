"""What people do with a session: convene it, change or cancel it, say who came.

The secretariat and the Corporación Clúster Minero do; the members are told.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.access import require_role_of
from emra.accounts.models import Role, User
from emra.governance.body_actions import one_body
from emra.governance.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Membership,
    Minutes,
    Organisation,
)
from emra.governance.numbers import number_of
from emra.ledger import actions as ledger
from emra.lib import formats
from emra.lib.errors import Conflict, DomainError, Unknown
from emra.lib.records import save
from emra.notices import actions as notices

State = Meeting.State
CONVENERS = (Role.SECRETARIAT, Role.CLUSTER)
MOST_POINTS = 40
FIRST_YEAR, LAST_YEAR = 2023, 2050


class StaleMeeting(Conflict):
    """Somebody changed the session since the page was opened."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(
            _("Otra persona cambió esta sesión. Ahora es el %(at)s y está: %(now)s.")
            % {"at": formats.moment(current.at), "now": State(current.state).label.lower()}
        )
        self.current = current


@dataclass(frozen=True)
class Call:
    """What is announced of a session; `link` is for its members only."""

    at: datetime
    agenda: Sequence[str]
    place: str = ""
    link: str = ""
    quorum_needed: int | None = None


def convene(*, body: str, call: Call, by: User) -> Meeting:
    """Announce a session: its date, place and agenda are public at once."""
    require_role_of(by, *CONVENERS)
    with transaction.atomic():
        row = Meeting(
            body=one_body(body), state=State.CONVENED, convened_by=by, convened_at=timezone.now()
        )
        _write(row, call)
        ledger.append(verb="meeting.convened", object_code=row.code, by=by, new=_facts(row))
        _tell(row, _("Se convocó a %(body)s para el %(at)s."))
    return row


def change_meeting(*, meeting: str, call: Call, by: User, expected: int) -> Meeting:
    """Change what was announced of a session that has not been held."""
    require_role_of(by, *CONVENERS)
    with transaction.atomic():
        row = lock(meeting, expected)
        _require(row, State.CONVENED)
        old = _facts(row)
        _write(row, call)
        ledger.append(verb="meeting.changed", object_code=row.code, by=by, old=old, new=_facts(row))
        _tell(row, _("Cambió la convocatoria de %(body)s: es el %(at)s."))
    return row


def cancel_meeting(*, meeting: str, reason: str, by: User) -> Meeting:
    """Say that a convened session will not be held, and why; the reason is public."""
    require_role_of(by, *CONVENERS)
    with transaction.atomic():
        row = lock(meeting)
        _require(row, State.CONVENED)
        if not reason.strip():
            raise DomainError(_("Escriba por qué se suspende la sesión."), field="reason")
        row.state, row.cancel_reason = State.CANCELLED, reason.strip()
        row.lock_version += 1
        save(row)
        ledger.append(
            verb="meeting.cancelled", object_code=row.code, by=by, reason=row.cancel_reason
        )
        _tell(row, _("Se suspendió la sesión de %(body)s del %(at)s."))
    return row


def record_attendance(
    *, meeting: str, present: Collection[int], by: User, guests: Collection[str] = ()
) -> Meeting:
    """Say which members came, by the key of their seat, and which organisations were guests.

    The session is held from then on. It may be said again until the minutes are approved.
    """
    require_role_of(by, *CONVENERS)
    with transaction.atomic():
        row = lock(meeting)
        _require(row, State.CONVENED, State.HELD)
        if row.at > timezone.now():
            raise Conflict(
                _("La sesión es el %(at)s: la asistencia se registra cuando empieza.")
                % {"at": formats.moment(row.at)}
            )
        writable(row)
        seats = seats_of(row)
        strange = set(present) - {seat.pk for seat in seats}
        if strange:
            raise DomainError(_("Hay un integrante que no es de la instancia."), field="present")
        known = Organisation.objects.filter(pk__in=guests)
        if known.count() != len(set(guests)):
            raise DomainError(_("Hay una organización que no está en la lista."), field="guests")
        row.attendances.all().delete()
        for seat in seats:
            save(Attendance(meeting=row, membership=seat, present=seat.pk in present))
        for organisation in known:
            save(Attendance(meeting=row, organisation=organisation, present=True))
        row.state = State.HELD
        row.lock_version += 1
        save(row)
        ledger.append(
            verb="meeting.attended",
            object_code=row.code,
            by=by,
            new={
                "present": len(set(present)),
                "members": len(seats),
                "guests": sorted(set(guests)),
                "quorum_needed": row.quorum_needed,
            },
        )
    return row


# -- what others use -------------------------------------------------------------------------


def lock(code: str, expected: int | None = None) -> Meeting:
    """The session S-0001, locked until the transaction ends; raises Unknown."""
    row = (
        Meeting.objects.select_for_update(of=("self",))
        .select_related("body")
        .filter(pk=number_of(code, "S"))
        .first()
    )
    if row is None:
        raise Unknown(_("No existe la sesión «%(code)s».") % {"code": code[:20]})
    if expected is not None and row.lock_version != expected:
        raise StaleMeeting(row)
    return row


def writable(row: Meeting) -> None:
    """Raise Conflict once the minutes wait for approval or have it: what they say is fixed."""
    kept = Minutes.objects.filter(meeting=row).first()
    if kept is not None and kept.state in ("SUBMITTED", "APPROVED"):
        raise Conflict(
            _("El acta está «%(state)s»: ya no se cambia lo que dice de la sesión.")
            % {"state": Minutes.State(kept.state).label.lower()}
        )


def seats_of(row: Meeting) -> list[Membership]:
    """Who sat in the body on the day of the session, and whoever was already counted."""
    day = timezone.localtime(row.at).date()
    counted = row.attendances.filter(membership__isnull=False).values("membership")
    sitting = Membership.objects.sitting_on(day).filter(body=row.body_id).values("pk")
    found = Membership.objects.filter(pk__in=counted) | Membership.objects.filter(pk__in=sitting)
    return list(found.select_related("organisation").order_by("organisation__name", "pk"))


# -- pieces ----------------------------------------------------------------------------------


def _require(row: Meeting, *states: str) -> None:
    if row.state not in states:
        raise Conflict(
            _("La sesión está «%(state)s»: esa acción ya no corresponde.")
            % {"state": State(row.state).label.lower()}
        )


def _write(row: Meeting, call: Call) -> None:
    agenda = [" ".join(point.split()) for point in call.agenda if point.strip()]
    if not agenda:
        raise DomainError(_("Escriba la tabla: un punto por línea."), field="agenda")
    if len(agenda) > MOST_POINTS or any(len(point) > 200 for point in agenda):
        raise DomainError(
            _("La tabla admite %(n)s puntos de 200 letras cada uno.") % {"n": MOST_POINTS},
            field="agenda",
        )
    if not FIRST_YEAR <= timezone.localtime(call.at).year <= LAST_YEAR:
        raise DomainError(
            _("El año debe estar entre %(first)s y %(last)s.")
            % {"first": FIRST_YEAR, "last": LAST_YEAR},
            field="day",
        )
    row.at, row.quorum_needed = call.at, call.quorum_needed
    row.place, row.link = call.place.strip(), call.link.strip()
    if not row.place and not row.link:
        raise DomainError(_("Indique el lugar o el enlace de la sesión."), field="place")
    if row.pk:
        row.lock_version += 1
    save(row)
    row.agenda.all().delete()
    for order, point in enumerate(agenda, start=1):
        save(AgendaItem(meeting=row, order=order, title=point))


def _facts(row: Meeting) -> dict[str, Any]:
    """A session as the ledger keeps it, without the link that lets people in."""
    return {
        "body": row.body_id,
        "at": row.at.isoformat(),
        "place": row.place,
        "online": bool(row.link),
        "quorum_needed": row.quorum_needed,
        "agenda": list(row.agenda.values_list("title", flat=True)),
    }


def _tell(row: Meeting, sentence: str) -> None:
    """A notice to the members with an account, where the session lies ahead."""
    now = timezone.now()
    if row.at < now:
        return
    text = sentence % {"body": row.body.name, "at": formats.moment(row.at)}
    for seat in seats_of(row):
        if seat.user is not None and seat.user.is_active:
            notices.notify(
                person=seat.user,
                key=f"meeting:{row.code}:{row.lock_version}",
                text=text,
                path=reverse("meeting", args=[row.code]),
                at=now,
            )
