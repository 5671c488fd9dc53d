"""The plan's charts as SVG markup: campaigns along the year, a quota's meter.

Colours come from classes of the style sheet; numbers in attributes use a point; each has a title
that says what it shows, and stands beside its table.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.communications import months
from emra.communications.plan_queries import CampaignView
from emra.communications.quotas import Meter
from emra.lib import formats

_LEFT, _HEAD, _ROW, _WIDTH = 120, 34, 38, 920


def plan_finding(campaigns: Sequence[CampaignView], plan: int) -> str:
    """What the plan's chart shows, in one sentence."""
    unset = sum(not row.scheduled for row in campaigns)
    first, last = _bounds(plan)
    within = sum(_overlaps(row, first, last) for row in campaigns)
    told = ngettext(
        "%(n)s de %(total)s campañas tiene fechas en el plan de %(plan)s",
        "%(n)s de %(total)s campañas tienen fechas en el plan de %(plan)s",
        within,
    ) % {"n": within, "total": len(campaigns), "plan": months.plan_name(plan)}
    if not unset:
        return f"{told}."
    missing = ngettext("%(n)s está por programar", "%(n)s están por programar", unset) % {
        "n": unset
    }
    return f"{told}; {missing}."


def plan_chart(campaigns: Sequence[CampaignView], plan: int, today: date, *, uid: str) -> str:
    """Draw the seven campaigns over the twelve months of a plan, April first.

    One without dates is an empty dashed row that says so, never a bar.
    """
    first, last = _bounds(plan)
    column = Decimal(_WIDTH - _LEFT) / 12
    height = _HEAD + _ROW * len(campaigns) + 4
    body = ""
    for place, month in enumerate(months.of_plan(plan)):
        x = formats.point(_LEFT + column * place)
        middle = formats.point(_LEFT + column * place + column / 2)
        body += (
            f'<line class="c-grid" x1="{x}" y1="{_HEAD - 6}" x2="{x}" y2="{height}"/>'
            f'<text class="c-text c-text--mid" x="{middle}" y="20">'
            f"{escape(formats.month_name(month.month)[:3])}</text>"
        )
    if first <= today <= last:
        x = formats.point(_x(today, first, last))
        body += f'<line class="c-path" x1="{x}" y1="{_HEAD - 6}" x2="{x}" y2="{height}"/>'
    for line, row in enumerate(campaigns):
        y = _HEAD + _ROW * line
        body += f'<text class="c-text c-text--ink" x="0" y="{y + 23}">{escape(row.name)}</text>'
        body += _campaign(row, y, first, last)
    return (
        f'<svg role="img" aria-labelledby="{uid}-t {uid}-d" width="{_WIDTH}" height="{height}"'
        f' viewBox="0 0 {_WIDTH} {height}">'
        f'<title id="{uid}-t">{escape(plan_finding(campaigns, plan))}</title>'
        f'<desc id="{uid}-d">{escape(_("Una fila por campaña; borde cortado: por programar."))}'
        f"</desc>{body}</svg>"
    )


def meter_bar(meter: Meter, *, uid: str) -> str:
    """Draw a quota: solid what is done, hatched what is planned, a line at the minimum."""
    planned = meter.planned or 0
    full = max(meter.line.maximum or 0, meter.line.minimum, meter.done + planned, 1)
    done = formats.point(Decimal(100 * meter.done) / full)
    ahead = formats.point(Decimal(100 * planned) / full)
    floor = formats.point(Decimal(100 * meter.line.minimum) / full)
    body = (
        f'<defs><pattern id="{uid}-p" width="7" height="7" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><line class="c-hatch" x1="0" y1="0" x2="0" y2="7"/>'
        "</pattern></defs>"
        '<rect class="c-track" x="0" y="5" width="100%" height="14" rx="3"/>'
    )
    if planned:
        body += (
            f'<rect x="{done}%" y="5" width="{ahead}%" height="14" fill="url(#{uid}-p)"/>'
            f'<rect class="c-hatch-edge" x="{done}%" y="5" width="{ahead}%" height="14"/>'
        )
    # A zero that was counted keeps a visible foot.
    body += (
        f'<rect class="c-solid" x="0" y="5" width="{done}%" height="14" rx="3"/>'
        if meter.done
        else '<rect class="c-solid" x="0" y="3" width="3" height="18"/>'
    )
    body += f'<line class="c-tick" x1="{floor}%" y1="1" x2="{floor}%" y2="23"/>'
    desc = _("Lleno: publicadas; rayado: en preparación; la línea vertical es el mínimo.")
    return (
        f'<svg role="img" aria-labelledby="{uid}-t {uid}-d" width="100%" height="24">'
        f'<title id="{uid}-t">{escape(meter.sentence)}</title>'
        f'<desc id="{uid}-d">{escape(desc)}</desc>{body}</svg>'
    )


def _campaign(row: CampaignView, y: int, first: date, last: date) -> str:
    if row.starts_on is None or row.ends_on is None:
        pending = escape(_("por programar"))
        return (
            f'<rect class="c-unknown" x="{_LEFT + 4}" y="{y + 6}" width="{_WIDTH - _LEFT - 8}"'
            f' height="{_ROW - 12}" rx="4"/>'
            f'<text class="c-text" x="{_LEFT + 16}" y="{y + 24}">{pending}</text>'
        )
    if not _overlaps(row, first, last):
        words = _("fuera de este plan")
        return f'<text class="c-text" x="{_LEFT + 16}" y="{y + 24}">{escape(words)}</text>'
    left = _x(max(row.starts_on, first), first, last)
    right = _x(min(row.ends_on, last), first, last, end=True)
    words = row.about or _("sin tema")
    bar = (
        f'<rect class="c-solid" x="{formats.point(left)}" y="{y + 6}"'
        f' width="{formats.point(max(right - left, Decimal(3)))}" height="{_ROW - 12}" rx="4"/>'
    )
    if right > _WIDTH - 200:
        return (
            f'{bar}<text class="c-text c-text--ink c-text--end c-halo"'
            f' x="{formats.point(left - 8)}" y="{y + 24}">{escape(words)}</text>'
        )
    return (
        f'{bar}<text class="c-text c-text--ink c-halo" x="{formats.point(right + 8)}"'
        f' y="{y + 24}">{escape(words)}</text>'
    )


def _bounds(plan: int) -> tuple[date, date]:
    return date(plan, months.PLAN_STARTS, 1), date(plan + 1, months.PLAN_STARTS - 1, 31)


def _overlaps(row: CampaignView, first: date, last: date) -> bool:
    if row.starts_on is None or row.ends_on is None:
        return False
    return row.starts_on <= last and row.ends_on >= first


def _x(day: date, first: date, last: date, *, end: bool = False) -> Decimal:
    """Where a day begins along the chart, or ends; each month takes the same room."""
    place = (day.year - first.year) * 12 + day.month - first.month
    days = (months.move(months.of(day), 1) - months.of(day)).days
    share = Decimal(day.day if end else day.day - 1) / days
    return _LEFT + (Decimal(_WIDTH - _LEFT) / 12) * (place + share)
