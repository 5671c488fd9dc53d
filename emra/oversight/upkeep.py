"""What the contraloría social does on its own: remind of what is due, forget what is over."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.models import Role, User
from emra.governance import due
from emra.governance.reminders import in_words
from emra.notices import actions as notices
from emra.notices.schedule import stage_of
from emra.oversight import actions, protection
from emra.oversight.models import Observation


def tend(now: datetime | None = None) -> int:
    """Notice answers that are due, erase personal data whose time is over; how many were erased.

    Safe to run at any time and twice at once: each occasion is noticed once.
    """
    at = now or timezone.now()
    today = timezone.localtime(at).date()
    people = list(User.objects.filter(role=Role.SECRETARIAT, is_active=True).order_by("pk"))
    for row in Observation.objects.owed().order_by("due_on", "pk"):
        left = due.of(row.due_on, today).left
        reached = stage_of(left)
        if reached is None:
            continue
        text = _("La observación %(code)s espera respuesta: %(when)s.") % {
            "code": row.code,
            "when": in_words(left, row.due_on),
        }
        for person in people:
            notices.notify(
                person=person,
                key=f"observation-due:{row.code}:{row.due_on}:{reached}",
                text=text,
                path=reverse("observation-desk", args=[row.code]),
                at=at,
            )
    protection.sweep(at)
    return actions.forget(now=at)
