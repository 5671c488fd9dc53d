"""The ficha of a bilateral project as a printed sheet."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from emra.cooperation.bilateral_queries import ProjectView, ResultView, RowView
from emra.ledger.queries import head
from emra.lib import formats
from emra.lib.pdf import Document, Part, Row, Section
from emra.sources.queries import CitationView


def document(view: ProjectView) -> Document:
    """What its page shows: the table, then how its results go."""
    seq, seal = head()
    return Document(
        title=_("Ficha del proyecto bilateral %(code)s") % {"code": view.code},
        subtitle=view.content.name,
        sections=(
            Section(tuple(_row(row) for row in view.rows)),
            Section(
                tuple(_result(row) for row in view.results),
                title=_("Seguimiento de los resultados"),
                note=_("Un resultado está cumplido solo si un informe aprobado lo dice."),
            ),
        ),
        about=(
            *sources(view.rows),
            _("Versión %(version)s de la ficha. Sello de la bitácora: %(seq)s · %(hash)s")
            % {"version": view.version, "seq": seq, "hash": seal[:12]},
            _("La misma ficha en %(path)s") % {"path": view.path},
        ),
    )


def sources(rows: Iterable[RowView]) -> tuple[str, ...]:
    """The documents that the rows were read from, each with its first and last line."""
    found: dict[str, list[CitationView]] = {}
    for row in rows:
        if row.citation:
            found.setdefault(row.citation.document_code, []).append(row.citation)
    if not found:
        return (_("Ingresada por la Secretaría Técnica y aprobada por una segunda persona."),)
    return tuple(
        _("Fuente: %(title)s; %(publisher)s; líneas %(first)s a %(last)s de su texto.")
        % {
            "title": cited[0].document_title,
            "publisher": cited[0].publisher,
            "first": min(one.line_from for one in cited),
            "last": max(one.line_to for one in cited),
        }
        for cited in found.values()
    )


def _row(view: RowView) -> Row:
    return Row(view.row.label, view.row.shown, view.source)


def _result(view: ResultView) -> Row:
    label = _("Resultado %(number)s") % {"number": view.result.number}
    said = [view.verdict_name]
    if view.result.minimum is not None:
        said.append(reached(view))
    parts = [Part(("; ".join(said),))]
    if view.last:
        parts.append(
            Part((view.last.text,), _("Informe del %(day)s") % {"day": formats.day(view.last.on)})
        )
    return Row(label, tuple(parts))


def reached(view: ResultView) -> str:
    """`alcanzadas 7, mínimo 6 mujeres`: an unknown count is said to be one."""
    count = view.last.reached if view.last else None
    return _("alcanzado: %(count)s; meta: mínimo %(minimum)s %(unit)s") % {
        "count": formats.number(count),
        "minimum": formats.number(view.result.minimum),
        "unit": view.result.minimum_unit,
    }
