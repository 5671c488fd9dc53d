"""What the contraloría social does on its own: remind of what is due, forget what is over."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.models import Role, User
from emra.lib import formats
from emra.notices import actions as notices
from emra.notices.schedule import in_words, stage
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
        reached = stage(today, row.due_on)
        if reached is None:
            continue
        text = _("La observación %(code)s espera respuesta: el plazo es %(day)s (%(when)s).") % {
            "code": row.code,
            "day": formats.day(row.due_on),
            "when": in_words(today, row.due_on),
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
