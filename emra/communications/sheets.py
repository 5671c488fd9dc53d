"""The workbook people fill in with the pieces of a month."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from emra.communications.models import Campaign, Channel, ContentKind, Format
from emra.communications.proposals import COLUMNS, MAX_ROWS, REQUIRED
from emra.strategy.models import Objective

WIDTHS = {"scheduled_on": 12, "title": 50, "body": 60}


def template() -> bytes:
    """An XLSX with the columns, the plan's names to choose from, and what each row means."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet = book.add_worksheet(_("Piezas"))
        sheet.write_row(0, 0, list(COLUMNS.values()), head)
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(COLUMNS):
            form = day if name == "scheduled_on" else None
            sheet.set_column(place, place, WIDTHS.get(name, 26), form)
            if choices := _choices().get(name):
                sheet.data_validation(
                    1, place, MAX_ROWS, place, {"validate": "list", "source": choices}
                )
        told = book.add_worksheet(_("Instrucciones"))
        told.set_column(0, 0, 100)
        for place, line in enumerate(_instructions()):
            told.write_string(place, 0, line)
    return stream.getvalue()


def _choices() -> dict[str, list[str]]:
    return {
        "channel": list(Channel.objects.values_list("name", flat=True)),
        "format": list(Format.objects.values_list("name", flat=True)),
        "kind": list(ContentKind.objects.values_list("name", flat=True)),
        "campaign": [str(row.number) for row in Campaign.objects.all()],
        "objective": list(Objective.objects.values_list("code", flat=True)),
    }


def _instructions() -> tuple[str, ...]:
    needed = ", ".join(COLUMNS[name] for name in REQUIRED)
    return (
        _("Una pieza por fila. Obligatorias: %(names)s.") % {"names": needed},
        _("La fecha se escribe como 21-11-2026; una fila sin fecha queda como idea sin programar."),
        _("El formato es lo que cuenta para la cuota, y es de un canal."),
        _("Al importar se muestra primero qué se crearía; con un error no se guarda ninguna fila."),
    )
