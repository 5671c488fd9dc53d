from typing import Any

from django.core.management.base import BaseCommand

from emra.opendata import listing


class Command(BaseCommand):
    help = "Keep the list of the datasets, with rows and sums, that the index shows."

    def handle(self, *args: Any, **options: Any) -> None:
        listing.keep(anew=True)
        self.stdout.write("Lista de los conjuntos de datos: hecha.")
