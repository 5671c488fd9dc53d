"""What may be posted of an agreement's figure: two texts and the words of its picture."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from emra.agreements.figures import source_of
from emra.agreements.models import Absence
from emra.agreements.readmodel import Sheet
from emra.lib import formats

# What the shortest of the social networks takes.
SHORT_LENGTH: Final = 280


@dataclass(frozen=True)
class Post:
    """An agreement's figure ready to be posted: each text names corte, date, source, address."""

    code: str
    dimension: str
    kicker: str
    title: str
    cut: str
    reason: str
    value: str
    percent: str
    beside: str
    upper: str
    corte: str
    date: str
    source: str
    address: str
    short: str
    long: str
    alternative: str


def of_sheet(sheet: Sheet) -> Post:
    """The post of a published figure; an unknown is told as "sin dato", never as 0."""
    figure, edition = sheet.figure, sheet.edition
    known = figure.percent is not None
    value = formats.percent(figure.percent, None) if known else _absence(figure.state)
    corte = _("%(corte)s, publicación n.º %(number)s") % {
        "corte": edition.corte_name,
        "number": edition.number,
    }
    day = (
        _("fecha de corte %(day)s") % {"day": formats.day(edition.cutoff_on)}
        if edition.cutoff_on
        else _("fecha de corte no indicada por la fuente")
    )
    if figure.carried_from:
        day += _(", cifra arrastrada de %(corte)s") % {"corte": figure.carried_from}
    address = settings.SITE_URL + reverse("agreement", args=[figure.code])
    source = source_of(sheet)
    told = _("%(value)s de avance") % {"value": value} if known else value
    ending = _("(%(corte)s; %(day)s). Fuente: EMRA Seguimiento. %(address)s") % {
        "corte": f"{edition.corte}/{edition.number}",
        "day": day,
        "address": address,
    }
    room = SHORT_LENGTH - len(f"EMRA {figure.code} «»: {told} {ending}")
    cut = _cut(figure.label, room)
    parts = [
        _("Acuerdo %(code)s de la EMRA 2023-2050, dimensión %(dimension)s: «%(title)s».")
        % {"code": figure.code, "dimension": figure.dimension_name, "title": figure.label},
        _reading(sheet, told),
        _("%(corte)s; %(day)s; publicado el %(at)s.")
        % {"corte": corte, "day": day, "at": formats.day(edition.published_at)},
        _("En la dimensión tienen dato %(n)s acuerdos.") % {"n": sheet.dimension.n_of_total},
        _("Fuente: %(source)s.") % {"source": source},
        _("Vea de dónde sale la cifra: %(address)s") % {"address": address},
    ]
    return Post(
        code=figure.code,
        dimension=figure.dimension_name,
        kicker=_("Acuerdo %(code)s · dimensión %(name)s")
        % {"code": figure.code, "name": figure.dimension_name},
        title=figure.label,
        cut=cut,
        reason=figure.reason,
        value=value,
        percent=formats.point(figure.percent) if figure.percent is not None else "",
        beside=_("de avance"),
        upper="",
        corte=corte,
        date=day,
        source=source,
        address=address,
        short=f"EMRA {figure.code} «{cut}»: {told} {ending}",
        long=" ".join(parts),
        alternative=_(
            "Tarjeta de EMRA Seguimiento. Acuerdo %(code)s, dimensión %(dimension)s: %(title)s. "
            "%(told)s. %(corte)s; %(day)s. Fuente: %(source)s."
        )
        % {
            "code": figure.code,
            "dimension": figure.dimension_name,
            "title": figure.label,
            "told": told[0].upper() + told[1:],
            "corte": corte,
            "day": day,
            "source": source,
        },
    )


def _reading(sheet: Sheet, told: str) -> str:
    figure = sheet.figure
    if figure.percent is None:
        return _("%(told)s: %(reason)s") % {
            "told": told[0].upper() + told[1:],
            "reason": figure.reason.rstrip(".") + ".",
        }
    words = _("Lleva %(told)s") % {"told": told}
    if figure.previous is not None and figure.previous != figure.percent:
        words += _(" (antes %(before)s)") % {"before": formats.percent(figure.previous, None)}
    return f"{words}."


def _absence(state: str) -> str:
    return formats.no_data() if state == Absence.NO_DATA else _("no aplica")


def _cut(text: str, room: int) -> str:
    """A text of at most `room` characters, cut at a word."""
    if len(text) <= room:
        return text
    return text[: max(room - 1, 0)].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
