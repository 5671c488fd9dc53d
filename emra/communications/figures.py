"""The communication plan as a published figure."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.communications import charts, months, plan_queries
from emra.communications.plan_queries import CampaignView
from emra.ledger.http import ledger_etag
from emra.ledger.queries import head
from emra.lib import figures, formats, legends
from emra.lib.figures import Column, Figure, Key, Stamp


def register() -> None:
    figures.register(
        figures.Family(
            r"plan-\d{4}",
            _codes,
            lambda code, _corte: _plan(code.removeprefix("plan-")),
            ledger_etag,
            by_corte=False,
        )
    )


def plan(year: int, today: date, campaigns: Sequence[CampaignView]) -> Figure:
    """The campaigns along the twelve months of a plan."""
    code = f"plan-{year}"
    seq, seal = head()
    day = formats.day(today)
    return Figure(
        code=code,
        name=_("Campañas del plan comunicacional de %(plan)s") % {"plan": months.plan_name(year)},
        finding=charts.plan_finding(campaigns, year).rstrip("."),
        sentence=_(
            "La fuente nombra siete campañas y dibuja sus meses, pero no los escribe: cada una "
            "queda por programar hasta que la Secretaría Técnica fija sus fechas."
        ),
        unit=_("campañas por mes, de abril a marzo"),
        drawing=charts.plan_chart(campaigns, year, today, uid=f"g-{code}"),
        keys=[
            Key('<rect class="c-solid" width="26" height="14" rx="2"/>', _("campaña con fechas")),
            legends.unknown(_("por programar")),
            Key('<line class="c-path" x1="13" y1="0" x2="13" y2="14"/>', _("hoy")),
        ],
        columns=[
            Column("campana", _("Campaña"), numeric=False),
            Column("desde", _("Desde"), formats.day, numeric=False),
            Column("hasta", _("Hasta"), formats.day, numeric=False),
            Column("tema", _("Tema"), numeric=False),
        ],
        rows=[(row.name, row.starts_on, row.ends_on, row.about or None) for row in campaigns],
        source=", ".join(dict.fromkeys(row.citation.document_title for row in campaigns)),
        as_of=_("Vigente al %(day)s.") % {"day": day},
        page=reverse("communications-plan"),
        stamp=Stamp(_("plan vigente al %(day)s") % {"day": day}, seq, seal),
    )


def _plan(text: str) -> Figure:
    try:
        year = months.parse_plan(text)
    except months.NotAMonth as error:
        raise figures.UnknownFigure(str(error)) from error
    return plan(year, timezone.localdate(), plan_queries.campaigns())


def _codes() -> list[tuple[str, str]]:
    year = months.plan_of(timezone.localdate())
    name = _("Campañas del plan comunicacional de %(plan)s") % {"plan": months.plan_name(year)}
    return [(f"plan-{year}", name)]
