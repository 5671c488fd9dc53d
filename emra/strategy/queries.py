"""The strategy as pages and API show it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.lib import formats
from emra.lib.errors import Unknown
from emra.lib.subjects import Change, Subject
from emra.sources.queries import CitationView, citation_view
from emra.strategy.models import LineOfAction, LineProgress, LineState, Objective, Strategy

# What a line of action is while nobody has reported on it.
NO_INFORMATION = "NO_INFORMATION"


@dataclass(frozen=True)
class StrategyView:
    """The approved strategy; years inclusive."""

    name: str
    year_from: int
    year_to: int
    approved_on: date
    approval: str
    promoter: str
    basis: str
    citation: CitationView


@dataclass(frozen=True)
class FollowUpView:
    """How a line went when it was told; `file` is the address of the kept evidence, or ""."""

    state: str
    percent: Decimal | None
    note: str
    link: str
    file: str
    reference: str
    office: str
    recorded_at: datetime


@dataclass(frozen=True)
class LineView:
    """A line of action with its term; `years` as "2023-2030"; its states, the newest first."""

    code: str
    title: str
    horizon: str
    horizon_name: str
    years: str
    history: tuple[FollowUpView, ...]

    @property
    def follow_up(self) -> FollowUpView | None:
        """What is in force; None while nobody has reported on the line."""
        return self.history[0] if self.history else None

    @property
    def state(self) -> str:
        return self.follow_up.state if self.follow_up else NO_INFORMATION


@dataclass(frozen=True)
class ObjectiveView:
    """An objective with its lines, short term first."""

    code: str
    title: str
    commission: str
    citation: CitationView
    lines: tuple[LineView, ...]

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many of its lines are in each state."""
        return count_states(self.lines)


class UnknownObjective(Unknown):
    """No objective has the code that was asked for."""


def strategy() -> StrategyView:
    row = Strategy.objects.select_related("citation__document").get()
    return StrategyView(
        name=row.name,
        year_from=row.year_from,
        year_to=row.year_to,
        approved_on=row.approved_on,
        approval=row.approval,
        promoter=row.promoter,
        basis=row.basis,
        citation=citation_view(row.citation),
    )


def objectives() -> tuple[ObjectiveView, ...]:
    """The five objectives in their order: three queries."""
    histories = _histories()
    lines: dict[str, list[LineView]] = {}
    for line in LineOfAction.objects.select_related("horizon").order_by("horizon__year_to", "code"):
        lines.setdefault(line.objective_id, []).append(
            LineView(
                code=line.code,
                title=line.title,
                horizon=line.horizon_id,
                horizon_name=line.horizon.name,
                years=f"{line.horizon.year_from}-{line.horizon.year_to}",
                history=tuple(histories.get(line.code, ())),
            )
        )
    return tuple(
        ObjectiveView(
            code=row.code,
            title=row.title,
            commission=row.commission,
            citation=citation_view(row.citation),
            lines=tuple(lines.get(row.code, ())),
        )
        for row in Objective.objects.select_related("citation__document")
    )


def objective(code: str) -> ObjectiveView:
    for candidate in objectives():
        if candidate.code == code:
            return candidate
    raise UnknownObjective(
        _("No existe el objetivo «%(code)s»: los códigos van de OE1 a OE5.") % {"code": code}
    )


def count_states(lines: Iterable[LineView]) -> tuple[tuple[str, int], ...]:
    """How many lines are in each state, those without information last, none left out."""
    counted = Counter(line.state for line in lines)
    return tuple((state, counted[state]) for state in (*LineProgress.values, NO_INFORMATION))


def follow_up_file(pk: int) -> LineState | None:
    """A state of a line that keeps a file; None for any other."""
    return LineState.objects.filter(pk=pk).exclude(sha256="").first()


def lines_as_subjects() -> tuple[Subject, ...]:
    """The lines of action, each at its place on its objective's page."""
    return tuple(
        Subject(
            kind="LINE",
            code=line.code,
            title=line.title,
            path=f"{reverse('objective', args=[line.objective_id])}#{line.code}",
        )
        for line in LineOfAction.objects.all()
    )


def line_changes() -> tuple[Change, ...]:
    """Every state of a line that differs from the one before it, the first from no information."""
    told: dict[str, str] = {}
    found = []
    for row in LineState.objects.select_related("line").order_by("id"):
        before, after = told.get(row.line_id, _("sin información")), _in_words(row)
        told[row.line_id] = after
        if before != after:
            found.append(
                Change(
                    kind="LINE",
                    code=row.line_id,
                    at=row.recorded_at,
                    text=f"{row.line_id}: {before} → {after}",
                    path=f"{reverse('objective', args=[row.line.objective_id])}#{row.line_id}",
                )
            )
    return tuple(found)


def _in_words(row: LineState) -> str:
    state = str(LineProgress(row.state).label).lower()
    return state if row.percent is None else f"{state} ({formats.percent(row.percent)})"


def _histories() -> dict[str, list[FollowUpView]]:
    """Every state of each line, the newest first."""
    found: dict[str, list[FollowUpView]] = {}
    for row in LineState.objects.select_related("by").order_by("-id"):
        found.setdefault(row.line_id, []).append(
            FollowUpView(
                state=row.state,
                percent=row.percent,
                note=row.note,
                link=row.link,
                file=reverse("line-evidence", args=[row.pk]) if row.sha256 else "",
                reference=row.reference,
                office=row.by.public_office,
                recorded_at=row.recorded_at,
            )
        )
    return found
