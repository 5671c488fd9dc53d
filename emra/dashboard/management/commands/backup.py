from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.dashboard import backups
from emra.lib.errors import DomainError


class Command(BaseCommand):
    help = "Write the whole state, rows and kept files, into one archive that `restore` reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="file to write, as emra.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            kept = backups.backup(options["target"])
        except (DomainError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Respaldo completo: filas {kept.rows}, archivos {kept.files}, "
            f"bitácora hasta el evento {kept.seq}, cabeza {kept.head}"
        )
