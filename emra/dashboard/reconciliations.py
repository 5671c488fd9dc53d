"""Every room's printed figures held against their recomputation, a chapter per room."""

from django.utils.translation import gettext as _

from districts import reconciliations as districts
from emra.agreements import reconciliations as agreements
from emra.cooperation import reconciliations as cooperation
from emra.dashboard.columns import RECONCILIATIONS
from emra.lib.tables import Table
from emra.royalty import reconciliations as royalty
from emra.sources.queries import Chapter

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
