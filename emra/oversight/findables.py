"""The published observations as the search finds them, with the answers they were given."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.lib.findables import Findable, Kind, sentences
from emra.oversight import queries


def observations() -> tuple[Findable, ...]:
    found = queries.published(queries.Selection(), timezone.localdate())
    return tuple(
        Findable(
            code=row.code,
            title=_("%(code)s, sobre %(subject)s")
            % {"code": row.code, "subject": f"{row.subject.code} {row.subject.title}"},
            text=sentences(row.text, row.name, *(given.text for given in row.answers), row.reply),
            path=row.path,
        )
        for row in found
    )


KINDS = (Kind("observaciones", gettext_lazy("Observaciones ciudadanas"), 120, observations),)
