"""The plan as pages, exports and API read it: campaigns, quotas, fulfilment, coverage."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min, Prefetch
from django.utils.translation import gettext as _

from emra.communications import months, quotas
from emra.communications.models import (
    PUBLIC_STATES,
    Campaign,
    ContentItem,
    ContentKind,
    QuotaLine,
    QuotaVersion,
)
from emra.communications.models.plan import Named
from emra.communications.quotas import Line, Meter
from emra.lib.errors import Unknown
from emra.sources.models import Citation
from emra.sources.queries import CitationView, citation_view
from emra.strategy.models import Objective

WITHOUT = ""


class NoQuota(Unknown):
    """Fulfilment was asked for a month that no version of the quotas rules."""


class NoRecord(Unknown):
    """Fulfilment was asked for a month of which no piece was recorded yet."""


@dataclass(frozen=True)
class NamedView:
    """Something the plan lists, with the lines it comes from."""

    code: str
    name: str
    citation: CitationView


@dataclass(frozen=True)
class CampaignView:
    """A campaign; without dates it is to be scheduled."""

    number: int
    name: str
    starts_on: date | None
    ends_on: date | None
    objective: str
    theme: str
    theme_name: str
    lock_version: int
    citation: CitationView

    @property
    def scheduled(self) -> bool:
        return self.starts_on is not None

    @property
    def about(self) -> str:
        return self.objective or self.theme_name


@dataclass(frozen=True)
class QuotaLineView:
    """A quota with the lines it comes from, None where the secretariat set it."""

    line: Line
    scope: str
    target: str
    channel: str
    channel_name: str
    citation: CitationView | None


@dataclass(frozen=True)
class VersionView:
    """A version of the quotas; `until` is its last month, None while it rules."""

    number: int
    valid_from: date
    until: date | None
    reason: str
    citation: CitationView | None
    set_at: datetime
    lines: tuple[QuotaLineView, ...]


@dataclass(frozen=True)
class Count:
    """How many pieces of a kind or objective a month has, where no quota is set for it."""

    code: str
    label: str
    done: int
    planned: int | None


@dataclass(frozen=True)
class Fulfilment:
    """A month against its quotas.

    Nothing is told where `version` is None, nor of a month that ended before the first piece was
    recorded: nobody knows what went out then, which is not the same as nothing.
    """

    month: date
    version: VersionView | None
    recorded: bool
    formats: tuple[Meter, ...]
    kinds: tuple[Meter | Count, ...]
    objectives: tuple[Meter | Count, ...]

    @property
    def code(self) -> str:
        return months.code(self.month)

    @property
    def name(self) -> str:
        return months.name(self.month)

    @property
    def meters(self) -> tuple[Meter, ...]:
        rows = (*self.formats, *self.kinds, *self.objectives)
        return tuple(row for row in rows if isinstance(row, Meter))


@dataclass(frozen=True)
class Cell:
    """How many pieces an objective has in a month; `gap` where it came and there is none.

    `done` is None in a month that has not begun: it is no zero yet.
    """

    month: date
    recorded: bool
    done: int | None
    planned: int | None
    gap: bool


@dataclass(frozen=True)
class Coverage:
    """How many pieces an objective has in each month of a plan."""

    code: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> int:
        return sum(cell.gap for cell in self.cells)

    @property
    def reached(self) -> int:
        return sum(cell.recorded and (cell.gap or bool(cell.done)) for cell in self.cells)


# -- the plan --------------------------------------------------------------------------------


def named(model: type[Named]) -> tuple[NamedView, ...]:
    """The plan's own lists, in its order."""
    return tuple(
        NamedView(row.code, row.name, citation_view(row.citation))
        for row in model._default_manager.select_related("citation__document")
    )


def campaigns() -> tuple[CampaignView, ...]:
    return tuple(
        CampaignView(
            number=row.number,
            name=row.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            objective=row.objective_id or "",
            theme=row.theme_id or "",
            theme_name=row.theme.name if row.theme else "",
            lock_version=row.lock_version,
            citation=citation_view(row.citation),
        )
        for row in Campaign.objects.select_related("theme", "citation__document")
    )


def versions() -> tuple[VersionView, ...]:
    """Every version of the quotas, the one of the latest month first."""
    lines = QuotaLine.objects.select_related(
        "format__channel", "kind", "objective", "citation__document"
    ).order_by("id")
    rows = list(
        QuotaVersion.objects.in_force()
        .select_related("citation__document")
        .prefetch_related(Prefetch("lines", lines))
    )
    found = []
    until: date | None = None
    starts: date | None = None
    for row in rows:
        if starts is not None and row.valid_from != starts:
            until = months.move(starts, -1)
        elif starts is not None:
            until = months.move(row.valid_from, -1)  # replaced before its first month ended
        found.append(
            VersionView(
                number=row.number,
                valid_from=row.valid_from,
                until=until,
                reason=row.reason,
                citation=_cited(row.citation),
                set_at=row.set_at,
                lines=tuple(_line(line) for line in row.lines.all()),
            )
        )
        starts = row.valid_from
    return tuple(found)


def version_of(month: date, among: tuple[VersionView, ...]) -> VersionView | None:
    """The version that rules a month."""
    return next((version for version in among if version.valid_from <= month), None)


# -- fulfilment ------------------------------------------------------------------------------


