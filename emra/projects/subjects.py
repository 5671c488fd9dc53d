"""The projects as what a decision or an observation can be about, and what changed of them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.lib.subjects import Change, Subject
from emra.projects import queries
from emra.projects.models import Particulars, Project
from emra.projects.readmodel import ChangeView


def projects() -> tuple[Subject, ...]:
    """Every public project and initiative: two queries."""
    names = dict(
        Particulars.objects.filter(entry__state="APPROVED")
        .order_by("version")
        .values_list("project", "name")
    )
    return tuple(
        Subject("PROJECT", code, names.get(code, code), reverse("project", args=[code]))
        for code in Project.objects.public().values_list("code", flat=True)
    )


def changes() -> tuple[Change, ...]:
    """Every approved change of a date or a cost, oldest first."""
    every = queries.every_change(queries.projects(timezone.localdate()))
    return tuple(_change(row) for row in reversed(every))


def _change(row: ChangeView) -> Change:
    return Change(
        kind="PROJECT",
        code=row.project,
        at=row.at,
        text=_("%(code)s, %(what)s: %(before)s → %(after)s")
        % {"code": row.project, "what": row.what, "before": row.before, "after": row.after},
        path=f"{reverse('project', args=[row.project])}#cambios",
    )
