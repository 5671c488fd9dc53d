"""The pages of the strategic projects and of the two tracks."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.lib import formats
from emra.projects import queries as projects
from emra.projects.readmodel import ProjectView, TracksView
from emra.reports.agreement_pages import place
from emra.reports.pages import BAD, NONE, Column, Grid, Page

PROJECTS, TRACKS = "proyectos", "vias"


def strategic_projects(today: date) -> tuple[Page, ...]:
    """The projects with their dates and state, and the two tracks."""
    every = projects.projects(today)
    return _portfolio(every), _tracks(projects.two_tracks(every, today))


def _portfolio(rows: Sequence[ProjectView]) -> Page:
    top = [row for row in rows if not row.parent]
    late = [row.code for row in rows if row.late]
    dated = [row for row in top if row.planned_end.day]
    if late:
        title = ngettext(
            "%(n)s de los %(total)s proyectos e iniciativas está atrasado: %(codes)s",
            "%(n)s de los %(total)s proyectos e iniciativas están atrasados: %(codes)s",
            len(late),
        ) % {
            "n": len(late),
            "total": len(rows),
            "codes": ", ".join(late),
        }
    else:
        title = ngettext(
            "%(n)s de los %(total)s proyectos tiene fecha de término; ninguno consta atrasado",
            "%(n)s de los %(total)s proyectos tienen fecha de término; ninguno consta atrasado",
            len(dated),
        ) % {"n": len(dated), "total": len(top)}
    return Page(
        code=PROJECTS,
        section=_("5. Avances de los proyectos estratégicos"),
        title=title,
        grid=Grid(
            (
                Column(_("Proyecto"), 3.3),
                Column(_("A cargo"), 2.4),
                Column(_("Término previsto"), 1.5, figures=True),
                Column(_("Montos"), 3.7, figures=True),
                Column(_("Estado"), 1.6),
            ),
            tuple(
                (
                    f"{row.code} {row.name}",
                    row.lead_name or _("no indicado"),
                    formats.day(row.planned_end.day),
                    amounts(row, between="\n"),
                    project_state(row),
                )
                for row in rows
            ),
            tuple(BAD if row.late else NONE for row in rows),
        )
        if rows
        else None,
        empty="" if rows else _("No hay proyectos publicados."),
        note=_("Montos de la fuente o aprobados; no se suman, porque uno puede contener a otro."),
        sources=tuple(
            f"{row.code}: {place(row.citation)}."
            if row.citation
            else _("%(code)s: seguimientos aprobados.") % {"code": row.code}
            for row in rows
        ),
    )


def amounts(row: ProjectView, between: str = "; ") -> str:
    """Each amount on its own; what has none is said to be unknown."""
    told = [
        _("%(amount)s (unidad asumida)") % {"amount": line.amount}
        if line.basis == "ASSUMED"
        else str(line.amount)
        for line in row.funding
        if line.amount
    ]
    return between.join(told) or _("sin dato")


def project_state(row: ProjectView) -> str:
    if row.actual_end.day:
        return _("Terminado el %(day)s") % {"day": formats.day(row.actual_end.day)}
    if row.late:
        return ngettext("Atrasado %(n)s día", "Atrasado %(n)s días", row.worst_delay) % {
            "n": row.worst_delay
        }
    if row.actual_start.day:
        return _("Iniciado el %(day)s") % {"day": formats.day(row.actual_start.day)}
    return row.stage.name if row.stage else _("Sin fechas")


def _tracks(view: TracksView) -> Page:
    return Page(
        code=TRACKS,
        section=_("5. Avances de los proyectos estratégicos · Las dos vías"),
        title=_("La fuente estima %(claim)s de diferencia entre las vías") % {"claim": view.claim},
        lead=view.sentence,
        grid=Grid(
            (
                Column(_("Vía"), 2.0),
                Column(_("Etapa"), 6.0),
                Column(_("Iniciativas en ella"), 1.8, figures=True),
            ),
            tuple(
                (track.name, f"{count.stage.order}. {count.stage.name}", str(count.inside))
                for track in view.tracks
                for count in track.counts
            ),
        ),
        sources=(f"{view.claim}: {place(view.citation)}.",),
    )
