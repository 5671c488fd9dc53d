from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.dashboard import archives
from emra.lib.errors import DomainError
from emra.operations.retention import Keep, moment_of, to_keep


class Command(BaseCommand):
    help = "Take away old archives of a folder; the newest that is whole always stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--daily", type=int, default=Keep.daily)
        parser.add_argument("--weekly", type=int, default=Keep.weekly)
        parser.add_argument("--monthly", type=int, default=Keep.monthly)
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"No existe la carpeta {folder}.")
        keep = Keep(options["daily"], options["weekly"], options["monthly"])
        if min(keep.daily, keep.weekly, keep.monthly) < 0:
            raise CommandError("Los días, semanas y meses que se guardan no pueden ser negativos.")
        ours = sorted(
            (path for path in folder.iterdir() if moment_of(path.name)),
            key=lambda path: path.name,
            reverse=True,
        )
        whole = next((path for path in ours if _is_whole(path)), None)
        if ours and whole is None:
            raise CommandError("Ningún respaldo está entero: no se borra ninguno.")
        kept = to_keep((path.name for path in ours), keep) | {whole.name if whole else ""}
        gone = [path for path in ours if path.name not in kept]
        for path in gone:
            if not options["dry_run"]:
                path.unlink(missing_ok=True)
            self.stdout.write(path.name)
        verb = "Se borrarían" if options["dry_run"] else "Borrados"
        said = f"; el último entero es {whole.name}" if whole else ""
        self.stdout.write(f"{verb} {len(gone)} de {len(ours)} respaldos{said}")


def _is_whole(path: Path) -> bool:
    try:
        archives.check(path)
    except DomainError:
        return False
    return True
