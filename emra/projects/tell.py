"""Who is told what: reviewers of what waits for them, who wrote of what was decided."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.accounts.models import Role, User
from emra.ledger.four_eyes import State
from emra.notices import actions as notices
from emra.projects.models import Entry


def reviewers(row: Entry) -> None:
    """An entry waits for review."""
    text = _("%(entry)s, seguimiento del proyecto %(project)s, espera su revisión.")
    for person in User.objects.filter(role=Role.CLUSTER, is_active=True).order_by("pk"):
        _notify(person, row, text)


def author(row: Entry) -> None:
    """An entry was approved or returned."""
    if row.author is None:
        return
    approved = row.state == State.APPROVED
    text = (
        _("%(entry)s, seguimiento del proyecto %(project)s, fue aprobado.")
        if approved
        else _("%(entry)s, seguimiento del proyecto %(project)s, fue devuelto: %(reason)s")
    )
    _notify(row.author, row, text)


def _notify(person: User, row: Entry, text: str) -> None:
    named = {"entry": row.code, "project": row.project_id, "reason": row.return_reason[:300]}
    notices.notify(
        person=person,
        key=f"project-entry:{row.code}:{row.lock_version}",
        text=text % named,
        path=reverse("projects-entry", args=[row.code]),
        at=timezone.now(),
    )
