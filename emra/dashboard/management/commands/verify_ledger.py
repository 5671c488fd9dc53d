from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.dashboard import integrity
from emra.ledger import queries as ledger


class Command(BaseCommand):
    help = "Check the ledger's chain, and publications and approved figures against it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--record",
            action="store_true",
            help="keep the result for the state of the system, as each night",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = integrity.verify().faults if options["record"] else integrity.faults()
        if faults:
            raise CommandError("\n".join(faults))
        seq, head = ledger.head()
        self.stdout.write(f"Bitácora correcta: {seq} eventos, cabeza {head}")
