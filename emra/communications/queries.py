"""The pieces as pages, calendar, exports and API read them; the public sees published ones only."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from emra.communications import flags, months
from emra.communications.flags import Quote
from emra.communications.models import PUBLIC_STATES, ContentItem
from emra.lib.errors import Unknown

RELATED = ("channel", "format", "kind", "pillar", "campaign", "objective")


@dataclass(frozen=True)
class ItemView:
    """A piece with what it quotes; `on` is the day it went out, or the one it is planned for."""

    id: int
    code: str
    title: str
    state: str
    state_name: str
    on: date | None
    channel: str
    channel_name: str
    format: str
    format_name: str
    kind: str
    kind_name: str
    campaign: int | None
    objective: str
    link: str
    reach: int | None
    interactions: int | None
    measured_on: date | None
    quotes: tuple[Quote, ...]
    movable: bool

    @property
    def corrections(self) -> tuple[Quote, ...]:
        return tuple(quote for quote in self.quotes if quote.corrected)

    @property
    def is_published(self) -> bool:
        return self.state in PUBLIC_STATES


@dataclass(frozen=True)
class Day:
    """A day of the calendar with its pieces; `inside` is false for those of the months beside."""

    on: date
    inside: bool
    is_today: bool
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class Reach:
    """Sums over the measured pieces: `*_n` says how many have the figure, of `published`."""

    published: int
    reach: int | None
    reach_n: int
    interactions: int | None
    interactions_n: int


def published(
    *, month: date | None = None, campaign: int | None = None, objective: str = "", kind: str = ""
) -> tuple[ItemView, ...]:
    """What went out, newest first, of a month or of always."""
    rows = ContentItem.objects.public().order_by("-published_on", "-id")
    if month:
        rows = rows.filter(published_on__gte=month, published_on__lt=months.move(month, 1))
    if campaign is not None:
        rows = rows.filter(campaign=campaign)
    if objective:
        rows = rows.filter(objective=objective)
    if kind:
        rows = rows.filter(kind=kind)
    return views(rows.select_related(*RELATED))


def in_days(first: date, last: date) -> tuple[ItemView, ...]:
    """Every piece that went out, or is planned, from one day to another."""
    rows = ContentItem.objects.filter(
        Q(published_on__range=(first, last))
        | Q(published_on__isnull=True, scheduled_on__range=(first, last))
    )
    found = views(rows.select_related(*RELATED))
    return tuple(sorted(found, key=lambda item: (item.on or first, item.id)))


def weeks(month: date, today: date) -> tuple[tuple[Day, ...], ...]:
    """A month as weeks from Monday to Sunday, whole ones."""
    grid = calendar.Calendar().monthdatescalendar(month.year, month.month)
    items: dict[date | None, list[ItemView]] = {}
    for item in in_days(grid[0][0], grid[-1][-1]):
        items.setdefault(item.on, []).append(item)
    return tuple(
        tuple(
            Day(day, day.month == month.month, day == today, tuple(items.get(day, ())))
            for day in week
        )
        for week in grid
    )


def undated() -> tuple[ItemView, ...]:
    """Ideas without a day."""
    return views(
        ContentItem.objects.filter(scheduled_on__isnull=True)
        .select_related(*RELATED)
        .order_by("id")
    )


def waiting() -> tuple[ItemView, ...]:
    """What waits for somebody's approval."""
    return views(ContentItem.objects.waiting().select_related(*RELATED))


def returned() -> tuple[ItemView, ...]:
    """What was sent back and is an idea again."""
    rows = ContentItem.objects.filter(state=ContentItem.State.IDEA).exclude(return_reason="")
    return views(rows.select_related(*RELATED))


def overdue(today: date) -> tuple[ItemView, ...]:
    """What should have gone out before today."""
    rows = ContentItem.objects.exclude(state__in=PUBLIC_STATES).filter(scheduled_on__lt=today)
    return views(rows.select_related(*RELATED))


def flagged() -> tuple[ItemView, ...]:
    """Every piece that quotes a figure corrected since."""
    rows = ContentItem.objects.filter(quotes__isnull=False).distinct()
    return tuple(item for item in views(rows.select_related(*RELATED)) if item.corrections)


def item(pk: int) -> tuple[ContentItem, ItemView]:
    """A piece with its view; raises Unknown."""
    row = ContentItem.objects.select_related(*RELATED).filter(pk=pk).first()
    if row is None:
        raise Unknown(_("Esa pieza no existe."))
    return row, views([row])[0]


def reach_of(items: Iterable[ItemView]) -> Reach:
    """Sums with how many pieces stand behind them; None where nothing was measured."""
    out = [item for item in items if item.is_published]
    reach = [item.reach for item in out if item.reach is not None]
    interactions = [item.interactions for item in out if item.interactions is not None]
    return Reach(
        published=len(out),
        reach=sum(reach) if reach else None,
        reach_n=len(reach),
        interactions=sum(interactions) if interactions else None,
        interactions_n=len(interactions),
    )


def until(today: date) -> date:
    """The last day an internal calendar tells of: two years ahead."""
    return today + timedelta(days=730)


def views(rows: Iterable[ContentItem]) -> tuple[ItemView, ...]:
    """Rows with their relations selected, as the pages read them."""
    kept = list(rows)
    quoted = flags.quotes(kept)
    return tuple(
        ItemView(
            id=row.pk,
            code=row.code,
            title=row.title,
            state=row.state,
            state_name=row.get_state_display(),
            on=row.published_on or row.scheduled_on,
            channel=row.channel_id,
            channel_name=row.channel.name,
            format=row.format_id or "",
            format_name=row.format.name if row.format else "",
            kind=row.kind_id,
            kind_name=row.kind.name,
            campaign=row.campaign_id,
            objective=row.objective_id or "",
            link=row.link,
            reach=row.reach,
            interactions=row.interactions,
            measured_on=row.measured_on,
            quotes=quoted.get(row.pk, ()),
            movable=row.state not in PUBLIC_STATES,
        )
        for row in kept
    )
