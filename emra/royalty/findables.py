"""The communes of the region as the search finds them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.lib.communes import communes as of_the_region
from emra.lib.findables import Findable, Kind, sentences


def communes() -> tuple[Findable, ...]:
    return tuple(
        Findable(
            code=row.code,
            title=row.name,
            text=sentences(
                _("Comuna de la provincia de %(province)s: los fondos del royalty en ella")
                % {"province": row.province}
            ),
            path=reverse("royalty-commune", args=[row.code]),
        )
        for row in of_the_region()
    )


KINDS = (Kind("comunas", gettext_lazy("Comunas"), 110, communes),)
