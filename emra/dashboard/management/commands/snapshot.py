import time
from typing import Any

from django.core.management.base import BaseCommand

from emra.dashboard import snapshots


class Command(BaseCommand):
    help = "Keep the public site on disk, for the visitors who come while the database is away."

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        taken = snapshots.take(anew=True)
        assert taken is not None
        self.stdout.write(
            f"Copia del sitio público: páginas {taken.pages}, cabeza {taken.head}, "
            f"{time.monotonic() - began:.1f} s"
        )
