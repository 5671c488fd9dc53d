"""The pages of the rooms without editions: bodies, objectives, communications, projects, sundry."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.communications import months, plan_queries
from emra.cooperation import queries as cooperation
from emra.governance import commitment_queries
from emra.governance import queries as governance
from emra.governance.commitment_queries import CommitmentView
from emra.lib import formats
from emra.oversight import queries as oversight
from emra.projects import queries as projects
from emra.projects.readmodel import ProjectView, TracksView
from emra.reports.agreement_pages import place
from emra.reports.pages import BAD, GOOD, NONE, PLAIN, WARN, Column, Grid, Page
from emra.strategy.models import LineProgress
from emra.strategy.queries import NO_INFORMATION, LineView, ObjectiveView

MANAGEMENT, COMMUNICATION = "modelo-de-gestion", "plan-comunicacional"
PROJECTS, TRACKS, SUNDRY, COMMITMENTS = "proyectos", "vias", "varios", "compromisos"
LINE_TONES = {"DONE": GOOD, "UNDER_WAY": PLAIN, "NOT_STARTED": WARN, "STOPPED": BAD}


# -- management model ------------------------------------------------------------------------


def management(today: date) -> tuple[Page, ...]:
    """The bodies, and what they committed to."""
    bodies = governance.bodies(today)
    sessions = sum(row.sessions for row in bodies)
    told = ngettext("%(n)s sesión con acta", "%(n)s sesiones con acta", sessions) % {"n": sessions}
    pending = sum(row.pending for row in bodies)
    title = _("%(bodies)s instancias: %(told)s y %(pending)s") % {
        "bodies": len(bodies),
        "told": told,
        "pending": ngettext("%(n)s compromiso pendiente", "%(n)s compromisos pendientes", pending)
        % {"n": pending},
    }
    page = Page(
        code=MANAGEMENT,
        section=_("3. Modelo de gestión"),
        title=title,
        grid=Grid(
            (
                Column(_("Instancia"), 3.8),
                Column(_("Función"), 5.9),
                Column(_("Sesiones"), 1.4, figures=True),
                Column(_("Pendientes"), 1.6, figures=True),
                Column(_("Cumplidos"), 1.6, figures=True),
            ),
            tuple(
                (
                    row.name,
                    row.role or _("La fuente no dice su función."),
                    formats.number(row.sessions),
                    formats.number(row.pending),
                    formats.number(row.done),
                )
                for row in bodies
            ),
        ),
        sources=(
            _("Sesiones con acta aprobada y compromisos públicos; la fuente no informa sesiones."),
            *(f"{row.name}: {place(row.citation)}." for row in bodies),
        ),
    )
    commitments = commitment_queries.commitments(today=today)
    return (page, _commitments(commitments)) if commitments else (page,)


def _commitments(rows: Sequence[CommitmentView]) -> Page:
    pending = [row for row in rows if row.pending]
    late = [row for row in pending if row.late]
    return Page(
        code=COMMITMENTS,
        section=_("3. Modelo de gestión · Compromisos"),
        title=_("Compromisos: pendientes %(pending)s de %(total)s, vencidos %(late)s")
        % {"pending": len(pending), "total": len(rows), "late": len(late)},
        grid=Grid(
            (
                Column(_("Compromiso"), 5.2),
                Column(_("Responsable"), 2.4),
                Column(_("Plazo"), 1.3, figures=True),
                Column(_("Estado"), 1.9),
            ),
            tuple(
                (f"{row.code} {row.text}", row.owner_name, _day(row), commitment_state(row))
                for row in rows
            ),
            tuple(BAD if row.late else GOOD if row.state == "DONE" else PLAIN for row in rows),
        ),
        note=_("Los plazos vencidos se cuentan en días hábiles."),
        sources=tuple(
            _("%(code)s: %(body)s, sesión %(meeting)s.")
            % {
                "code": row.code,
                "body": row.body_name,
                "meeting": row.meeting or _("sin sesión"),
            }
            for row in rows
        ),
    )


def _day(row: CommitmentView) -> str:
    return formats.day(row.due_on)


def commitment_state(row: CommitmentView) -> str:
    if not row.late:
        return row.state_name
    return ngettext("Vencido hace %(n)s día hábil", "Vencido hace %(n)s días hábiles", row.late) % {
        "n": row.late
    }


# -- objectives ------------------------------------------------------------------------------


def objective(view: ObjectiveView) -> Page:
    """An objective with its lines of action."""
    states = dict(view.states)
    told = len(view.lines) - states[NO_INFORMATION]
    if told:
        title = _(
            "%(code)s: %(told)s de sus %(total)s líneas informan; %(done)s terminadas, "
            "%(under)s en marcha, %(stopped)s detenidas"
        ) % {
            "code": view.code,
            "told": told,
            "total": len(view.lines),
            "done": states["DONE"],
            "under": states["UNDER_WAY"],
            "stopped": states["STOPPED"],
        }
    else:
        title = _("%(code)s: ninguna de sus %(total)s líneas de acción tiene información") % {
            "code": view.code,
            "total": len(view.lines),
        }
    return Page(
        code=f"objetivo-{view.code}",
        section=_("3. Modelo de gestión · Objetivo estratégico %(code)s") % {"code": view.code},
        title=title,
        lead=f"{view.title}. {_('Comisión')}: {view.commission}.",
        grid=Grid(
            (
                Column(_("Línea de acción"), 7.2),
                Column(_("Plazo"), 1.4),
                Column(_("Avance"), 1.1, figures=True),
                Column(_("Estado"), 2.0),
            ),
            tuple(
                (
                    f"{line.code} {line.title}",
                    line.years,
                    _line_percent(line),
                    line_state(line),
                )
                for line in view.lines
            ),
            tuple(LINE_TONES.get(line.state, NONE) for line in view.lines),
        ),
        sources=(
            f"{view.code}: {place(view.citation)}.",
            *(
                _("%(code)s: informado por %(office)s el %(at)s. %(note)s")
                % {
                    "code": line.code,
                    "office": line.follow_up.office,
                    "at": formats.moment(line.follow_up.recorded_at),
                    "note": line.follow_up.note,
                }
                for line in view.lines
                if line.follow_up
            ),
        ),
    )


def line_state(line: LineView) -> str:
    return (
        _("Sin información")
        if line.state == NO_INFORMATION
        else str(LineProgress(line.state).label)
    )


def _line_percent(line: LineView) -> str:
    if line.follow_up is None or line.follow_up.percent is None:
        return _("sin dato")
    return formats.percent(line.follow_up.percent)


# -- communications --------------------------------------------------------------------------


def communication(today: date) -> Page:
    """The plan's quotas against the last whole month, and its campaigns."""
    campaigns = plan_queries.campaigns()
    dated = sum(row.scheduled for row in campaigns)
    month = months.move(months.of(today), -1)
    found = plan_queries.fulfilments((month,), today=today, public=True)[0]
    version = found.version
    done = {meter.line.code: meter for meter in found.formats}
    lines = [row for row in version.lines if row.scope == "format"] if version else []
    name = months.name(month)
    if not lines:
        title = _("El plan no tiene una cuota que rija en %(month)s") % {"month": name}
    elif not found.recorded:
        title = _("De %(month)s no hay registro de piezas: no se sabe si la cuota se cumplió") % {
            "month": name
        }
    else:
        met = sum(meter.state in ("MET", "OVER") for meter in done.values())
        title = _("En %(month)s se cumplieron %(met)s de las %(n)s cuotas mensuales") % {
            "month": name,
            "met": met,
            "n": len(done),
        }
    return Page(
        code=COMMUNICATION,
        section=_("4. Plan comunicacional"),
        title=title,
        lead=_("%(n)s campañas en el plan; %(dated)s con fecha fijada.")
        % {"n": len(campaigns), "dated": dated},
        grid=Grid(
            (
                Column(_("Formato"), 3.4),
                Column(_("Canal"), 2.6),
                Column(_("Cuota mensual"), 1.7, figures=True),
                Column(_("Publicadas en %(month)s") % {"month": name}, 2.4, figures=True),
            ),
            tuple(
                (
                    row.line.label,
                    row.channel_name,
                    row.line.rule,
                    str(done[row.line.code].done) if row.line.code in done else _("sin registro"),
                )
                for row in lines
            ),
        )
        if lines
        else None,
        empty="" if lines else _("No hay cuotas contra las que medir el mes."),
        note=_("Un mes sin registro no es un cero: nadie sabe qué se publicó."),
        sources=tuple(f"{row.line.label}: {place(row.citation)}." for row in lines if row.citation),
    )


