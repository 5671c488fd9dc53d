"""The ficha of an agreement, of a body and of a project: what is public of it, on one sheet."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from emra.agreements.readmodel import AgreementFigure, HistoryPoint, Sheet
from emra.governance import commitment_queries
from emra.governance.commitment_queries import Chosen, CommitmentView
from emra.governance.queries import BodySheet
from emra.ledger.queries import head
from emra.lib import formats
from emra.lib.pdf import Document, Part, Row, Section
from emra.lib.pdf_blocks import Bars, Table
from emra.projects.readmodel import EntryView, ProjectSheet
from emra.reports import agreement_pages, project_pages, room_pages
from emra.reports.agreement_pages import place
from emra.sources.queries import CitationView


def agreement(sheet: Sheet) -> Document:
    """An agreement as of an edition."""
    figure, edition = sheet.figure, sheet.edition
    today = timezone.localdate()
    target = (
        formats.with_unit(figure.target_value, figure.target_unit)
        if figure.target_value is not None
        else _("sin meta numérica")
    )
    rows = [
        _row(_("Dimensión"), figure.dimension_name),
        _row(_("Avance"), agreement_pages.reading(figure, 2)),
        _row(_("Estado"), agreement_pages.health(figure), _reason(figure)),
        _row(_("Corte anterior"), _percent(figure.previous)),
        _row(_("Meta"), target, str(figure.target_year or _("año no indicado"))),
        _row(
            _("Promedio de su dimensión"),
            _("%(mean)s con %(n)s informados; cotas %(bounds)s")
            % {
                "mean": formats.percent(sheet.dimension.mean_zero),
                "n": sheet.dimension.n_of_total,
                "bounds": agreement_pages.bounds(sheet.dimension),
            },
        ),
    ]
    for label, said in (
        (_("Motivo"), figure.reason),
        (_("Motivo del retroceso"), figure.setback_reason),
        (_("Nota"), figure.note),
    ):
        if said:
            rows.append(_row(label, said))
    return Document(
        title=f"{figure.code} {figure.label}",
        subtitle=_("Ficha del acuerdo. %(corte)s, edición %(n)s.")
        % {"corte": edition.corte_name, "n": edition.number},
        sections=(
            Section(tuple(rows)),
            Section(
                title=_("Avance en cada corte"),
                blocks=(Bars([_bar(point) for point in sheet.history]),),
            ),
            _commitments(commitment_queries.about("AGREEMENT", figure.code, today=today)),
            _citations([sheet.figure_citation, sheet.title_citation]),
        ),
        about=_about(
            _("Edición publicada el %(at)s; sello de la bitácora: %(seq)s · %(hash)s")
            % {
                "at": formats.moment(edition.published_at),
                "seq": edition.ledger_seq,
                "hash": edition.ledger_head[:16],
            },
            f"{reverse('agreement', args=[figure.code])}?corte={edition.corte}/{edition.number}",
        ),
    )


def body(sheet: BodySheet, now: datetime) -> Document:
    """A body: who sits in it, its sessions, what it owes."""
    view, today = sheet.body, timezone.localdate(now)
    sessions = [
        (
            row.code,
            formats.moment(row.at),
            row.state_name,
            _("%(n)s de %(of)s") % {"n": row.present, "of": row.members}
            if row.told
            else _("sin acta publicada"),
        )
        for row in (*sheet.coming, *sheet.past)
    ]
    return Document(
        title=view.name,
        subtitle=_("Ficha de la instancia, al %(day)s.") % {"day": formats.day(today)},
        sections=(
            Section(
                (
                    _row(_("Qué es"), view.kind_name),
                    _row(_("Función"), view.role or _("La fuente no dice su función.")),
                    _row(_("Organización"), view.organisation_name or _("no indicada")),
                    _row(
                        _("Objetivo"),
                        f"{view.objective} {view.objective_title}".strip() or _("ninguno"),
                    ),
                    _row(
                        _("Quiénes la integran"),
                        *_members(sheet),
                    ),
                )
            ),
            Section(
                title=_("Sesiones"),
                note="" if sessions else _("No hay sesiones registradas."),
                blocks=(
                    Table(
                        (
                            (_("Código"), 1.0, False),
                            (_("Cuándo"), 2.0, False),
                            (_("Estado"), 2.0, False),
                            (_("Asistencia"), 2.0, False),
                        ),
                        sessions,
                    ),
                )
                if sessions
                else (),
            ),
            _commitments(commitment_queries.commitments(Chosen(body=view.code), today=today)),
            Section(
                title=_("Qué sigue de la estrategia"),
                rows=tuple(
                    _row(line.code, line.title, room_pages.line_state(line)) for line in sheet.lines
                )
                + tuple(_row(each.code, each.title) for each in sheet.agreements),
                note=""
                if sheet.lines or sheet.agreements
                else _("No tiene líneas ni acuerdos asignados."),
            ),
            _citations([view.citation, view.role_citation]),
        ),
        about=_about(_state(), reverse("body", args=[view.code])),
    )


def project(sheet: ProjectSheet, now: datetime) -> Document:
    """A project: dates, money, stages, what was approved of it."""
    view = sheet.project
    rows = [
        _row(_("A cargo"), view.lead_name or _("no indicado")),
        _row(_("Qué es"), view.summary or _("La fuente no lo describe.")),
        _row(_("Objetivo"), f"{view.objective} {view.objective_title}".strip() or _("no indicado")),
        _row(_("Comunas"), ", ".join(each.name for each in view.communes) or _("no indicadas")),
        _row(
            _("Plazos"),
            *(
                f"{label}: {formats.day(each.day)}"
                for label, each in (
                    (_("Inicio previsto"), view.planned_start),
                    (_("Inicio"), view.actual_start),
                    (_("Término previsto"), view.planned_end),
                    (_("Término"), view.actual_end),
                )
            ),
        ),
        _row(_("Estado"), project_pages.project_state(view)),
    ]
    if view.parent:
        rows.insert(0, _row(_("Iniciativa del proyecto"), view.parent))
    funding = [
        (
            each.source_name,
            str(each.amount) if each.amount else _("sin dato"),
            each.basis_name or "–",
            each.note,
        )
        for each in view.funding
    ]
    return Document(
        title=f"{view.code} {view.name}",
        subtitle=_("Ficha del proyecto, al %(day)s.")
        % {"day": formats.day(timezone.localdate(now))},
        sections=(
            Section(tuple(rows)),
            Section(
                title=_("Montos"),
                note=_("No se suman: uno puede contener a otro.")
                if funding
                else _("La fuente no indica montos."),
                blocks=(
                    Table(
                        (
                            (_("Fuente"), 2.0, False),
                            (_("Monto"), 1.6, True),
                            (_("Unidad"), 1.2, False),
                            (_("Nota"), 3.4, False),
                        ),
                        funding,
                    ),
                )
                if funding
                else (),
            ),
            Section(
                title=_("Hitos y riesgos"),
                rows=tuple(
                    _row(_("Hito %(n)s") % {"n": each.number}, each.title, _milestone(each))
                    for each in view.milestones
                )
                + tuple(
                    _row(_("Riesgo %(n)s") % {"n": each.number}, each.text, each.level_name)
                    for each in view.open_risks
                ),
                note="" if view.milestones or view.open_risks else _("No hay registrados."),
            ),
            Section(
                title=_("Seguimientos aprobados"),
                rows=tuple(_entry(each) for each in sheet.entries),
                note="" if sheet.entries else _("No hay seguimientos aprobados."),
            ),
            _citations([view.citation]),
        ),
        about=_about(_state(), reverse("project", args=[view.code])),
    )


# -- pieces ----------------------------------------------------------------------------------


def _row(label: str, *said: str) -> Row:
    return Row(label, (Part(tuple(each for each in said if each)),))


def _members(sheet: BodySheet) -> tuple[str, ...]:
    """Organisation, public name and office of each."""
    found = tuple(
        ", ".join(filter(None, (row.organisation_name, row.name, row.office)))
        for row in sheet.members
    )
    return found or (_("La fuente no dice quiénes la integran."),)


def _reason(figure: AgreementFigure) -> str:
    """Why a known figure cannot be judged; an unknown one says so already."""
    return figure.health_reason if figure.state == "REPORTED" else ""


def _percent(value: object) -> str:
    return _("no hay") if value is None else formats.percent(value, 2)  # type: ignore[arg-type]


def _milestone(each: object) -> str:
    planned, done = each.planned_on, each.done_on  # type: ignore[attr-defined]
    return _("previsto %(planned)s, hecho %(done)s") % {
        "planned": formats.day(planned),
        "done": formats.day(done) if done else _("todavía no"),
    }


def _entry(each: EntryView) -> Row:
    """What was reported, and who answers for it: two offices, or a passage of a document."""
    cited, text, signed = each.citation, each.text, ""
    if cited:
        text = text or _("Cargado del documento: «%(quote)s»") % {"quote": cited.quote}
        signed = place(cited)
    elif each.author:
        signed = _("Ingresó %(author)s; aprobó %(reviewer)s el %(at)s.") % {
            "author": each.author,
            "reviewer": each.reviewer,
            "at": formats.moment(each.at),
        }
    lines = (
        text or _("Sin texto: solo cambios."),
        *(_("Respaldo: %(title)s") % {"title": row.title} for row in each.evidence),
    )
    return Row(each.code, (Part(lines, formats.day(each.on) if each.on else ""),), signed)


def _bar(point: HistoryPoint) -> tuple[str, float | None, str]:
    if point.percent is None:
        absent = _("no aplica") if point.state == "NOT_APPLICABLE" else _("sin dato")
        return point.corte, None, absent
    return point.corte, float(point.percent), formats.percent(point.percent, 2)


def _commitments(rows: Iterable[CommitmentView]) -> Section:
    found = tuple(
        _row(
            row.code,
            row.text,
            _("%(owner)s; plazo %(due)s; %(state)s")
            % {
                "owner": row.owner_name,
                "due": formats.day(row.due_on),
                "state": room_pages.commitment_state(row),
            },
        )
        for row in rows
    )
    return Section(
        found,
        title=_("Compromisos"),
        note="" if found else _("No hay compromisos públicos."),
    )


def _citations(cited: Iterable[CitationView | None]) -> Section:
    kept = list(dict.fromkeys(each for each in cited if each))
    return Section(
        tuple(_row(each.document_code, f"«{each.quote}»", place(each)) for each in kept),
        title=_("De dónde sale"),
        note="" if kept else _("Ingresado por la Secretaría Técnica y aprobado por otra persona."),
    )


def _state() -> str:
    seq, seal = head()
    return _("Sello de la bitácora: %(seq)s · %(hash)s") % {"seq": seq, "hash": seal[:16]}


def _about(seal: str, path: str) -> tuple[str, ...]:
    return (
        _("Fuente: registros publicados de EMRA Seguimiento; cada uno nombra su documento."),
        seal,
        _("Lo mismo en %(site)s%(path)s") % {"site": settings.SITE_URL, "path": path},
    )
