"""The runs of the districts that were published."""

from django.urls import reverse
from django.utils.translation import gettext as _

from districts.models import Run
from emra.lib.happenings import Happening


def everything() -> tuple[Happening, ...]:
    return tuple(
        Happening(
            key=f"corrida/{row.code}",
            at=row.published_at,
            title=_("Se publicó la corrida %(code)s de los distritos mineros") % {"code": row.code},
            text=row.note,
            path=reverse("districts-run", args=[row.code]),
            about=frozenset({row.code}),
        )
        for row in Run.objects.public()
        if row.published_at
    )
