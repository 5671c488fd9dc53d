"""The words of the glossary as the search finds them."""

from django.utils.translation import gettext_lazy as _

from emra.lib.findables import Findable, Kind, sentences
from emra.portal.glossary import terms


def words() -> tuple[Findable, ...]:
    return tuple(
        Findable(row.code, row.name, sentences(row.definition), row.path) for row in terms()
    )


KINDS = (Kind("palabras", _("Palabras del glosario"), 140, words),)
