"""The pages that compare: an edition with the one before, printed figures with recomputed ones."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.agreements.readmodel import Board, Change
from emra.lib import formats
from emra.lib.formats import percent
from emra.reports.agreement_pages import place, points
from emra.reports.pages import BAD, GOOD, PLAIN, WARN, Column, Grid, Page
from emra.sources.queries import Chapter, CitationView, ReconciliationView

CHANGES, CHECKS = "cambios", "cuadraturas"


# -- what changed ----------------------------------------------------------------------------


def changes(board: Board, sources: tuple[str, ...]) -> Page:
    """Against the corte before: what rose, fell, appeared and went away."""
    section = _("Qué cambió desde el corte anterior")
    if board.previous is None:
        return Page(
            code=CHANGES,
            section=section,
            title=_("Es el primer corte publicado: no hay uno anterior con qué comparar"),
            empty=_(
                "Desde el próximo corte, aquí se dice qué acuerdos subieron, bajaron, "
                "aparecieron o dejaron de informar."
            ),
            sources=sources,
        )
    return Page(
        code=CHANGES,
        section=section,
        title=_("Frente al corte anterior: %(told)s") % {"told": counted(board.changes)},
        grid=changes_grid(board.changes) if board.changes else None,
        empty="" if board.changes else _("Ninguna lectura es distinta de la del corte anterior."),
        note=_("Se compara con la edición %(edition)s de %(corte)s, publicada el %(at)s.")
        % {
            "edition": board.previous.number,
            "corte": board.previous.corte_name,
            "at": formats.moment(board.previous.published_at),
        },
        sources=sources,
    )


def counted(rows: Sequence[Change]) -> str:
    """`3 acuerdos suben, 1 baja, 2 dejan de informar`."""
    kinds = {
        "UP": lambda n: ngettext("%(n)s acuerdo sube", "%(n)s acuerdos suben", n),
        "DOWN": lambda n: ngettext("%(n)s baja", "%(n)s bajan", n),
        "APPEARED": lambda n: ngettext("%(n)s empieza a informar", "%(n)s empiezan a informar", n),
        "DISAPPEARED": lambda n: ngettext("%(n)s deja de informar", "%(n)s dejan de informar", n),
        "OTHER": lambda n: ngettext("%(n)s cambia de estado", "%(n)s cambian de estado", n),
    }
    told = []
    for kind, words in kinds.items():
        if found := sum(row.kind == kind for row in rows):
            told.append(words(found) % {"n": found})
    return ", ".join(told) or _("ningún acuerdo cambió")


def changes_grid(rows: Iterable[Change]) -> Grid:
    words = {
        "UP": (_("Sube"), GOOD),
        "DOWN": (_("Baja"), BAD),
        "APPEARED": (_("Empieza a informar"), GOOD),
        "DISAPPEARED": (_("Deja de informar"), WARN),
        "OTHER": (_("Cambia de estado"), PLAIN),
    }
    kept = list(rows)
    return Grid(
        (
            Column(_("Acuerdo"), 5.2),
            Column(_("Antes"), 1.1, figures=True),
            Column(_("Ahora"), 1.1, figures=True),
            Column(_("Diferencia"), 1.3, figures=True),
            Column(_("Qué pasó"), 1.8),
        ),
        tuple(
            (
                f"{row.code} {row.title}",
                _state(row.before, row.before_state),
                _state(row.after, row.after_state),
                "–" if row.before is None or row.after is None else points(row.after - row.before),
                words[row.kind][0],
            )
            for row in kept
        ),
        tuple(words[row.kind][1] for row in kept),
    )


def _state(value: Decimal | None, state: str) -> str:
    if state == "NOT_APPLICABLE":
        return _("no aplica")
    return _("sin dato") if value is None else percent(value)


# -- printed figures -------------------------------------------------------------------------


def checks(chapters: Iterable[Chapter]) -> Page:
    """The printed figures that no rule gives."""
    rows = [row for chapter in chapters for row in chapter.rows]
    off = [row for row in rows if row.verdict == "NO_RULE_MATCHES"]
    blank = sum(row.verdict == "NOT_COMPUTABLE" for row in rows)
    parts = {"n": len(off), "total": len(rows)}
    return Page(
        code=CHECKS,
        section=_("Cuadraturas"),
        title=ngettext(
            "%(n)s de las %(total)s cifras impresas no sale de los datos de su propio documento",
            "%(n)s de las %(total)s cifras impresas no salen de los datos de su propio documento",
            len(off),
        )
        % parts,
        grid=_checks_grid(off) if off else None,
        empty="" if off else _("Todas las cifras impresas que se pueden recalcular calzan."),
        note=_("Nada se ajusta para que calce. %(blank)s más no se pueden recalcular.")
        % {"blank": blank},
        sources=tuple(
            f"{row.label}: {row.sentence} {_('Fuente')}: {place(row.citation)}." for row in off
        ),
    )


def _checks_grid(rows: Sequence[ReconciliationView]) -> Grid:
    return Grid(
        (
            Column(_("Cifra impresa"), 4.6),
            Column(_("Imprime"), 1.9, figures=True),
            Column(_("Recalculado"), 1.9, figures=True),
            Column(_("Diferencia"), 1.35, figures=True),
            Column(_("Documento y líneas"), 3.6),
        ),
        tuple(
            (
                row.label,
                formats.with_unit(row.printed, row.unit),
                formats.with_unit(row.recomputed, row.unit),
                formats.with_unit(row.difference, row.unit),
                f"{row.citation.document_code}, {_span(row.citation)}",
            )
            for row in rows
        ),
    )


def _span(cited: CitationView) -> str:
    first, last = cited.line_from, cited.line_to
    return str(first) if first == last else f"{first}-{last}"
