from typing import Any

from django.core.management.base import BaseCommand

from emra.agreements import averages


class Command(BaseCommand):
    help = "Recompute every average from scratch; says how many stored ones differed."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = averages.rebuild()
        self.stdout.write(f"Recalculados desde cero; distintos de lo guardado: {changed}")
