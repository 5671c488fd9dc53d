from typing import Any

from django.core.management.base import BaseCommand, CommandError

from emra.dashboard import integrity
from emra.ledger import queries as ledger


class Command(BaseCommand):
    help = "Check the ledger's chain, and publications and approved figures against it."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = integrity.faults()
        if faults:
            raise CommandError("\n".join(faults))
        seq, head = ledger.head()
        self.stdout.write(f"Bitácora correcta: {seq} eventos, cabeza {head}")
