from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from emra.operations import tidying


class Command(BaseCommand):
    help = "Take away what is past its time: sessions, traces of signing in, old spreadsheets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        dry = options["dry_run"]
        found = tidying.tidy(now=timezone.now(), dry=dry)
        self.stdout.write(f"{'Se borrarían' if dry else 'Borrado'}: {found}")
