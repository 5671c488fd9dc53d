"""What the tables of attention say in a sentence, and as a table to download."""

from collections.abc import Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from emra.lib import formats
from emra.lib.tables import Table
from emra.portal.attention import DAYS, Attention, Cell, Column, Matrix, Row

COLUMNS = (
    *("tabla", "codigo", "nombre", "columna", "que_cuenta", "cantidad", "ultima_fecha"),
    *("es_movimiento", "desde", "hasta"),
)


def finding(found: Attention) -> str:
    """The page in a sentence: first the objectives where nothing moved."""
    rows = found.objectives.rows
    still = [row.code for row in rows if row.still]
    if not rows:
        return _("Todavía no hay objetivos cargados.")
    if len(still) == len(rows):
        told = _("no se movió nada en ninguno de los %(n)s objetivos") % {"n": len(rows)}
    elif still:
        told = _("no se movió nada en %(codes)s") % {"codes": joined(still)}
    else:
        least = min(rows, key=lambda row: (row.moved, row.code))
        told = _("hubo movimiento en los %(n)s objetivos; donde menos, en %(code)s (%(moved)s)") % {
            "n": len(rows),
            "code": least.code,
            "moved": least.moved,
        }
    when = (
        _("En los últimos %(days)s días") % {"days": DAYS}
        if found.until == timezone.localdate()
        else _("En los %(days)s días hasta el %(day)s")
        % {"days": DAYS, "day": formats.day(found.until)}
    )
    return _("%(when)s %(told)s.%(late)s") % {"when": when, "told": told, "late": _late(rows)}


def of_dimensions(found: Attention) -> str:
    """The table of the dimensions in a sentence."""
    still = [row.title for row in found.dimensions.rows if row.still]
    if not still:
        return _("En todas las dimensiones se movió algo.")
    if len(still) == len(found.dimensions.rows):
        return _("En ninguna dimensión se movió nada.")
    return _("No se movió nada en: %(names)s.") % {"names": joined(still)}


def table(found: Attention) -> Table:
    """Every cell of both tables, a row each."""
    about = [
        (_("Qué es"), _("Matriz de atención")),
        (_("Desde"), found.since),
        (_("Hasta"), found.until),
    ]
    rows = [
        (
            *(name, row.code, row.title, cell.column, str(column.meaning), cell.count, cell.last),
            *(not column.state, found.since, found.until),
        )
        for name, matrix in (("objetivos", found.objectives), ("dimensiones", found.dimensions))
        for row, cell, column in _cells(matrix)
    ]
    return Table(f"atencion-{found.until:%Y-%m-%d}", COLUMNS, rows, about)


def joined(names: Sequence[str]) -> str:
    """`OE1, OE2 y OE4`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s y %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _late(rows: Sequence[Row]) -> str:
    late = [
        f"{row.code} ({cell.count})"
        for row in rows
        for cell in row.cells
        if cell.column == "commitments_overdue" and cell.count
    ]
    return _(" Tienen compromisos atrasados: %(codes)s.") % {"codes": joined(late)} if late else ""


def _cells(matrix: Matrix) -> Iterator[tuple[Row, Cell, Column]]:
    for row in matrix.rows:
        for cell, column in zip(row.cells, matrix.columns, strict=True):
            yield row, cell, column
