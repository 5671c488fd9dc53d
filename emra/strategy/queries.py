"""The strategy as pages and API show it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from emra.lib.errors import Unknown
from emra.lib.subjects import Subject
from emra.sources.queries import CitationView, citation_view
from emra.strategy.models import LineOfAction, Objective, Strategy


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
class LineView:
    """A line of action with its term; `years` as "2023-2030"."""

    code: str
    title: str
    horizon: str
    horizon_name: str
    years: str


@dataclass(frozen=True)
class ObjectiveView:
    """An objective with its lines, short term first."""

    code: str
    title: str
    commission: str
    citation: CitationView
    lines: tuple[LineView, ...]


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
    """The five objectives in their order: two queries."""
    lines: dict[str, list[LineView]] = {}
    for line in LineOfAction.objects.select_related("horizon").order_by("horizon__year_to", "code"):
        lines.setdefault(line.objective_id, []).append(
            LineView(
                code=line.code,
                title=line.title,
                horizon=line.horizon_id,
                horizon_name=line.horizon.name,
                years=f"{line.horizon.year_from}-{line.horizon.year_to}",
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
