from typing import Any

from django.core.management.base import BaseCommand

from emra.agreements import averages


class Command(BaseCommand):
    help = "Recompute the averages whose inputs moved."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Promedios recalculados: {averages.sweep()}")
