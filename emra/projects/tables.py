"""The projects, their money, stages and changes as tables to download."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from emra.lib.money import UNITS, Amount
from emra.lib.tables import Table
from emra.projects import tracks
from emra.projects.columns import CHANGES, FUNDING, PROJECTS, STAGES, TOTALS
from emra.projects.portfolio import Group, Totals
from emra.projects.readmodel import ChangeView, ProjectView
from emra.sources.queries import CitationView


def projects(rows: Iterable[ProjectView]) -> Table:
    """An empty cell is something nobody has told."""
    return Table(
        "proyectos",
        PROJECTS,
        [
            (
                row.code,
                row.parent,
                row.name,
                row.track_name,
                row.stage.name if row.stage else None,
                row.lead_name,
                "; ".join(each.name for each in row.partners),
                row.objective,
                " ".join(each.code for each in row.lines),
                row.sector_name,
                "; ".join(each.name for each in row.communes),
                row.bip,
                row.rate,
                row.planned_start.day,
                row.actual_start.day,
                row.planned_end.day,
                row.planned_end.first,
                row.actual_end.day,
                row.end.days,
                len(row.late_milestones) if row.milestones else None,
                len(row.open_risks) if row.risks else None,
                *_place(row.citation),
            )
            for row in rows
        ],
        _about(),
    )


def funding(rows: Iterable[ProjectView]) -> Table:
    """Each line of money once; nothing is converted and no unit is added to another."""
    return Table(
        "proyectos-montos",
        FUNDING,
        [
            (
                row.code,
                line.number,
                line.source_name,
                line.stage,
                line.amount.value if line.amount else None,
                UNITS[line.amount.unit] if line.amount else None,
                line.basis_name,
                line.unit_reason,
                line.price_date,
                line.commune_name,
                line.note,
                line.entry,
                *_place(line.citation),
            )
            for row in rows
            for line in row.funding
        ],
        _about(),
    )


def totals(found: Sequence[Totals]) -> Table:
    """A row per group and unit; a group without any amount has one without unit."""
    return Table(
        "proyectos-totales",
        TOTALS,
        [
            (
                table.by,
                table.level,
                group.key,
                group.name,
                UNITS[cell.unit] if cell else None,
                cell.value if cell else None,
                group.lines,
                group.unknown,
                group.assumed,
            )
            for table in found
            for group in table.groups
            for cell in _cells(group)
        ],
        _about(),
    )


def stages(rows: Iterable[ProjectView]) -> Table:
    """Each stay in a stage, in calendar days."""
    return Table(
        "proyectos-etapas",
        STAGES,
        [
            (
                row.code,
                row.name,
                row.track_name,
                stage.order,
                stage.name,
                stage.entered_on,
                stage.left_on,
                stage.days,
                stage.so_far,
                stage.waited,
                row.walk.total,
            )
            for row in rows
            for stage in row.stages
            if stage.entered_on
        ],
        [*_about(), (_("Un mes"), tracks.MONTH_DAYS)],
    )


def changes(rows: Iterable[ChangeView]) -> Table:
    return Table(
        "proyectos-cambios",
        CHANGES,
        [
            (
                row.project,
                row.what,
                row.kind,
                row.before,
                row.after,
                row.days,
                row.difference.value if row.difference else None,
                UNITS[row.difference.unit] if row.difference else None,
                row.reason,
                row.entry,
                row.at,
                row.office,
            )
            for row in rows
        ],
        _about(),
    )


def _cells(group: Group) -> list[Amount | None]:
    """The amounts of a group; one unknown where it has none."""
    known: list[Amount | None] = [cell for cell in group.cells if cell]
    return known or [None]


def _place(citation: CitationView | None) -> tuple[object, ...]:
    if citation is None:
        return (None, None, None)
    return (citation.document_title, citation.line_from, citation.line_to)


def _about() -> list[tuple[str, object]]:
    return [
        (_("Qué es"), _("Proyectos estratégicos de la EMRA: solo lo aprobado por dos personas")),
        (_("Días"), _("Días corridos")),
        (_("Unidades"), _("$ pesos, M$ miles de pesos, MM$ millones de pesos, US$ dólares")),
    ]
