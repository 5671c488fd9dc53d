"""The picture of an average, never without its n/N, rule and bounds."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from emra.agreements import figures, findings
from emra.agreements.readmodel import Board, DimensionFigure
from emra.lib import formats
from emra.lib.templatetags.es_cl import RULE_LABELS


@dataclass(frozen=True)
class AverageCard:
    """A `cards.Card` of an average."""

    code: str
    kicker: str
    title: str
    value: str
    beside: str
    percent: str
    upper: str
    corte: str
    date: str
    source: str
    address: str
    alternative: str


def code(row: DimensionFigure) -> str:
    """`avance`, `dimension-social`: that of its figure."""
    return "avance" if row.code == "all" else f"dimension-{row.code}"


def of_average(board: Board, row: DimensionFigure) -> AverageCard:
    """The card of an average; where nobody reports there is no value to write."""
    edition = board.edition
    known = row.reported > 0 and row.mean_zero is not None
    overall = row.code == "all"
    path = reverse("home") if overall else reverse("dimension", args=[row.code])
    day = (
        _("fecha de corte %(day)s") % {"day": formats.day(edition.cutoff_on)}
        if edition.cutoff_on
        else _("fecha de corte no indicada por la fuente")
    )
    finding, read = findings.average(row), findings.average_read(row)
    return AverageCard(
        code=code(row),
        kicker=_("Promedio de los %(n)s acuerdos transversales") % {"n": row.total}
        if overall
        else _("Promedio de la dimensión %(name)s") % {"name": row.name.lower()},
        title=finding,
        value=formats.percent(row.mean_zero) if known else formats.no_data(),
        beside=_("%(n)s informados; %(rule)s")
        % {"n": row.n_of_total, "rule": RULE_LABELS.get(row.rule, row.rule)},
        percent=formats.point(row.mean_zero) if known and row.mean_zero is not None else "",
        upper=formats.point(row.upper) if known and row.upper is not None else "",
        corte=figures.stamp(edition).words,
        date=day,
        source=figures.source(edition),
        address=f"{settings.SITE_URL}{path}",
        alternative=f"{finding}. {read} {figures.as_of(edition)}",
    )
