from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from emra.agreements import queries as agreements
from emra.lib.errors import DomainError
from emra.reports import content, store


class Command(BaseCommand):
    help = (
        "Make the deck, report and workbook of a corte anew, or what all editions lack; "
        "with --to, write them into a folder and keep nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("corte", nargs="?", default="")
        parser.add_argument("--to", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        corte, folder = options["corte"], options["to"]
        if not corte and folder is None:
            self.stdout.write(f"Ediciones con informes nuevos: {store.make_missing()}")
            return
        try:
            edition = agreements.choose(agreements.editions(), corte)
        except DomainError as error:
            raise CommandError(str(error)) from error
        if folder is None:
            if not store.make(edition):
                raise CommandError("No se hizo: otro proceso lo está haciendo o no hay espacio.")
            self.stdout.write(f"Informes de {edition.corte}, edición {edition.number}: hechos.")
            return
        folder.mkdir(parents=True, exist_ok=True)
        named = f"{edition.corte}/{edition.number}"
        for kind, found in store.render(content.published(named, content.state()), named):
            (folder / kind).write_bytes(found)
            self.stdout.write(f"{folder / kind}: {len(found)} bytes")