def fulfilment(month: date, *, today: date, public: bool) -> Fulfilment:
    """A month against its quotas; raises NoQuota where there are none."""
    found = fulfilments((month,), today=today, public=public)[0]
    if found.version is None:
        raise NoQuota(
            _("%(month)s: sin cuota definida. No hay nada contra qué medir el cumplimiento.")
            % {"month": found.name.capitalize()},
            field="month",
        )
    if not found.recorded:
        raise NoRecord(
            _("%(month)s: sin registro de piezas. No se sabe qué se publicó, y no es un cero.")
            % {"month": found.name.capitalize()},
            field="month",
        )
    return found


def fulfilments(wanted: tuple[date, ...], *, today: date, public: bool) -> tuple[Fulfilment, ...]:
    """Several months in a row against the version that rules each; the public sees what is done."""
    every = versions()
    tally = _Tally(_counts(wanted), _first_record(), today, public)
    kinds = [(row.code, row.name) for row in ContentKind.objects.all()]
    objectives = [(row.code, row.code) for row in Objective.objects.all()]
    found = []
    for month in wanted:
        version, recorded = version_of(month, every), tally.recorded(month)
        told = version is not None and recorded
        lines = {(line.scope, line.target): line.line for line in version.lines} if version else {}
        found.append(
            Fulfilment(
                month=month,
                version=version,
                recorded=recorded,
                formats=tuple(
                    tally.meter(month, scope, line)
                    for (scope, _code), line in lines.items()
                    if told and scope == "format"
                ),
                kinds=tally.rows(month, "kind", kinds, lines) if told else (),
                objectives=tally.rows(month, "objective", objectives, lines) if told else (),
            )
        )
    return tuple(found)


@dataclass(frozen=True)
class _Tally:
    """What was counted, and whom it is told."""

    counts: dict[str, Counter[tuple[date, str, str]]]
    first: date | None
    today: date
    public: bool

    def recorded(self, month: date) -> bool:
        """Whether the month goes on, or ended after the first piece was recorded."""
        over = self.today >= months.move(month, 1)
        return not over or (self.first is not None and month >= months.of(self.first))

    def cell(self, month: date, code: str) -> Cell:
        done, planned = self.of(month, "objective", code)
        recorded = self.recorded(month)
        empty = recorded and not done and not planned
        begun = month <= self.today
        return Cell(month, recorded, done if begun else None, planned, empty and begun)

    def of(self, month: date, scope: str, code: str) -> tuple[int, int | None]:
        """Done and planned; planned is not for the public."""
        planned = None if self.public else self.counts["planned"][month, scope, code]
        return self.counts["done"][month, scope, code], planned

    def meter(self, month: date, scope: str, line: Line) -> Meter:
        done, planned = self.of(month, scope, line.code)
        return quotas.meter(line, done=done, planned=planned, month=month, today=self.today)

    def rows(
        self,
        month: date,
        scope: str,
        names: list[tuple[str, str]],
        lines: dict[tuple[str, str], Line],
    ) -> tuple[Meter | Count, ...]:
        return tuple(
            self.meter(month, scope, lines[scope, code])
            if (scope, code) in lines
            else Count(code, label, *self.of(month, scope, code))
            for code, label in names
        )


def coverage(plan: int, *, today: date, public: bool) -> tuple[Coverage, ...]:
    """Objective by month of a plan, and last what is of none."""
    wanted = months.of_plan(plan)
    tally = _Tally(_counts(wanted), _first_record(), today, public)
    rows = [(row.code, row.title) for row in Objective.objects.all()]
    return tuple(
        Coverage(
            code=code or _("Sin objetivo"),
            label=label,
            cells=tuple(tally.cell(month, code) for month in wanted),
        )
        for code, label in (*rows, (WITHOUT, _("Piezas que no nombran un objetivo")))
    )


def _counts(wanted: tuple[date, ...]) -> dict[str, Counter[tuple[date, str, str]]]:
    """Done and planned pieces by month and by format, kind, objective: two queries."""
    first, after = wanted[0], months.move(wanted[-1], 1)
    columns = ("format", "kind", "objective")
    out = ContentItem.objects.public().filter(published_on__gte=first, published_on__lt=after)
    ahead = ContentItem.objects.exclude(state__in=PUBLIC_STATES).filter(
        scheduled_on__gte=first, scheduled_on__lt=after
    )
    found: dict[str, Counter[tuple[date, str, str]]] = {"done": Counter(), "planned": Counter()}
    for name, rows, day in (("done", out, "published_on"), ("planned", ahead, "scheduled_on")):
        for on, *codes in rows.values_list(day, *columns):
            for column, code in zip(columns, codes, strict=True):
                found[name][months.of(on), column, code or WITHOUT] += 1
    return found


def _first_record() -> date | None:
    """The earliest day a piece went out or was to go out."""
    found = ContentItem.objects.aggregate(a=Min("published_on"), b=Min("scheduled_on"))
    days = [day for day in found.values() if day is not None]
    return min(days, default=None)


def _line(row: QuotaLine) -> QuotaLineView:
    if row.format:
        scope, code, label = "format", row.format.code, row.format.name
    elif row.kind:
        scope, code, label = "kind", row.kind.code, row.kind.name
    else:
        assert row.objective is not None
        scope, code, label = "objective", row.objective.code, row.objective.code
    return QuotaLineView(
        line=Line(code, label, row.minimum, row.maximum),
        scope=scope,
        target=code,
        channel=row.format.channel_id if row.format else "",
        channel_name=row.format.channel.name if row.format else "",
        citation=_cited(row.citation),
    )


def _cited(row: Citation | None) -> CitationView | None:
    return citation_view(row) if row else None
