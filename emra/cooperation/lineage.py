"""Past covenants beside today's: the same field of each in one row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emra.cooperation.readmodel import CovenantView
from emra.cooperation.terms import NOT_STATED
from emra.lib import formats

Read = Callable[[CovenantView], list[str]]


@dataclass(frozen=True)
class LineageRow:
    """A field of every covenant by its code, in order; `expected` is what a new one would say."""

    label: str
    expected: str
    cells: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Lineage:
    """Covenants as columns, past ones first, and the rows that compare them."""

    past: tuple[CovenantView, ...]
    today: tuple[CovenantView, ...]
    rows: tuple[LineageRow, ...]


def lineage(covenants: Sequence[CovenantView]) -> Lineage:
    """Each chain in its order: a covenant before the one that follows it."""
    ordered = sorted(covenants, key=lambda row: (row.starts or "9", row.code))
    past = tuple(row for row in ordered if row.is_over)
    today = tuple(row for row in ordered if not row.is_over)
    by_code = {row.code: row for row in covenants}

    def cell(read: Read, row: CovenantView) -> tuple[str, ...]:
        """What it tells; where it tells nothing and the one it follows does, that it does."""
        told = _said(read(row))
        before = by_code.get(row.predecessor)
        if not told and read in INHERITED and before and _said(read(before)):
            return (_("no indicado aparte: véase el convenio anterior"),)
        return told or (_(NOT_STATED),)

    rows = tuple(
        LineageRow(
            str(label), str(expected), tuple((row.code, cell(read, row)) for row in (*past, *today))
        )
        for label, expected, read in FIELDS
    )
    return Lineage(past, today, rows)


def _said(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _contribution(row: CovenantView) -> list[str]:
    return [str(row.amount) if row.amount else "", row.contribution_note]


def _counted(names: Sequence[str]) -> list[str]:
    return [f"{len(names)}: {', '.join(names)}"] if names else []


def _localities(row: CovenantView) -> list[str]:
    return _counted([locality.name for locality in row.localities])


def _families(row: CovenantView) -> list[str]:
    if not row.localities:
        return []
    known = _("%(known)s localidades informan") % {"known": row.families_known}
    return [formats.number(row.families), known]


def _axes(row: CovenantView) -> list[str]:
    return [axis.name for axis in row.axes]


def _participants(row: CovenantView) -> list[str]:
    if not row.participants:
        return []
    return [
        _("%(n)s públicas") % {"n": len(row.public_participants)},
        _("%(n)s privadas o empresas") % {"n": len(row.other_participants)},
    ]


def _rules(row: CovenantView) -> list[str]:
    if row.evaluation_rules:
        return [row.evaluation_rules]
    return [_("sin reglas propias, según la fuente")] if row.evaluation_citation else []


def _schedule(row: CovenantView) -> list[str]:
    months = row.evaluation_every_months
    return [_("cada %(n)s meses") % {"n": months}] if months else []


def _evaluations(row: CovenantView) -> list[str]:
    if not row.evaluations:
        return []
    done = _("%(n)s realizadas") % {"n": len(row.evaluated)}
    late = _("%(n)s atrasadas") % {"n": len(row.late)} if row.late else ""
    return [done, late]


def _assessed(row: CovenantView) -> list[str]:
    if not row.assessments:
        return []
    last = row.assessments[0]
    return [
        _("%(year)s: %(yes)s de %(of)s con «Sí»")
        % {"year": last.year, "yes": last.counts["YES"], "of": len(last.answers)}
    ]


# What a programme keeps from one of its covenants to the next.
INHERITED = (_localities, _families, _axes, _participants)
FIELDS: tuple[tuple[object, object, Read], ...] = (
    (
        gettext_lazy("Programa"),
        gettext_lazy("El programa que financia, si tiene uno."),
        lambda row: [row.programme],
    ),
    (
        gettext_lazy("Plazo"),
        gettext_lazy("Año o mes en que empieza y en que termina."),
        lambda row: [
            _("%(starts)s a %(ends)s") % {"starts": row.starts_name, "ends": row.ends_name},
            row.term_note,
        ],
    ),
    (
        gettext_lazy("Partes"),
        gettext_lazy("Quiénes lo firman."),
        lambda row: [party.name for party in row.signers],
    ),
    (
        gettext_lazy("Responsable"),
        gettext_lazy("Quién lo conduce."),
        lambda row: [party.name for party in row.leads],
    ),
    (
        gettext_lazy("Aporte"),
        gettext_lazy("El monto con su unidad, o por qué no está fijado."),
        _contribution,
    ),
    (
        gettext_lazy("Sucede a"),
        gettext_lazy("El convenio anterior, si sucede a uno."),
        lambda row: [row.predecessor],
    ),
    (
        gettext_lazy("Localidades"),
        gettext_lazy("A qué localidades llega."),
        _localities,
    ),
    (
        gettext_lazy("Familias"),
        gettext_lazy("Cuántas familias hay en ellas, y cuántas localidades lo informan."),
        _families,
    ),
    (
        gettext_lazy("Ejes productivos"),
        gettext_lazy("En qué ejes trabaja."),
        _axes,
    ),
    (
        gettext_lazy("Organizaciones participantes"),
        gettext_lazy("Cuántas, públicas y privadas."),
        _participants,
    ),
    (
        gettext_lazy("Reglas de evaluación"),
        gettext_lazy("Cómo se evalúa y se reprograma: sin ellas no se puede enviar a aprobación."),
        _rules,
    ),
    (
        gettext_lazy("Calendario de evaluación"),
        gettext_lazy("Cada cuántos meses se evalúa y desde cuándo."),
        _schedule,
    ),
    (
        gettext_lazy("Evaluaciones"),
        gettext_lazy("Cuántas se hicieron y cuántas están atrasadas."),
        _evaluations,
    ),
    (
        gettext_lazy("Autoevaluación"),
        gettext_lazy("La del último año, con las 13 preguntas que deja el caso de El Loa."),
        _assessed,
    ),
    (
        gettext_lazy("Qué resultó"),
        gettext_lazy("Los resultados, a medida que se conocen."),
        lambda row: [result.text for result in row.results],
    ),
)
