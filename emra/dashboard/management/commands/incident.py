from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.accounts.models import User
from emra.dashboard import investigation
from emra.lib.errors import DomainError
from emra.operations import actions
from emra.operations.models import Incident, IncidentNote, Kind, PersonalData, Severity


class Command(BaseCommand):
    help = "Incidents: list, open, note, close, and export what an investigator needs."

    def add_arguments(self, parser: CommandParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("list", help="those that are open")
        start = steps.add_parser("open")
        start.add_argument("--kind", required=True, choices=Kind.values)
        start.add_argument("--severity", required=True, choices=Severity.values)
        start.add_argument("--what", required=True)
        start.add_argument("--affected", required=True)
        start.add_argument("--noticed-by", required=True)
        start.add_argument(
            "--personal-data", default=PersonalData.UNKNOWN, choices=PersonalData.values
        )
        note = steps.add_parser("note")
        note.add_argument("incident")
        note.add_argument("--step", dest="note_step", required=True, choices=IncidentNote.Step)
        note.add_argument("--text", required=True)
        note.add_argument("--severity", default="", choices=["", *Severity.values])
        note.add_argument("--personal-data", default="", choices=["", *PersonalData.values])
        close = steps.add_parser("close")
        close.add_argument("incident")
        close.add_argument("--lessons", required=True)
        for one in (start, note, close):
            one.add_argument("--user", required=True, help="in whose name: ADMIN or SECRETARIAT")
        export = steps.add_parser("export", help="a ZIP for whoever investigates")
        export.add_argument("incident")
        export.add_argument("target", type=Path)
        export.add_argument(
            "--pseudonyms", action="store_true", help="no address and no user name in clear"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = getattr(self, f"_{options['step']}")(options)
        except User.DoesNotExist as error:
            raise CommandError(f"No existe el usuario «{options['user']}».") from error
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(said)

    def _list(self, options: dict[str, Any]) -> str:
        rows = Incident.objects.still_open()
        return "\n".join(
            f"{row.code} {row.severity} {row.kind} {row.what[:80]}" for row in rows
        ) or ("No hay incidentes abiertos.")

    def _open(self, options: dict[str, Any]) -> str:
        names = ("kind", "severity", "what", "affected", "noticed_by", "personal_data")
        row = actions.open_incident(**{name: options[name] for name in names}, by=_person(options))
        return f"Abierto {row.code}."

    def _note(self, options: dict[str, Any]) -> str:
        names = ("incident", "text", "severity", "personal_data")
        actions.add_note(
            **{name: options[name] for name in names},
            step=options["note_step"],
            by=_person(options),
        )
        return f"Anotado en {options['incident']}."

    def _close(self, options: dict[str, Any]) -> str:
        row = actions.close_incident(
            incident=options["incident"], lessons=options["lessons"], by=_person(options)
        )
        return f"Cerrado {row.code}."

    def _export(self, options: dict[str, Any]) -> str:
        found = investigation.export(
            incident=options["incident"],
            target=options["target"],
            pseudonyms=options["pseudonyms"],
        )
        ledger = "; ".join(found.faults) or "correcta"
        return (
            f"Exportado en {options['target']}: archivos {found.files}, eventos {found.events}, "
            f"bitácora {ledger}. Contiene datos personales: lea LEEME.txt."
        )


def _person(options: dict[str, Any]) -> User:
    return User.objects.get(username=options["user"])
