"""The pages of the rooms without editions: bodies, objectives, communications, sundry."""

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
from emra.reports.agreement_pages import place
from emra.reports.pages import BAD, GOOD, NONE, PLAIN, WARN, Column, Grid, Page
from emra.strategy.models import LineProgress
from emra.strategy.queries import NO_INFORMATION, LineView, ObjectiveView

MANAGEMENT, COMMUNICATION = "modelo-de-gestion", "plan-comunicacional"
SUNDRY, COMMITMENTS = "varios", "compromisos"
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
        title=_commitments_title(len(rows), len(pending), len(late)),
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


def _commitments_title(total: int, pending: int, late: int) -> str:
    parts = {"total": total, "pending": pending, "late": late}
    if not pending:
        return (
            ngettext(
                "El único compromiso no está pendiente",
                "Ninguno de los %(total)s compromisos está pendiente",
                total,
            )
            % parts
        )
    told = ngettext(
        "%(pending)s de los %(total)s compromisos está pendiente",
        "%(pending)s de los %(total)s compromisos están pendientes",
        pending,
    )
    if not late:
        return (told + _(", ninguno con el plazo vencido")) % parts
    return (told + _("; con el plazo vencido: %(late)s")) % parts


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
