"""The data of the funds that were imported and approved."""

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.lib.happenings import Happening
from emra.royalty.models import Dataset


def everything() -> tuple[Happening, ...]:
    rows = Dataset.objects.filter(
        state=Dataset.State.APPROVED, origin=Dataset.Origin.IMPORT, reviewed_at__isnull=False
    )
    return tuple(
        Happening(
            key=f"fondos/{row.code}",
            at=row.reviewed_at,
            title=_("Fondos del royalty %(year)s: planilla %(code)s")
            % {"year": row.year, "code": row.code},
            text=_("%(kind)s. Documento: %(source)s.")
            % {"kind": row.get_kind_display(), "source": row.source},
            path=f"{reverse('funds')}?ano={row.year}",
            about=frozenset({row.code}),
        )
        for row in rows
        if row.reviewed_at
    )
