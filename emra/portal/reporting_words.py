"""What the state of reporting says in a sentence, and as a table to download."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emra.agreements import tables
from emra.lib import formats
from emra.lib.tables import Table
from emra.portal.reporting import Reporting, Running

COLUMNS = (
    *("corte", "publicacion", "dimension", "nombre", "oficina", "acuerdos"),
    *("informados", "arrastrados", "sin_dato", "no_aplica"),
    *("aprobados", "en_revision", "sin_enviar"),
)


def finding(found: Reporting) -> str:
    """The page in two sentences: the corte that is shown, and the one that runs."""
    total = found.totals
    said = _(
        "En el corte %(corte)s se informaron %(reported)s de %(agreements)s acuerdos con una cifra "
        "del propio corte; %(carried)s se arrastran de uno anterior y %(missing)s no tienen dato."
    ) % {
        "corte": found.edition.corte,
        "reported": total.reported,
        "agreements": total.agreements,
        "carried": total.carried,
        "missing": total.no_data,
    }
    return f"{said} {of_running(found.running)}"


def of_running(running: Running | None) -> str:
    """The corte that is not published yet, in a sentence."""
    if running is None:
        return _("No hay un corte abierto.")
    parts = {
        "corte": running.corte,
        "approved": running.approved,
        "in_review": running.in_review,
        "not_sent": running.not_sent,
        "until": _until(running),
    }
    if running.open:
        return (
            _(
                "El corte %(corte)s está abierto%(until)s: %(approved)s aprobados, "
                "%(in_review)s en revisión y %(not_sent)s sin enviar."
            )
            % parts
        )
    return (
        _(
            "El corte %(corte)s está cerrado y sin publicar%(until)s: %(approved)s aprobados, "
            "%(in_review)s en revisión y %(not_sent)s sin enviar."
        )
        % parts
    )


def table(found: Reporting) -> Table:
    """The rows of the published corte and those of the one that runs; empty where not told."""
    rows: list[tuple[object, ...]] = [
        (
            *(found.edition.corte, found.edition.number, row.dimension, row.name, row.office),
            *(row.agreements, row.reported, row.carried, row.no_data, row.not_applicable),
            *(None, None, None),
        )
        for row in found.rows
    ]
    if found.running:
        rows += [
            (
                *(found.running.corte, None, row.dimension, row.name, None, row.agreements),
                *(None, None, None, None, row.approved, row.in_review, row.not_sent),
            )
            for row in found.running.rows
        ]
    return Table("estado-de-reporte", COLUMNS, rows, tables.about(found.edition))


def _until(running: Running) -> str:
    if running.due_on is None or running.days_left is None:
        return _(", sin plazo de ingreso")
    day = formats.day(running.due_on)
    if running.days_left >= 0:
        return _(", con plazo hasta el %(day)s") % {"day": day}
    past = -running.days_left
    return ngettext(
        ", con el plazo (%(day)s) vencido hace %(n)s día",
        ", con el plazo (%(day)s) vencido hace %(n)s días",
        past,
    ) % {"day": day, "n": past}
