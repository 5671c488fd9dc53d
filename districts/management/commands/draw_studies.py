from typing import Any

from django.core.management.base import BaseCommand

from districts import study_actions


class Command(BaseCommand):
    help = "Draw the stability studies that wait, as the worker does."

    def handle(self, *args: Any, **options: Any) -> None:
        slices = study_actions.draw_waiting()
        self.stdout.write(f"Tramos calculados: {slices}.")
