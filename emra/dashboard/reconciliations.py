"""Every room's printed figures held against their recomputation, a chapter per room."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from districts import reconciliations as districts
from emra.agreements import reconciliations as agreements
from emra.cooperation import reconciliations as cooperation
from emra.dashboard.columns import RECONCILIATIONS
from emra.lib.tables import Table
from emra.royalty import reconciliations as royalty
from emra.sources.queries import Chapter, ReconciliationView

CHAPTERS = {
    "acuerdos": agreements.chapter,
    "distritos": districts.chapter,
    "royalty": royalty.chapter,
    "royalty-comunas": royalty.communes_chapter,
    "convenios": cooperation.chapter,
}


def chapters() -> tuple[Chapter, ...]:
    """The chapters that have something to compare."""
    return tuple(chapter for build in CHAPTERS.values() if (chapter := build()).rows)


# What is left to explain first.
ORDER = ("NO_RULE_MATCHES", "NOT_COMPUTABLE", "MATCHES_ROUNDED", "MATCHES")


def counts(every: Iterable[Chapter]) -> tuple[tuple[str, int], ...]:
    """How many figures have each verdict, the unresolved ones first."""
    told = [row.verdict for chapter in every for row in chapter.rows]
    return tuple((verdict, told.count(verdict)) for verdict in ORDER)


def narrowed(every: Iterable[Chapter], verdict: str) -> tuple[Chapter, ...]:
    """The chapters with the unresolved figures first: those of a verdict, or all that do not
    simply match, which are many and have each chapter's own page."""

    def kept(rows: Iterable[ReconciliationView]) -> tuple[ReconciliationView, ...]:
        chosen = [row for row in rows if row.verdict == verdict or not (verdict or matches(row))]
        return tuple(sorted(chosen, key=lambda row: ORDER.index(row.verdict)))

    found = (replace(chapter, rows=kept(chapter.rows)) for chapter in every)
    return tuple(chapter for chapter in found if chapter.rows or not verdict)


def matches(row: ReconciliationView) -> bool:
    return row.verdict == ORDER[-1]


def table() -> Table:
    """The printed figures beside the recomputed ones."""
    rows = [
        (
            chapter.code,
            row.code,
            row.label,
            row.printed,
            row.unit,
            row.recomputed,
            row.difference,
            row.rule,
            row.how,
            row.verdict,
            row.n_of_total,
            row.citation.document_code,
            row.citation.line_from,
            row.citation.line_to,
        )
        for chapter in chapters()
        for row in chapter.rows
    ]
    return Table("cuadraturas", RECONCILIATIONS, rows, [(_("Qué es"), _("Cuadraturas"))])
