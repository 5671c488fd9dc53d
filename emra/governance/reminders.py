"""Who should know what of the bodies: deadlines in working days, minutes that wait or came back."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.accounts.models import Role, User
from emra.governance import due
from emra.governance.commitment_actions import DECIDERS
from emra.governance.models import Commitment, Membership, Minutes
from emra.lib import formats
from emra.notices import actions as notices
from emra.notices.schedule import stage_of


def remind(now: datetime | None = None) -> int:
    """Notice what there is to notice, once for each occasion; how many notices are new.

    The mails are bundled and sent by the agreements' `remind`, which runs after this one.
    """
    at = now or timezone.now()
    found = sum(_deadline(row, at) for row in Commitment.objects.pending().select_related("owner"))
    for minutes in Minutes.objects.select_related("meeting__body", "author"):
        if minutes.state == Minutes.State.SUBMITTED:
            found += _waiting(minutes, at)
        elif minutes.state == Minutes.State.RETURNED:
            found += _returned(minutes, at)
    return found


def _deadline(row: Commitment, at: datetime) -> int:
    left = due.of(row.due_on, timezone.localtime(at).date()).left
    reached = stage_of(left)
    if reached is None:
        return 0
    text = _("%(code)s, de %(owner)s: %(when)s. %(what)s") % {
        "code": row.code,
        "owner": row.owner.name,
        "when": in_words(left, row.due_on),
        "what": row.text,
    }
    return _notify(
        _owed_to(row),
        key=f"commitment:{row.code}:{row.due_on}:{reached}",
        text=text if len(text) <= 500 else f"{text[:499]}…",
        path=reverse("commitment-desk", args=[row.code]),
        at=at,
    )


def in_words(left: int, due_on: date) -> str:
    """How far the deadline is, in working days."""
    day = formats.day(due_on)
    if left == 0:
        return _("vence hoy (plazo %(day)s)") % {"day": day}
    said = (
        ngettext("vence en %(n)s día hábil", "vence en %(n)s días hábiles", left)
        if left > 0
        else ngettext("atrasado %(n)s día hábil", "atrasado %(n)s días hábiles", -left)
    )
    return f"{said % {'n': abs(left)}} ({_('plazo')} {day})"


def _waiting(row: Minutes, at: datetime) -> int:
    people = User.objects.filter(role__in=DECIDERS, is_active=True).exclude(pk=row.author_id)
    return _notify(
        people,
        key=f"minutes:{row.meeting.code}:{row.lock_version}",
        text=_("El acta de %(body)s (%(code)s) espera aprobación.")
        % {"body": row.meeting.body.name, "code": row.meeting.code},
        path=reverse("meeting", args=[row.meeting.code]),
        at=at,
    )


def _returned(row: Minutes, at: datetime) -> int:
    return _notify(
        [row.author] if row.author.is_active else [],
        key=f"minutes-returned:{row.meeting.code}:{row.lock_version}",
        text=_("Le devolvieron el acta de %(body)s (%(code)s).")
        % {"body": row.meeting.body.name, "code": row.meeting.code},
        path=reverse("minutes", args=[row.meeting.code]),
        at=at,
    )


def _owed_to(row: Commitment) -> Iterable[User]:
    """Those who record commitments, and the members of the organisation that owes this one."""
    today = timezone.localdate()
    seats = Membership.objects.sitting_on(today).filter(body=row.body_id, organisation=row.owner_id)
    members = Q(role=Role.MEMBER, pk__in=seats.values("user"))
    return User.objects.filter(Q(role__in=DECIDERS) | members, is_active=True).order_by("pk")


def _notify(people: Iterable[User], *, key: str, text: str, path: str, at: datetime) -> int:
    return sum(
        notices.notify(person=person, key=key, text=text, path=path, at=at) for person in people
    )
