"""Covenants, localities, organisations, instruments and self-assessments as tables."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from emra.cooperation.columns import (
    ASSESSMENTS,
    COVENANTS,
    EVALUATIONS,
    INSTRUMENTS,
    LOCALITIES,
    ORGANISATIONS,
)
from emra.cooperation.readmodel import (
    AssessmentView,
    CovenantView,
    InstrumentView,
)
from emra.lib.tables import Table
from emra.sources.queries import CitationView


def covenants(rows: Sequence[CovenantView]) -> Table:
    return Table(
        "convenios",
        COVENANTS,
        [
            (
                row.code,
                row.name,
                row.version,
                row.origin,
                row.programme,
                row.province,
                row.starts,
                row.ends,
                row.term_note,
                row.state,
                row.amount.value if row.amount else None,
                row.amount.unit if row.amount else "",
                row.contribution_note,
                row.predecessor,
                "; ".join(row.successors),
                len(row.localities),
                row.families,
                row.families_known,
                row.evaluation_rules,
                row.evaluation_every_months,
                len(row.evaluated),
                len(row.late),
                *_cited(row.citation),
            )
            for row in rows
        ],
        _about(),
    )


def localities(rows: Sequence[CovenantView]) -> Table:
    """An empty number of families is one that is not known: that is no zero."""
    return Table(
        "convenios-localidades",
        LOCALITIES,
        [
            (
                covenant.code,
                row.commune,
                row.commune_name,
                row.name,
                row.families,
                *_cited(row.citation),
            )
            for covenant in rows
            for row in covenant.localities
        ],
        _about(),
    )


def organisations(rows: Sequence[CovenantView]) -> Table:
    return Table(
        "convenios-organizaciones",
        ORGANISATIONS,
        [
            (covenant.code, row.name, row.side_name, row.role_name, *_cited(row.citation))
            for covenant in rows
            for row in covenant.parties
        ],
        _about(),
    )


def evaluations(rows: Sequence[CovenantView]) -> Table:
    return Table(
        "convenios-evaluaciones",
        EVALUATIONS,
        [
            (
                covenant.code,
                row.planned_on,
                row.state,
                row.done_on,
                row.days_late or None,
                row.findings,
                row.link,
            )
            for covenant in rows
            for row in covenant.evaluations
        ],
        _about(),
    )


def assessments(rows: Sequence[AssessmentView]) -> Table:
    return Table("convenios-autoevaluaciones", ASSESSMENTS, list(_answers(rows)), _about())


def instruments(rows: Sequence[InstrumentView]) -> Table:
    return Table(
        "instrumentos-de-fomento",
        INSTRUMENTS,
        [
            (
                row.number,
                row.name,
                row.institution,
                row.area,
                row.group_name,
                row.document,
                row.line_from,
                row.line_to,
            )
            for row in rows
        ],
        [
            (_("Qué es"), _("Instrumentos de fomento productivo del anexo del estudio de El Loa")),
            (_("Nombres"), _("Como están impresos; solo se unen los cortes de línea")),
        ],
    )


def _answers(rows: Sequence[AssessmentView]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        for answer in row.answers:
            yield (
                row.covenant,
                row.year,
                row.version,
                row.reason,
                answer.kind,
                answer.title,
                answer.question,
                answer.value_name,
                answer.note,
                answer.link,
                row.approved_at,
            )


def _cited(citation: CitationView | None) -> tuple[object, ...]:
    if citation is None:
        return ("", None, None)
    return (citation.document_title, citation.line_from, citation.line_to)


def _about() -> list[tuple[str, object]]:
    return [
        (_("Qué es"), _("Convenios de la región, con su plazo, sus aportes y sus evaluaciones")),
        (_("Celda vacía"), _("La fuente no lo indica, o nadie lo ha informado: no es cero")),
    ]
