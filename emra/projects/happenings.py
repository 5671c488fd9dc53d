"""The approved entries of the projects that people wrote; the source's own came with the load."""

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.ledger.four_eyes import Origin
from emra.lib.happenings import Happening, shortened
from emra.projects import subjects
from emra.projects.models import Entry
from emra.projects.versions import at


def everything() -> tuple[Happening, ...]:
    rows = list(Entry.objects.approved().filter(origin=Origin.ENTRY).select_related("project"))
    names = {row.code: row.title for row in subjects.projects()} if rows else {}
    return tuple(
        Happening(
            key=f"proyecto/{row.code}",
            at=at(row),
            title=_("Seguimiento del proyecto %(code)s, %(name)s")
            % {"code": row.project_id, "name": names[row.project_id]},
            text=shortened(row.text),
            path=reverse("project", args=[row.project_id]),
            about=frozenset({row.project_id, row.project.parent_id or row.project_id}),
        )
        for row in rows
    )
