"""The districts of the published run as the search finds them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from districts import queries, sentences
from emra.lib.findables import Findable, Kind
from emra.lib.findables import sentences as joined


def districts() -> tuple[Findable, ...]:
    """By number, name, mineral, site and commune."""
    run = queries.published_run()
    if run is None:
        return ()
    return tuple(
        Findable(
            code=f"distrito-{one.number}",
            title=_("Distrito %(number)s, %(name)s")
            % {"number": one.number, "name": sentences.name_of(one)},
            text=joined(
                sentences.about(one, len(run.districts)),
                ", ".join(site.site.name for site in one.sites),
                ", ".join((*one.district.provinces, *one.district.regions)),
            ),
            path=reverse("district", args=[one.number]),
        )
        for one in run.districts
    )


KINDS = (Kind("distritos", gettext_lazy("Distritos mineros"), 115, districts),)
