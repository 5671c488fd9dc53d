from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.dashboard import backups
from emra.lib.errors import DomainError


class Command(BaseCommand):
    help = "Put back what `backup` wrote, all of it or nothing, and check it against its ledger."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path)
        parser.add_argument("--replace", action="store_true", help="over a base that has a ledger")
        parser.add_argument(
            "--older", action="store_true", help="even where later events would be lost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = backups.restore(
                options["source"], replace=options["replace"], older=options["older"]
            )
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restaurado: filas {kept.rows}, archivos {kept.files}, "
            f"bitácora hasta el evento {kept.seq}, cabeza {kept.head}"
        )
