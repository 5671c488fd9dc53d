"""The open datasets as the search finds them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from emra.lib.findables import Findable, Kind, sentences
from emra.opendata.registry import DATASETS, THEMES


def datasets() -> tuple[Findable, ...]:
    return tuple(
        Findable(
            code=row.code,
            title=str(row.title),
            text=sentences(str(THEMES[row.theme]), str(row.about)),
            path=reverse("dataset", args=[row.code]),
        )
        for row in DATASETS
    )


KINDS = (Kind("datos", _("Conjuntos de datos"), 130, datasets),)
