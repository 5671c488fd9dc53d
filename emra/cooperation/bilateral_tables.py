"""Bilateral projects and their results as tables to download."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from emra.cooperation.bilateral_ficha import sources
from emra.cooperation.bilateral_queries import ProjectView
from emra.cooperation.columns import BILATERALS, FICHA, FICHAS, RESULTS
from emra.lib.tables import Table


def projects(views: Sequence[ProjectView]) -> Table:
    """One row for each project; an empty cell is something nobody stated."""
    rows = [
        (
            view.code,
            view.content.name,
            view.content.area,
            view.content.sdg,
            "; ".join(view.countries),
            "; ".join(f"{row.name} ({row.country})" for row in view.content.institutions),
            view.content.beneficiaries,
            view.content.months,
            view.content.starts,
            view.content.general,
            view.content.specific,
            "; ".join(view.content.topics),
            len(view.results),
            view.met,
            view.reported,
            view.content.updated_on,
            view.version,
        )
        for view in views
    ]
    return Table("proyectos-bilaterales", BILATERALS, rows, _about(views))


def results(views: Sequence[ProjectView]) -> Table:
    """One row for each result with its last approved report."""
    rows = []
    for view in views:
        for row in view.results:
            last = row.last
            rows.append(
                (
                    view.code,
                    row.result.number,
                    row.result.text,
                    row.result.target,
                    row.result.minimum,
                    row.result.minimum_unit,
                    row.verdict_name,
                    last.reached if last else None,
                    last.on if last else None,
                    last.text if last else None,
                    (last.link or (_("archivo adjunto") if last.has_file else "")) if last else "",
                )
            )
    return Table("resultados-bilaterales", RESULTS, rows, _about(views))


def ficha(view: ProjectView) -> Table:
    """The sheet of one project, a line of it in each row."""
    return Table(f"ficha-{view.code}", FICHA, _lines(view), _about([view]))


def fichas(views: Sequence[ProjectView]) -> Table:
    """The sheets of all projects, one below the other."""
    rows = [
        (view.code, place, *line)
        for view in views
        for place, line in enumerate(_lines(view), start=1)
    ]
    return Table("fichas-bilaterales", FICHAS, rows, _about(views))


def _lines(view: ProjectView) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for told in view.rows:
        place = (
            (told.citation.document_code, told.citation.line_from, told.citation.line_to)
            if told.citation
            else (None, None, None)
        )
        for part in told.row.parts:
            rows += [(told.row.label, part.head, line, *place) for line in part.lines]
    return rows


def _about(views: Sequence[ProjectView]) -> list[tuple[str, object]]:
    named = dict.fromkeys(text for view in views for text in sources(view.rows))
    return [
        (_("Qué es"), _("Proyectos bilaterales de la Región de Antofagasta")),
        *((_("De dónde sale"), text) for text in named),
        (_("Cumplido"), _("Solo si un informe aprobado lo dice y alcanza el mínimo de la meta")),
    ]