# -- projects --------------------------------------------------------------------------------


def strategic_projects(today: date) -> tuple[Page, ...]:
    """The projects with their dates and state, and the two tracks."""
    every = projects.projects(today)
    return _portfolio(every), _tracks(projects.two_tracks(every, today))


def _portfolio(rows: Sequence[ProjectView]) -> Page:
    top = [row for row in rows if not row.parent]
    late = [row.code for row in rows if row.late]
    dated = [row for row in top if row.planned_end.day]
    if late:
        title = _("%(n)s de los %(total)s proyectos e iniciativas están atrasados: %(codes)s") % {
            "n": len(late),
            "total": len(rows),
            "codes": ", ".join(late),
        }
    else:
        title = _(
            "%(n)s de los %(total)s proyectos tienen fecha de término; ninguno consta atrasado"
        ) % {"n": len(dated), "total": len(top)}
    return Page(
        code=PROJECTS,
        section=_("5. Avances de los proyectos estratégicos"),
        title=title,
        grid=Grid(
            (
                Column(_("Proyecto"), 3.7),
                Column(_("A cargo"), 2.6),
                Column(_("Término previsto"), 1.6, figures=True),
                Column(_("Montos"), 3.0, figures=True),
                Column(_("Estado"), 1.6),
            ),
            tuple(
                (
                    f"{row.code} {row.name}",
                    row.lead_name or _("no indicado"),
                    formats.day(row.planned_end.day),
                    amounts(row),
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


def amounts(row: ProjectView) -> str:
    """Each amount on its own; what has none is said to be unknown."""
    told = [
        _("%(amount)s (unidad asumida)") % {"amount": line.amount}
        if line.basis == "ASSUMED"
        else str(line.amount)
        for line in row.funding
        if line.amount
    ]
    return "; ".join(told) or _("sin dato")


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


# -- sundry ----------------------------------------------------------------------------------


def sundry(today: date, coming: int) -> Page:
    """What else the board is told: sessions to come, citizens, covenants."""
    citizens = oversight.indicators(today)
    covenants = cooperation.covenants(today)
    return Page(
        code=SUNDRY,
        section=_("6. Varios"),
        title=ngettext(
            "Contraloría social: %(n)s observación recibida, %(late)s con respuesta vencida",
            "Contraloría social: %(n)s observaciones recibidas, %(late)s con respuesta vencida",
            citizens.received,
        )
        % {"n": citizens.received, "late": citizens.overdue},
        grid=Grid(
            (Column(_("Asunto"), 3.0), Column(_("Qué se sabe"), 7.0)),
            (
                (
                    _("Próximas sesiones"),
                    ngettext("%(n)s convocada.", "%(n)s convocadas.", coming) % {"n": coming}
                    if coming
                    else _("No hay sesiones convocadas."),
                ),
                (
                    _("Observaciones ciudadanas"),
                    _(
                        "%(received)s recibidas, %(published)s publicadas, %(answered)s "
                        "respondidas, %(waiting)s esperan respuesta."
                    )
                    % {
                        "received": citizens.received,
                        "published": citizens.published,
                        "answered": citizens.answered,
                        "waiting": citizens.waiting,
                    },
                ),
                (
                    _("Convenios de cooperación"),
                    ngettext(
                        "%(n)s convenio publicado.", "%(n)s convenios publicados.", len(covenants)
                    )
                    % {"n": len(covenants)},
                ),
            ),
        ),
        note=_("El detalle está en las páginas Comisiones, Contraloría y Cooperación del sitio."),
        sources=(_("Registros públicos del sitio, a la fecha del pie."),),
    )
