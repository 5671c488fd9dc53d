"""What citizens observed and were officially answered, once moderation published it."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.lib.happenings import Happening, shortened
from emra.oversight.models import Observation


def everything() -> tuple[Happening, ...]:
    rows = Observation.objects.public().prefetch_related("answers")
    return tuple(found for row in rows for found in _of(row))


def _of(row: Observation) -> Iterator[Happening]:
    assert row.moderated_at is not None
    path = reverse("observation", args=[row.code])
    about = frozenset({row.code, row.subject_code})
    parts = {"code": row.code, "subject": row.subject_code}
    yield Happening(
        key=f"observacion/{row.code}",
        at=row.moderated_at,
        title=_("Observación ciudadana %(code)s sobre %(subject)s") % parts,
        text=shortened(row.text),
        path=path,
        about=about,
    )
    for given in row.answers.all():
        yield Happening(
            key=f"respuesta/{row.code}/{given.number}",
            at=max(given.at, row.moderated_at),
            title=_("Respuesta oficial a %(code)s, sobre %(subject)s") % parts,
            text=shortened(f"{given.office}: {given.text}"),
            path=path,
            about=about,
        )
